"""Digest: at the times a channel chose, once, in that channel alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Moment
from tests.whole import facts, rows

MORNING = datetime(2026, 1, 15, 13, 30, tzinfo=UTC)  # 08:30 in New York


@pytest.fixture
async def listening(club):
    """A channel that wants a digest at 08:30 and 16:30 New York, and another that wants none."""
    club.clock.at = MORNING - timedelta(minutes=10)
    for symbol, price, before in (("APLD", 41.0, 40.0), ("RKLB", 19.0, 20.0), ("ACHR", 8.0, None)):
        club.price(symbol, price, before=before)
    await club.type("watch APLD RKLB ACHR")
    await club.type("watch APLD", channel=Channel(club.channel.platform, "other"))
    await club.type("alerts digests 8:30 16:30 New York")
    return club


async def test_a_digest_comes_at_its_time_once_and_nowhere_else(listening):
    assert await listening.round("daily_digest") == []

    listening.clock.at = MORNING
    assert await listening.round("daily_digest") == ["Digest of 08:30: 3 stocks"]
    listening.clock.pass_by(minutes=5)
    assert await listening.round("daily_digest") == []
    assert {where for where, _ in listening.inbox.sent} == {listening.channel}

    listening.clock.at = MORNING + timedelta(hours=8)
    assert await listening.round("daily_digest") == ["Digest of 16:30: 3 stocks"]


async def test_it_says_what_moved_the_largest_rise_first_and_shows_it(listening):
    listening.clock.at = MORNING
    await listening.round("daily_digest")
    _, card = listening.inbox.sent[-1]

    assert card.lead == "Since their last close 1 rose, 1 fell and 1 without a price or a last close."
    assert rows(card) == (("APLD", "$41.00", "+2.5 %"), ("RKLB", "$19.00", "-5.0 %"))
    assert [(bar.name, round(bar.value, 1)) for bar in card.chart.parts] == [("APLD", 2.5), ("RKLB", -5.0)]
    assert "APLD +2.5 % and RKLB -5.0 %" in card.chart.alt


async def test_it_names_what_was_told_since_the_last_one_and_not_before(listening):
    listening.clock.at = MORNING
    await listening.round("daily_digest")
    assert facts(listening.inbox.sent[-1][1])["Told since the last digest"] == "nothing"

    listening.target("APLD", 42)
    listening.clock.pass_by(hours=2)
    listening.price("APLD", 41.0, before=40.0)
    await listening.round("price_past_target")
    listening.clock.pass_by(minutes=5)
    listening.price("APLD", 44.0, before=40.0)
    await listening.round("price_past_target")
    crossed = listening.clock.now()

    listening.clock.at = MORNING + timedelta(hours=8)
    await listening.round("daily_digest")
    assert facts(listening.inbox.sent[-1][1]) == {
        "Told since": ("APLD is above its mean target, ", Moment(crossed)),
    }


@pytest.mark.parametrize(
    "at",
    [
        MORNING + timedelta(minutes=31),  # too late to be a digest of 08:30
        datetime(2026, 1, 17, 13, 30, tzinfo=UTC),  # a Saturday
        datetime(2026, 1, 19, 13, 30, tzinfo=UTC),  # Martin Luther King's day
    ],
)
async def test_none_comes_late_or_when_there_is_no_session(listening, at):
    listening.clock.at = at

    assert await listening.round("daily_digest") == []


async def test_a_channel_that_watches_nothing_gets_none(club):
    club.clock.at = MORNING
    await club.type("alerts digests 8:30 New York")

    assert await club.round("daily_digest") == []


async def test_prices_that_do_not_come_are_said_to_be_missing(listening):
    listening.clock.at = MORNING
    listening.market.out = MORNING

    assert await listening.round("daily_digest") == ["Digest of 08:30: 3 stocks"]
    _, card = listening.inbox.sent[-1]
    assert card.lead == "Since their last close 0 rose, 0 fell and 3 without a price or a last close."
    assert (card.table, card.chart) == (None, None)
