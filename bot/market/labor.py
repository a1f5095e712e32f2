"""The labor market as it is released: payrolls with their revisions, unemployment, pay, claims, openings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.market.readings import Readings, months_from

WEEK, YEAR_OF_WEEKS = timedelta(weeks=1), timedelta(weeks=52)


@dataclass(frozen=True)
class LaborMarket:
    """Payrolls (thousand jobs), unemployment (percent), pay (dollars an hour) and openings (thousands) by month.

    None for a series that was not told; ``payrolls_before`` is the vintage of the release before, where it was kept.
    """

    payrolls: Readings | None = None
    unemployment: Readings | None = None
    earnings: Readings | None = None
    openings: Readings | None = None
    payrolls_before: Readings | None = None


@dataclass(frozen=True)
class Revision:
    """The change of an earlier month, in thousands, as told last time and as told now."""

    month: date
    before: float
    now: float

    @property
    def by(self) -> float:
        return self.now - self.before


@dataclass(frozen=True)
class Payrolls:
    """Jobs added in a month, thousands; the two months before it as revised, oldest first, where both are known."""

    month: date
    change: float
    revisions: tuple[Revision, ...] = ()

    @property
    def revised_by(self) -> float | None:
        """The two revisions together; None where last time's figures are not known."""
        return sum(one.by for one in self.revisions) if self.revisions else None


@dataclass(frozen=True)
class Step:
    """A monthly figure beside the month before and the year before, each None where it is missing."""

    month: date
    value: float
    month_before: float | None
    year_before: float | None

    @property
    def change(self) -> float | None:
        """Against the month before, in the figure's own unit."""
        return None if self.month_before is None else self.value - self.month_before

    @property
    def growth(self) -> float | None:
        """Against the month before, as a fraction."""
        return self.value / self.month_before - 1 if self.month_before else None

    @property
    def growth_in_year(self) -> float | None:
        """Against the same month a year before, as a fraction."""
        return self.value / self.year_before - 1 if self.year_before else None


@dataclass(frozen=True)
class Claims:
    """First claims for unemployment insurance, persons a week: the mean of four weeks up to ``week`` and its year."""

    week: date
    mean: float
    mean_year_before: float | None

    @property
    def growth_in_year(self) -> float | None:
        """As a fraction; None where a week of either four is missing."""
        return self.mean / self.mean_year_before - 1 if self.mean_year_before else None


def payrolls(levels: Readings, month: date, before: Readings | None = None) -> Payrolls | None:
    """The change of a month from levels in thousands; None where its level or the one before it is missing.

    Each release revises the two months before: ``before`` is the vintage of the release before, without which no
    revision is told.
    """
    change = _change(levels, month)
    if change is None:
        return None
    told = []
    for back in (-2, -1):
        earlier = months_from(month, back)
        was, now = _change(before, earlier) if before else None, _change(levels, earlier)
        if was is not None and now is not None:
            told.append(Revision(earlier, was, now))
    return Payrolls(month, change, tuple(told) if len(told) == 2 else ())


def _change(levels: Readings, month: date) -> float | None:
    known, earlier = levels.by_day(), months_from(month, -1)
    return known[month] - known[earlier] if month in known and earlier in known else None


def step(figures: Readings, month: date) -> Step | None:
    """A month of unemployment (percent), hourly earnings (dollars) or openings (thousands); None where missing."""
    known = figures.by_day()
    if month not in known:
        return None
    return Step(month, known[month], known.get(months_from(month, -1)), known.get(months_from(month, -12)))


def claims(weekly: Readings) -> Claims | None:
    """The four-week mean at the newest week; None where one of the four is missing."""
    week = weekly.newest
    mean = _four_weeks(weekly, week) if week else None
    return Claims(week, mean, _four_weeks(weekly, week - YEAR_OF_WEEKS)) if week and mean is not None else None


def _four_weeks(weekly: Readings, week: date) -> float | None:
    known = weekly.by_day()
    figures = [known.get(week - back * WEEK) for back in range(4)]
    told = [figure for figure in figures if figure is not None]
    return sum(told) / 4 if len(told) == 4 else None
