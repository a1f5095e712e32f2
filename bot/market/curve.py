"""The yield curve: ten years less two, which end moved it, and when it is upside down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.market.readings import Readings
from bot.words import later, said, say

MATTERS = 0.15  # percentage points: a smaller change of the slope is none


class Shape(StrEnum):
    """How the curve moved; bull is when falling yields did it, bear when rising ones did."""

    BULL_STEEPENER = later("bull steepener")
    BEAR_STEEPENER = later("bear steepener")
    BULL_FLATTENER = later("bull flattener")
    BEAR_FLATTENER = later("bear flattener")
    LITTLE_CHANGED = later("little changed")


@dataclass(frozen=True)
class CurveDay:
    """Two- and ten-year Treasury yields of a day, percent."""

    day: date
    two: float
    ten: float

    @property
    def slope(self) -> float:
        """T10Y2Y as FRED has it: DGS10 less DGS2, percentage points, two decimals."""
        return round(self.ten - self.two, 2)

    @property
    def words(self) -> str:
        """The slope with its sign in words: "0.25 points above zero"."""
        if self.slope == 0:
            return say("exactly zero")
        apart = abs(self.slope)
        return (
            say("{apart:.2f} points above zero", apart=apart)
            if self.slope > 0
            else say("{apart:.2f} points below zero", apart=apart)
        )


@dataclass(frozen=True)
class CurveMove:
    """Changes between two days, percentage points; ``shape`` names them."""

    since: date
    slope: float
    two: float
    ten: float

    @property
    def shape(self) -> Shape:
        """Steeper or flatter by the slope; bull or bear by the end that moved more. A tie is read as bear."""
        if abs(self.slope) < MATTERS:
            return Shape.LITTLE_CHANGED
        mover = self.two if abs(self.two) > abs(self.ten) else self.ten
        is_bull = mover < 0 and abs(self.two) != abs(self.ten)
        if self.slope > 0:
            return Shape.BULL_STEEPENER if is_bull else Shape.BEAR_STEEPENER
        return Shape.BULL_FLATTENER if is_bull else Shape.BEAR_FLATTENER

    @property
    def words(self) -> str:
        """The shape, and what each end did: "a bull steepener: two years -0.15 points, ten years -0.02"."""
        if self.shape is Shape.LITTLE_CHANGED:
            return say("little changed: two years {two:+.2f} points, ten years {ten:+.2f}", two=self.two, ten=self.ten)
        shape = said(self.shape)
        return say(
            "a {shape}: two years {two:+.2f} points, ten years {ten:+.2f}", shape=shape, two=self.two, ten=self.ten
        )


@dataclass(frozen=True)
class Crossing:
    """A day the slope went below zero, or came back above it."""

    day: date
    slope: float

    @property
    def inverts(self) -> bool:
        return self.slope < 0


def curve_days(two: Readings, ten: Readings) -> tuple[CurveDay, ...]:
    """The days that have both yields, oldest first."""
    short = two.by_day()
    return tuple(CurveDay(day, short[day], long) for day, long in ten.points if day in short)


def curve_move(days: Sequence[CurveDay], back: int = 60) -> CurveMove | None:
    """The change of the newest day against ``back`` published days earlier; None with fewer."""
    if len(days) <= back:
        return None
    before, now = days[-1 - back], days[-1]
    changes = (now.slope - before.slope, now.two - before.two, now.ten - before.ten)
    return CurveMove(before.day, *(round(change, 2) for change in changes))


def crossings(slopes: Sequence[tuple[date, float]]) -> tuple[Crossing, ...]:
    """Every inversion and every end of one, oldest first. A slope of exactly zero changes nothing."""
    found: list[Crossing] = []
    is_inverted: bool | None = None
    for day, slope in slopes:
        if slope == 0 or (slope < 0) == is_inverted:
            continue
        if is_inverted is not None:
            found.append(Crossing(day, slope))
        is_inverted = slope < 0
    return tuple(found)
