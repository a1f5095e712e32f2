"""Reports: the surprise from its two figures, the reaction of two sessions, the day of the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market import hours
from bot.market.ticker import Ticker
from bot.rating.profile import Absent
from bot.sources.profile.reports import read_reports
from bot.sources.profile.sessions import read_sessions
from tests.bot.sources.profile.payloads import (
    AT,
    QUARTER,
    REPORTED,
    epoch,
    history,
    session_days,
    summary,
    year,
)

COUNT = 60
PLACE = session_days(COUNT).index(date(2025, 11, 5))


def charts(*, jump_at: int):
    closes = [10.0] * jump_at + [12.0] * (COUNT - jump_at)
    stock = read_sessions(history(*closes), AT)
    return {"stock": stock, "index": read_sessions(history(*([200.0] * COUNT), ticker=Ticker("IWM")), AT)}


def calendar(*days: datetime, estimate: bool = False):
    return summary(
        calendarEvents={"earnings": {"earningsDate": [epoch(day) for day in days], "isEarningsDateEstimate": estimate}}
    )


@pytest.mark.parametrize("percent", [0.4231, 42.31, -61.6, {}])
def test_the_vendors_percentage_in_its_two_units_is_never_read(percent):
    row = {"epsActual": -0.05, "epsEstimate": -0.08667, "surprisePercent": percent, "epsDifference": 0.04,
           "quarter": epoch(QUARTER), "currency": "USD"}  # fmt: skip
    told = read_reports(summary(earningsHistory={"history": [row]}), AT)

    assert told["eps_actual"].value - told["eps_estimate"].value == pytest.approx(0.03667)


def test_a_report_is_dated_by_its_filing():
    told = read_reports(summary(), AT, reported=[datetime(2025, 8, 6, tzinfo=UTC), REPORTED])

    assert told["eps_actual"].as_of == told["eps_estimate"].as_of == REPORTED


def test_a_report_without_a_known_day_counts_as_old_as_its_quarter():
    told = read_reports(summary(), AT)

    assert told["eps_actual"].as_of.date() == QUARTER
    assert told["reaction"] == Absent("the day of the last report is not known")


def test_a_filing_of_results_long_after_a_quarter_is_not_that_quarters():
    old = {"epsActual": 0.2, "epsEstimate": 0.1, "quarter": epoch(date(2025, 6, 30)), "currency": "USD"}
    told = read_reports(summary(earningsHistory={"history": [old]}), AT, reported=[REPORTED])

    assert told["eps_actual"].as_of.date() == date(2025, 6, 30)


def test_a_day_in_yahoos_calendar_that_has_passed_dates_the_report():
    assert read_reports(calendar(REPORTED), AT)["eps_actual"].as_of == REPORTED
    assert read_reports(calendar(REPORTED, estimate=True), AT)["eps_actual"].as_of.date() == QUARTER


@pytest.mark.parametrize(("accepted", "first"), [(REPORTED, 1), (datetime(2025, 11, 5, 12, 0, tzinfo=UTC), 0)])
def test_the_reaction_begins_with_the_session_that_first_knew(accepted, first):
    """Filed after the close it is the next day's session, filed in the morning the same day's."""
    told = read_reports(summary(), AT, reported=[accepted], **charts(jump_at=PLACE + first))
    before = read_reports(summary(), AT, reported=[accepted], **charts(jump_at=PLACE + first - 1))
    after = read_reports(summary(), AT, reported=[accepted], **charts(jump_at=PLACE + first + 2))

    assert told["reaction"].value == pytest.approx(0.2)
    assert told["reaction"].published == hours.closes(date(2025, 11, 6 + first))
    assert before["reaction"].value == 0.0
    assert after["reaction"].value == 0.0


def test_a_reaction_waits_for_two_sessions():
    fresh = datetime(2026, 1, 14, 21, 15, tzinfo=UTC)
    told = read_reports(summary(), AT, reported=[fresh], **charts(jump_at=0))

    assert told["reaction"] == Absent("two sessions have not closed since the report")


def test_a_report_that_nobody_estimated_is_none():
    told = read_reports(summary(earningsHistory={"history": [{"epsActual": 1, "quarter": epoch(QUARTER)}, 7]}), AT)

    assert isinstance(told["eps_actual"], Absent)
    assert told["next_report"].value == "2026-02-25"


def test_earnings_keep_their_currency():
    row = {"epsActual": 0.03, "epsEstimate": 0.01, "quarter": epoch(QUARTER), "currency": "CAD"}

    assert read_reports(summary(earningsHistory={"history": [row]}), AT)["eps_actual"].unit == "CAD/share"


def test_the_next_reports_day_is_that_of_new_york():
    assert read_reports(calendar(datetime(2026, 2, 26, 1, 0, tzinfo=UTC)), AT)["next_report"].value == "2026-02-25"


@pytest.mark.parametrize(
    "told",
    [
        calendar(datetime(2026, 2, 26, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)),
        calendar(datetime(2026, 2, 26, tzinfo=UTC), estimate=True),
    ],
)
def test_an_estimated_day_is_no_day(told):
    assert "only estimated, for 2026-02-25" in read_reports(told, AT)["next_report"].reason


def test_a_calendar_of_the_past_announces_nothing():
    assert read_reports(calendar(REPORTED), AT)["next_report"] == Absent("no day of the next report is announced")


def test_a_catalyst_is_fresh_for_ten_sessions():
    calm = {"upLast7days": {"raw": 1}, "downLast7Days": {"raw": 1}}
    still = summary(earningsTrend={"trend": [year("0y", "2025-12-31"), year("+1y", "2026-12-31", epsRevisions=calm)]})
    fresh, old = datetime(2026, 1, 8, 21, 15, tzinfo=UTC), REPORTED

    assert read_reports(still, AT, reported=[fresh])["fresh_catalyst"].value is True
    assert read_reports(still, AT, reported=[old])["fresh_catalyst"].value is False
    assert read_reports(summary(), AT, reported=[old])["fresh_catalyst"].value is True  # more raised than cut


def test_a_company_nobody_writes_about_has_no_catalyst_known():
    assert isinstance(read_reports(summary(earningsHistory=None, earningsTrend=None), AT)["fresh_catalyst"], Absent)
