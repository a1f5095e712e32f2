"""Payrolls with both revisions, monthly figures beside their past, claims over four whole weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.labor import claims, payrolls, step
from bot.market.readings import Readings, months_from

MAY = date(2016, 5, 1)
# BLS CES0000000001, February to May 2016 as released on 3 June 2016, thousands.
LEVELS = (143_547, 143_733, 143_856, 143_894)


def monthly(last: date, *figures: float) -> Readings:
    points = tuple((months_from(last, place - len(figures) + 1), figure) for place, figure in enumerate(figures))
    return Readings(as_of=datetime(2016, 6, 3, 12, 30, tzinfo=UTC), source="BLS", name="test", points=points)


def weekly(*figures: float | None) -> Readings:
    start = date(2025, 1, 4)
    points = tuple((start + timedelta(weeks=place), told) for place, told in enumerate(figures) if told is not None)
    return Readings(as_of=datetime(2026, 1, 8, tzinfo=UTC), source="test", name="ICSA", points=points)


def test_may_2016_added_38_thousand_jobs():
    assert payrolls(monthly(MAY, *LEVELS), MAY).change == 38


def test_both_months_before_are_told_as_they_were_and_as_they_are():
    told = payrolls(monthly(MAY, 143_314, *LEVELS), MAY, monthly(date(2016, 4, 1), 143_314, 143_547, 143_755, 143_915))

    assert [(one.month.month, one.before, one.now, one.by) for one in told.revisions] == [
        (3, 208, 186, -22),
        (4, 160, 123, -37),
    ]
    assert told.revised_by == -59


def test_revisions_are_silent_without_the_release_before():
    told = payrolls(monthly(MAY, *LEVELS), MAY)

    assert (told.revisions, told.revised_by) == ((), None)


def test_one_revision_alone_is_not_told_as_both():
    told = payrolls(monthly(MAY, 143_314, *LEVELS), MAY, monthly(date(2016, 4, 1), 143_755, 143_915))

    assert (told.revisions, told.revised_by) == ((), None)


def test_a_missing_month_has_no_change():
    assert payrolls(monthly(MAY, *LEVELS), date(2016, 6, 1)) is None
    assert payrolls(monthly(MAY, 143_894), MAY) is None


def test_a_monthly_figure_stands_beside_the_month_and_the_year_before():
    """BLS CES0500000003, May 2015 to May 2016, dollars an hour."""
    pay = monthly(MAY, 24.97, 24.96, 25.03, 25.12, 25.14, 25.21, 25.27, 25.26, 25.38, 25.39, 25.45, 25.54, 25.59)

    told = step(pay, MAY)

    assert told.change == pytest.approx(0.05)
    assert told.growth == pytest.approx(0.001958, abs=1e-6)
    assert told.growth_in_year == pytest.approx(0.0248, abs=1e-4)


def test_a_figure_without_a_past_has_no_change():
    told = step(monthly(MAY, 4.7), MAY)

    assert (told.value, told.change, told.growth, told.growth_in_year) == (4.7, None, None, None)
    assert step(monthly(MAY, 4.7), date(2016, 6, 1)) is None


def test_claims_are_the_mean_of_four_weeks_beside_that_of_a_year_before():
    year = [200_000.0] * 4 + [210_000.0] * 48 + [220_000.0, 230_000.0, 240_000.0, 230_000.0]

    told = claims(weekly(*year))

    assert (told.mean, told.mean_year_before) == (230_000, 200_000)
    assert told.growth_in_year == pytest.approx(0.15)


def test_a_missing_week_leaves_no_mean():
    assert claims(weekly(220_000, None, 220_000, 220_000)) is None
    assert claims(weekly(220_000, 220_000, 220_000, 220_000)).growth_in_year is None
    assert claims(weekly()) is None
