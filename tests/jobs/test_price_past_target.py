"""Crossings of analyst targets: once each, whatever the path; splits and bad bars are not crossings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.alerts.crossing import BAND
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.price_target import PriceTarget
from bot.market.quote import Candle, PriceHistory, Quote, Split
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.price_past_target import WATCHER, Seen, ask, judge, picture, word

APLD = Ticker("APLD")
START = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)  # a Thursday, half an hour after the opening
TARGET = PriceTarget(
    ticker=APLD, mean=100, median=102, high=150, low=60, analysts=12, currency="USD", as_of=START, source="test"
)
ONE_LINE = replace(TARGET, analysts=2)


def quote(price: float, at: datetime = START, **other: object) -> Quote:
    told = {"currency": "USD", "volume": 1_000, "as_of": at, "source": "test"} | other
    return Quote(ticker=APLD, price=price, **told)


class Watch:
    """Rounds of the real judge over episodes that are written and read as the store does."""

    def __init__(self, target: PriceTarget = TARGET) -> None:
        self.target, self.episodes, self.now, self.stored = target, {}, START, 0

    def look(self, price: float, *, after: timedelta = timedelta(minutes=5), **other: object):
        """One round ``after`` the last; its occurrences."""
        self.now += after
        at = other.pop("at", self.now)
        judged = judge(Seen(quote(price, at, **other), self.target), self.episodes, self.now)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def prices(self, *prices: float):
        return [occurrence for price in prices for occurrence in self.look(price)]


def opened(occurrences) -> list[bool]:
    return [one.what.opening for one in occurrences]


def card(occurrence):
    return word(occurrence.what)


def test_the_first_look_is_the_baseline():
    assert Watch().prices(95) == []


def test_a_crossing_is_told_once_with_what_changed():
    watch = Watch()

    (alert,) = watch.prices(95, 101, 101.5)
    said = card(alert)

    assert (alert.severity, alert.size, alert.follows) == (Severity.NORMAL, 1.0, "")
    assert said.title == "APLD is above its mean target"
    assert said.lead == "The price went $95.00 → $101.00, 1.0 % above the mean target of $100.00."
    assert said.tone is Tone.CATALYST
    assert said.note == "Information, not advice."
    assert [fact.name for fact in said.facts] == ["Price", "Mean target", "Median target", "High target", "Low target"]
    assert [origin.source for origin in said.origins] == ["test", "test"]


def test_wobbling_round_the_line_is_one_alert_and_coming_back_a_quiet_follow_up():
    told = Watch(ONE_LINE).prices(95, 100.2, 99.5, 100.1, 98.5, 101, 98.0, 99.9, 98.5)

    assert opened(told) == [True, False]
    assert told[1].severity is Severity.QUIET
    assert told[1].follows == told[0].fingerprint("price_past_target")
    assert card(told[1]).title == "APLD is back below the mean target of 2 analysts"
    assert card(told[1]).tone is Tone.RISK


def test_a_second_crossing_is_another_alert():
    told = Watch(ONE_LINE).prices(95, 101, 97, 101, 97)

    assert opened(told) == [True, False, True, False]
    assert len({one.fingerprint("price_past_target") for one in told}) == 4


def test_lines_crossed_by_one_move_are_one_alert_and_their_closings_one_follow_up():
    watch = Watch()
    (both,) = watch.prices(95, 103)
    (over,) = watch.prices(90)

    assert card(both).title == "APLD is above its mean and median targets"
    assert "3.0 % above the mean target of $100.00 and 1.0 % above the median target of $102.00" in card(both).lead
    assert card(over).title == "APLD is back below its mean and median targets"
    assert over.follows == both.fingerprint("price_past_target")


def test_lines_that_close_one_after_the_other_both_follow_the_alert_that_opened_them():
    watch = Watch()
    (both,) = watch.prices(95, 103)
    over = watch.prices(99.5, 97)

    assert [card(one).title for one in over] == [
        "APLD is back below its median target",
        "APLD is back below its mean target",
    ]
    assert {one.follows for one in over} == {both.fingerprint("price_past_target")}


def test_a_fall_under_the_low_target_is_a_risk():
    (alert,) = Watch().prices(70, 55)

    assert card(alert).title == "APLD is below its low target"
    assert card(alert).tone is Tone.RISK
    assert alert.size == pytest.approx(8.33)


def test_a_crossing_while_the_program_was_down_is_found():
    watch = Watch()
    watch.look(95)
    (alert,) = watch.look(130, after=timedelta(days=20))

    assert card(alert).title == "APLD is above its mean and median targets"
    assert card(alert).facts[0].value[1].at == START + timedelta(minutes=5)


def test_a_target_that_moves_under_the_price_is_said_as_such():
    watch = Watch()
    watch.look(95)
    watch.target = replace(TARGET, mean=90)
    (alert,) = watch.look(95.5)

    assert card(alert).lead == (
        "The price went $95.00 → $95.50, 6.1 % above the mean target of $90.00. "
        "It crossed because the mean target moved $100.00 → $90.00."
    )
    assert card(alert).facts[1].value == "$90.00 (12 analysts), before: $100.00"


def test_a_price_that_crosses_a_moving_target_by_itself_is_not():
    watch = Watch()
    watch.look(95)
    watch.target = replace(TARGET, mean=99)
    (alert,) = watch.look(101)

    assert "because" not in card(alert).lead


@pytest.mark.parametrize(
    ("analysts", "title"),
    [(1, "APLD is above the target of 1 analyst"), (2, "APLD is above the mean target of 2 analysts")],
)
def test_few_analysts_are_one_line_and_are_counted_in_words(analysts, title):
    watch = Watch(replace(TARGET, analysts=analysts))
    (alert,) = watch.prices(55, 160)

    assert set(watch.episodes) == {"mean"}
    assert card(alert).title == title


def test_an_unknown_median_is_no_line():
    watch = Watch(replace(TARGET, median=None))
    watch.look(95)

    assert set(watch.episodes) == {"mean", "high", "low"}


def test_a_baseline_inside_the_band_asks_for_the_whole_band():
    watch = Watch(ONE_LINE)

    assert watch.prices(99.5, 100.5, 101.9) == []
    assert opened(watch.prices(102)) == [True]


def test_a_baseline_that_left_the_band_on_its_own_side_asks_for_the_line_alone():
    assert opened(Watch(ONE_LINE).prices(99.5, 97, 100.1)) == [True]


@pytest.mark.parametrize(
    "change",
    [
        {"volume": 0},
        {"at": START - timedelta(minutes=1)},
        {"at": START + timedelta(minutes=9), "after": timedelta(days=6)},
        {"at": START + timedelta(days=2)},
        {"currency": "CAD"},
        {"currency": None},
    ],
    ids=["untraded", "older than the last", "stands still for days", "from the future", "other money", "unknown money"],
)
async def test_a_quote_that_cannot_be_trusted_moves_nothing(change):
    watch = Watch()
    watch.look(95)
    before = dict(watch.episodes)
    source = Recorded()
    watch.now += change.get("after", timedelta(minutes=5))
    told = {key: value for key, value in change.items() if key not in ("after", "at")}
    source.tell(watch.target, quote(130, change.get("at", watch.now), **told))

    judged = judge(await ask(APLD, quotes=source, targets=source), watch.episodes, watch.now)

    assert (judged.occurrences, judged.moved) == ((), ())
    assert watch.episodes == before


async def test_a_look_shows_why_it_is_silent():
    source = Recorded()
    source.tell(TARGET, quote(130, currency="CAD"))

    seen = await ask(APLD, quotes=source, targets=source)

    assert asdict(seen)["why_silent"] == "price in CAD, targets in USD"


async def test_a_ticker_nobody_covers_is_missing():
    source = Recorded()
    source.tell(quote(130))

    with pytest.raises(Missing):
        await ask(APLD, quotes=source, targets=source)


# Splits


def test_the_day_of_a_split_is_quiet():
    watch = Watch(replace(TARGET, last_split=Split(date(2026, 1, 16), 4.0)))
    watch.look(130)

    assert watch.look(32, after=timedelta(days=1)) == ()
    assert {one.value for one in watch.episodes.values()} == {130}


def test_after_a_split_nothing_moves_until_the_targets_follow_and_then_a_new_baseline_is_silent():
    watch = Watch()
    watch.prices(95, 103)
    watch.target = replace(TARGET, last_split=Split(date(2026, 1, 16), 4.0))

    assert watch.look(26, after=timedelta(days=5)) == ()
    assert watch.episodes["mean"].value == 103
    watch.target = replace(watch.target, mean=25, median=25.5, high=37.5, low=15)
    assert watch.look(26, after=timedelta(days=3)) == ()
    assert (watch.episodes["mean"].level, watch.episodes["mean"].value) == (25, 26)
    assert watch.episodes["mean"].is_open

    assert [card(one).title for one in watch.look(24)] == ["APLD is back below its mean and median targets"]


def test_a_baseline_after_a_split_on_the_other_side_ends_the_episode_unsaid():
    watch = Watch(ONE_LINE)
    watch.prices(95, 103)
    watch.target = replace(ONE_LINE, mean=50, last_split=Split(date(2026, 1, 16), 4.0))

    assert watch.look(26, after=timedelta(days=6)) == ()
    assert not watch.episodes["mean"].is_open
    assert watch.episodes["mean"].side == "below"
    assert opened(watch.look(51)) == [True]


def test_a_target_that_never_followed_is_believed_after_ten_days():
    watch = Watch(ONE_LINE)
    watch.look(103)
    watch.target = replace(ONE_LINE, last_split=Split(date(2026, 1, 16), 4.0))

    assert watch.look(26, after=timedelta(days=11)) == ()
    assert opened(watch.look(26, after=timedelta(days=1))) == [True]


def test_a_split_nobody_told_us_of_is_seen_in_the_previous_close():
    watch = Watch(ONE_LINE)
    watch.look(103)

    assert watch.look(26, after=timedelta(days=1), previous_close=25.75) == ()
    assert watch.episodes["mean"].value == 103


def test_a_crash_is_no_split():
    watch = Watch(ONE_LINE)
    watch.look(103)

    assert opened(watch.look(50, after=timedelta(days=1), previous_close=103)) == [True]


def test_the_day_after_a_wild_day_is_no_split():
    watch = Watch(replace(TARGET, mean=200, analysts=1))
    watch.look(100)
    watch.look(170, after=timedelta(hours=2), previous_close=100)

    assert opened(watch.look(205, after=timedelta(days=1), previous_close=172)) == [True]


# Writing


def test_a_quiet_round_writes_nothing_and_a_new_session_writes_once():
    watch = Watch()
    watch.prices(95, 95.5, 96)
    assert watch.stored == 4
    watch.look(96, after=timedelta(days=1))
    watch.prices(97, 98)
    assert watch.stored == 8


def test_a_price_that_ran_off_is_stored_within_the_session():
    watch = Watch(ONE_LINE)
    watch.prices(70, 76, 78)

    assert watch.episodes["mean"].value == 78


# Any path

PRICES = st.lists(st.one_of(st.floats(50, 160), st.floats(97, 103), st.sampled_from([98.0, 100.0, 102.0])), max_size=40)
TARGETS = st.sampled_from([ONE_LINE, TARGET, replace(TARGET, mean=101, median=101)])


@given(PRICES, TARGETS)
def test_an_opening_and_a_closing_alternate_on_every_line(prices, target):
    open_now: dict[str, str] = {}
    for one in Watch(target).prices(*prices):
        fingerprint = one.fingerprint("price_past_target")
        for step in one.what.steps:
            name = step.after.name
            if one.what.opening:
                assert name not in open_now
                open_now[name] = fingerprint
            else:
                assert open_now.pop(name) == one.follows


@given(
    st.lists(st.floats(100 * (1 - BAND) + 1e-9, 100 * (1 + BAND) - 1e-9), max_size=40),
    st.sampled_from([None, 80.0, 120.0]),
)
def test_a_path_inside_the_band_fires_nothing_more_than_its_entry(inside, before):
    watch = Watch(ONE_LINE)
    if before is None:
        assert watch.prices(*inside) == []
    else:
        assert len(watch.prices(before, *inside)) <= 1


@given(PRICES, TARGETS)
def test_the_first_look_fires_nothing(prices, target):
    for price in prices:
        assert Watch(target).prices(price) == []


@given(PRICES, TARGETS)
def test_storing_less_often_hides_no_crossing(prices, target):
    """The same path through a judge whose every look is stored says the same."""

    def told(*, everything: bool) -> Sequence[str]:
        watch, names = Watch(target), []
        for price in prices:
            names += [one.name for one in watch.look(price)]
            if everything:
                watch.episodes = {
                    name: replace(one, value=price, seen_at=watch.now) for name, one in watch.episodes.items()
                }
        return names

    assert told(everything=False) == told(everything=True)


@given(PRICES)
def test_the_words_hold_for_any_path(prices):
    for one in Watch().prices(*prices):
        said = card(one)
        assert said.title.startswith("APLD is ")
        assert "→" in said.lead
        assert load_card(dump_card(said)) == said


def test_two_looks_at_once_say_the_same_alert():
    """Two replicas that judge from the same episodes name the happening alike, so it is told once."""
    watch = Watch()
    watch.look(95)
    seen = Seen(quote(103, watch.now), TARGET)

    first, second = (judge(seen, watch.episodes, watch.now + timedelta(seconds=s)) for s in (1, 9))

    assert first == second


# The picture


async def test_the_picture_is_a_year_of_closes_with_the_target_lines():
    class Told:
        async def history(self, ticker: Ticker) -> PriceHistory:
            await asyncio.sleep(0)
            days = [date(2026, 1, day) for day in (12, 13, 14)]
            candles = tuple(Candle(day, 1, 1, 1, 90.0 + day.day, 10) for day in days)
            return PriceHistory(ticker=ticker, candles=candles, currency="USD", as_of=START, source="test")

    (alert,) = Watch().prices(95, 101)
    chart = await picture(alert.what, histories=Told())

    assert chart.series[0].points[-2:] == ((date(2026, 1, 14), 104.0), (date(2026, 1, 15), 101))
    assert [level.value for level in chart.levels] == [100, 102, 150, 60]
    assert "the mean target at $100.00" in chart.alt
    assert chart.unit == "USD"


def test_the_watcher_asks_in_session():
    assert (WATCHER.name, WATCHER.schedule.words) == ("price_past_target", "every 5m in session")
