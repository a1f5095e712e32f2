"""A metric: what is measured, its levels, how long a new state must last, and where it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.thesis.levels import Figures, Side, judged
from bot.thesis.state import State
from bot.words import said


@dataclass(frozen=True)
class Dwell:
    """How many readings in a row a new state needs; ``prints`` counts publications instead of closes."""

    count: int
    prints: bool = False


@dataclass(frozen=True)
class Metric:
    """One measured part of a pillar; ``keeps`` is how old its newest figure may be before it is unknown."""

    name: str
    title: str
    weight: float
    supports: Side
    challenges: Side
    dwell: Dwell
    source: str
    keeps: timedelta
    units: Mapping[str, str] = field(default_factory=dict)  # of each figure, for words


@dataclass(frozen=True)
class Reading:
    """Figures as they stood at the close of ``day``; ``as_of`` is the day they are of. A missing figure is None.

    ``source`` is who told them, "" where the metric's own source says it all.
    """

    day: date
    as_of: date
    figures: Figures
    source: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a metric stands, handed in and back.

    ``settled`` is the last known state and ``since`` the day whose figures began it. ``pending`` is another state the
    figures speak for, since ``pending_since`` and for ``seen`` readings. ``blind_since`` is set while figures lack.
    """

    settled: State = State.UNKNOWN
    since: date | None = None
    pending: State | None = None
    pending_since: date | None = None
    seen: int = 0
    day: date | None = None
    as_of: date | None = None
    blind_since: date | None = None
    figures: tuple[tuple[str, float | None], ...] = ()
    source: str = ""

    def state(self, metric: Metric, today: date) -> State:
        """The state today: unknown where it never was known, figures lack, or the newest is older than it keeps."""
        if self.as_of is None or self.blind_since is not None or today - self.as_of > metric.keeps:
            return State.UNKNOWN
        return self.settled

    def told_by(self, metric: Metric) -> str:
        """What the metric is made of, and who told its newest figures where that says more; said, never kept."""
        source = said(metric.source)
        if self.source in metric.source:
            return source
        return f"{source}: {'; '.join(said(one) for one in self.source.split('; '))}"


def step(metric: Metric, standing: Standing, reading: Reading) -> Standing:
    """The standing after a reading. A day that was read is not read again, so a second look on it counts nothing.

    The first known state holds at once, and so does the first one after figures were missing for longer than they keep;
    any other must last for the metric's dwell, and then counts from the day that began it.
    """
    if standing.day is not None and reading.day <= standing.day:
        return standing
    figures = tuple(sorted(reading.figures.items()))
    speaks = judged(metric.supports, metric.challenges, reading.figures, standing.settled)
    if speaks is State.UNKNOWN:
        blind = standing.blind_since or reading.day
        return replace(standing, day=reading.day, blind_since=blind, figures=figures)
    is_new_print = standing.as_of is None or reading.as_of > standing.as_of
    seen = replace(
        standing, day=reading.day, as_of=reading.as_of, blind_since=None, figures=figures, source=reading.source
    )
    was_lost = standing.as_of is None or reading.day - standing.as_of > metric.keeps
    if speaks is standing.settled:
        return replace(seen, pending=None, pending_since=None, seen=0)
    if standing.settled is State.UNKNOWN or was_lost:
        return replace(seen, settled=speaks, since=reading.day, pending=None, pending_since=None, seen=0)
    counts = is_new_print or not metric.dwell.prints
    begins = speaks is not standing.pending
    times = 1 if begins else standing.seen + int(counts)
    began = reading.day if begins or standing.pending_since is None else standing.pending_since
    if times >= metric.dwell.count:
        return replace(seen, settled=speaks, since=began, pending=None, pending_since=None, seen=0)
    return replace(seen, pending=speaks, pending_since=began, seen=times)
