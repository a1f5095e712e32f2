"""Earnings: spans in New York days, and a surprise that is computed and knows when a percentage says nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.earnings import ExpectedReport, ReportedQuarter

END = date(2025, 9, 30)


def quarter(actual, estimate):
    return ReportedQuarter(END, actual, estimate, "USD")


@pytest.mark.parametrize(
    ("actual", "estimate", "share"),
    [
        (0.21, 0.18, 1 / 6),
        (-0.05, -0.08667, 0.4231),  # a smaller loss is better
        (-0.2099, -0.15, -0.3993),
        (0.03, -0.06, 1.5),
        (0.30, 0.05, 5.0),
        (-0.16287, -0.0026, None),  # the percentage would be -6,164
        (0.02784, -0.00433, None),
        (0.1, None, None),
    ],
)
def test_a_surprise_is_a_share_of_the_size_of_the_estimate(actual, estimate, share):
    told = quarter(actual, estimate).surprise_share

    assert told == (None if share is None else pytest.approx(share, abs=1e-4))


def test_its_difference_is_not_rounded():
    assert quarter(-0.05, -0.08667).surprise == pytest.approx(0.03667)
    assert quarter(0.1, None).surprise is None


def test_a_day_is_that_of_new_york():
    late = datetime(2026, 2, 26, 2, 0, tzinfo=UTC)  # nine in the evening of the day before

    assert ExpectedReport(late, late, is_estimate=False).days == (date(2026, 2, 25), date(2026, 2, 25))


def test_a_span_runs_forward():
    with pytest.raises(ValueError, match="before it is expected"):
        ExpectedReport(datetime(2026, 2, 26, tzinfo=UTC), datetime(2026, 2, 25, tzinfo=UTC), is_estimate=True)
