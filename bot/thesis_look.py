"""Today's figures for every metric of the thesis that has a source, and why the others are not known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from bot.market.curve import curve_days
from bot.market.decisions import decisions
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.feeds import ConditionsFeed, CurveFeed, LaborFeed, LeadershipFeed, NoAnswer, QuoteFeed, RatesFeed
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK
from bot.market.labor import LaborMarket, claims
from bot.market.leadership import Breadth, lead_over, lead_this_year
from bot.market.quote import Quote
from bot.market.rate_odds import PricedMoves, priced_by_year_end
from bot.market.readings import Readings
from bot.market.release import payroll_surprises
from bot.market.ticker import Ticker
from bot.thesis import figures
from bot.thesis.levels import Figures
from bot.thesis.metric import Reading
from bot.thesis.thesis import Thesis, advance
from bot.words import day as day_words
from bot.words import percent

SMALL, LARGE, VIX = Ticker("IWM"), Ticker("SPY"), Ticker("^VIX")
SESSIONS = 63
NO_SOURCE = "no source yet"

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


@dataclass
class _Gathered:
    """Readings by metric, reasons by metric, and words by claim."""

    today: date
    readings: dict[str, Reading] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def put(self, metric: str, as_of: date | None, told: Figures, *needed: Any) -> None:
        """The figures of a metric, unless something it needed is a reason instead."""
        reasons = [one for one in needed if isinstance(one, str)]
        if reasons:
            self.why[metric] = reasons[0]
        elif as_of is None or None in told.values():
            self.why[metric] = "too few days or months of it are known"
        if not reasons and as_of is not None:
            self.readings[metric] = Reading(self.today, as_of, told)


async def look_at_thesis(feeds: MacroFeeds, now: datetime) -> ThesisLook:
    """Every feed is asked once; one that does not answer makes its own metrics unknown and no other."""
    today = now.astimezone(NEW_YORK).date()
    told = _Gathered(today)
    rates, curve, labor, conditions = feeds.rates, feeds.curve, feeds.labor, feeds.conditions
    (
        (futures, effective, upper),
        (two, ten, spread),
        (small, large),
        (sahm, weekly, market),
        (oil, vix),
    ) = await asyncio.gather(
        asyncio.gather(_asked(rates.futures()), _asked(rates.effective()), _asked(rates.target_upper())),
        asyncio.gather(_asked(curve.two_years()), _asked(curve.ten_years()), _asked(conditions.high_yield())),
        asyncio.gather(_asked(feeds.leadership.adjusted(SMALL)), _asked(feeds.leadership.adjusted(LARGE))),
        asyncio.gather(_asked(labor.sahm_gap()), _asked(labor.first_claims()), _asked(labor.labor())),
        asyncio.gather(_asked(conditions.oil()), _asked(feeds.quotes.quote(VIX))),
    )
    priced = _policy(told, now, futures, effective, upper)
    _curve_and_credit(told, two, ten, spread)
    _leadership(told, small, large)
    _labor(told, sahm, weekly, market)
    _geopolitics(told, oil, vix)
    thesis, _ = advance(Thesis(), told.readings, today)
    return ThesisLook(thesis, today, told.why, priced, told.readings, told.beside)


async def _asked(question: Awaitable[T]) -> T | str:
    """The answer, or why there is none."""
    try:
        return await question
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
        told.put("target_range", upper.newest, figures.target_range(decisions(meetings(), upper, now), priced))
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


def _leadership(told: _Gathered, small: Readings | str, large: Readings | str) -> None:
    if not isinstance(small, Readings) or not isinstance(large, Readings):
        for name in ("lead_63", "lead_ytd"):
            told.put(name, None, {}, small, large)
        return
    in_63, this_year = lead_over(small, large, SESSIONS), lead_this_year(small, large)
    lead_63, lead_ytd, _ = figures.leadership(in_63, this_year, Breadth(0, 0, 0))
    told.put("lead_63", in_63.until if in_63 else None, lead_63)
    told.put("lead_ytd", this_year.until if this_year else None, lead_ytd)
    if this_year:
        returns = f"{SMALL} {percent(this_year.small, signed=True)}, {LARGE} {percent(this_year.large, signed=True)}"
        told.beside["ytd"] = f"{returns}: {this_year.words} ({day_words(this_year.until)})"


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
