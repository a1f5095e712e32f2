"""Target upside: what analysts' targets leave, damped by how far they disagree.

Targets stand 15 to 20 points high by habit, and where they are far apart their message reverses (evidence C).
"""

from __future__ import annotations

from bot.rating.figures import Figures
from bot.rating.rules import Rules
from bot.rating.signal import Factor, Signal


def reliability(figures: Figures, rules: Rules) -> float:
    """0.15 to 1 by the spread of targets; halved for fewer than three analysts, whose agreement is no agreement."""
    spread, analysts = figures.maybe("target_spread"), figures.maybe("target_analysts")
    trusted = rules.numbers["unknown_spread"] if spread is None else rules.curves["reliability"](spread)
    return trusted / 2 if analysts is not None and analysts < rules.numbers["few_analysts"] else trusted


def _damped(score: float, figures: Figures, rules: Rules) -> float:
    trusted = reliability(figures, rules)
    return score * (trusted if score > 0 else max(trusted, rules.numbers["negative_reliability"]))


def mean(figures: Figures, rules: Rules) -> float:
    """Mean target over price, less one."""
    upside = figures.number("target_mean") / figures.number("price") - 1
    return _damped(rules.curves["target_mean"](upside), figures, rules)


def high(figures: Figures, rules: Rules) -> float:
    """Price over the highest target."""
    return _damped(rules.curves["high_target"](figures.number("price") / figures.number("target_high")), figures, rules)


FACTOR = Factor(
    "target_upside",
    (
        Signal("mean", ("target_mean", "price"), mean),
        Signal("high", ("target_high", "price"), high),
    ),
)
