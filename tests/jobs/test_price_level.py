"""Levels of a channel: one alert a crossing, told there alone; a split, a gap and a wobble are what they are."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.alerts.crossing import BAND
from bot.alerts.marks import KIND, RESTS, PriceLevel
from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Tone
from bot.market.feeds import Missing, Unavailable
from bot.market.quote import PriceHistory, Quote, Split
from bot.market.ticker import Ticker
from jobs.price_level import WATCHER, Seen, ask, judge, word

APLD, HOME, DESK = Ticker("APLD"), Channel("slack", "C1"), Channel("discord", "12")
START = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)  # a Thursday, half an hour after the opening
ABOVE = PriceLevel(channel=HOME, ticker=APLD, way="above", price=40, since=date(2026, 1, 15), by="U1", name="Ann")
BELOW = replace(ABOVE, way="below", price=5.5)


def quote(price: float, at: datetime = START, **other: object) -> Quote:
    told = {"currency": "USD", "volume": 1_000, "as_of": at, "source": "test"} | other
    return Quote(ticker=APLD, price=price, **told)


class Watch:
    """Rounds of the real judge over episodes that are written and read as the store does."""

    def __init__(self, *levels: PriceLevel, split: Split | None = None) -> None:
        self.levels, self.split, self.episodes, self.now = levels or (ABOVE,), split, {}, START

    def set_at(self, price: float) -> Watch:
        """As /level does it."""
        self._keep([level.begins(quote(price)) for level in self.levels])
        return self

    def look(self, price: float, *, after: timedelta = timedelta(minutes=5), **other: object):
        self.now += after
        judged = judge(Seen(quote(price, self.now, **other), self.levels, self.split), self.episodes, self.now)
        self._keep(judged.moved)
        return list(judged.occurrences)

    def prices(self, *prices: float):
        return [occurrence for price in prices for occurrence in self.look(price)]

    def _keep(self, moved) -> None:
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in moved}


def titles(occurrences) -> list[str]:
    return [word(one.what).title for one in occurrences]


def test_a_crossing_is_told_once_in_the_channel_that_set_the_level():
    (alert,) = Watch().set_at(38).prices(39.9, 40.5, 40.6)
    said = word(alert.what)

    assert (alert.about, alert.only, alert.severity, alert.follows) == ("APLD", ("slack:C1",), Severity.NORMAL, "")
    assert alert.size == 1.25
    assert said.title == "APLD is above $40.00"
    assert said.lead == "The price went $38.00 → $40.50, 1.2 % above $40.00."
    assert said.facts[1].value == "set by Ann on 15 January 2026"
    assert (said.tone, said.note) == (Tone.CATALYST, "Information, not advice.")
    assert load_card(dump_card(said)) == said


def test_without_a_price_when_it_was_set_the_first_look_is_the_baseline():
    assert titles(Watch().prices(38, 41)) == ["APLD is above $40.00"]
    assert Watch().prices(45, 46) == []


def test_a_level_a_breath_away_is_told_at_its_first_cent():
    assert titles(Watch().set_at(39.99).prices(40.01)) == ["APLD is above $40.00"]


def test_right_on_the_level_is_not_past_it():
    assert Watch().set_at(39).prices(40) == []
    assert Watch().set_at(40).prices(40) == []
    assert titles(Watch().set_at(40).prices(40.01)) == ["APLD is above $40.00"]


def test_the_way_that_nobody_asked_for_is_not_told():
    watch = Watch().set_at(45)

    assert watch.prices(38) == []
    assert titles(watch.prices(41)) == ["APLD is above $40.00"]


def test_a_fall_through_a_lower_level_is_a_risk_and_coming_back_a_quiet_follow_up():
    opened, over = Watch(BELOW).set_at(6).prices(5.4, 5.55, 5.62)

    assert titles([opened, over]) == ["APLD is below $5.50", "APLD is back above $5.50"]
    assert word(opened.what).tone is Tone.RISK
    assert (over.severity, over.follows, over.only) == (Severity.QUIET, opened.fingerprint(KIND), ("slack:C1",))


def test_wobbling_round_the_level_is_one_alert():
    told = Watch().set_at(38).prices(40.2, 39.8, 40.1, 39.3, 40.7, 39.9)

    assert titles(told) == ["APLD is above $40.00"]


def test_it_is_armed_again_past_the_band():
    told = Watch().set_at(38).prices(41, 39, 41, 39)

    assert titles(told) == ["APLD is above $40.00", "APLD is back below $40.00"] * 2
    assert len({one.fingerprint(KIND) for one in told}) == 4


def test_a_level_that_was_set_past_the_price_waits_for_the_band_before_it_is_armed():
    assert Watch().set_at(40.5).prices(39.9, 40.2, 39.9) == []
    assert titles(Watch().set_at(40.5).prices(39, 40.2)) == ["APLD is above $40.00"]
    assert Watch().set_at(45).prices(39.9, 40.2, 39.9, 40.3) == []


def test_a_gap_over_the_weekend_is_told_at_the_first_price_after_it():
    watch = Watch().set_at(38)

    assert titles(watch.look(47, after=timedelta(days=4), previous_close=38.2)) == ["APLD is above $40.00"]


def test_levels_that_one_move_crosses_are_one_alert_in_each_channel():
    higher, theirs = replace(ABOVE, price=42), replace(ABOVE, channel=DESK, name="Bob")
    told = Watch(ABOVE, higher, theirs).set_at(38).prices(43)

    assert sorted((one.only, word(one.what).title) for one in told) == [
        (("discord:12",), "APLD is above $40.00"),
        (("slack:C1",), "APLD is above $40.00 and $42.00"),
    ]
    assert len({one.fingerprint(KIND) for one in told}) == 2


def test_a_level_that_was_set_again_on_the_same_day_tells_again():
    first = Watch().set_at(38).prices(41)
    again = Watch()
    again.now += timedelta(hours=1)
    second = again.set_at(38).prices(41)

    assert first[0].fingerprint(KIND) != second[0].fingerprint(KIND)


def test_a_level_from_before_a_split_rests_and_says_so_once():
    watch = Watch(split=Split(date(2026, 1, 16), 4)).set_at(38)
    (told,) = watch.look(10, after=timedelta(days=1))
    said = word(told.what)

    assert told.only == ("slack:C1",)
    assert said.title == "APLD split 4 for 1: its level above $40.00 rests"
    assert said.lead.endswith("The same for them would be $10.00.")
    assert [one.line for one in said.actions] == ["level APLD above 10.0000", "level APLD off above 40"]
    assert watch.prices(10, 41, 38, 42) == []
    watch.split = None  # the history does not answer for a while
    assert watch.prices(10, 41) == []
    assert {one.side for one in watch.episodes.values()} == {RESTS}


def test_a_reverse_split_is_said_the_other_way_round():
    watch = Watch(split=Split(date(2026, 1, 16), 0.1)).set_at(38)

    assert titles(watch.look(400, after=timedelta(days=1))) == ["APLD split 1 for 10: its level above $40.00 rests"]


def test_a_split_before_the_level_was_set_does_not_concern_it():
    assert titles(Watch(split=Split(date(2026, 1, 15), 4)).set_at(38).prices(41)) == ["APLD is above $40.00"]


def test_a_split_that_nobody_told_is_no_crossing():
    watch = Watch(BELOW).set_at(8)

    assert watch.look(2, after=timedelta(days=1), previous_close=2.02) == []


@pytest.mark.parametrize("other", [{"volume": 0}, {"as_of": START - timedelta(days=9)}])
def test_an_old_or_untraded_price_says_nothing(other):
    seen = Seen(quote(50, **other) if "as_of" not in other else quote(50, other["as_of"]), (ABOVE,))
    known = {ABOVE.line.name: ABOVE.begins(quote(38, START - timedelta(days=10)))}

    assert judge(seen, known, START).occurrences == ()


@given(st.lists(st.floats(40 * (1 - BAND) + 1e-6, 40 * (1 + BAND) - 1e-6), max_size=30))
def test_inside_the_band_at_most_one_alert_comes(prices):
    assert len(Watch().set_at(38).prices(*prices)) <= 1


@given(st.lists(st.floats(1, 100), max_size=30))
def test_openings_and_closings_take_turns(prices):
    told = [one.what.opening for one in Watch().set_at(38).prices(*prices)]

    assert told == [n % 2 == 0 for n in range(len(told))]


class Market:
    """A price, a history and levels as a test sets them; an exception is raised."""

    def __init__(self, levels=(ABOVE,), history=None):
        self.wanted, self.told, self.asked = levels, history, 0

    async def levels(self, ticker):
        if isinstance(self.wanted, Exception):
            raise self.wanted
        return self.wanted

    async def quote(self, ticker):
        self.asked += 1
        return quote(41)

    async def history(self, ticker):
        if isinstance(self.told, Exception):
            raise self.told
        await asyncio.Event().wait() if self.told is None else None
        return self.told


def asking(market):
    return ask(APLD, wanted=market, quotes=market, histories=market)


async def test_a_stock_without_a_level_is_not_asked_for():
    market = Market(levels=())

    assert await asking(market) is None
    assert judge(None, {}, START).moved == ()
    assert market.asked == 0


async def test_the_newest_split_is_asked_for_and_missed_where_it_cannot_be_had(monkeypatch):
    old, new = Split(date(2025, 1, 2), 2), Split(date(2026, 1, 2), 4)
    history = PriceHistory(ticker=APLD, candles=(), splits=(new, old), as_of=START, source="test")
    monkeypatch.setattr("jobs.price_level.PATIENCE", 0.01)

    assert (await asking(Market(history=history))).split == new
    assert (await asking(Market(history=Missing("none")))).split is None
    assert (await asking(Market())).split is None


async def test_a_store_that_is_away_is_no_fault_of_the_stock():
    with pytest.raises(Unavailable):
        await asking(Market(levels=StoreAway()))


def test_the_watcher_has_the_name_under_which_levels_begin():
    assert WATCHER.name == KIND
