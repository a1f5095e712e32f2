"""Which level made a metric change: the one it entered by, or the one it was left at."""

from __future__ import annotations

from bot.thesis.distance import Need, exits, share
from bot.thesis.levels import Figures, Side
from bot.thesis.metric import Metric
from bot.thesis.state import State


def crossing(metric: Metric, before: State, after: State, figures: Figures) -> tuple[Need, ...]:
    """The levels that ``figures`` lie beyond; empty where a state was lost or found with its figures."""
    if after is State.UNKNOWN:
        return ()
    if after is not State.NEUTRAL:
        return _entered(metric.supports if after is State.SUPPORTS else metric.challenges, figures)
    if before in (State.SUPPORTS, State.CHALLENGES):
        return _left(metric.supports if before is State.SUPPORTS else metric.challenges, figures)
    return ()


def _entered(side: Side, figures: Figures) -> tuple[Need, ...]:
    """The conditions of the first group that holds."""
    for group in side:
        if all(one.met(figures, held=False) for one in group):
            return tuple(Need(one.figure, one.sense, one.enter, None) for one in group)
    return ()


def _left(side: Side, figures: Figures) -> tuple[Need, ...]:
    """What no longer holds of the group that is nearest to holding, each as the opposite of its exit."""
    ways = [exits([one for one in group if one.met(figures, held=True) is False], figures) for group in side]
    known = [way for way in ways if way]
    nearest = min(known, key=lambda way: (len(way), sum(share(one) for one in way)), default=())
    return tuple(Need(one.figure, one.sense, one.level, None) for one in nearest)
