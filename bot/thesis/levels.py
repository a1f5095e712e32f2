"""Levels that decide a state: where one is entered, and how far back it must go to be left."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.thesis.state import State

Figures = Mapping[str, float | None]


class Sense(Enum):
    """How a figure must lie to its level."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"

    def holds(self, figure: float, level: float) -> bool:
        return _COMPARE[self](figure, level)


_COMPARE: Mapping[Sense, Callable[[float, float], bool]] = {
    Sense.AT_LEAST: operator.ge,
    Sense.AT_MOST: operator.le,
    Sense.ABOVE: operator.gt,
    Sense.BELOW: operator.lt,
}


@dataclass(frozen=True)
class Condition:
    """``figure`` against ``enter``; once the state holds, against ``leave`` (the same level where none is given)."""

    figure: str
    sense: Sense
    enter: float
    leave: float | None = None

    def level(self, *, held: bool) -> float:
        return self.enter if not held or self.leave is None else self.leave

    def met(self, figures: Figures, *, held: bool) -> bool | None:
        """None where the figure is missing."""
        figure = figures.get(self.figure)
        return None if figure is None else self.sense.holds(figure, self.level(held=held))


Side = tuple[tuple[Condition, ...], ...]  # any of these groups, each with all of its conditions


def at_least(figure: str, enter: float, leave: float | None = None) -> Condition:
    return Condition(figure, Sense.AT_LEAST, enter, leave)


def at_most(figure: str, enter: float, leave: float | None = None) -> Condition:
    return Condition(figure, Sense.AT_MOST, enter, leave)


def above(figure: str, enter: float, leave: float | None = None) -> Condition:
    return Condition(figure, Sense.ABOVE, enter, leave)


def below(figure: str, enter: float, leave: float | None = None) -> Condition:
    return Condition(figure, Sense.BELOW, enter, leave)


def judged(supports: Side, challenges: Side, figures: Figures, held: State) -> State:
    """The state the figures speak for, given the one that holds. A challenge outranks a support.

    Unknown where a missing figure could change the answer; a figure that could not may be missing.
    """
    for side, state in ((challenges, State.CHALLENGES), (supports, State.SUPPORTS)):
        told = _any([_all([one.met(figures, held=held is state) for one in group]) for group in side])
        if told is None:
            return State.UNKNOWN
        if told:
            return state
    return State.NEUTRAL


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False
