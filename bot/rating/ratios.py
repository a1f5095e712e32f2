"""Ratios several factors and gates share, each None where a figure it needs is missing."""

from __future__ import annotations

from bot.rating.figures import Figures

ENDLESS = float("inf")


def market_value(figures: Figures) -> float | None:
    """Price times shares, in the price's currency."""
    price, shares = figures.maybe("price"), figures.maybe("shares")
    return None if price is None or shares is None else price * shares


def enterprise_value(figures: Figures) -> float | None:
    """Market value plus debt less cash, rebuilt: vendors' own figure can be weeks stale. May be negative."""
    value, debt, cash = market_value(figures), figures.maybe("debt"), figures.maybe("cash")
    return None if value is None or debt is None or cash is None else value + debt - cash


def sales_multiple(figures: Figures) -> float | None:
    """EV/Sales of the last twelve months; endless where there is a price and no revenue."""
    value, revenue = enterprise_value(figures), figures.maybe("revenue")
    if value is None or revenue is None:
        return None
    if revenue <= 0:
        return ENDLESS if value > 0 else 0.0
    return value / revenue


def _multiple(figures: Figures, earnings: str) -> float | None:
    price, share = figures.maybe("price"), figures.maybe(earnings)
    return None if price is None or share is None or share <= 0 else price / share


def forward_multiple(figures: Figures) -> float | None:
    """Price over next year's expected earnings; None for an expected loss."""
    return _multiple(figures, "eps_next")


def trailing_multiple(figures: Figures) -> float | None:
    """Price over the last twelve months' earnings; None for a loss."""
    return _multiple(figures, "eps_trailing")


def free_cash_flow(figures: Figures) -> float | None:
    """Operating cash flow less capital spending, from the statement, never the vendor's own figure."""
    operating, spent = figures.maybe("operating_cash_flow"), figures.maybe("capex")
    return None if operating is None or spent is None else operating - spent


def runway_months(figures: Figures) -> float | None:
    """Months the cash lasts at the last twelve months' burn; endless where cash flow is not negative."""
    cash, flow = figures.maybe("cash"), free_cash_flow(figures)
    if cash is None or flow is None:
        return None
    return ENDLESS if flow >= 0 else cash / (-flow / 12)


def high_target_share(figures: Figures) -> float | None:
    """Price over the highest target."""
    price, high = figures.maybe("price"), figures.maybe("target_high")
    return None if price is None or high is None else price / high


def short_share(figures: Figures) -> float | None:
    """Shares short over the free float, a fraction."""
    short, free = figures.maybe("short_shares"), figures.maybe("float_shares")
    return None if short is None or free is None else short / free
