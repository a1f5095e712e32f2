"""From what the feeds answered to the figures of each metric; a reason in place of an answer is kept as the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.market.consensus import Consensus, surprises_of_payrolls
from bot.market.curve import curve_days
from bot.market.decisions import decisions
from bot.market.earnings_growth import growth, revisions
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
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
from bot.market.release import Basis, Surprise
from bot.market.season import LEAST, Season
from bot.market.ticker import Ticker
from bot.market.valuation_gap import ENOUGH, FundValue, ValuationGap, outlook_value
from bot.thesis import figures
from bot.thesis.levels import Figures
from bot.thesis.metric import Reading
from bot.words import day as day_words
from bot.words import percent, say, say_n

SMALL, LARGE, SMALL_INDEX = Ticker("IWM"), Ticker("SPY"), Ticker("IJR")
SESSIONS = 63


@dataclass
class Gathered:
    """Readings and reasons by metric, words by claim, and what is to be said beside a metric's figures."""

    today: date
    readings: dict[str, Reading] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def put(self, metric: str, as_of: date | None, told: Figures, *needed: Any) -> None:
        """The figures of a metric and who told them, unless something it needed is a reason instead."""
        reasons = [one for one in needed if isinstance(one, str)]
        if reasons:
            self.why[metric] = reasons[0]
        elif as_of is None or None in told.values():
            self.why[metric] = say("too few days or months of it are known")
        if not reasons and as_of is not None:
            sources = dict.fromkeys(one.source for one in needed if isinstance(one, Observation))
            self.readings[metric] = Reading(self.today, as_of, told, "; ".join(sources))

    def explain(self, metric: str, reason: str) -> None:
        """A better reason for a metric that lacks a figure though all that it needs has answered."""
        if metric in self.why:
            self.why[metric] = reason


def policy(
    told: Gathered,
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


def yields(told: Gathered, two: Readings | str, ten: Readings | str, spread: Readings | str) -> None:
    days = curve_days(two, ten) if isinstance(two, Readings) and isinstance(ten, Readings) else ()
    told.put("curve", days[-1].day if days else None, figures.curve(days), two, ten)
    if isinstance(spread, Readings):
        told.put("high_yield", spread.newest, figures.high_yield(spread))
    else:
        told.put("high_yield", None, {}, spread)


def leadership(told: Gathered, small: Readings | str, large: Readings | str, other_small: Readings | str) -> None:
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


def labor(
    told: Gathered,
    sahm: Readings | str,
    weekly: Readings | str,
    market: LaborMarket | str,
    expected: Sequence[Consensus] | str,
) -> None:
    if isinstance(sahm, Readings):
        told.put("sahm", sahm.newest, figures.sahm(sahm))
    else:
        told.put("sahm", None, {}, sahm)
    if isinstance(weekly, Readings):
        told.put("claims", weekly.newest, figures.claims(claims(weekly)))
    else:
        told.put("claims", None, {}, weekly)
    if isinstance(market, str):
        told.put("payrolls", None, {}, market)
    elif market.payrolls is None:
        told.put("payrolls", None, {}, say("The BLS tells no payrolls."))
    else:
        missed = surprises_of_payrolls(market.payrolls, () if isinstance(expected, str) else expected)
        told.put("payrolls", market.payrolls.newest, figures.payrolls(missed))
        told.notes["payrolls"] = _held_against(missed[-3:])


def _held_against(months: Sequence[Surprise]) -> str:
    """Which of the newest months were held against what."""
    expected = [one for one in months if one.basis is Basis.CONSENSUS]
    if not expected:
        return say("no consensus is known; against its 12-month trend")
    if len(expected) < len(months):
        trend = len(months) - len(expected)
        return say_n(
            "{n} month against the consensus, {trend} against the 12-month trend",
            "{n} months against the consensus, {trend} against the 12-month trend",
            len(expected),
            trend=trend,
        )
    return say_n("{n} month against the consensus", "{n} months against the consensus", len(expected))


def conditions(told: Gathered, oil: Readings | str, vix: Quote | str) -> None:
    if isinstance(oil, Readings):
        told.put("oil", oil.newest, figures.oil(oil))
    else:
        told.put("oil", None, {}, oil)
    if isinstance(vix, Quote):
        told.put("vix", vix.as_of.astimezone(NEW_YORK).date(), {"vix": vix.price})
    else:
        told.put("vix", None, {}, vix)


def risk(told: Gathered, risk: GeopoliticalRisk | str, pressure: Readings | str) -> None:
    if isinstance(risk, GeopoliticalRisk):
        told.put("gpr", risk.days[-1].day, figures.geopolitics(risk))
        told.explain(
            "gpr",
            say_n(
                "five years of it are needed, and {n} day are known",
                "five years of it are needed, and {n} days are known",
                len(risk.days),
            ),
        )
    else:
        told.put("gpr", None, {}, risk)
    if isinstance(pressure, Readings):
        told.put("supply", pressure.newest, figures.pressure(pressure))
    else:
        told.put("supply", None, {}, pressure)


def valuation(told: Gathered, small: FundOutlook | str, large: FundOutlook | str) -> None:
    if isinstance(small, str) or isinstance(large, str):
        for name in ("pe_ratio", "yield_gap"):
            told.put(name, None, {}, small, large)
        return
    if _day(small) != _day(large):
        for name in ("pe_ratio", "yield_gap"):
            told.put(
                name,
                None,
                {},
                say(
                    "the figures of {small} and {large} are of different days",
                    small=small.fund,
                    large=large.fund,
                ),
            )
        return
    values = outlook_value(small), outlook_value(large)
    ratio, yields = figures.valuation(ValuationGap(*values))
    for name, told_figures in (("pe_ratio", ratio), ("yield_gap", yields)):
        told.put(name, _day(small, large), told_figures)
        told.explain(name, _lacking(values))
    low, high = (one.price_to_earnings for one in values)
    if low and high:
        multiples = say(
            "{small} {low:.1f}x, {large} {high:.1f}x: a ratio of {ratio:.2f}",
            small=small.fund,
            low=low,
            large=large.fund,
            high=high,
            ratio=low / high,
        )
        told.beside["valuation"] = f"{multiples} ({day_words(_day(small, large))})"


def _lacking(values: tuple[FundValue, ...]) -> str:
    thin = next((one for one in values if not one.is_known), None)
    if thin is None:
        return say("a fund's members together are expected to lose money")
    return say(
        "{coverage} of the value of {fund} have a forecast, and {enough} are needed",
        coverage=percent(thin.coverage, digits=0),
        fund=thin.fund,
        enough=percent(ENOUGH, digits=0),
    )


def earnings(told: Gathered, small: FundOutlook | str, large: FundOutlook | str, kept: Sequence[FundDay] | str) -> None:
    if isinstance(small, str):
        for name in ("forward_growth", "breadth", "growth_lead", "above_200"):
            told.put(name, None, {}, small)
        return
    grows, day = growth(small), _day(small)
    few = say_n(
        "{known} of {n} member have estimates",
        "{known} of {n} members have estimates",
        grows.members,
        known=grows.known,
    )
    medians = {one.day: one.median_growth for one in kept} if not isinstance(kept, str) else {}
    medians[day] = grows.median
    points = tuple((on, value * 100) for on, value in sorted(medians.items()) if value is not None and on <= day)
    told.put(
        "forward_growth",
        day,
        figures.growth(Readings(as_of=small.as_of, source=small.source, name="growth", points=points)),
    )
    held = say(
        "its change needs {sessions} sessions of our own store, which has {kept}",
        sessions=figures.SESSIONS + 1,
        kept=len(points),
    )
    told.explain("forward_growth", few if grows.median is None else held)
    moved = revisions(small, small.before) if small.before is not None else None
    told.put("breadth", day, figures.revised(moved.net if moved is not None else None))
    told.explain("breadth", say("our own store has no estimates of four weeks ago yet") if moved is None else few)
    above = figures.leadership(None, None, members_above_mean(small))[2]
    told.put("above_200", day, above)
    told.explain("above_200", say("no member's 200-day mean is known"))
    if isinstance(large, str):
        told.put("growth_lead", None, {}, large)
        return
    told.put("growth_lead", _day(small, large), figures.growth_lead(grows.median, growth(large).median))
    told.explain("growth_lead", few)


def reported(told: Gathered, seen: Season | str) -> None:
    """Beats and margins among the names followed here; a margin that is not known leaves the second figure open."""
    if isinstance(seen, str):
        told.put("season", None, {}, seen)
        return
    known, followed = len(seen.compared), say_n("{n} name", "{n} names", seen.followed)
    if known < LEAST:
        few = say(
            "only {known} of the {followed} followed here have reported, and {least} are needed",
            known=known,
            followed=followed,
            least=LEAST,
        )
        lacking = few if seen.followed else say("no name is followed here")
        told.why["season"] = lacking
        told.notes["season"] = say("this season is not known: {lacking}", lacking=lacking)
        return
    told.put("season", seen.quarter, figures.season(seen))
    margins = len(seen.margin_changes)
    few = say("the margins of only {margins} of them are known, and {least} are needed", margins=margins, least=LEAST)
    told.explain(
        "season",
        say("{known} of the {followed} followed here have reported; {few}", known=known, followed=followed, few=few),
    )
    how = (
        say("margins of {margins} of them", margins=margins)
        if margins >= LEAST
        else say("{few}: only a beat rate under 50 % decides", few=few)
    )
    told.notes["season"] = say(
        "{known} of the {followed} followed here, quarter to {quarter}; {how}",
        known=known,
        followed=followed,
        quarter=day_words(seen.quarter),
        how=how,
    )


def _day(*outlooks: FundOutlook) -> date:
    """The New York day of the older one's newest price."""
    return min(one.as_of.astimezone(NEW_YORK).date() for one in outlooks)
