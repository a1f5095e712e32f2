"""The geopolitical risk index: judged by its week, once a crossing, with a band to come back through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.geopolitics import (
    GeopoliticalRisk,
    RiskDay,
    RiskWatch,
    mean_of,
    month_percentile,
    percentile,
    watched,
    week_means,
    week_percentile,
)

# GPRD of 18 January to 27 February 2022 (Caldara and Iacoviello, file of August 2024; CC BY).
EARLY_2022 = (
    138.82, 153.56, 136.37, 185.75, 145.81, 106.86, 185.80, 291.58, 260.34, 265.01, 182.23, 217.44, 63.53, 142.99,
    190.59, 250.32, 176.29, 92.57, 47.57, 78.25, 195.15, 158.39, 117.18, 108.54, 179.28, 131.99, 118.00, 191.89,
    229.06, 223.47, 228.45, 226.35, 140.16, 83.28, 152.37, 279.43, 431.02, 370.70, 515.89, 398.59, 202.09,
)  # fmt: skip
# The last thirty days of that file, to 19 August 2024, in two parts: its GPRD_MA30 says 129.93, its GPRD_MA7 137.41.
MONTH_TO_AUGUST_2024 = (
    92.30, 129.16, 47.61, 80.30, 119.88, 105.65, 109.93, 123.67, 138.02, 95.70, 135.21, 139.88, 207.80, 107.32, 84.72,
    210.21, 156.13, 196.85, 163.58, 159.49, 147.07, 70.48, 114.97,
)  # fmt: skip
AUGUST_2024 = (177.01, 193.54, 139.48, 134.81, 148.21, 61.67, 107.15)


def risk(start: date, *indices: float) -> GeopoliticalRisk:
    days = tuple(RiskDay(start + timedelta(days=place), index) for place, index in enumerate(indices))
    at = datetime.combine(days[-1].day, datetime.min.time(), UTC)
    return GeopoliticalRisk(as_of=at, source="test", days=days, published=days[-1].day + timedelta(days=3))


def test_the_week_s_mean_is_the_file_s_own():
    assert risk(date(2024, 8, 13), *AUGUST_2024).week == pytest.approx(137.41, abs=0.01)
    assert risk(date(2024, 8, 14), *AUGUST_2024[1:]).week is None
    assert mean_of(risk(date(2022, 1, 18), *EARLY_2022).days, 30) == pytest.approx(sum(EARLY_2022[-30:]) / 30)


def test_the_month_s_mean_is_the_file_s_own():
    thirty = (*MONTH_TO_AUGUST_2024, *AUGUST_2024)

    assert len(thirty) == 30
    assert mean_of(risk(date(2024, 7, 21), *thirty).days, 30) == pytest.approx(129.93, abs=0.01)


def test_a_single_day_above_200_is_no_crossing():
    assert EARLY_2022[7] > 200

    assert not watched(RiskWatch(), risk(date(2022, 1, 18), *EARLY_2022[:8])).is_high


def test_early_2022_crosses_twice_because_its_week_fell_under_150_between():
    turns, watch = [], RiskWatch()
    for place in range(7, len(EARLY_2022) + 1):
        after = watched(watch, risk(date(2022, 1, 18), *EARLY_2022[:place]))
        if after.is_high != watch.is_high:
            turns.append((after.since.isoformat(), after.is_high))
        watch = after

    assert turns == [("2022-01-27", True), ("2022-02-05", False), ("2022-02-23", True)]


def test_days_that_arrive_together_are_judged_one_by_one():
    at_once = watched(RiskWatch(), risk(date(2022, 1, 18), *EARLY_2022))

    assert (at_once.is_high, at_once.since, at_once.day) == (True, date(2022, 2, 23), date(2022, 2, 27))


def test_a_revised_day_is_not_judged_again():
    first = watched(RiskWatch(), risk(date(2024, 8, 13), *AUGUST_2024))

    assert watched(first, risk(date(2024, 8, 13), *[999.0] * 7)) == first


def test_exactly_200_is_not_above_and_exactly_150_is_not_below():
    assert not watched(RiskWatch(), risk(date(2026, 1, 1), *[200.0] * 7)).is_high
    assert watched(RiskWatch(is_high=True), risk(date(2026, 1, 1), *[150.0] * 7)).is_high


def test_a_percentile_is_how_much_lies_under():
    assert percentile([1, 2, 3, 4], 3) == 50
    assert percentile([], 3) is None


def test_the_month_is_ranked_among_its_own_five_years():
    rising = risk(date(2019, 1, 1), *(float(place) for place in range(1855)))

    assert month_percentile(rising) == pytest.approx(100, abs=0.1)
    assert month_percentile(risk(date(2019, 1, 1), *([1.0] * 1854))) is None


def test_every_day_with_seven_behind_it_has_a_week_s_mean():
    """The file's own GPRD_MA7 of 24 to 27 February 2022, rebuilt from its days."""
    means = week_means(risk(date(2022, 1, 18), *EARLY_2022))

    assert means[0][0] == date(2022, 1, 24)
    assert [mean for _, mean in means[-4:]] == pytest.approx([240.47, 281.84, 318.76, 335.73], abs=0.011)


def test_the_week_is_ranked_among_its_own_five_years():
    rising = risk(date(2019, 1, 1), *(float(place) for place in range(1832)))

    assert week_percentile(rising) == pytest.approx(100, abs=0.1)
    assert week_percentile(risk(date(2019, 1, 1), *([1.0] * 1831))) is None
