"""The Sahm rule: how far unemployment has risen above its low, and the month it says "recession"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.market.readings import Readings, months_from
from bot.words import month_year, say

TRIGGER = 0.50  # percentage points


@dataclass(frozen=True)
class Sahm:
    """The indicator of a month, percentage points to two decimals; ``gap`` is None while ``missing`` months lack.

    Claudia Sahm: the three-month mean of unemployment less the lowest such mean of the twelve months *before*. It can
    be below zero.
    """

    month: date
    gap: float | None
    average: float | None = None
    lowest: float | None = None
    missing: tuple[date, ...] = ()

    @property
    def triggered(self) -> bool:
        return self.gap is not None and self.gap >= TRIGGER

    @property
    def words(self) -> str:
        if self.gap is not None:
            return say("{gap:.2f} points", gap=self.gap)
        lacking = ", ".join(month_year(month) for month in self.missing)
        return say("not computable: no unemployment rate for {months}", months=lacking)


def sahm(unemployment: Readings, month: date) -> Sahm:
    """The indicator from one vintage of the unemployment rate (percent, one decimal).

    FRED's SAHMREALTIME takes each month as first published; a later vintage gives other numbers for old months. All 15
    months it needs must be there: nothing is filled in. Sums are exact, and rounded before they are compared, because
    September 2024 is exactly 0.50 and a float may fall just below.
    """
    known = unemployment.by_day()
    needed = [months_from(month, -back) for back in range(15)]
    missing = tuple(sorted(one for one in needed if one not in known))
    if missing:
        return Sahm(month, None, missing=missing)
    tenths = [round(known[one] * 10) for one in needed]
    means = [Fraction(sum(tenths[back : back + 3]), 30) for back in range(13)]
    lowest = min(means[1:])
    return Sahm(month, float(round(means[0] - lowest, 2)), float(means[0]), float(lowest))
