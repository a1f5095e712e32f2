"""A season of reports among some names: how many beat their estimate, and how margins moved in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from bot.market.earnings import ReportedQuarter

LEAST = 10  # names that must have reported before anything is said of a season


@dataclass(frozen=True)
class QuarterReport:
    """A company's newest reported quarter; ``margin`` is operating income over revenue of it, a fraction.

    ``margin_before`` is the same of the quarter a year before; both None where the statements are not known.
    """

    quarter: ReportedQuarter
    margin: float | None = None
    margin_before: float | None = None

    @property
    def margin_change(self) -> float | None:
        """On the year, percentage points."""
        if self.margin is None or self.margin_before is None:
            return None
        return (self.margin - self.margin_before) * 100


@dataclass(frozen=True)
class Season:
    """Reports of quarters that ended in the calendar quarter to ``quarter``, among ``followed`` names."""

    quarter: date
    followed: int
    reports: tuple[QuarterReport, ...]

    @property
    def compared(self) -> Sequence[float]:
        """The surprises of those that somebody estimated."""
        return [one.quarter.surprise for one in self.reports if one.quarter.surprise is not None]

    @property
    def beat_rate(self) -> float | None:
        """Percent of the compared that came in above their estimate; None under ``LEAST`` of them."""
        told = self.compared
        return 100 * sum(round(one, 4) > 0 for one in told) / len(told) if len(told) >= LEAST else None

    @property
    def margin_changes(self) -> Sequence[float]:
        """Of those whose margins are known, percentage points."""
        return [one.margin_change for one in self.reports if one.margin_change is not None]

    @property
    def margin_change(self) -> float | None:
        """The median, percentage points; None under ``LEAST`` known ones."""
        told = self.margin_changes
        return median(told) if len(told) >= LEAST else None


def season(reports: Sequence[QuarterReport], followed: int, today: date) -> Season:
    """The season of the last calendar quarter that is over; a report of an older or a newer quarter is not of it."""
    end = today.replace(day=1, month=today.month - (today.month - 1) % 3) - timedelta(days=1)
    start = (end.replace(day=1, month=end.month - 2)) - timedelta(days=1)
    return Season(end, followed, tuple(one for one in reports if start < one.quarter.end <= end))
