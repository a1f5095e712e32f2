"""A scheduled release and how far it missed what was expected: the consensus, or else its own trend, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import fmean, stdev

from bot.market.observation import Observation
from bot.market.readings import Readings, months_from

TREND_MONTHS, MEMORY = 12, 24


class Basis(StrEnum):
    """What a figure is held against."""

    CONSENSUS = "consensus"
    TREND = "no consensus; against its own 12-month average"


@dataclass(frozen=True, kw_only=True)
class Release(Observation):
    """What was published, in the series' unit; ``consensus`` where somebody told one. ``as_of`` is the release."""

    name: str
    month: date
    actual: float
    consensus: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Surprise:
    """Actual less expected, in the release's unit; ``deviations`` is the same in standard deviations, where known.

    ``among`` counts the earlier surprises that those are of.
    """

    month: date
    actual: float
    expected: float
    basis: Basis
    deviations: float | None = None
    among: int = 0

    @property
    def difference(self) -> float:
        return self.actual - self.expected


def trend(figures: Readings, month: date) -> float | None:
    """The mean of the twelve months before ``month``; None where one of them is missing."""
    known = figures.by_day()
    past = [known.get(months_from(month, -back)) for back in range(1, TREND_MONTHS + 1)]
    told = [figure for figure in past if figure is not None]
    return fmean(told) if len(told) == TREND_MONTHS else None


def payroll_changes(levels: Readings) -> Readings:
    """The change of every month from levels; a month without the one before it is a gap."""
    known = levels.by_day()
    points = tuple(
        (month, level - known[months_from(month, -1)])
        for month, level in levels.points
        if months_from(month, -1) in known
    )
    return replace(levels, name=f"change of {levels.name}", points=points)


def payroll_surprises(levels: Readings) -> tuple[Surprise, ...]:
    """Every month that has a trend against it, oldest first, all from one vintage: no consensus is known to us."""
    changes, told = payroll_changes(levels), list[Surprise]()
    for month, change in changes.points:
        release = Release(as_of=levels.as_of, source=levels.source, name=levels.name, month=month, actual=change)
        one = surprise(release, changes, told)
        if one is not None:
            told.append(one)
    return tuple(told)


def surprise(release: Release, figures: Readings, past: Sequence[Surprise] = ()) -> Surprise | None:
    """Against the consensus, or where there is none against the trend of ``figures`` (of the same kind as ``actual``).

    None where there is neither. Standard deviations are those of the last 24 surprises on the *same* basis, sample
    form; with fewer than 24 they are not known.
    """
    expected, basis = release.consensus, Basis.CONSENSUS
    if expected is None:
        expected, basis = trend(figures, release.month), Basis.TREND
    if expected is None:
        return None
    earlier = [one.difference for one in past if one.basis is basis and one.month < release.month][-MEMORY:]
    spread = stdev(earlier) if len(earlier) == MEMORY else 0.0
    deviations = (release.actual - expected) / spread if spread > 0 else None
    return Surprise(release.month, release.actual, expected, basis, deviations, len(earlier))
