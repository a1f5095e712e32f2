"""Extension: has the price run too far, too fast? Never more than half a point of merit (evidence B)."""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def month(figures: Figures, rules: Rules) -> float:
    """The 21-session return less the index."""
    run = figures.number("price") / figures.number("price_21d_ago") - 1
    return rules.curves["month"](run - figures.number("market_return_21d"))


def short_mean(figures: Figures, rules: Rules) -> float:
    """Price over its 50-day mean."""
    return rules.curves["short_mean"](figures.number("price") / figures.number("mean_50") - 1)


FACTOR = Factor(
    "extension",
    (
        Signal("month", ("price", "price_21d_ago", "market_return_21d"), month),
        Signal("short_mean", ("price", "mean_50"), short_mean),
        on_curve("largest_days", "largest_days"),
    ),
)
