"""What a view remembers, and whole parts of a home within Slack's hundred blocks."""

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Action, Card
from bot.home import Part
from bot.platforms.slack.views import Where, card_view, channel_of, home_view
from tests.bot.platforms.slack.made_up import SNOOZE
from tests.bot.platforms.slack.wire import HOME
from tests.faults.fake_slack import PERSON
from tests.gallery import GALLERY, numbered

PLACE, OWN = Channel("slack", HOME), Channel.to_person("slack", PERSON)


def test_what_a_view_remembers_is_read_again():
    where = Where(HOME, "https://hooks.example/x", "7.0", "form", "APLD", shows=True)

    assert Where.read(where.dump()) == where
    assert where.place == PLACE
    assert Where(f"@{PERSON}").place.person == PERSON


@pytest.mark.parametrize("metadata", ["", "{", '{"channel": "C1", "new": 1}', "[]", "7"])
def test_what_another_version_remembers_is_refused(metadata):
    with pytest.raises(ValueError):  # json's own sentence, or ours
        Where.read(metadata)


def test_the_longest_memory_fits():
    where = Where("C" * 20, "https://hooks.slack.com/" + "x" * 300, "7.0", "c" * 24, "é" * 60, shows=True)

    assert len(where.dump()) <= 3_000


def test_a_card_in_a_modal_has_its_buttons():
    view = card_view(Card("A title that is longer than a modal's", "Lead", actions=(SNOOZE,)), Where(HOME))

    assert len(view["title"]["text"]) <= 24
    assert [block["type"] for block in view["blocks"]] == ["header", "section", "actions"]
    assert Where.read(view["private_metadata"]) == Where(HOME)


def test_a_homes_buttons_know_the_channel_that_they_are_for():
    view = home_view([Part(OWN, Card("Mine", actions=(SNOOZE,))), Part(PLACE, Card("Ours", actions=(SNOOZE,)))])
    ids = [block["block_id"] for block in view["blocks"] if block["type"] == "actions"]

    assert len(set(ids)) == 2
    assert [channel_of(id, PERSON) for id in ids] == [OWN, PLACE]


@pytest.mark.parametrize("id", ["", "abc", "in:", "in::3", "out:C1:0"])
def test_a_button_that_names_no_channel_is_for_the_persons_own(id):
    assert channel_of(id, PERSON) == OWN


def test_a_channel_is_named_where_that_is_wanted():
    view = home_view([Part(PLACE, Card("Ours"), named=True), Part(OWN, Card("Mine"), named=True)])

    assert [block["type"] for block in view["blocks"]] == ["header", "context", "divider", "header"]
    assert view["blocks"][1]["elements"][0]["text"] == f"<#{HOME}>"


def test_parts_that_do_not_fit_are_left_out_whole_and_counted():
    card = Card("Many", facts=numbered(200), actions=(Action("Help", "help"),))
    view = home_view([Part(PLACE, card)] * 40)

    assert len(view["blocks"]) <= 100
    assert "more, left out for length" in view["blocks"][-1]["elements"][0]["text"]
    shown = sum(block["type"] == "header" for block in view["blocks"])
    assert view["blocks"][-1]["elements"][0]["text"].startswith(f"… and {40 - shown} more")


def test_a_home_of_every_card_is_within_the_limit():
    parts = [Part(PLACE, card, named=True) for card in GALLERY.values()]

    assert len(home_view(parts)["blocks"]) <= 100
