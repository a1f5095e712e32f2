"""A reported quarter's figures in words: what was earned, and the surprise in percent or in cents."""

from __future__ import annotations

from bot.market.earnings import AS_ESTIMATED, TINY, ReportedQuarter
from bot.words import day, money, percent


def figures(quarter: ReportedQuarter) -> str:
    """What was earned a share and what was expected."""
    estimate = "" if quarter.estimate is None else f", {money(quarter.estimate, quarter.currency)} expected"
    return f"{money(quarter.actual, quarter.currency)} a share for the quarter to {day(quarter.end)}{estimate}"


def against(quarter: ReportedQuarter) -> str:
    """“16.7 % better than estimated”; in cents where the estimate is near zero."""
    surprise, share = quarter.surprise or 0.0, quarter.surprise_share
    if abs(surprise) < AS_ESTIMATED:
        return "as estimated"
    size = _cents(surprise, quarter.currency) if share is None else percent(abs(share))
    return f"{size} {'better' if surprise > 0 else 'worse'} than estimated"


def _cents(amount: float, currency: str) -> str:
    """``1.6 cents``; an amount where the currency has none."""
    has_cents = currency in ("USD", "CAD", "EUR", "AUD")
    return f"{100 * abs(amount):,.1f} cents" if has_cents else f"{money(abs(amount), currency)} a share"


def surprise(quarter: ReportedQuarter) -> str:
    """The difference a share, signed, and its share of the estimate."""
    if quarter.surprise is None:
        return "not known: nobody's estimate is told"
    signed = f"{'+' if quarter.surprise >= 0 else ''}{money(quarter.surprise, quarter.currency)} a share"
    share = quarter.surprise_share
    if share is None:
        return f"{signed}; no percentage, as the estimate is under {100 * TINY:.0f} cents"
    return f"{signed}, {percent(share, signed=True)} of the estimate"
