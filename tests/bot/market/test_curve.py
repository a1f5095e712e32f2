"""The yield curve: FRED's own slopes, bull from bear, inversions and their ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.curve import CurveDay, CurveMove, Shape, crossings, curve_days, curve_move
from bot.market.readings import Readings

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def readings(name: str, *points: tuple[date, float]) -> Readings:
    return Readings(as_of=NOW, source="test", name=name, points=points)


@pytest.mark.parametrize(("ten", "two", "slope"), [(4.14, 3.45, 0.69), (3.86, 4.94, -1.08), (12.62, 15.03, -2.41)])
def test_the_slope_is_fred_s_t10y2y_to_two_decimals(ten, two, slope):
    """FRED T10Y2Y, DGS10 and DGS2 of 30 December 2025, 3 July 2023 and 20 March 1980."""
    assert CurveDay(date(2025, 12, 30), two, ten).slope == slope


def test_a_day_with_one_yield_only_is_no_day_of_the_curve():
    monday, tuesday = date(2026, 1, 12), date(2026, 1, 13)

    days = curve_days(readings("DGS2", (monday, 3.5)), readings("DGS10", (monday, 4.1), (tuesday, 4.2)))

    assert days == (CurveDay(monday, 3.5, 4.1),)


@pytest.mark.parametrize(
    ("two", "ten", "shape"),
    [
        (-0.30, -0.10, Shape.BULL_STEEPENER),
        (-0.15, 0.05, Shape.BULL_STEEPENER),
        (0.05, 0.30, Shape.BEAR_STEEPENER),
        (-0.10, -0.30, Shape.BULL_FLATTENER),
        (0.30, 0.10, Shape.BEAR_FLATTENER),
        (-0.10, 0.10, Shape.BEAR_STEEPENER),
        (-0.50, -0.40, Shape.LITTLE_CHANGED),
    ],
)
def test_the_end_that_moved_more_names_the_shape(two, ten, shape):
    assert CurveMove(date(2026, 1, 2), round(ten - two, 2), two, ten).shape is shape


def test_the_fourth_quarter_of_2025_was_a_bull_steepening():
    """FRED: two years down 0.15, ten years down 0.02 or less, the slope from 0.56 to 0.71."""
    start = date(2025, 9, 30)
    days = [CurveDay(start + timedelta(days=k), 3.60, 4.16) for k in range(60)] + [
        CurveDay(date(2025, 12, 31), 3.45, 4.16)
    ]

    move = curve_move(days)

    assert (move.slope, move.two) == (0.15, -0.15)
    assert move.shape is Shape.BULL_STEEPENER


def test_a_move_needs_its_sixty_days():
    days = [CurveDay(date(2026, 1, 1) + timedelta(days=k), 3.5, 4.0) for k in range(60)]

    assert curve_move(days) is None


def test_the_inversion_of_2022_and_its_end_in_2024_are_told():
    """FRED T10Y2Y around its changes of sign: 1 April 2022, 6 July 2022, and +0.06 on 6 September 2024."""
    told = crossings(
        [
            (date(2022, 3, 31), 0.04),
            (date(2022, 4, 1), -0.05),
            (date(2022, 4, 4), 0.00),
            (date(2022, 4, 5), 0.03),
            (date(2022, 7, 6), -0.04),
            (date(2024, 9, 5), -0.02),
            (date(2024, 9, 6), 0.06),
        ]
    )

    assert [(one.day.isoformat(), one.inverts) for one in told] == [
        ("2022-04-01", True),
        ("2022-04-05", False),
        ("2022-07-06", True),
        ("2024-09-06", False),
    ]


def test_a_slope_of_zero_neither_begins_nor_ends_an_inversion():
    days = [(date(2026, 1, day), slope) for day, slope in enumerate((0.1, 0.0, -0.1, 0.0, -0.1), 1)]

    assert [one.day.day for one in crossings(days)] == [3]


def test_slopes_and_moves_are_said_in_words():
    days = [CurveDay(date(2026, 1, 1), 4.0, slope + 4.0) for slope in (0.25, 0.0, -0.05)]

    assert [one.words for one in days] == ["0.25 points above zero", "exactly zero", "0.05 points below zero"]
    assert CurveMove(date(2026, 1, 1), 0.2, -0.15, 0.05).words == (
        "a bull steepener: two years -0.15 points, ten years +0.05"
    )
    assert CurveMove(date(2026, 1, 1), 0.01, 0.0, 0.01).words == (
        "little changed: two years +0.00 points, ten years +0.01"
    )
