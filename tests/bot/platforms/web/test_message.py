"""What the transcript keeps of an alert."""

from dataclasses import replace

import pytest

from bot.cards import Card
from bot.platforms.web.message import Message, is_anew
from tests.bot.platforms.web.kept import delivery

ALERT = delivery("one", Card(title="half \ud800 \n~ <b>")).alert


@pytest.mark.parametrize("anew", [False, True])
def test_a_message_is_read_back_as_it_was(anew):
    message = Message(ALERT, anew=anew)

    assert Message.load(message.body) == message
    assert is_anew(message.body) is anew


def test_the_same_content_has_the_same_id_and_other_content_another():
    ids = {
        Message(ALERT).id,
        Message(ALERT).id,
        Message(ALERT, anew=True).id,
        Message(replace(ALERT, card=Card(title="t"))).id,
    }

    assert len(ids) == 3
