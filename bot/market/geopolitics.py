"""Geopolitical risk: the daily index of Caldara and Iacoviello, judged by its week and never by a single day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from bot.market.observation import Observation

HIGH, CALM = 200.0, 150.0  # the week's mean crosses the first upward; after falling under the second it may again
CITATION = "Caldara and Iacoviello, Measuring Geopolitical Risk, American Economic Review 2022"


@dataclass(frozen=True)
class RiskDay:
    """One day of the index (its mean of 1985 to 2019 is 100)."""

    day: date
    index: float


@dataclass(frozen=True, kw_only=True)
class GeopoliticalRisk(Observation):
    """Days of the index, oldest first; ``as_of`` is its last day. ``published`` is when the file was: it is revised."""

    days: tuple[RiskDay, ...]
    published: date | None = None

    @property
    def week(self) -> float | None:
        """The mean of the last seven days, the newest included; None with fewer."""
        return mean_of(self.days, 7)

    @property
    def month(self) -> float | None:
        """The mean of the last thirty days; None with fewer."""
        return mean_of(self.days, 30)


@dataclass(frozen=True)
class RiskWatch:
    """Whether the week's mean is high, carried from one look to the next; ``day`` is the last one judged."""

    is_high: bool = False
    since: date | None = None
    day: date | None = None


def mean_of(days: Sequence[RiskDay], count: int) -> float | None:
    """The mean of the last ``count`` days, as the file's GPRD_MA7 and GPRD_MA30; None with fewer."""
    return fmean(one.index for one in days[-count:]) if len(days) >= count else None


def watched(watch: RiskWatch, risk: GeopoliticalRisk) -> RiskWatch:
    """The watch after every day it has not yet judged: high from 200, at rest again under 150.

    ``since`` names the day of the last change, so a caller that sees it move has one thing to tell. A day that was
    judged is not judged again when the file revises it.
    """
    for place in range(7, len(risk.days) + 1):
        day = risk.days[place - 1].day
        if watch.day is not None and day <= watch.day:
            continue
        week = fmean(one.index for one in risk.days[place - 7 : place])
        turns = week < CALM if watch.is_high else week > HIGH
        watch = RiskWatch(watch.is_high != turns, day if turns else watch.since, day)
    return watch


def week_means(risk: GeopoliticalRisk) -> tuple[tuple[date, float], ...]:
    """The seven-day mean of every day that has one, oldest first."""
    days = risk.days
    return tuple(
        (days[place - 1].day, fmean(one.index for one in days[place - 7 : place])) for place in range(7, len(days) + 1)
    )


def week_percentile(risk: GeopoliticalRisk, days: int = 1826) -> float | None:
    """The seven-day mean among its own values of the last five years; None with a shorter history."""
    means = [mean for _, mean in week_means(risk)[-days:]]
    return percentile(means, means[-1]) if len(means) == days else None


def percentile(history: Sequence[float], value: float) -> float | None:
    """How much of ``history`` lies under ``value``, 0 to 100; None without history."""
    ordered = sorted(history)
    return bisect_left(ordered, value) / len(ordered) * 100 if ordered else None


def month_percentile(risk: GeopoliticalRisk, days: int = 1826) -> float | None:
    """The thirty-day mean among its own values of the last five years; None with a shorter history."""
    if len(risk.days) < days + 29:
        return None
    recent = risk.days[-(days + 29) :]
    means = [fmean(one.index for one in recent[place : place + 30]) for place in range(days)]
    return percentile(means, means[-1])
