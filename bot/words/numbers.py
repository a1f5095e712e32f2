"""Numbers, money, percent and ages as people write them."""

from __future__ import annotations

from datetime import timedelta

from bot.words.saying import say, say_n

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CAD": "C$", "AUD": "A$"}


def money(amount: float, currency: str | None = "USD") -> str:
    """``$1,234.50``; four decimals under one unit; ``GBp 120.00`` where there is no sign."""
    digits = 4 if abs(amount) < 1 else 2
    sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    return f"{'-' if amount < 0 else ''}{sign}{abs(amount):,.{digits}f}"


def percent(fraction: float, *, signed: bool = False, digits: int = 1) -> str:
    """A fraction as percent: ``0.2134`` is ``21.3 %``; ``signed`` shows the plus."""
    shown = f"{fraction * 100:+,.{digits}f}" if signed else f"{fraction * 100:,.{digits}f}"
    return f"{shown} %"


def count(number: float) -> str:
    """``812,450`` or ``81.0 million``."""
    if abs(number) >= 1e12:
        return say("{number:,.1f} trillion", number=number / 1e12)
    if abs(number) >= 1e9:
        return say("{number:,.1f} billion", number=number / 1e9)
    if abs(number) >= 1e6:
        return say("{number:,.1f} million", number=number / 1e6)
    return f"{number:,.0f}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 analyst``, ``3 analysts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age(span: timedelta) -> str:
    """The largest whole unit: ``2 hours``; ``now`` under a second."""
    seconds = int(abs(span.total_seconds()))
    if seconds >= 604_800:
        return say_n("{n} week", "{n} weeks", seconds // 604_800)
    if seconds >= 86_400:
        return say_n("{n} day", "{n} days", seconds // 86_400)
    if seconds >= 3_600:
        return say_n("{n} hour", "{n} hours", seconds // 3_600)
    if seconds >= 60:
        return say_n("{n} minute", "{n} minutes", seconds // 60)
    return say_n("{n} second", "{n} seconds", seconds) if seconds else say("now")
