"""Channels have one spelling, and a silence covers what it names until its time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Alert
from bot.alerts.watchlist import Channel, Silence, Watchlist, is_silenced
from bot.cards import Card

NOW = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ALERT = Alert(kind="short_interest", about="APLD", occurrence="o", at=NOW, card=Card(title="t"))
TO_ALL = Alert(kind="data_stale", about="", occurrence="o", at=NOW, card=Card(title="t"))


@pytest.mark.parametrize(
    "channel", [Channel("slack", "C1"), Channel("slack", "@U1"), Channel("discord", "12/34"), Channel("web", "a:b:c")]
)
def test_a_channel_is_written_and_read_back(channel):
    assert Channel.parse(str(channel)) == channel


@pytest.mark.parametrize("text", ["", "slack", "slack:", ":C1"])
def test_anything_else_is_no_channel(text):
    with pytest.raises(ValueError, match="is not platform:id"):
        Channel.parse(text)


def test_a_direct_message_knows_its_person_and_another_channel_has_none():
    assert Channel.to_person("slack", "U1") == Channel("slack", "@U1")
    assert Channel.to_person("slack", "U1").person == "U1"
    assert Channel("slack", "C1").person == ""


@pytest.mark.parametrize(
    ("about", "kind", "covered"),
    [
        ("APLD", "", True),
        ("", "short_interest", True),
        ("APLD", "short_interest", True),
        ("", "", True),
        ("SOUN", "", False),
        ("", "price_past_target", False),
        ("APLD", "price_past_target", False),
        ("SOUN", "short_interest", False),
    ],
)
def test_a_silence_covers_what_it_names(about, kind, covered):
    assert Silence(about, kind, LATER).covers(ALERT, NOW) is covered


def test_a_silence_about_a_ticker_does_not_hide_what_is_for_everyone():
    assert not Silence("APLD", "", LATER).covers(TO_ALL, NOW)
    assert Silence("", "data_stale", LATER).covers(TO_ALL, NOW)


@pytest.mark.parametrize(("until", "covered"), [(NOW + timedelta(seconds=1), True), (NOW, False), (LATER, True)])
def test_a_silence_ends_at_its_moment(until, covered):
    assert Silence("APLD", "", until).covers(ALERT, NOW) is covered


def test_one_silence_of_many_is_enough_and_none_is_none():
    ended, other = Silence("APLD", "", NOW), Silence("SOUN", "", LATER)

    assert not is_silenced(ALERT, [], NOW)
    assert not is_silenced(ALERT, [ended, other], NOW)
    assert is_silenced(ALERT, [ended, other, Silence("", "short_interest", LATER)], NOW)


def test_a_new_watchlist_is_empty_and_nobody_set_it_up():
    watchlist = Watchlist(Channel("web", "home"))

    assert (watchlist.tickers, watchlist.silences, watchlist.set_up_by) == ((), (), "")
