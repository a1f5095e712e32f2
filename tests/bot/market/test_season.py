"""A season: only reports of the last whole quarter, and nothing said of few."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.earnings import ReportedQuarter
from bot.market.season import LEAST, QuarterReport, season


def report(end: date, actual: float = 0.6, estimate: float | None = 0.5, *margins: float) -> QuarterReport:
    return QuarterReport(ReportedQuarter(end, actual, estimate, "USD"), *margins)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 11, 25), date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_quarters_that_ended_in_the_last_whole_one_are_of_the_season(today, first, last):
    told = season([report(first), report(last)], 5, today)
    assert (told.quarter, len(told.reports), told.followed) == (last, 2, 5)

    before, after = first.fromordinal(first.toordinal() - 1), last.fromordinal(last.toordinal() + 1)
    assert season([report(before), report(after)], 5, today).reports == ()


def test_a_beat_rate_needs_ten_that_somebody_estimated():
    end = date(2025, 12, 31)
    reports = [report(end, 0.6 if place < 6 else 0.5) for place in range(LEAST)]  # met exactly is no beat

    assert season(reports, 12, date(2026, 2, 1)).beat_rate == 60.0
    assert season([*reports[1:], report(end, 0.6, None)], 12, date(2026, 2, 1)).beat_rate is None


def test_the_margin_is_the_median_of_those_known_and_needs_ten():
    end = date(2025, 12, 31)
    reports = [report(end, 0.6, 0.5, 0.10 + place / 100, 0.10) for place in range(LEAST)]

    assert season(reports, 12, date(2026, 2, 1)).margin_change == pytest.approx(4.5)
    assert season([*reports[1:], report(end, 0.6, 0.5, 0.2)], 12, date(2026, 2, 1)).margin_change is None
