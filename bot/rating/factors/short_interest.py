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
    now, before = figures.number("short_shares"), figures.number("short_shares_before")
    if before <= 0:
        return rules.curves["short_change"](math.inf if now > 0 else 0.0)
    return rules.curves["short_change"](now / before - 1)


FACTOR = Factor(
    "short_interest",
    (
        Signal("level", ("short_shares", "float_shares"), level),
        Signal("change", ("short_shares", "short_shares_before"), change),
        on_curve("days_to_cover", "days_to_cover"),
    ),
)
