"""What a question of the rating found, in words: the ratio it judges, not only the figures it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isinf

from bot.rating import ratios
from bot.rating.figures import Figures
from bot.words import later, percent, said, say, say_n

Phrase = Callable[[Figures], str]

_GUIDANCE = {
    "raise": say("guidance raised"),
    "reaffirm": say("guidance reaffirmed"),
    "none": say("guidance not changed"),
    "cut": say("guidance cut"),
}
_SHELF = {
    "none": say("no shelf or at-the-market offering in 90 days"),
    "atm": say("an at-the-market offering is open"),
    "big": say("a large shelf or offering in 90 days"),
}
_INSIDER = {
    "cluster_buy": say("in six months several insiders bought"),
    "buy": say("in six months an insider bought"),
    "none": say("in six months no insider traded"),
    "sell": say("in six months insiders sold"),
}
_STATUS = {
    "hit": say("milestone reached"),
    "on_track": say("milestone on track"),
    "no_new": say("milestone no news"),
    "slip": say("milestone slipped"),
}
_RIVAL = {"ahead": say("ahead of its rival"), "level": say("level with its rival"), "behind": say("behind its rival")}


def _ratio(figures: Figures, above: str, below: str) -> float:
    return figures.number(above) / figures.number(below) - 1


def _beside(name: str, above: str, below: str) -> Phrase:
    """The price above or below another figure, with ``{apart}`` between them."""

    def told(figures: Figures) -> str:
        apart = _ratio(figures, "price", name)
        return said(above if apart >= 0 else below, apart=percent(abs(apart)))

    return told


def _signed(name: str, words: str) -> Phrase:
    """A figure as a share with its sign, where ``{share}`` stands."""
    return lambda figures: said(words, share=percent(figures.number(name), signed=True))


def _month(figures: Figures) -> str:
    run = _ratio(figures, "price", "price_21d_ago")
    apart = percent(run - figures.number("market_return_21d"), signed=True)
    return say("{apart} over 21 sessions, less the index", apart=apart)


def _acceleration(figures: Figures) -> str:
    now, before = figures.number("revenue_growth"), figures.number("revenue_growth_before")
    return say(
        "revenue growth {now}, {before} before that", now=percent(now, signed=True), before=percent(before, signed=True)
    )


def _revisions(figures: Figures) -> str:
    up, down = figures.number("revisions_up"), figures.number("revisions_down")
    return say("{up:.0f} estimates raised and {down:.0f} cut in 30 days", up=up, down=down)


def _runway(figures: Figures) -> str:
    months = ratios.runway_months(figures)
    if months is None or isinf(months):
        return say("cash flow pays for its spending")
    return say("cash for {months:.0f} months at last year's burn", months=months)


def _earnings_multiple(figures: Figures) -> str:
    multiple, peers = ratios.forward_multiple(figures), figures.number("peer_forward_pe")
    if multiple:
        return say("{multiple:,.1f} times next year's earnings, peers {peers:,.1f}", multiple=multiple, peers=peers)
    return say("no multiple of next year's earnings, peers {peers:,.1f}", peers=peers)


def _sales_multiple(figures: Figures) -> str:
    multiple, peers = ratios.sales_multiple(figures), figures.number("peer_ev_sales")
    if multiple is None or isinf(multiple):
        return say("no sales to divide by, peers {peers:,.1f}", peers=peers)
    return say("{multiple:,.1f} times its sales, peers {peers:,.1f}", multiple=multiple, peers=peers)


def _loss_path(figures: Figures) -> str:
    now, then = figures.number("eps_this"), figures.number("eps_next")
    return say("{now:,.2f} a share expected this year, {then:,.2f} the next", now=now, then=then)


def _accruals(figures: Figures) -> str:
    unpaid = (figures.number("net_income") - figures.number("operating_cash_flow")) / figures.number("assets")
    return say("net income less operating cash flow {unpaid} of assets", unpaid=percent(unpaid, signed=True))


def _net_debt(figures: Figures) -> str:
    owed, earned = figures.number("debt") - figures.number("cash"), figures.number("ebitda")
    if owed <= 0:
        return say("more cash than debt")
    if earned <= 0:
        return say("net debt, and no EBITDA to carry it")
    multiple = owed / earned
    return say("net debt {multiple:,.1f} times EBITDA", multiple=multiple)


def _interest(figures: Figures) -> str:
    earned, paid = figures.number("ebit"), figures.number("interest_expense")
    if paid <= 0:
        return say("no interest to pay")
    multiple = earned / paid
    return say("EBIT {multiple:,.1f} times interest", multiple=multiple)


def _short_change(figures: Figures) -> str:
    before = figures.number("short_shares_before")
    if before <= 0:
        return say("nothing was short at the report before")
    change = percent(_ratio(figures, "short_shares", "short_shares_before"), signed=True)
    return say("shares short {change} since the report before", change=change)


def _category(name: str, words: Mapping[str, str]) -> Phrase:
    return lambda figures: words.get(figures.word(name), figures.word(name))


PHRASES: Mapping[str, Phrase] = {
    "operating_momentum.growth": _signed("revenue_growth", later("revenue, year on year, {share}")),
    "operating_momentum.acceleration": _acceleration,
    "operating_momentum.surprise": lambda f: say(
        "earned {actual:,.2f} a share, {estimate:,.2f} expected",
        actual=f.number("eps_actual"),
        estimate=f.number("eps_estimate"),
    ),
    "operating_momentum.reaction": _signed("reaction", later("two sessions after the report, less the index, {share}")),
    "operating_momentum.guidance": _category("guidance", _GUIDANCE),
    "analyst_direction.revisions": _revisions,
    "analyst_direction.estimate": lambda f: say(
        "next year's estimate {now:,.2f}, {before:,.2f} 90 days ago",
        now=f.number("eps_next"),
        before=f.number("eps_next_90d_ago"),
    ),
    "analyst_direction.targets": _signed("target_change", later("firms' targets in 90 days {share}")),
    "analyst_direction.ratings": lambda f: say(
        "upgrades less downgrades in 90 days: {net:+.0f}", net=f.number("net_ratings")
    ),
    "trend.momentum": _signed("momentum", later("twelve months to a month ago, less the index, {share}")),
    "trend.long_mean": _beside(
        "mean_200", later("price {apart} above its 200-day mean"), later("price {apart} below its 200-day mean")
    ),
    "trend.bottom": lambda f: say("{met:.0f} of four tests of a confirmed bottom met", met=f.number("bottom_count")),
    "trend.year_high": _beside(
        "high_52w", later("price {apart} above its 52-week high"), later("price {apart} below its 52-week high")
    ),
    "extension.month": _month,
    "extension.short_mean": _beside(
        "mean_50", later("price {apart} above its 50-day mean"), later("price {apart} below its 50-day mean")
    ),
    "extension.largest_days": _signed("largest_days", later("the five largest days of the month, on average, {share}")),
    "valuation.earnings": _earnings_multiple,
    "valuation.sales": _sales_multiple,
    "target_upside.mean": lambda f: say(
        "mean target {apart} away", apart=percent(_ratio(f, "target_mean", "price"), signed=True)
    ),
    "target_upside.high": lambda f: say(
        "price at {share} of the highest target", share=percent(_ratio(f, "price", "target_high") + 1)
    ),
    "quality.margin": _signed("operating_margin", later("operating margin {share}")),
    "quality.loss_path": _loss_path,
    "quality.accruals": _accruals,
    "quality.piotroski": lambda f: say("Piotroski {score:.0f} of 9", score=f.number("piotroski")),
    "quality.beneish": lambda f: say("Beneish M {score:,.2f}", score=f.number("beneish")),
    "funding.runway": _runway,
    "funding.dilution": lambda f: say(
        "shares {change} in a year", change=percent(_ratio(f, "shares", "shares_year_ago"), signed=True)
    ),
    "funding.shelf": _category("shelf", _SHELF),
    "funding.net_debt": _net_debt,
    "funding.interest": _interest,
    "ownership.institutions": _signed("institutional_change", later("institutions' shares in a quarter {share}")),
    "ownership.holders": _signed("holder_change", later("number of holders in a quarter {share}")),
    "ownership.insiders": _category("insider", _INSIDER),
    "short_interest.level": lambda f: say(
        "{share} of the float is short", share=percent(f.number("short_shares") / f.number("float_shares"))
    ),
    "short_interest.change": _short_change,
    "short_interest.days_to_cover": lambda f: say("{days:,.1f} days to cover", days=f.number("days_to_cover")),
    "sector.industry": _signed("industry_return", later("its industry over six months, less the index, {share}")),
    "sector.peer_revisions": _signed("peer_breadth", later("peers' estimates raised less cut {share}")),
    "sector.thesis": lambda f: say("the small-cap thesis at {state:+.2f} of -1 to +1", state=f.number("thesis_state")),
    "milestones.months": lambda f: say_n(
        "{n} month to the next milestone", "{n} months to the next milestone", round(f.number("milestone_months"))
    ),
    "milestones.status": _category("milestone_status", _STATUS),
    "milestones.rival": _category("rival", _RIVAL),
}


def phrase(key: str, figures: Figures) -> str:
    """The words for ``factor.signal``, all of whose inputs are known. KeyError for an unknown one."""
    return PHRASES[key](figures)
