"""The Sahm rule against FRED's figures, rounded before it is compared, and silent over a missing month."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.readings import Readings, months_from
from bot.market.sahm import sahm

# BLS unemployment rate in percent, January 2025 vintage, each up to the month named.
SEPTEMBER_2024 = (3.4, 3.6, 3.6, 3.5, 3.7, 3.8, 3.9, 3.7, 3.8, 3.7, 3.9, 3.9, 3.9, 4.0, 4.1, 4.2, 4.2, 4.1)
APRIL_2020 = (4.0, 3.8, 3.8, 3.7, 3.6, 3.6, 3.7, 3.6, 3.5, 3.6, 3.6, 3.6, 3.6, 3.5, 4.4, 14.8)
APRIL_2008 = (4.5, 4.4, 4.5, 4.4, 4.6, 4.7, 4.6, 4.7, 4.7, 4.7, 5.0, 5.0, 4.9, 5.1, 5.0)
NOVEMBER_1983 = (10.1, 10.4, 10.8, 10.8, 10.4, 10.4, 10.3, 10.2, 10.1, 10.1, 9.4, 9.5, 9.2, 8.8, 8.5)


def rates(last: date, figures: tuple[float | None, ...]) -> Readings:
    months = [months_from(last, place - len(figures) + 1) for place in range(len(figures))]
    points = tuple((month, figure) for month, figure in zip(months, figures, strict=True) if figure is not None)
    return Readings(as_of=datetime(2025, 1, 10, tzinfo=UTC), source="test", name="UNRATE", points=points)


LATE_2024 = rates(date(2024, 9, 1), SEPTEMBER_2024)


@pytest.mark.parametrize(
    ("rates", "month", "average", "lowest", "gap"),
    [
        (LATE_2024, date(2024, 6, 1), 4.000, 3.533, 0.47),
        (LATE_2024, date(2024, 7, 1), 4.100, 3.567, 0.53),
        (LATE_2024, date(2024, 8, 1), 4.167, 3.600, 0.57),
        (LATE_2024, date(2024, 9, 1), 4.167, 3.667, 0.50),
        (rates(date(2008, 4, 1), APRIL_2008), date(2008, 4, 1), 5.000, 4.433, 0.57),
        (rates(date(2020, 4, 1), APRIL_2020), date(2020, 3, 1), 3.833, 3.567, 0.27),
        (rates(date(2020, 4, 1), APRIL_2020), date(2020, 4, 1), 7.567, 3.567, 4.00),
    ],
)
def test_the_indicator_is_the_published_one(rates, month, average, lowest, gap):
    """BLS rates of the January 2025 vintage; July to September 2024 and April 2020 equal FRED SAHMREALTIME as well."""
    found = sahm(rates, month)

    assert (round(found.average, 3), round(found.lowest, 3)) == (average, lowest)
    assert found.gap == gap
    assert found.words == f"{gap:.2f} points"


def test_exactly_half_a_point_triggers():
    assert sahm(LATE_2024, date(2024, 9, 1)).triggered
    assert not sahm(LATE_2024, date(2024, 6, 1)).triggered


def test_the_current_month_is_not_among_those_it_is_compared_with():
    """Unemployment of 1983 fell so fast that the gap is below zero; FRED's real-time figure is -0.37."""
    assert sahm(rates(date(1983, 11, 1), NOVEMBER_1983), date(1983, 11, 1)).gap == -0.33


def test_a_month_that_was_never_surveyed_is_not_filled_in():
    """October 2025 has no household survey."""
    with_gap = rates(date(2025, 12, 1), (*[4.2] * 13, 4.4, None, 4.6, 4.4))

    for month in (date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)):
        found = sahm(with_gap, month)

        assert found.gap is None
        assert not found.triggered
        assert found.words == "not computable: no unemployment rate for October 2025"
    assert sahm(with_gap, date(2025, 9, 1)).missing == (date(2024, 7, 1),)
