"""A series keeps its gaps and its order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.readings import Readings, months_from


def test_months_are_counted_over_the_turn_of_the_year():
    assert months_from(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert months_from(date(2025, 11, 1), 14) == date(2027, 1, 1)
    assert months_from(date(2026, 3, 9), 0) == date(2026, 3, 1)


def test_a_day_told_twice_or_out_of_order_is_refused():
    for days in ((2, 1), (1, 1)):
        points = tuple((date(2026, 1, day), 1.0) for day in days)
        with pytest.raises(ValueError, match="ICSA is not in order"):
            Readings(as_of=datetime(2026, 1, 3, tzinfo=UTC), source="test", name="ICSA", points=points)


def test_a_series_without_points_has_no_newest_day():
    assert Readings(as_of=datetime(2026, 1, 3, tzinfo=UTC), source="test", name="ICSA", points=()).newest is None
