"""The calendar: stated days before rules, New York time, and a warning where it has to guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.calendar import Basis, Calendar, Event, calendar, jobs_by_rule
from bot.market.hours import is_session

NOW = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)  # the day before Thanksgiving, eight in New York
BY_BLS = {  # bls.gov, Schedule of Releases for the Employment Situation, as it stood in November 2021
    date(2021, 10, 1): date(2021, 11, 5), date(2021, 11, 1): date(2021, 12, 3), date(2021, 12, 1): date(2022, 1, 7),
    date(2022, 1, 1): date(2022, 2, 4), date(2022, 2, 1): date(2022, 3, 4), date(2022, 3, 1): date(2022, 4, 1),
    date(2022, 4, 1): date(2022, 5, 6), date(2022, 5, 1): date(2022, 6, 3), date(2022, 6, 1): date(2022, 7, 8),
    date(2022, 7, 1): date(2022, 8, 5), date(2022, 8, 1): date(2022, 9, 2), date(2022, 9, 1): date(2022, 10, 7),
    date(2022, 10, 1): date(2022, 11, 4), date(2022, 11, 1): date(2022, 12, 2),
    date(2016, 5, 1): date(2016, 6, 3),
}  # fmt: skip


def days(event: Event, start: datetime, span: int = 365) -> list[date]:
    return [one.at.date() for one in calendar().after(start, days=span) if one.event is event]


def test_the_rule_gives_the_days_that_the_bls_stated():
    assert {month: jobs_by_rule(month) for month in BY_BLS} == BY_BLS


def test_a_year_ahead_has_everything_it_should_in_order():
    entries = calendar().after(NOW, days=365)
    counted = {event: sum(one.event is event for one in entries) for event in Event}

    assert [one.at for one in entries] == sorted(one.at for one in entries)
    assert counted == {
        Event.JOBS: 12, Event.OPENINGS: 0, Event.PRICES: 0, Event.CLAIMS: 53, Event.DECISION: 8,
        Event.SETTLEMENT: 24, Event.SHORTS: 24,
    }  # fmt: skip
    assert {one.basis for one in entries if one.event is Event.DECISION} == {Basis.STATED}
    assert {one.basis for one in entries if one.event is Event.JOBS} == {Basis.RULE}


def test_claims_come_on_thursdays_at_half_past_eight_and_before_a_holidays_thursday_on_the_day_before():
    first, second, *_ = (one for one in calendar().after(NOW, days=14) if one.event is Event.CLAIMS)

    assert first.at == datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
    assert first.about == date(2026, 11, 21)
    assert second.at == datetime(2026, 12, 3, 13, 30, tzinfo=UTC)
    assert date(2027, 11, 10) in days(Event.CLAIMS, NOW)  # the 11th, a Thursday, is Veterans Day
    assert date(2026, 12, 31) in days(Event.CLAIMS, NOW)


def test_summer_time_keeps_half_past_eight_in_new_york():
    july = calendar().after(datetime(2026, 6, 30, tzinfo=UTC), days=7)

    assert [one.at for one in july if one.event is Event.JOBS] == [datetime(2026, 7, 2, 12, 30, tzinfo=UTC)]


def test_short_interest_is_counted_on_sessions_and_published_on_the_seventh_after():
    """Source: FINRA's own pairs of 2026."""
    january = calendar().between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    pairs = {one.about: one.at.date() for one in january if one.event is Event.SHORTS}

    assert pairs[date(2026, 1, 15)] == date(2026, 1, 27)
    assert all(is_session(one.at.date()) and not one.timed for one in january if one.event is Event.SETTLEMENT)


def test_a_release_that_has_begun_is_the_latest_until_the_next():
    friday = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
    before = calendar().latest(Event.JOBS, friday - timedelta(seconds=1))
    begun = calendar().latest(Event.JOBS, friday)

    assert (before.about, begun.about) == (date(2026, 10, 1), date(2026, 11, 1))
    assert calendar().following(Event.JOBS, friday - timedelta(seconds=1)) == begun
    assert calendar().latest(Event.OPENINGS, friday) is calendar().following(Event.OPENINGS, friday) is None


def test_the_shutdown_of_2025_had_no_report_of_october_and_one_of_november_in_december():
    """Source: the BLS's notices of the shutdown; the rule alone would have said 7 November and 5 December."""
    then = calendar().between(datetime(2025, 11, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC))
    october, november = (one for one in then if one.event is Event.JOBS)

    assert (october.at.date(), october.about, november.at.date(), november.about) == (
        date(2025, 11, 7), date(2025, 10, 1), date(2025, 12, 16), date(2025, 11, 1),
    )  # fmt: skip
    assert october.none.startswith("the government was shut down")
    assert not october.is_lacking(None)
    assert november.is_lacking(date(2025, 9, 1))


def test_lateness_is_told_soon_of_a_stated_day_and_not_for_a_week_of_one_by_rule():
    stated = calendar().latest(Event.JOBS, datetime(2025, 12, 16, 14, 0, tzinfo=UTC))
    by_rule = calendar().latest(Event.JOBS, datetime(2026, 12, 4, 14, 0, tzinfo=UTC))
    held = date(2025, 9, 1)

    assert not stated.is_late(held, stated.at + timedelta(minutes=17))
    assert stated.is_late(held, stated.at + timedelta(minutes=18))
    assert not stated.is_late(date(2025, 11, 1), stated.at + timedelta(days=3))
    assert not by_rule.is_late(held, by_rule.at + timedelta(days=7))
    assert by_rule.is_late(held, by_rule.at + timedelta(days=8))


def test_days_stated_by_fred_go_before_the_rule_and_name_their_months():
    told = calendar().with_stated(Event.JOBS, [date(2026, 12, 4), date(2027, 1, 8), date(2027, 2, 5)], "FRED")
    told = told.with_stated(Event.OPENINGS, [date(2026, 12, 1), date(2027, 4, 1), date(2027, 4, 29)], "FRED")
    coming = told.after(NOW, days=170)

    assert [(one.at.date(), one.about.month, one.basis) for one in coming if one.event is Event.JOBS][:4] == [
        (date(2026, 12, 4), 11, Basis.STATED),
        (date(2027, 1, 8), 12, Basis.STATED),
        (date(2027, 2, 5), 1, Basis.STATED),
        (date(2027, 3, 5), 2, Basis.RULE),
    ]
    assert [one.about.month for one in coming if one.event is Event.OPENINGS] == [10, 2, 3]
    assert [one.at.hour for one in coming if one.event is Event.OPENINGS] == [15, 14, 14]  # ten in New York


def test_a_day_that_is_moved_is_not_expected_on_its_old_one_too():
    told = calendar().with_stated(Event.JOBS, [date(2026, 12, 4)], "FRED")
    moved = told.with_stated(Event.JOBS, [date(2026, 12, 16)], "FRED")

    assert [one.at.date() for one in moved.after(NOW, days=30) if one.event is Event.JOBS] == [date(2026, 12, 16)]


def test_no_days_from_fred_leave_the_table_as_it_is():
    assert calendar().with_stated(Event.JOBS, [], "FRED") is calendar()


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ([], "HAS RUN OUT on 2025-12-16"),
        ([date(2026, 12, 4)], "RUNS OUT on 2026-12-04, 1 left"),
        ([date(2026, 12, 4), date(2027, 1, 8), date(2027, 2, 5)], ""),
    ],
)
def test_it_warns_aloud_before_it_runs_out_and_says_what_to_do(stated, said):
    warnings = calendar().with_stated(Event.JOBS, stated, "FRED").warnings(NOW)

    assert bool(warnings) == bool(said)
    if said:
        (warning,) = warnings
        assert f"THE TABLE OF BLS RELEASES {said}" in warning
        assert "Set FRED_API_KEY" in warning


def test_the_fed_meetings_warn_through_it_too():
    stated = calendar().with_stated(Event.JOBS, [date(2027, 12, 3), date(2028, 1, 7), date(2028, 2, 4)], "FRED")

    assert "THE TABLE OF FED MEETINGS RUNS OUT" in stated.warnings(datetime(2027, 10, 1, tzinfo=UTC))[0]


def test_without_a_table_everything_is_by_rule():
    assert calendar().stated
    assert {one.basis for one in Calendar().after(NOW) if one.event is Event.JOBS} == {Basis.RULE}
