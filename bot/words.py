"""Numbers, money, percent, ages and lists as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CAD": "C$", "AUD": "A$"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SPANS = (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


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
    for scale, name in _SCALES:
        if abs(number) >= scale:
            return f"{number / scale:,.1f} {name}"
    return f"{number:,.0f}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 analyst``, ``3 analysts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age(span: timedelta) -> str:
    """The largest whole unit: ``2 hours``; ``now`` under a second."""
    seconds = int(abs(span.total_seconds()))
    for name, size in _SPANS:
        if seconds >= size:
            return plural(seconds // size, name)
    return "now"


def day(when: date | datetime) -> str:
    """``15 January 2026``: no order of month and day to guess."""
    return f"{when.day} {when:%B %Y}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def clipped(text: str, limit: int) -> str:
    """``text`` cut to ``limit`` characters, the last of them an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"
