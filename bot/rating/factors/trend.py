"""Trend: where the price has come from (evidence A; the confirmed bottom C, no study of it was found)."""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def long_mean(figures: Figures, rules: Rules) -> float:
    """Price over its 200-day mean."""
    return rules.curves["long_mean"](figures.number("price") / figures.number("mean_200") - 1)


def year_high(figures: Figures, rules: Rules) -> float:
    """Price over the highest close of 252 sessions."""
    return rules.curves["year_high"](figures.number("price") / figures.number("high_52w"))


FACTOR = Factor(
    "trend",
    (
        on_curve("momentum", "momentum"),
        Signal("long_mean", ("price", "mean_200"), long_mean),
        on_curve("bottom", "bottom_count"),  # not applicable to a stock that never fell 40 %
        Signal("year_high", ("price", "high_52w"), year_high),
    ),
)
