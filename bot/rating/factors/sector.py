"""Sector and macro: large firms' industry returns lead small ones (evidence B); the small-cap thesis beside them."""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def thesis(figures: Figures, _rules: Rules) -> float:
    """State of the thesis, -1 to 1, times the exposure to rates, 0.5 to 1.5."""
    return figures.number("thesis_state") * figures.number("rate_exposure")


FACTOR = Factor(
    "sector",
    (
        on_curve("industry", "industry_return"),
        on_curve("peer_revisions", "peer_breadth"),
        Signal("thesis", ("thesis_state", "rate_exposure"), thesis),
    ),
)
