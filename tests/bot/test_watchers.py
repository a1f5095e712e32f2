"""Schedules in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watchers import Schedule

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive by contract


def test_an_interval_in_session_is_read():
    schedule = Schedule.parse("Every 5m  in session")

    assert (schedule.seconds, schedule.in_session) == (300, True)


@pytest.mark.parametrize(
    "words", ["", "every 0s", "every five minutes", "weekdays 25:00", "1-5 09:30", "every 5m in summer", "x" * 500]
)
def test_anything_else_is_refused_with_an_example(words):
    with pytest.raises(ValueError, match=r"“every 5m”"):
        Schedule.parse(words)


@given(MOMENTS, st.sampled_from(["every 2s", "every 7m", "every 6h", "daily 09:30", "weekdays 18:30", "sun 02:30"]))
def test_the_latest_planned_moment_is_behind_now_and_is_planned_for_itself(now, words):
    schedule = Schedule.parse(words)

    planned = schedule.latest(now)

    assert planned <= now
    assert schedule.latest(planned) == planned
    assert now - planned <= timedelta(days=8)


def test_clock_times_are_new_york_on_both_sides_of_a_clock_change():
    schedule = Schedule.parse("weekdays 09:30")

    assert schedule.latest(datetime(2026, 3, 6, 20, tzinfo=UTC)) == datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
    assert schedule.latest(datetime(2026, 3, 9, 20, tzinfo=UTC)) == datetime(2026, 3, 9, 13, 30, tzinfo=UTC)


def test_a_weekday_schedule_knows_no_weekend():
    assert Schedule.parse("weekdays 09:30").latest(datetime(2026, 11, 22, 20, tzinfo=UTC)).weekday() == 4


RELEASE = Schedule.parse("weekdays 08:30 then every 20s for 3m then every 1m for 15m")


def test_a_clock_time_may_go_on_often_at_first_and_then_less():
    planned, at = [], datetime(2026, 12, 4, 13, 29, tzinfo=UTC)
    for _ in range(26):
        at = RELEASE.following(at)
        planned.append(at.strftime("%a %H:%M:%S"))

    assert planned[:4] == ["Fri 13:30:00", "Fri 13:30:20", "Fri 13:30:40", "Fri 13:31:00"]
    assert planned[8:11] == ["Fri 13:32:40", "Fri 13:33:00", "Fri 13:34:00"]
    assert planned[24:] == ["Fri 13:48:00", "Mon 13:30:00"]


@given(MOMENTS, st.sampled_from(["every 2s", "daily 09:30", RELEASE.words, "fri 23:00 then every 7m for 5h"]))
def test_what_follows_is_ahead_of_now_and_planned_and_nothing_lies_between(now, words):
    schedule = Schedule.parse(words)

    following = schedule.following(now)

    assert following > now
    assert schedule.latest(following) == following
    assert schedule.latest(following - timedelta(microseconds=1)) == schedule.latest(now)


@pytest.mark.parametrize(
    "words", ["every 5m then every 1m for 5m", "weekdays 08:30 then every 1m", "daily 08:30 then every 1h for 23h"]
)
def test_a_pace_goes_with_a_clock_time_and_ends_within_the_day(words):
    with pytest.raises(ValueError, match="write “every"):
        Schedule.parse(words)
