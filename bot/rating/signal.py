"""A Signal is one question a factor asks of the figures; a Factor is a file of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.rating.figures import Figures
from bot.rating.rules import Rules

Judge = Callable[[Figures, Rules], float]


def _always(_figures: Figures, _rules: Rules) -> float:
    return 1.0


@dataclass(frozen=True)
class Signal:
    """``score`` gives -2 to +2 once every one of ``inputs`` is known.

    ``applies`` gives the share of its weight that counts, 0 to 1: where a signal means nothing (the P/E of a
    loss-maker) its weight moves to the factor's other signals, gliding so that no figure sits on a cliff.
    ``stand_ins`` are inputs to use instead where a text gives nothing better (mode "stated").
    """

    name: str
    inputs: tuple[str, ...]
    score: Judge
    applies: Judge = _always
    stand_ins: tuple[str, ...] = ()
    stand_in_score: Judge | None = None


@dataclass(frozen=True)
class Factor:
    """A view on one side of a company; weight, evidence and shares stand in the rule set under ``name``."""

    name: str
    signals: tuple[Signal, ...]


def on_curve(name: str, input: str, curve: str = "") -> Signal:
    """The plain case: one input on the curve of the same name."""
    knots = curve or name

    def score(figures: Figures, rules: Rules) -> float:
        return rules.curves[knots](figures.number(input))

    def applies(figures: Figures, _rules: Rules) -> float:
        return 1.0 if figures.applies(input) else 0.0

    return Signal(name, (input,), score, applies)


def in_category(name: str, input: str, category: str) -> Signal:
    """The other plain case: one word with a score of its own."""

    def score(figures: Figures, rules: Rules) -> float:
        return rules.categories[category][figures.word(input)]

    return Signal(name, (input,), score)
