"""The table of Fed meetings: what it knows, and that it says aloud when it runs out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.fomc import TargetRange, meetings


def at(*day: int) -> datetime:
    return datetime(*day, 12, tzinfo=UTC)


def test_2026_and_2027_have_eight_meetings_each_in_eight_months():
    for year in (2026, 2027):
        months = [one.day.month for one in meetings().known if one.day.year == year]

        assert len(months) == len(set(months)) == 8


def test_every_decision_told_names_its_source():
    assert all(bool(one.told) == (one.after is not None) for one in meetings().known)


def test_the_fed_raised_in_september_2026_from_where_two_cuts_of_late_2025_had_left_it():
    told = {one.day: one.after for one in meetings().known if one.after}

    assert told[date(2025, 9, 17)] == TargetRange(4.00, 4.25)
    assert told[date(2025, 10, 29)] == TargetRange(3.75, 4.00)
    assert told[date(2025, 12, 10)] == told[date(2026, 7, 29)] == TargetRange(3.50, 3.75)
    assert told[date(2026, 9, 16)] == TargetRange(3.75, 4.00)


def test_a_meeting_is_announced_at_two_in_new_york_in_winter_and_summer():
    assert meetings().in_month(date(2026, 12, 1)).at == datetime(2026, 12, 9, 19, tzinfo=UTC)
    assert meetings().in_month(date(2026, 9, 1)).at == datetime(2026, 9, 16, 18, tzinfo=UTC)


def test_a_meeting_is_still_to_come_until_its_announcement():
    announced = datetime(2026, 9, 16, 18, tzinfo=UTC)

    assert meetings().after(announced - timedelta(seconds=1))[0].day == date(2026, 9, 16)
    assert meetings().after(announced)[0].day == date(2026, 10, 28)
    assert meetings().before(announced)[-1].day == date(2026, 9, 16)


def test_a_month_without_a_meeting_is_told_from_a_year_nobody_entered():
    assert meetings().in_month(date(2026, 11, 1)) is None
    assert not meetings().knows(date(2028, 1, 1))
    with pytest.raises(ValueError, match=r"knows no 2028\. Add the next year's dates"):
        meetings().in_month(date(2028, 1, 1))


def test_the_table_warns_before_it_runs_out_and_shouts_when_it_has():
    assert meetings().warning(at(2026, 11, 25)) == ""
    assert "RUNS OUT on 2027-12-08, 3 left" in meetings().warning(at(2027, 9, 14))
    assert "HAS RUN OUT on 2027-12-08: no rate path can be computed" in meetings().warning(at(2027, 12, 9))
