"""The look at the thesis: every feed asked once, and what one does not answer hides no other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import thesis_look
from bot.market.consensus import Awaited, Consensus
from bot.market.earnings import ReportedQuarter
from bot.market.geopolitics import GeopoliticalRisk, RiskDay
from bot.market.labor import LaborMarket
from bot.market.members import Estimates
from bot.market.readings import Readings, months_from
from bot.market.season import QuarterReport
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis_look import MacroFeeds, ThesisLooks, look_at_thesis
from tests.fund import fund, kept, member

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


class Followed:
    """The names that are watched somewhere."""

    def __init__(self, *names: str) -> None:
        self.names = [Ticker(name) for name in names]

    async def watched(self):
        return self.names


async def look(source: Recorded, *followed: str):
    return await look_at_thesis(MacroFeeds(*[source] * 10, Followed(*followed)), NOW)


async def test_nothing_told_is_nothing_known_with_the_reason_of_each():
    seen = await look(Recorded())

    assert seen.thesis.headline is Headline.UNKNOWN
    assert set(seen.thesis.pillars.values()) == {State.UNKNOWN}
    assert seen.why["oil"] == "There is no oil price in the recording."
    assert seen.why["curve"] == "There is no two-year yield in the recording."
    assert seen.why["pe_ratio"] == "There is no outlook of IJR in the recording."
    assert seen.why["gpr"] == "There is no geopolitical risk in the recording."
    assert seen.why["season"] == "no name is followed here"
    assert set(seen.why) == {metric.name for pillar in PILLARS for metric in pillar.metrics}


async def test_each_figure_says_who_told_it():
    source = Recorded()
    days = [2.0 + place / 100 for place in range(80)]
    source.tell(series("DGS2", *days), replace(series("DGS10", *days), source="another"))

    assert (await look(source)).readings["curve"].source == "test; another"


async def test_a_source_that_is_lost_says_so_for_each_of_its_metrics():
    source = Recorded("FRED")
    source.out = NOW
    seen = await look(source)

    assert set(seen.why.values()) == {"FRED does not answer.", seen.why["season"]}


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

    assert sorted(source.asked) == ["IJR", "IWM", "SPY"]
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


async def test_the_other_small_fund_stands_beside_and_decides_nothing():
    source = Recorded()
    source.tell(series("IWM", *[100.0] * 64), series("SPY", *[100.0] * 64), series("IJR", *[100.0] * 63, 110.0))
    standing = (await look(source)).thesis.standings["lead_63"]

    assert standing.settled is State.NEUTRAL
    assert dict(standing.figures) == {"lead_63": 0.0, "lead_63_ijr": pytest.approx(10.0)}


CLOSE = datetime(2026, 1, 14, 21, tzinfo=UTC)
BEFORE = Estimates(date(2025, 12, 17), {Ticker(name): (1.0, 1.3) for name in ("A", "B", "C")})


def funds(source: Recorded, *, sessions: int = 0, growth: float = 0.16) -> None:
    """A small fund at 12.5 and a large one at 20 times, with as many earlier sessions of ours."""
    small = [
        member("A", this_year=1.1, next_year=1.32, mean_200=9.0),
        member("B", this_year=1.0, next_year=1.16, mean_200=9.0),
        member("C", this_year=-0.1, next_year=-0.08, mean_200=11.0),
    ]
    source.tell(fund(*small, before=BEFORE, at=CLOSE))
    source.tell(fund(member("L", this_year=0.45, next_year=0.5), name="IVV", at=CLOSE))
    days = [kept(YESTERDAY - timedelta(days=back), 12.0, growth=growth) for back in range(sessions, 0, -1)]
    source.tell_fund_days(Ticker("IJR"), *days)


async def test_members_fill_valuation_earnings_and_breadth():
    source = Recorded()
    funds(source, sessions=60)
    seen = await look(source)

    told = {name: dict(one.figures) for name, one in seen.thesis.standings.items() if one.figures}
    assert told["pe_ratio"] == {"pe_ratio": pytest.approx(12.5 / 20.0)}
    assert told["yield_gap"] == {"yield_gap": pytest.approx(8.0 - 5.0)}
    assert told["forward_growth"] == {"growth": pytest.approx(18.0), "growth_in_60_days": pytest.approx(2.0)}
    assert told["growth_lead"] == {"growth_lead": pytest.approx(18.0 - 100 / 9, abs=1e-9)}
    assert told["breadth"] == {"breadth": 0.0}
    assert told["above_200"] == {"above_200": pytest.approx(200 / 3)}
    assert seen.thesis.standings["pe_ratio"].as_of == YESTERDAY
    assert seen.thesis.pillars["valuation"] is State.SUPPORTS
    assert seen.thesis.pillars["earnings"] is State.SUPPORTS
    assert set(seen.why) & {"pe_ratio", "forward_growth", "breadth", "growth_lead", "above_200"} == set()


async def test_a_young_store_says_what_it_lacks_and_guesses_no_change():
    source = Recorded()
    funds(source, sessions=11)
    seen = await look(source)

    assert seen.why["forward_growth"] == "its change needs 61 sessions of our own store, which has 12"
    assert seen.thesis.standings["forward_growth"].settled is State.UNKNOWN

    source.tell(fund(member("A", this_year=1.0, next_year=1.2), at=CLOSE))
    assert (await look(source)).why["breadth"] == "our own store has no estimates of four weeks ago yet"


async def test_too_few_forecasts_are_said_with_their_share():
    source = Recorded()
    funds(source)
    source.tell(fund(member("A", next_year=1.0), member("B"), at=CLOSE))
    seen = await look(source)

    assert seen.why["pe_ratio"] == "50 % of the value of IJR have a forecast, and 90 % are needed"
    assert seen.why["forward_growth"] == "0 of 2 members have estimates"


async def test_risk_and_supply_chains_are_read_and_a_short_history_of_risk_says_so():
    source = Recorded()
    days = tuple(RiskDay(YESTERDAY - timedelta(days=back), 100.0 + back) for back in range(1854, -1, -1))
    source.tell(
        GeopoliticalRisk(as_of=CLOSE, source="test", days=days), series("GSCPI", 0.4, 1.1, last=date(2025, 12, 1))
    )
    seen = await look(source)

    assert dict(seen.thesis.standings["gpr"].figures) == {"gpr_percentile": 0.0}
    assert seen.thesis.standings["gpr"].settled is State.SUPPORTS
    assert seen.thesis.standings["supply"].settled is State.CHALLENGES
    assert seen.thesis.standings["supply"].as_of == date(2025, 12, 1)

    source.tell(GeopoliticalRisk(as_of=CLOSE, source="test", days=days[1:]))
    assert (await look(source)).why["gpr"] == "five years of it are needed, and 1,854 days are known"


class Hanging(Recorded):
    """A recording whose risk index never comes."""

    async def risk(self) -> GeopoliticalRisk:
        await asyncio.get_running_loop().create_future()
        raise AssertionError


async def test_who_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(thesis_look, "PATIENCE", 0.02)
    source = Hanging()
    source.tell(series("GSCPI", 0.4, last=date(2025, 12, 1)))
    seen = await look(source)

    assert seen.why["gpr"] == "no answer yet; ask again in a minute"
    assert seen.thesis.standings["supply"].settled is State.SUPPORTS


class MovedClock:
    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at


async def test_a_look_within_a_minute_is_the_same_one_for_whoever_asks():
    source, clock = Counted(), MovedClock(NOW)
    looks = ThesisLooks(MacroFeeds(*[source] * 10, Followed()), clock)
    first, second = await asyncio.gather(looks.now(), looks.now())
    clock.at += timedelta(seconds=59)

    assert first is second is await looks.now()
    assert sorted(source.asked) == ["IJR", "IWM", "SPY"]

    clock.at += timedelta(seconds=1)
    assert await looks.now() is not first
    assert len(source.asked) == 6


def report(actual: float, estimate: float | None, *margins: float, end: date = date(2025, 12, 31)) -> QuarterReport:
    return QuarterReport(ReportedQuarter(end, actual, estimate, "USD"), *margins)


def names(count: int) -> list[str]:
    return [f"T{place:03d}" for place in range(count)]


async def test_a_season_is_counted_over_the_names_followed_here():
    source = Recorded()
    for place, name in enumerate(names(12)):
        beat = 0.6 if place < 9 else 0.4
        source.tell_report(Ticker(name), report(beat, 0.5, 0.10 + place / 100, 0.09))
    seen = await look(source, *names(14))

    assert dict(seen.thesis.standings["season"].figures) == {
        "beat_rate": pytest.approx(75.0), "margin_change": pytest.approx(6.5),
    }  # fmt: skip
    assert seen.thesis.standings["season"].settled is State.SUPPORTS
    assert seen.notes["season"] == (
        "12 of the 14 names followed here, quarter to 31 December 2025; margins of 12 of them"
    )
    assert "season" not in seen.why


async def test_few_reports_and_other_seasons_are_not_a_season():
    source = Recorded()
    for name in names(9):
        source.tell_report(Ticker(name), report(0.6, 0.5))
    source.tell_report(Ticker("OLD"), report(0.6, 0.5, end=date(2025, 9, 30)))
    source.tell_report(Ticker("ALONE"), report(0.6, None))
    seen = await look(source, *names(9), "OLD", "ALONE")

    assert seen.why["season"] == "only 9 of the 11 names followed here have reported, and 10 are needed"
    assert seen.thesis.standings["season"].settled is State.UNKNOWN
    assert "season" not in seen.readings


async def test_without_margins_only_a_poor_beat_rate_decides_and_that_is_said():
    source = Recorded()
    for place, name in enumerate(names(10)):
        source.tell_report(Ticker(name), report(0.6 if place < 7 else 0.4, 0.5))
    good = await look(source, *names(10))

    assert good.thesis.standings["season"].settled is State.UNKNOWN
    assert good.why["season"] == (
        "10 of the 10 names followed here have reported; the margins of only 0 of them are known, and 10 are needed"
    )

    for place, name in enumerate(names(10)):
        source.tell_report(Ticker(name), report(0.6 if place < 4 else 0.4, 0.5))
    poor = await look(source, *names(10))
    assert poor.thesis.standings["season"].settled is State.CHALLENGES
    assert poor.notes["season"].endswith("and 10 are needed: only a beat rate under 50 % decides")


async def test_payrolls_are_held_against_the_consensus_where_one_is_known_and_else_against_their_trend():
    source = Recorded()
    months = [months_from(date(2025, 12, 1), -back) for back in range(60, -1, -1)]
    levels = tuple((month, 150_000.0 + 100 * place + place % 2) for place, month in enumerate(months))
    source.tell_labor(LaborMarket(payrolls=Readings(as_of=NOW, source="BLS", name="payrolls", points=levels)))
    plain = await look(source)
    assert plain.notes["payrolls"] == "no consensus is known; against its 12-month trend"

    due = datetime(2026, 1, 9, 13, 30, tzinfo=UTC)
    source.tell_consensus(
        Consensus(
            as_of=due - timedelta(days=1), source="Yahoo Finance", awaited=Awaited.PAYROLLS, about=months[-1], due=due,
            expected=160.0, actual=100.0,
        )
    )  # fmt: skip
    seen = await look(source)

    before, after = (dict(one.thesis.standings["payrolls"].figures) for one in (plain, seen))
    assert seen.notes["payrolls"] == "1 month against the consensus, 2 against the 12-month trend"
    assert after["surprise_3_months"] < before["surprise_3_months"] - 15
    assert after["surprise_last"] == before["surprise_last"]  # one surprise has no spread: the trend's is kept
