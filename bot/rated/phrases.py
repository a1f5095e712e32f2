"""What a question of the rating found, in words: the ratio it judges, not only the figures it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isinf

from bot.rating import ratios
from bot.rating.figures import Figures
from bot.words import percent, plural

Phrase = Callable[[Figures], str]

_GUIDANCE = {"raise": "raised", "reaffirm": "reaffirmed", "none": "not changed", "cut": "cut"}
_SHELF = {"none": "no shelf or at-the-market offering in 90 days", "atm": "an at-the-market offering is open",
          "big": "a large shelf or offering in 90 days"}  # fmt: skip
_INSIDER = {"cluster_buy": "several insiders bought", "buy": "an insider bought", "none": "no insider traded",
            "sell": "insiders sold"}  # fmt: skip
_STATUS = {"hit": "reached", "on_track": "on track", "no_new": "no news", "slip": "slipped"}
_RIVAL = {"ahead": "ahead of its rival", "level": "level with its rival", "behind": "behind its rival"}


def _ratio(figures: Figures, above: str, below: str) -> float:
    return figures.number(above) / figures.number(below) - 1


def _beside(name: str, words: str) -> Phrase:
    """The price above or below another figure."""

    def told(figures: Figures) -> str:
        apart = _ratio(figures, "price", name)
        return f"price {percent(abs(apart))} {'above' if apart >= 0 else 'below'} {words}"

    return told


def _signed(name: str, words: str) -> Phrase:
    return lambda figures: f"{words} {percent(figures.number(name), signed=True)}"


def _month(figures: Figures) -> str:
    run = _ratio(figures, "price", "price_21d_ago")
    return f"{percent(run - figures.number('market_return_21d'), signed=True)} over 21 sessions, less the index"


def _acceleration(figures: Figures) -> str:
    now, before = figures.number("revenue_growth"), figures.number("revenue_growth_before")
    return f"revenue growth {percent(now, signed=True)}, {percent(before, signed=True)} before that"


def _revisions(figures: Figures) -> str:
    up, down = figures.number("revisions_up"), figures.number("revisions_down")
    return f"{up:.0f} estimates raised and {down:.0f} cut in 30 days"


def _runway(figures: Figures) -> str:
    months = ratios.runway_months(figures)
    if months is None or isinf(months):
        return "cash flow pays for its spending"
    return f"cash for {months:.0f} months at last year's burn"


def _earnings_multiple(figures: Figures) -> str:
    multiple = ratios.forward_multiple(figures)
    shown = f"{multiple:,.1f} times" if multiple else "no multiple of"
    return f"{shown} next year's earnings, peers {figures.number('peer_forward_pe'):,.1f}"


def _sales_multiple(figures: Figures) -> str:
    multiple = ratios.sales_multiple(figures)
    shown = "no sales to divide by" if multiple is None or isinf(multiple) else f"{multiple:,.1f} times its sales"
    return f"{shown}, peers {figures.number('peer_ev_sales'):,.1f}"


def _loss_path(figures: Figures) -> str:
    now, then = figures.number("eps_this"), figures.number("eps_next")
    return f"{now:,.2f} a share expected this year, {then:,.2f} the next"


def _accruals(figures: Figures) -> str:
    unpaid = (figures.number("net_income") - figures.number("operating_cash_flow")) / figures.number("assets")
    return f"net income less operating cash flow {percent(unpaid, signed=True)} of assets"


def _net_debt(figures: Figures) -> str:
    owed, earned = figures.number("debt") - figures.number("cash"), figures.number("ebitda")
    if owed <= 0:
        return "more cash than debt"
    return f"net debt {owed / earned:,.1f} times EBITDA" if earned > 0 else "net debt, and no EBITDA to carry it"


def _interest(figures: Figures) -> str:
    earned, paid = figures.number("ebit"), figures.number("interest_expense")
    return f"EBIT {earned / paid:,.1f} times interest" if paid > 0 else "no interest to pay"


def _short_change(figures: Figures) -> str:
    before = figures.number("short_shares_before")
    if before <= 0:
        return "nothing was short at the report before"
    change = percent(_ratio(figures, "short_shares", "short_shares_before"), signed=True)
    return f"shares short {change} since the report before"


def _category(name: str, words: Mapping[str, str], before: str = "") -> Phrase:
    return lambda figures: f"{before}{words.get(figures.word(name), figures.word(name))}"


PHRASES: Mapping[str, Phrase] = {
    "operating_momentum.growth": _signed("revenue_growth", "revenue, year on year,"),
    "operating_momentum.acceleration": _acceleration,
    "operating_momentum.surprise": lambda f: (
        f"earned {f.number('eps_actual'):,.2f} a share, {f.number('eps_estimate'):,.2f} expected"
    ),
    "operating_momentum.reaction": _signed("reaction", "two sessions after the report, less the index,"),
    "operating_momentum.guidance": _category("guidance", _GUIDANCE, "guidance "),
    "analyst_direction.revisions": _revisions,
    "analyst_direction.estimate": lambda f: (
        f"next year's estimate {f.number('eps_next'):,.2f}, {f.number('eps_next_90d_ago'):,.2f} 90 days ago"
    ),
    "analyst_direction.targets": _signed("target_change", "firms' targets in 90 days"),
    "analyst_direction.ratings": lambda f: f"upgrades less downgrades in 90 days: {f.number('net_ratings'):+.0f}",
    "trend.momentum": _signed("momentum", "twelve months to a month ago, less the index,"),
    "trend.long_mean": _beside("mean_200", "its 200-day mean"),
    "trend.bottom": lambda f: f"{f.number('bottom_count'):.0f} of four tests of a confirmed bottom met",
    "trend.year_high": _beside("high_52w", "its 52-week high"),
    "extension.month": _month,
    "extension.short_mean": _beside("mean_50", "its 50-day mean"),
    "extension.largest_days": _signed("largest_days", "the five largest days of the month, on average,"),
    "valuation.earnings": _earnings_multiple,
    "valuation.sales": _sales_multiple,
    "target_upside.mean": lambda f: f"mean target {percent(_ratio(f, 'target_mean', 'price'), signed=True)} away",
    "target_upside.high": lambda f: f"price at {percent(_ratio(f, 'price', 'target_high') + 1)} of the highest target",
    "quality.margin": _signed("operating_margin", "operating margin"),
    "quality.loss_path": _loss_path,
    "quality.accruals": _accruals,
    "quality.piotroski": lambda f: f"Piotroski {f.number('piotroski'):.0f} of 9",
    "quality.beneish": lambda f: f"Beneish M {f.number('beneish'):,.2f}",
    "funding.runway": _runway,
    "funding.dilution": lambda f: f"shares {percent(_ratio(f, 'shares', 'shares_year_ago'), signed=True)} in a year",
    "funding.shelf": _category("shelf", _SHELF),
    "funding.net_debt": _net_debt,
    "funding.interest": _interest,
    "ownership.institutions": _signed("institutional_change", "institutions' shares in a quarter"),
    "ownership.holders": _signed("holder_change", "number of holders in a quarter"),
    "ownership.insiders": _category("insider", _INSIDER, "in six months "),
    "short_interest.level": lambda f: (
        f"{percent(f.number('short_shares') / f.number('float_shares'))} of the float is short"
    ),
    "short_interest.change": _short_change,
    "short_interest.days_to_cover": lambda f: f"{f.number('days_to_cover'):,.1f} days to cover",
    "sector.industry": _signed("industry_return", "its industry over six months, less the index,"),
    "sector.peer_revisions": _signed("peer_breadth", "peers' estimates raised less cut"),
    "sector.thesis": lambda f: f"the small-cap thesis at {f.number('thesis_state'):+.2f} of -1 to +1",
    "milestones.months": lambda f: f"{plural(round(f.number('milestone_months')), 'month')} to the next milestone",
    "milestones.status": _category("milestone_status", _STATUS, "milestone "),
    "milestones.rival": _category("rival", _RIVAL),
}


def phrase(key: str, figures: Figures) -> str:
    """The words for ``factor.signal``, all of whose inputs are known. KeyError for an unknown one."""
    return PHRASES[key](figures)
