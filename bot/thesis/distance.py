"""How far a metric is from its next state: which figure must reach which level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.thesis.levels import Condition, Figures, Sense, judged
from bot.thesis.metric import Metric, Standing
from bot.thesis.state import State

_OPPOSITE = {
    Sense.AT_LEAST: Sense.BELOW,
    Sense.AT_MOST: Sense.ABOVE,
    Sense.ABOVE: Sense.AT_MOST,
    Sense.BELOW: Sense.AT_LEAST,
}

_JUST_PAST = {Sense.AT_LEAST: 0.0, Sense.AT_MOST: 0.0, Sense.ABOVE: 1e-9, Sense.BELOW: -1e-9}


@dataclass(frozen=True)
class Need:
    """``figure`` has to be ``sense`` ``level``; ``gap`` is level less today's value, None where that is missing."""

    figure: str
    sense: Sense
    level: float
    gap: float | None


@dataclass(frozen=True)
class Distance:
    """What it takes to come to a state: all of ``needs``, for ``readings`` more in a row."""

    to: State
    needs: tuple[Need, ...]
    readings: int


def distances(metric: Metric, standing: Standing) -> tuple[Distance, ...]:
    """The states next to the settled one with the cheapest way to each; empty where the metric was never known.

    A pending state needs nothing more but to last. Leaving supports or challenges takes one condition of each group
    that holds.
    """
    figures = dict(standing.figures)
    if standing.settled is State.UNKNOWN or standing.blind_since is not None:
        return ()
    if standing.pending is not None:
        return (Distance(standing.pending, (), metric.dwell.count - standing.seen),)
    lasting = max(metric.dwell.count, 1)
    if standing.settled is State.NEUTRAL:
        sides = ((State.SUPPORTS, metric.supports), (State.CHALLENGES, metric.challenges))
        return tuple(Distance(to, _cheapest(side, figures), lasting) for to, side in sides if side)
    side = metric.supports if standing.settled is State.SUPPORTS else metric.challenges
    holding = [group for group in side if all(one.met(figures, held=True) for one in group)]
    needs = tuple(min(exits(group, figures), key=share) for group in holding)
    return (Distance(_beyond(metric, standing, needs), needs, lasting),)


def _beyond(metric: Metric, standing: Standing, needs: Sequence[Need]) -> State:
    """The state just past those levels: mostly neutral, the opposite one where a metric has nothing between."""
    moved = dict(standing.figures) | {need.figure: need.level + _JUST_PAST[need.sense] for need in needs}
    return judged(metric.supports, metric.challenges, moved, standing.settled)


def _cheapest(side: Sequence[Sequence[Condition]], figures: Figures) -> tuple[Need, ...]:
    ways = [tuple(_need(one, figures) for one in group if not one.met(figures, held=False)) for group in side]
    return min(ways, key=lambda needs: (len(needs), sum(share(need) for need in needs)))


def _need(one: Condition, figures: Figures) -> Need:
    return Need(one.figure, one.sense, one.enter, _gap(one.figure, one.enter, figures))


def exits(group: Sequence[Condition], figures: Figures) -> tuple[Need, ...]:
    """What ends each condition that holds, but for those that are asked on entering only."""
    return tuple(
        Need(one.figure, _OPPOSITE[one.sense], level, _gap(one.figure, level, figures))
        for one in group
        if abs(level := one.level(held=True)) != float("inf")
    )


def _gap(figure: str, level: float, figures: Figures) -> float | None:
    value = figures.get(figure)
    return None if value is None else level - value


def share(need: Need) -> float:
    """The gap against the size of its level, so that figures of different units can be set side by side."""
    return float("inf") if need.gap is None else abs(need.gap) / max(abs(need.level), 0.01)
