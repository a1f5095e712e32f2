"""When short interest is counted and published."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.hours import is_session
from bot.market.settlements import newest_published, published, settlements


def test_settlements_are_the_last_session_by_the_fifteenth_and_of_the_month():
    counted = list(islice(settlements(date(2026, 6, 30)), 6))

    assert counted == [
        date(2026, 6, 30),
        date(2026, 6, 15),
        date(2026, 5, 29),  # a Friday
        date(2026, 5, 15),
        date(2026, 4, 30),
        date(2026, 4, 15),
    ]


@pytest.mark.parametrize(
    ("looked", "newest"),
    [
        (date(2024, 3, 31), date(2024, 3, 28)),  # before Good Friday
        (date(2024, 6, 16), date(2024, 6, 14)),
        (date(2024, 9, 15), date(2024, 9, 13)),
        (date(2024, 12, 14), date(2024, 12, 13)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 14), date(2025, 12, 31)),
    ],
)
def test_weekends_and_holidays_move_a_settlement_back(looked, newest):
    assert next(settlements(looked)) == newest


@pytest.mark.parametrize(
    ("settlement", "day"),
    [
        (date(2026, 1, 15), date(2026, 1, 27)),  # over a holiday
        (date(2026, 3, 31), date(2026, 4, 10)),  # over Good Friday
        (date(2026, 6, 30), date(2026, 7, 10)),  # over Independence Day
    ],
)
def test_it_is_published_on_the_seventh_business_day(settlement, day):
    assert published(settlement) == day


def test_the_newest_published_changes_on_the_day_of_publication():
    assert next(newest_published(date(2026, 1, 26))) == date(2025, 12, 31)
    assert next(newest_published(date(2026, 1, 27))) == date(2026, 1, 15)


@given(st.dates(date(2016, 1, 1), date(2040, 1, 1)))
def test_two_a_month_newest_first_on_sessions(day):
    counted = list(islice(settlements(day), 24))

    assert counted == sorted(set(counted), reverse=True)
    assert all(is_session(one) for one in counted)
    assert day - counted[0] < timedelta(days=21)
    assert counted[0] - counted[-1] < timedelta(days=370)
