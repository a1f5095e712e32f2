"""The look at the thesis: every feed asked once, and what one does not answer hides no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.market.readings import Readings
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from bot.thesis.state import Headline, State
from bot.thesis_look import MacroFeeds, look_at_thesis

NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
YESTERDAY = date(2026, 1, 14)


class Counted(Recorded):
    """A recording that counts the funds it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = []

    async def adjusted(self, fund: Ticker) -> Readings:
        self.asked.append(fund.symbol)
        return await super().adjusted(fund)


def series(name: str, *figures: float, last: date = YESTERDAY) -> Readings:
    count = len(figures)
    points = tuple((last - timedelta(days=count - 1 - place), figure) for place, figure in enumerate(figures))
    return Readings(as_of=NOW, source="test", name=name, points=points)


async def look(source: Recorded):
    return await look_at_thesis(MacroFeeds(source, source, source, source, source, source), NOW)


async def test_nothing_told_is_nothing_known_with_the_reason_of_each():
    seen = await look(Recorded())

    assert seen.thesis.headline is Headline.UNKNOWN
    assert set(seen.thesis.pillars.values()) == {State.UNKNOWN}
    assert seen.why["oil"] == "There is no oil price in the recording."
    assert seen.why["curve"] == "There is no two-year yield in the recording."
    assert "pe_ratio" not in seen.why  # it has no source to give a reason


async def test_a_source_that_is_lost_says_so_for_each_of_its_metrics():
    source = Recorded("FRED")
    source.out = NOW
    seen = await look(source)

    assert set(seen.why.values()) == {"FRED does not answer."}


async def test_a_series_that_is_too_short_is_not_known_and_says_that():
    source = Recorded()
    source.tell(series("BAMLH0A0HYM2", *[3.0] * 60))
    seen = await look(source)

    assert seen.thesis.standings["high_yield"].settled is State.UNKNOWN
    assert seen.why["high_yield"] == "too few days or months of it are known"

    source.tell(series("BAMLH0A0HYM2", *[3.0] * 61))
    assert (await look(source)).thesis.standings["high_yield"].settled is State.SUPPORTS


async def test_each_fund_is_asked_for_once_for_both_of_its_metrics():
    source = Counted()
    source.tell(series("IWM", *[100.0] * 64), series("SPY", *[100.0] * 64))
    seen = await look(source)

    assert sorted(source.asked) == ["IWM", "SPY"]
    assert seen.thesis.standings["lead_63"].settled is State.NEUTRAL
    assert seen.thesis.standings["lead_63"].as_of == YESTERDAY


async def test_the_readings_of_every_metric_that_was_told_are_at_hand():
    source = Recorded()
    source.tell(series("BAMLH0A0HYM2", *[3.0] * 61), series("IWM", *[100.0] * 64), series("SPY", *[100.0] * 64))
    seen = await look(source)

    assert set(seen.readings) == {"high_yield", "lead_63", "lead_ytd"}
    assert seen.readings["high_yield"].as_of == YESTERDAY


async def test_this_years_returns_of_both_funds_stand_beside_the_articles_claim():
    source = Recorded()
    source.tell(series("IWM", *[100.0] * 60, *[107.0] * 4), series("SPY", *[100.0] * 60, *[101.0] * 4))
    seen = await look(source)

    assert seen.beside == {"ytd": "IWM +7.0 %, SPY +1.0 %: 6.0 points ahead (14 January 2026)"}
