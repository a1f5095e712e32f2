"""Today's figures for every metric of the thesis that has a source, and why the others are not known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from bot.market.curve import curve_days
from bot.market.decisions import decisions
from bot.market.earnings_growth import growth, revisions
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.feeds import (
    ConditionsFeed,
    CurveFeed,
    GeopoliticsFeed,
    LaborFeed,
    LeadershipFeed,
    MembersFeed,
    NoAnswer,
    QuoteFeed,
    RatesFeed,
)
from bot.market.fomc import meetings
from bot.market.fund_day import FundDay
from bot.market.geopolitics import GeopoliticalRisk
from bot.market.hours import NEW_YORK
from bot.market.labor import LaborMarket, claims
from bot.market.leadership import Breadth, Lead, lead_over, lead_this_year
from bot.market.members import FundOutlook, members_above_mean
from bot.market.observation import Observation
from bot.market.quote import Quote
from bot.market.rate_odds import PricedMoves, priced_by_year_end
from bot.market.readings import Readings
from bot.market.release import payroll_surprises
from bot.market.ticker import Ticker
from bot.market.valuation_gap import ENOUGH, FundValue, ValuationGap, outlook_value
from bot.thesis import figures
from bot.thesis.levels import Figures
from bot.thesis.metric import Reading
from bot.thesis.thesis import Thesis, advance
from bot.words import day as day_words
from bot.words import percent, plural

SMALL, LARGE, VIX = Ticker("IWM"), Ticker("SPY"), Ticker("^VIX")
SMALL_INDEX, LARGE_INDEX = Ticker("IJR"), Ticker("IVV")  # whose members are asked about
SESSIONS = 63
PATIENCE = 12.0  # seconds for one question: a first look at both indexes takes some
NO_SOURCE = "no source yet"
NO_SEASON = (
    "prices in batches tell no reported quarter, and asking for each of 600 members takes more than a day's requests"
)

AS_NEW = timedelta(minutes=1)

T = TypeVar("T")


@dataclass(frozen=True)
class ThesisLook:
    """The thesis from today's figures alone; ``why`` says of each metric that lacks one why it is not known.

    ``beside`` has more words for a claim, by its name, than its metric's figure: both funds' returns, both multiples.
    """

    thesis: Thesis
    today: date
    why: Mapping[str, str] = field(default_factory=dict)
    priced: PricedMoves | None = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MacroFeeds:
    """What the thesis is asked of."""

    rates: RatesFeed
    curve: CurveFeed
    labor: LaborFeed
    conditions: ConditionsFeed
    leadership: LeadershipFeed
    quotes: QuoteFeed
    geopolitics: GeopoliticsFeed
    members: MembersFeed

    @classmethod
    def of(cls, feeds: Mapping[type, Any]) -> MacroFeeds:
        """From each feed's Protocol and what answers it."""
        asked = (
            RatesFeed,
            CurveFeed,
            LaborFeed,
            ConditionsFeed,
            LeadershipFeed,
            QuoteFeed,
            GeopoliticsFeed,
            MembersFeed,
        )
        return cls(*(feeds[one] for one in asked))


@dataclass
class _Gathered:
    """Readings by metric, reasons by metric, and words by claim."""

    today: date
    readings: dict[str, Reading] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def put(self, metric: str, as_of: date | None, told: Figures, *needed: Any) -> None:
        """The figures of a metric and who told them, unless something it needed is a reason instead."""
        reasons = [one for one in needed if isinstance(one, str)]
        if reasons:
            self.why[metric] = reasons[0]
        elif as_of is None or None in told.values():
            self.why[metric] = "too few days or months of it are known"
        if not reasons and as_of is not None:
            sources = dict.fromkeys(one.source for one in needed if isinstance(one, Observation))
            self.readings[metric] = Reading(self.today, as_of, told, "; ".join(sources))

    def explain(self, metric: str, reason: str) -> None:
        """A better reason for a metric that lacks a figure though all that it needs has answered."""
        if metric in self.why:
            self.why[metric] = reason


class ThesisLooks:
    """What commands ask: a look within a minute of the last is the same one, for its figures change by the day.

    Who asks while a look is under way waits for that one.
    """

    def __init__(self, feeds: MacroFeeds, clock: Clock) -> None:
        self._feeds, self._clock = feeds, clock
        self._last: tuple[datetime, ThesisLook] | None = None
        self._looking = asyncio.Lock()

    async def now(self) -> ThesisLook:
        async with self._looking:
            now = self._clock.now()
            if self._last is None or not timedelta(0) <= now - self._last[0] < AS_NEW:
                self._last = now, await look_at_thesis(self._feeds, now)
            return self._last[1]


async def look_at_thesis(feeds: MacroFeeds, now: datetime) -> ThesisLook:
    """Every feed is asked once; one that does not answer makes its own metrics unknown and no other."""
    today = now.astimezone(NEW_YORK).date()
    told = _Gathered(today)
    rates, curve, labor, conditions = feeds.rates, feeds.curve, feeds.labor, feeds.conditions
    (
        (futures, effective, upper),
        (two, ten, spread),
        (small, large, other_small),
        (sahm, weekly, market),
        (oil, vix, risk, pressure),
        (small_index, large_index, kept),
    ) = await asyncio.gather(
        asyncio.gather(_asked(rates.futures()), _asked(rates.effective()), _asked(rates.target_upper())),
        asyncio.gather(_asked(curve.two_years()), _asked(curve.ten_years()), _asked(conditions.high_yield())),
        asyncio.gather(*(_asked(feeds.leadership.adjusted(fund)) for fund in (SMALL, LARGE, SMALL_INDEX))),
        asyncio.gather(_asked(labor.sahm_gap()), _asked(labor.first_claims()), _asked(labor.labor())),
        asyncio.gather(
            _asked(conditions.oil()),
            _asked(feeds.quotes.quote(VIX)),
            _asked(feeds.geopolitics.risk()),
            _asked(feeds.geopolitics.supply_chain()),
        ),
        asyncio.gather(
            _asked(feeds.members.outlook(SMALL_INDEX)),
            _asked(feeds.members.outlook(LARGE_INDEX)),
            _asked(feeds.members.kept_days(SMALL_INDEX)),
        ),
    )
    priced = _policy(told, now, futures, effective, upper)
    _curve_and_credit(told, two, ten, spread)
    _leadership(told, small, large, other_small)
    _labor(told, sahm, weekly, market)
    _geopolitics(told, oil, vix)
    _risk(told, risk, pressure)
    _valuation(told, small_index, large_index)
    _earnings(told, small_index, large_index, kept)
    thesis, _ = advance(Thesis(), told.readings, today)
    return ThesisLook(thesis, today, told.why, priced, told.readings, told.beside)


async def _asked(question: Awaitable[T]) -> T | str:
    """The answer, or why there is none. Who is slow is not waited for; the feed goes on asking and keeps what comes."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await question
    except TimeoutError:
        return "no answer yet; ask again in a minute"
    except NoAnswer as why:
        return str(why)


def _policy(
    told: _Gathered,
    now: datetime,
    futures: FedFundsFutures | str,
    effective: EffectiveRate | str,
    upper: Readings | str,
) -> PricedMoves | None:
    priced, day = None, None
    if isinstance(futures, FedFundsFutures):
        day = futures.as_of.astimezone(NEW_YORK).date()
        known = effective if isinstance(effective, EffectiveRate) else None
        priced = priced_by_year_end(futures, meetings(), day.year, effective=known)
    told.put("cuts_priced", day, figures.cuts_priced(priced), futures)
    if isinstance(upper, Readings):
        told.put("target_range", upper.newest, figures.target_range(decisions(meetings(), upper, now), priced), upper)
    else:
        told.put("target_range", None, {}, upper)
    return priced


def _curve_and_credit(told: _Gathered, two: Readings | str, ten: Readings | str, spread: Readings | str) -> None:
    days = curve_days(two, ten) if isinstance(two, Readings) and isinstance(ten, Readings) else ()
    told.put("curve", days[-1].day if days else None, figures.curve(days), two, ten)
    if isinstance(spread, Readings):
        told.put("high_yield", spread.newest, figures.high_yield(spread))
    else:
        told.put("high_yield", None, {}, spread)


def _leadership(told: _Gathered, small: Readings | str, large: Readings | str, other_small: Readings | str) -> None:
    if not isinstance(small, Readings) or not isinstance(large, Readings):
        for name in ("lead_63", "lead_ytd"):
            told.put(name, None, {}, small, large)
        return
    in_63, this_year = lead_over(small, large, SESSIONS), lead_this_year(small, large)
    lead_63, lead_ytd, _ = figures.leadership(in_63, this_year, Breadth(0, 0, 0))
    if isinstance(other_small, Readings):
        lead_63 = {**lead_63, **_beside("lead_63_ijr", lead_over(other_small, large, SESSIONS))}
        lead_ytd = {**lead_ytd, **_beside("lead_ytd_ijr", lead_this_year(other_small, large))}
    told.put("lead_63", in_63.until if in_63 else None, lead_63, small, large)
    told.put("lead_ytd", this_year.until if this_year else None, lead_ytd, small, large)
    if this_year:
        returns = f"{SMALL} {percent(this_year.small, signed=True)}, {LARGE} {percent(this_year.large, signed=True)}"
        told.beside["ytd"] = f"{returns}: {this_year.words} ({day_words(this_year.until)})"


def _beside(name: str, lead: Lead | None) -> Figures:
    """The other small-cap fund's lead, shown beside the one that decides; nothing where it is not known."""
    return {name: lead.points} if lead else {}


def _labor(told: _Gathered, sahm: Readings | str, weekly: Readings | str, labor: LaborMarket | str) -> None:
    if isinstance(sahm, Readings):
        told.put("sahm", sahm.newest, figures.sahm(sahm))
    else:
        told.put("sahm", None, {}, sahm)
    if isinstance(weekly, Readings):
        told.put("claims", weekly.newest, figures.claims(claims(weekly)))
    else:
        told.put("claims", None, {}, weekly)
    if isinstance(labor, str):
        told.put("payrolls", None, {}, labor)
    elif labor.payrolls is None:
        told.put("payrolls", None, {}, "The BLS tells no payrolls.")
    else:
        told.put("payrolls", labor.payrolls.newest, figures.payrolls(payroll_surprises(labor.payrolls)))


def _geopolitics(told: _Gathered, oil: Readings | str, vix: Quote | str) -> None:
    if isinstance(oil, Readings):
        told.put("oil", oil.newest, figures.oil(oil))
    else:
        told.put("oil", None, {}, oil)
    if isinstance(vix, Quote):
        told.put("vix", vix.as_of.astimezone(NEW_YORK).date(), {"vix": vix.price})
    else:
        told.put("vix", None, {}, vix)


def _risk(told: _Gathered, risk: GeopoliticalRisk | str, pressure: Readings | str) -> None:
    if isinstance(risk, GeopoliticalRisk):
        told.put("gpr", risk.days[-1].day, figures.geopolitics(risk))
        told.explain("gpr", f"five years of it are needed, and {plural(len(risk.days), 'day')} are known")
    else:
        told.put("gpr", None, {}, risk)
    if isinstance(pressure, Readings):
        told.put("supply", pressure.newest, figures.pressure(pressure))
    else:
        told.put("supply", None, {}, pressure)


def _valuation(told: _Gathered, small: FundOutlook | str, large: FundOutlook | str) -> None:
    if isinstance(small, str) or isinstance(large, str):
        for name in ("pe_ratio", "yield_gap"):
            told.put(name, None, {}, small, large)
        return
    if _day(small) != _day(large):
        for name in ("pe_ratio", "yield_gap"):
            told.put(name, None, {}, f"the figures of {small.fund} and {large.fund} are of different days")
        return
    values = outlook_value(small), outlook_value(large)
    ratio, yields = figures.valuation(ValuationGap(*values))
    for name, told_figures in (("pe_ratio", ratio), ("yield_gap", yields)):
        told.put(name, _day(small, large), told_figures)
        told.explain(name, _lacking(values))
    low, high = (one.price_to_earnings for one in values)
    if low and high:
        multiples = f"{small.fund} {low:.1f}x, {large.fund} {high:.1f}x: a ratio of {low / high:.2f}"
        told.beside["valuation"] = f"{multiples} ({day_words(_day(small, large))})"


def _lacking(values: tuple[FundValue, ...]) -> str:
    thin = next((one for one in values if not one.is_known), None)
    if thin is None:
        return "a fund's members together are expected to lose money"
    return (
        f"{percent(thin.coverage, digits=0)} of the value of {thin.fund} have a forecast, "
        f"and {percent(ENOUGH, digits=0)} are needed"
    )


def _earnings(
    told: _Gathered, small: FundOutlook | str, large: FundOutlook | str, kept: Sequence[FundDay] | str
) -> None:
    told.put("season", None, {}, NO_SEASON)
    if isinstance(small, str):
        for name in ("forward_growth", "breadth", "growth_lead", "above_200"):
            told.put(name, None, {}, small)
        return
    grows, day = growth(small), _day(small)
    few = f"{grows.known} of {plural(grows.members, 'member')} have estimates"
    medians = {one.day: one.median_growth for one in kept} if not isinstance(kept, str) else {}
    medians[day] = grows.median
    points = tuple((on, value * 100) for on, value in sorted(medians.items()) if value is not None and on <= day)
    told.put(
        "forward_growth",
        day,
        figures.growth(Readings(as_of=small.as_of, source=small.source, name="growth", points=points)),
    )
    held = f"its change needs {figures.SESSIONS + 1} sessions of our own store, which has {len(points)}"
    told.explain("forward_growth", few if grows.median is None else held)
    moved = revisions(small, small.before) if small.before is not None else None
    told.put("breadth", day, figures.revised(moved.net if moved is not None else None))
    told.explain("breadth", "our own store has no estimates of four weeks ago yet" if moved is None else few)
    above = figures.leadership(None, None, members_above_mean(small))[2]
    told.put("above_200", day, above)
    told.explain("above_200", "no member's 200-day mean is known")
    if isinstance(large, str):
        told.put("growth_lead", None, {}, large)
        return
    told.put("growth_lead", _day(small, large), figures.growth_lead(grows.median, growth(large).median))
    told.explain("growth_lead", few)


def _day(*outlooks: FundOutlook) -> date:
    """The New York day of the older one's newest price."""
    return min(one.as_of.astimezone(NEW_YORK).date() for one in outlooks)
