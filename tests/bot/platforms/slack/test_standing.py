"""Who manages a channel: asked of Slack when it is needed, remembered for a while, and never guessed."""

import pytest

from bot.alerts.watchlist import Channel
from bot.platforms.slack import standing as room
from bot.platforms.slack.standing import Standing
from tests.bot.platforms.slack.wire import HOME, NEVER, Told, refusal
from tests.faults.fake_slack import PERSON

PLACE = Channel("slack", HOME)
MEMBER, OTHERS = {"is_admin": False, "is_owner": False}, {"creator": "U0EVE"}


@pytest.fixture
def standing(api):
    return Standing(api)


@pytest.mark.parametrize(
    ("person", "place", "manages"),
    [
        ({"is_admin": True}, OTHERS, True),
        ({"is_owner": True}, OTHERS, True),
        (MEMBER, {"creator": PERSON}, True),
        (MEMBER, OTHERS, False),
    ],
)
async def test_admins_owners_and_who_created_it_manage_a_channel(standing, wire, person, place, manages):
    wire.standing = {PERSON: person, HOME: place}

    assert await standing.manages(PLACE, PERSON) is manages


async def test_a_direct_message_is_its_persons_and_nobody_is_asked(standing, wire):
    assert await standing.manages(Channel.to_person("slack", PERSON), PERSON) is True
    assert await standing.manages(Channel.to_person("slack", "U0EVE"), PERSON) is False
    assert wire.calls == []


async def test_the_answer_is_remembered_for_each_channel_and_person(standing, wire):
    wire.standing = {PERSON: MEMBER, "U0EVE": MEMBER, HOME: OTHERS}

    answers = [await standing.manages(PLACE, user) for user in (PERSON, PERSON, "U0EVE", PERSON)]

    assert answers == [False, False, True, False]
    assert len(wire.asked("users.info")) == 2


async def test_after_a_while_it_is_asked_again(api, wire):
    wire.standing = {PERSON: MEMBER, HOME: OTHERS}
    standing = Standing(api, kept_for=0.0)

    assert await standing.manages(PLACE, PERSON) is False
    wire.standing[PERSON] = {"is_admin": True}

    assert await standing.manages(PLACE, PERSON) is True


@pytest.mark.parametrize("method", ["users.info", "conversations.info"])
@pytest.mark.parametrize(
    "answer",
    [refusal("missing_scope", needed="users:read"), Told("Server Error", 500), refusal("ratelimited", 429)],
    ids=str,
)
async def test_where_slack_does_not_say_nobody_knows_and_nothing_is_remembered(standing, wire, method, answer, caplog):
    wire.standing, wire.refusals = {PERSON: MEMBER, HOME: OTHERS}, {method: [answer]}

    assert await standing.manages(PLACE, PERSON) is None
    assert "Slack does not say who manages" in caplog.text
    assert await standing.manages(PLACE, PERSON) is False


async def test_half_an_answer_is_enough_for_who_manages(standing, wire):
    wire.standing = {PERSON: {"is_admin": True}}

    assert await standing.manages(PLACE, PERSON) is True


async def test_a_slack_that_does_not_answer_is_not_waited_for(standing, wire, monkeypatch):
    monkeypatch.setattr(room, "_LIMIT", 0.05)
    wire.refusals = {"users.info": [NEVER], "conversations.info": [NEVER]}

    assert await standing.manages(PLACE, PERSON) is None


async def test_so_many_answers_are_remembered(standing, wire, monkeypatch):
    monkeypatch.setattr(room, "_KEPT", 2)
    wire.standing = {PERSON: MEMBER, **{f"C{number}": OTHERS for number in range(5)}}

    for number in range(5):
        await standing.manages(Channel("slack", f"C{number}"), PERSON)

    assert [channel for channel, _ in standing._known] == ["C3", "C4"]
