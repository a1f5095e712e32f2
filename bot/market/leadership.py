"""Who leads: small caps less large caps in total return, and how many of the small stand above their mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.market.readings import Readings
from bot.words import say

MEAN_DAYS = 200


@dataclass(frozen=True)
class Lead:
    """Total returns of a small-cap fund and of the large one over the same days, as fractions."""

    since: date
    until: date
    small: float
    large: float

    @property
    def points(self) -> float:
        """The lead in percentage points; below zero where the large one leads."""
        return (self.small - self.large) * 100

    @property
    def words(self) -> str:
        """The lead with its sign in words: "1.2 points ahead"."""
        return points_in_words(self.points)


@dataclass(frozen=True)
class Breadth:
    """How many members close above their 200-day mean, of those with 200 days; ``unknown`` have fewer."""

    above: int
    known: int
    unknown: int

    @property
    def share(self) -> float | None:
        """A fraction; None where no member is known."""
        return self.above / self.known if self.known else None


def points_in_words(points: float) -> str:
    """A small-cap fund's distance from the large one, never a number below zero."""
    shown = f"{abs(points):.1f}"
    if shown == "0.0":
        return say("level")
    return say("{points} points ahead", points=shown) if points > 0 else say("{points} points behind", points=shown)


def lead_over(small: Readings, large: Readings, sessions: int) -> Lead | None:
    """Over the last ``sessions`` sessions that both have, from adjusted closes; None with fewer."""
    days = _shared(small, large)
    return _lead(days, len(days) - 1 - sessions) if len(days) > sessions else None


def leads_over(small: Readings, large: Readings, sessions: int) -> tuple[Lead, ...]:
    """The same as it stood on every session that has as many before it, oldest first."""
    days = _shared(small, large)
    return tuple(_lead(days[: until + 1], until - sessions) for until in range(sessions, len(days)))


def lead_this_year(small: Readings, large: Readings) -> Lead | None:
    """From the last close of the year before to the newest close; None without that close."""
    days = _shared(small, large)
    if not days:
        return None
    bases = [place for place, (day, _, _) in enumerate(days) if day.year == days[-1][0].year - 1]
    return _lead(days, bases[-1]) if bases else None


def above_mean(members: Sequence[Readings]) -> Breadth:
    """The share of a fund's members above the mean of their last 200 closes (adjusted), the newest included."""
    above = known = 0
    for member in members:
        closes = [close for _, close in member.points[-MEAN_DAYS:]]
        if len(closes) == MEAN_DAYS:
            known += 1
            above += closes[-1] > sum(closes) / MEAN_DAYS
    return Breadth(above, known, len(members) - known)


def _shared(small: Readings, large: Readings) -> list[tuple[date, float, float]]:
    other = large.by_day()
    return [(day, close, other[day]) for day, close in small.points if day in other]


def _lead(days: Sequence[tuple[date, float, float]], base: int) -> Lead:
    (since, small_then, large_then), (until, small, large) = days[base], days[-1]
    return Lead(since, until, small / small_then - 1, large / large_then - 1)
