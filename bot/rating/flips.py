"""Flips: what would change my mind. The smallest move of one figure that turns the call, found by bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.rating.decision import judge
from bot.rating.figures import Figures
from bot.rating.grade import Grade
from bot.rating.rules import Input, Mode, Rules
from bot.rating.shaken import carried, movable, moved

_STEPS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # in usual moves; farther off is no answer to the question
_HALVINGS = 30


@dataclass(frozen=True)
class Flip:
    """``input`` from ``now`` to ``there`` (its own unit) turns the call to ``call``; ``moves`` usual 90-day moves."""

    input: str
    label: str
    unit: str
    now: float
    there: float
    moves: float
    call: Grade


def flips(
    figures: Figures, call: Grade, standing: Grade | None, rules: Rules, mode: Mode, limit: int = 2
) -> tuple[Flip, ...]:
    """The nearest ``limit`` flips, nearest first; none for a stock that is not rated.

    A price carries through everything made of it at once.
    """
    if call is Grade.NOT_RATED:
        return ()
    found = [
        flip
        for row in movable(figures, rules)
        for way in (1.0, -1.0)
        if (flip := _flip(figures, row, way, call, standing, rules, mode))
    ]
    return tuple(sorted(found, key=lambda flip: (flip.moves, flip.input))[:limit])


def _flip(
    figures: Figures, row: Input, way: float, call: Grade, standing: Grade | None, rules: Rules, mode: Mode
) -> Flip | None:
    now = figures.number(row.name)

    def after(moves: float) -> Grade:
        changed = carried(figures, row.name, moved(now, row, way * moves))
        return judge(figures.having(changed), standing, rules, mode).call

    found = _first(after, call)
    if found is None:
        return None
    return Flip(row.name, row.label, row.unit, now, moved(now, row, way * found), found, after(found))


def _first(after: Callable[[float], Grade], call: Grade) -> float | None:
    """The smallest number of moves that turns the call, to a millionth; None within four."""
    inside = 0.0
    for step in _STEPS:
        if after(step) is not call:
            return _bisected(after, call, inside, step)
        inside = step
    return None


def _bisected(after: Callable[[float], Grade], call: Grade, inside: float, outside: float) -> float:
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if after(middle) is call else (inside, middle)
    return outside
