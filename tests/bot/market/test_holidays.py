"""Federal holidays, as the law sets them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.holidays import federal_holidays, is_holiday, next_office_day, office_day


def test_the_holidays_of_2026_are_the_eleven_of_the_office_of_personnel_management():
    assert sorted(federal_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 5, 25), date(2026, 6, 19),
        date(2026, 7, 3), date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11), date(2026, 11, 26),
        date(2026, 12, 25),
    ]  # fmt: skip


def test_a_saturdays_new_year_is_kept_in_the_old_one():
    assert is_holiday(date(2021, 12, 31))
    assert not any(day.month == 1 and day.day < 3 for day in federal_holidays(2022))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 26), date(2026, 11, 25)),  # Thanksgiving
        (date(2026, 7, 3), date(2026, 7, 2)),  # Independence Day on a Saturday
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 29), date(2026, 11, 27)),  # a Sunday
    ],
)
def test_an_office_day_is_the_day_or_the_last_before_it_that_is_none_off(day, before):
    assert office_day(day) == before


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 27)),  # Thanksgiving
        (date(2026, 2, 14), date(2026, 2, 17)),  # a Saturday before a Monday off
    ],
)
def test_the_next_office_day_is_the_day_or_the_first_after_it_that_is_none_off(day, after):
    assert next_office_day(day) == after
