"""Operating momentum: is business growing, and did the last report surprise?

Surprises and reactions predict a drift. Evidence B: it has faded since 2006, so the reaction counts beside it.
"""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def _faded(score: float, event: str, figures: Figures, rules: Rules) -> float:
    """News counts in full for 60 days and not at all from day 90."""
    return score * rules.curves["event_fade"](figures.age(event))


def acceleration(figures: Figures, rules: Rules) -> float:
    """Growth now less growth before, in fractions."""
    change = figures.number("revenue_growth") - figures.number("revenue_growth_before")
    return rules.curves["acceleration"](change)


def surprise(figures: Figures, rules: Rules) -> float:
    """Scaled by price: a percent of an estimate near zero says nothing."""
    beaten_by = figures.number("eps_actual") - figures.number("eps_estimate")
    return _faded(rules.curves["surprise"](beaten_by / figures.number("price")), "eps_actual", figures, rules)


def reaction(figures: Figures, rules: Rules) -> float:
    """The two-session return after the report, less the index."""
    return _faded(rules.curves["reaction"](figures.number("reaction")), "reaction", figures, rules)


def guidance(figures: Figures, rules: Rules) -> float:
    """Raised, reaffirmed, cut, or a contract of that weight."""
    return _faded(rules.categories["guidance"][figures.word("guidance")], "guidance", figures, rules)


FACTOR = Factor(
    "operating_momentum",
    (
        on_curve("growth", "revenue_growth", "revenue_growth"),
        Signal("acceleration", ("revenue_growth", "revenue_growth_before"), acceleration),
        Signal("surprise", ("eps_actual", "eps_estimate", "price"), surprise),
        Signal("reaction", ("reaction",), reaction),
        Signal("guidance", ("guidance",), guidance),
    ),
)
