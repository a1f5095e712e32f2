"""Profitability and quality: does it earn, is it about to, and is it cash? (evidence A)"""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal, on_curve


def loss_path(figures: Figures, rules: Rules) -> float:
    """Next year's expected loss as a share of this year's; no loss is the best, a wider one the worst.

    A loss of 0.2 % of the price is added to this year's, so that the step from a first cent of loss is a slope.
    """
    loss_next, loss_now = max(-figures.number("eps_next"), 0.0), max(-figures.number("eps_this"), 0.0)
    return rules.curves["loss_path"](loss_next / (loss_now + rules.numbers["loss_tolerance"] * figures.number("price")))


def accruals(figures: Figures, rules: Rules) -> float:
    """Sloan: (net income - operating cash flow) / average assets."""
    unpaid = figures.number("net_income") - figures.number("operating_cash_flow")
    return rules.curves["accruals"](unpaid / figures.number("assets"))


FACTOR = Factor(
    "quality",
    (
        on_curve("margin", "operating_margin"),
        Signal("loss_path", ("eps_this", "eps_next", "price"), loss_path),
        Signal("accruals", ("net_income", "operating_cash_flow", "assets"), accruals),
        on_curve("piotroski", "piotroski"),
        on_curve("beneish", "beneish"),
    ),
)
