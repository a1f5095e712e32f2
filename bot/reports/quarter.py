"""A reported quarter's figures in words: what was earned, and the surprise in percent or in cents."""

from __future__ import annotations

from bot.market.earnings import AS_ESTIMATED, TINY, ReportedQuarter
from bot.words import day, money, percent, say


def figures(quarter: ReportedQuarter) -> str:
    """What was earned a share and what was expected."""
    actual, end = money(quarter.actual, quarter.currency), day(quarter.end)
    if quarter.estimate is None:
        return say("{actual} a share for the quarter to {end}", actual=actual, end=end)
    return say(
        "{actual} a share for the quarter to {end}, {estimate} expected",
        actual=actual,
        end=end,
        estimate=money(quarter.estimate, quarter.currency),
    )


def against(quarter: ReportedQuarter) -> str:
    """“16.7 % better than estimated”; in cents where the estimate is near zero."""
    surprise, share = quarter.surprise or 0.0, quarter.surprise_share
    if abs(surprise) < AS_ESTIMATED:
        return say("as estimated")
    size = _cents(surprise, quarter.currency) if share is None else percent(abs(share))
    return (
        say("{size} better than estimated", size=size)
        if surprise > 0
        else say("{size} worse than estimated", size=size)
    )


def _cents(amount: float, currency: str) -> str:
    """``1.6 cents``; an amount where the currency has none."""
    has_cents = currency in ("USD", "CAD", "EUR", "AUD")
    return (
        say("{amount:,.1f} cents", amount=100 * abs(amount))
        if has_cents
        else say("{amount} a share", amount=money(abs(amount), currency))
    )


def surprise(quarter: ReportedQuarter) -> str:
    """The difference a share, signed, and its share of the estimate."""
    if quarter.surprise is None:
        return say("not known: nobody's estimate is told")
    sign = "+" if quarter.surprise >= 0 else ""
    signed = say("{amount} a share", amount=f"{sign}{money(quarter.surprise, quarter.currency)}")
    share = quarter.surprise_share
    if share is None:
        return say("{signed}; no percentage, as the estimate is under {tiny:.0f} cents", signed=signed, tiny=100 * TINY)
    return say("{signed}, {share} of the estimate", signed=signed, share=percent(share, signed=True))
