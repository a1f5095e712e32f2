"""Valuation: what is paid for earnings and for sales, against peers (evidence B; a P/E near zero earnings says little).

Two choices keep the curve whole. Sales so cheap that cash exceeds the market value earn at most +1, and a ceiling that
began at that point would punish a cheaper price, so it holds everywhere. And the P/E of a loss-maker does not apply;
it glides in as profit rises to one percent of sales, for otherwise a cent of earnings would move the score by points.
"""

from __future__ import annotations

import math

from bot.rating import ratios
from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal


def _against(multiple: float | None, peers: float, rules: Rules) -> float:
    if multiple is None or multiple <= 0:
        return rules.curves["relative_value"](-math.inf)
    return rules.curves["relative_value"](math.log(multiple / peers))


def earnings(figures: Figures, rules: Rules) -> float:
    """ln(forward P/E / peers' median)."""
    return _against(ratios.forward_multiple(figures), figures.number("peer_forward_pe"), rules)


def earnings_apply(figures: Figures, rules: Rules) -> float:
    """0 for an expected loss, 1 from a profit of one percent of sales."""
    share, shares, revenue = figures.maybe("eps_next"), figures.maybe("shares"), figures.maybe("revenue")
    if share is None:
        return 1.0
    if share <= 0:
        return 0.0
    if shares is None or revenue is None:
        return 1.0
    thin = rules.numbers["thin_profit"] * revenue
    return 1.0 if thin <= 0 else min(share * shares / thin, 1.0)


def trailing_earnings(figures: Figures, rules: Rules) -> float:
    """ln(trailing P/E / peers' forward median), only where a text gives nothing better."""
    return _against(ratios.trailing_multiple(figures), figures.number("peer_forward_pe"), rules)


def sales(figures: Figures, rules: Rules) -> float:
    """ln(EV/Sales / peers' median), less twice the log of growth against peers' growth."""
    multiple = ratios.sales_multiple(figures) or 0.0
    if multiple <= 0:
        return rules.numbers["sales_ceiling"]
    peers, growth, theirs = (figures.number(name) for name in ("peer_ev_sales", "revenue_growth_next", "peer_growth"))
    faster = math.log(max(1 + growth, 0.05) / max(1 + theirs, 0.05))
    dear = math.log(multiple / peers) - rules.numbers["growth_credit"] * faster
    return min(rules.curves["relative_value"](dear), rules.numbers["sales_ceiling"])


_EARNINGS = ("price", "eps_next", "peer_forward_pe", "shares", "revenue")
_SALES = ("price", "shares", "debt", "cash", "revenue", "peer_ev_sales", "revenue_growth_next", "peer_growth")

FACTOR = Factor(
    "valuation",
    (
        Signal(
            "earnings",
            _EARNINGS,
            earnings,
            earnings_apply,
            stand_ins=("price", "eps_trailing", "peer_forward_pe"),
            stand_in_score=trailing_earnings,
        ),
        Signal("sales", _SALES, sales),
    ),
)
