"""Short interest: how many bet against it, and is it growing? (evidence B, critical: missing counts as the worst)"""

from __future__ import annotations

import math

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def level(figures: Figures, rules: Rules) -> float:
    """Shares short over the free float."""
    return rules.curves["short_level"](figures.number("short_shares") / figures.number("float_shares"))


def change(figures: Figures, rules: Rules) -> float:
    """Change since the report before, a fraction; from nothing to nothing is no change."""
    before, least = figures.number("short_shares_before"), rules.numbers["least_of_float"]
    more = figures.number("short_shares") - before
    base = max(before, least * (figures.maybe("float_shares") or 0.0))
    return rules.curves["short_change"](more / base if base > 0 else more * math.inf if more else 0.0)


FACTOR = Factor(
    "short_interest",
    (
        Signal("level", ("short_shares", "float_shares"), level),
        Signal("change", ("short_shares", "short_shares_before"), change),
        on_curve("days_to_cover", "days_to_cover"),
    ),
)
