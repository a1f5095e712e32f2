"""Analyst direction: which way estimates, targets and ratings move. Their level carries no weight here.

Levels of recommendations predict nothing in weak stocks; changes do (evidence A, shrunk for thin coverage).
"""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def _net(figures: Figures) -> float:
    return figures.number("revisions_up") - figures.number("revisions_down")


def revisions(figures: Figures, rules: Rules) -> float:
    """Twice the breadth (up - down) / n, shrunk by n / (n + 2): two analysts are no crowd."""
    shrunk = 2 * _net(figures) / (figures.number("estimate_analysts") + rules.numbers["shrink"])
    return min(max(shrunk, -2.0), 2.0)


def estimate(figures: Figures, rules: Rules) -> float:
    """Change of next year's estimate over the price, believed only where revisions point the same way.

    A vendor's figure of 90 days ago can stand on another basis than today's.
    """
    change = (figures.number("eps_next") - figures.number("eps_next_90d_ago")) / figures.number("price")
    score = rules.curves["estimate"](change)
    return score if score * _net(figures) > 0 else 0.0


def ratings(figures: Figures, rules: Rules) -> float:
    """Upgrades less downgrades in 90 days, per analyst."""
    return rules.curves["net_ratings"](figures.number("net_ratings") / figures.number("estimate_analysts"))


FACTOR = Factor(
    "analyst_direction",
    (
        Signal("revisions", ("revisions_up", "revisions_down", "estimate_analysts"), revisions),
        Signal("estimate", ("eps_next", "eps_next_90d_ago", "price", "revisions_up", "revisions_down"), estimate),
        on_curve("targets", "target_change", "target_drift"),
        Signal("ratings", ("net_ratings", "estimate_analysts"), ratings),
    ),
)
