"""Readings are one published series: days or months with their figures, oldest first, gaps left as gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.market.observation import Observation


@dataclass(frozen=True, kw_only=True)
class Readings(Observation):
    """``points`` are (day, figure) in ``unit``, oldest first, a month under its first day; a gap is not there.

    ``as_of`` is when this vintage was the newest: the same months read later may say something else.
    """

    name: str
    points: tuple[tuple[date, float], ...]
    unit: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        days = [day for day, _ in self.points]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(f"{self.name} is not in order of its days, or holds one twice")

    @property
    def newest(self) -> date | None:
        """The last day there is a figure for; None where there is none."""
        return self.points[-1][0] if self.points else None

    def by_day(self) -> dict[date, float]:
        return dict(self.points)


def months_from(month: date, count: int) -> date:
    """The first day of the month ``count`` months later; before it where negative."""
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)
