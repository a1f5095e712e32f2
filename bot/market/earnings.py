"""Earnings: when a company is expected to report, and what its last quarters brought against what was estimated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.market.hours import NEW_YORK
from bot.market.observation import Observation
from bot.market.ticker import Ticker

TINY = 0.05  # of the currency: below it a percentage of the estimate says nothing (-0.003 against -0.163 is -6,164 %)
AS_ESTIMATED = 0.005  # half a cent


@dataclass(frozen=True)
class ExpectedReport:
    """``first`` and ``last`` (UTC) are one moment where a day is announced; an estimate may be a span of days."""

    first: datetime
    last: datetime
    is_estimate: bool

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a report is not expected before it is expected")
        for name in ("first", "last"):
            object.__setattr__(self, name, getattr(self, name).astimezone(UTC))

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, New York."""
        return self.first.astimezone(NEW_YORK).date(), self.last.astimezone(NEW_YORK).date()


@dataclass(frozen=True)
class ReportedQuarter:
    """Earnings a share in ``currency`` of the quarter to ``end``; ``estimate`` None where nobody's is known."""

    end: date
    actual: float
    estimate: float | None
    currency: str

    @property
    def surprise(self) -> float | None:
        """Actual less estimate, in the currency."""
        return None if self.estimate is None else self.actual - self.estimate

    @property
    def surprise_share(self) -> float | None:
        """Of the size of the estimate, a fraction: above zero is better. None for an estimate below ``TINY``."""
        if self.estimate is None or abs(self.estimate) < TINY:
            return None
        return (self.actual - self.estimate) / abs(self.estimate)


@dataclass(frozen=True, kw_only=True)
class Earnings(Observation):
    """``as_of`` is when the vendor gave it. ``expected`` and ``quarters`` may be the sentence why there is none.

    Quarters are oldest first, each with its actual; at least one.
    """

    ticker: Ticker
    expected: ExpectedReport | str
    quarters: tuple[ReportedQuarter, ...] | str
