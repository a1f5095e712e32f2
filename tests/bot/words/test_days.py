"""Days and months as people write them."""

from datetime import date, timedelta

import pytest

from bot import words


def test_a_day_has_a_named_month():
    assert words.day(date(2026, 1, 15)) == "15 January 2026"


@pytest.mark.parametrize("n", range(12))
def test_every_month_and_weekday_has_the_name_that_it_has_in_english(n):
    on = date(2026, 1, 5) + timedelta(days=31 * n)

    assert words.day(on) == f"{on.day} {on:%B %Y}"
    assert words.day_month(on) == f"{on.day} {on:%b}"
    assert words.month_year(on) == f"{on:%B %Y}"
    assert words.month_name(on) == f"{on:%B}"
    assert words.short_month(on) == f"{on:%b}"
    assert words.weekday(on) == f"{on:%A}"
