"""What was expected of a release by those who are asked before it, and how far it missed that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from statistics import stdev

from bot.market.observation import Observation
from bot.market.readings import Readings
from bot.market.release import MEMORY, Basis, Surprise, payroll_surprises

LEAST = 8  # surprises before their spread says anything


class Awaited(StrEnum):
    """What a consensus is told of, and in which unit it is here."""

    PAYROLLS = "payrolls"  # the change on the month, thousand jobs
    UNEMPLOYMENT = "unemployment"  # percent
    EARNINGS = "earnings"  # growth of hourly earnings on the month, percent
    CLAIMS = "claims"  # persons in a week
    OPENINGS = "openings"  # thousands


@dataclass(frozen=True, kw_only=True)
class Consensus(Observation):
    """The figure expected of ``about`` (a month's first day, a week's Saturday) before it was ``due`` (UTC).

    ``as_of`` is when it was asked for; one from the release minute on is none. ``actual`` is what was told first.
    """

    awaited: Awaited
    about: date
    due: datetime
    expected: float
    actual: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.as_of >= self.due:
            raise ValueError("a consensus is from before its release")


def consensus_on(told: Sequence[Consensus], awaited: Awaited, about: date) -> Consensus | None:
    """The one of a month or a week."""
    return next((one for one in told if one.awaited is awaited and one.about == about), None)


def missed(told: Sequence[Consensus], awaited: Awaited, about: date, actual: float) -> Surprise | None:
    """How far a figure missed its consensus; None where none is known. ``told`` may be of several figures.

    z = surprise / standard deviation of the up to 24 surprises before it, sample form; None with fewer than ``LEAST``.
    """
    one = consensus_on(told, awaited, about)
    if one is None:
        return None
    past = sorted(
        (each for each in told if each.awaited is awaited and each.about < about), key=lambda each: each.about
    )
    earlier = [each.actual - each.expected for each in past if each.actual is not None][-MEMORY:]
    spread = stdev(earlier) if len(earlier) >= LEAST else 0.0
    difference = actual - one.expected
    deviations = difference / spread if spread > 0 else None
    return Surprise(about, actual, one.expected, Basis.CONSENSUS, deviations, len(earlier))


def surprises_of_payrolls(levels: Readings, told: Sequence[Consensus]) -> tuple[Surprise, ...]:
    """Every month against its consensus where one is known, else against its trend, oldest first.

    A month against its consensus is held to the spread of those; while they are too few, its miss of the trend to the
    spread of the trend's, as if there were no consensus.
    """
    found = {one.month: one for one in payroll_surprises(levels)}
    for one in told:
        if one.awaited is not Awaited.PAYROLLS or one.actual is None:
            continue
        against, trend = missed(told, one.awaited, one.about, one.actual), found.get(one.about)
        if against is not None:
            by_trend = trend.deviations if trend else None
            deviations = against.deviations if against.deviations is not None else by_trend
            found[one.about] = replace(against, deviations=deviations)
    return tuple(found[month] for month in sorted(found))
