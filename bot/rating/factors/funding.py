"""Funding, dilution and debt: how long the cash lasts and who pays for the rest (evidence A, critical).

Every figure here counts as the worst while it is missing: to lose one can never raise a score.
"""

from __future__ import annotations

import math

from bot.rating import ratios
from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, in_category


def runway(figures: Figures, rules: Rules) -> float:
    """Months of cash at the burn of the last twelve months."""
    return rules.curves["runway"](ratios.runway_months(figures) or 0.0)


def dilution(figures: Figures, rules: Rules) -> float:
    """Growth of shares in twelve months, adjusted for splits."""
    return rules.curves["dilution"](figures.number("shares") / figures.number("shares_year_ago") - 1)


def net_debt(figures: Figures, rules: Rules) -> float:
    """Net debt over EBITDA, which counts as at least 2 % of assets: a little debt without earnings is still little."""
    owed = figures.number("debt") - figures.number("cash")
    if owed <= 0:
        return rules.curves["net_debt"](0.0)
    earned = max(figures.number("ebitda"), rules.numbers["least_earnings"] * (figures.maybe("assets") or 0.0))
    return rules.curves["net_debt"](owed / earned if earned > 0 else math.inf)


def interest(figures: Figures, rules: Rules) -> float:
    """EBIT over interest expense."""
    earned, paid = figures.number("ebit"), figures.number("interest_expense")
    return rules.curves["interest"](earned / paid if paid > 0 else math.copysign(math.inf, earned))


def interest_applies(figures: Figures, rules: Rules) -> float:
    """0 without debt, 1 from a debt of one percent of assets."""
    debt, assets = figures.maybe("debt"), figures.maybe("assets")
    if debt is None:
        return 1.0
    if not assets:
        return 1.0 if debt > 0 else 0.0
    return min(debt / (rules.numbers["least_debt"] * assets), 1.0)


FACTOR = Factor(
    "funding",
    (
        Signal("runway", ("cash", "operating_cash_flow", "capex"), runway),
        Signal("dilution", ("shares", "shares_year_ago"), dilution),
        in_category("shelf", "shelf", "shelf"),
        Signal("net_debt", ("debt", "cash", "ebitda"), net_debt),
        Signal("interest", ("ebit", "interest_expense", "debt"), interest, interest_applies),
    ),
)
