"""Times of day on the wall of one zone."""

from datetime import UTC, datetime, time

import pytest

from bot.alerts.day_times import DayTimes


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("08:30 16:30 America/New_York", "08:30 16:30 America/New_York"),
        ("16:30, 8:30, new york", "08:30 16:30 America/New_York"),
        ("7 utc", "07:00 UTC"),
        ("7 7:00 utc", "07:00 UTC"),
    ],
)
def test_times_are_read_as_people_write_them_and_kept_in_order(text, kept):
    assert str(DayTimes.parse(text)) == kept
    assert DayTimes.parse(kept) == DayTimes.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "one to 3 times of a day"),
        ("Europe/Berlin", "one to 3 times of a day"),
        ("1 2 3 4 UTC", "one to 3 times of a day"),
        ("25:00 UTC", "hours 0 to 23"),
        ("08:30", "Name a time zone after the times"),
        ("08:30 Mars/Olympus", "is not a time zone"),
    ],
)
def test_what_cannot_be_used_is_refused_with_an_example(text, said):
    with pytest.raises(ValueError, match=said):
        DayTimes.parse(text)


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        ("2026-01-15T08:29:59-05:00", "2026-01-14T16:30-05:00"),
        ("2026-01-15T08:30:00-05:00", "2026-01-15T08:30-05:00"),
        ("2026-01-15T23:00:00-05:00", "2026-01-15T16:30-05:00"),
        ("2026-03-09T08:00:00-04:00", "2026-03-08T16:30-04:00"),
    ],
)
def test_the_newest_moment_that_is_over_is_found_by_the_wall_clock(now, latest):
    times = DayTimes((time(8, 30), time(16, 30)), "America/New_York")

    assert times.latest(at(now)) == at(latest)


def test_a_time_that_the_clock_skips_comes_an_hour_later():
    times = DayTimes((time(2, 30),), "America/New_York")

    assert times.latest(at("2026-03-08T12:00-04:00")) == at("2026-03-08T03:30-04:00")
