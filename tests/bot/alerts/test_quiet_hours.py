"""Quiet hours by the clock on the wall: over midnight, over daylight saving, never all day by mistake."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.quiet_hours import QuietHours

NIGHT = QuietHours(time(22), time(7), "Europe/Berlin")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (utc(2026, 1, 15, 20, 59), None),
        (utc(2026, 1, 15, 21, 0), utc(2026, 1, 16, 6, 0)),
        (utc(2026, 1, 16, 5, 59), utc(2026, 1, 16, 6, 0)),
        (utc(2026, 1, 16, 6, 0), None),
    ],
)
def test_quiet_hours_cross_midnight_and_their_end_is_outside(at, end):
    assert NIGHT.until(at) == end


def test_within_a_day_they_do_not_cross_it():
    noon = QuietHours(time(12), time(14), "UTC")

    assert noon.until(utc(2026, 1, 15, 13)) == utc(2026, 1, 15, 14)
    assert noon.until(utc(2026, 1, 15, 23)) is None
    assert noon.until(utc(2026, 1, 15, 3)) is None


@pytest.mark.parametrize(
    ("evening", "hours"), [(utc(2026, 3, 28, 21, 0), 8), (utc(2026, 10, 24, 20, 0), 10), (utc(2026, 6, 1, 20, 0), 9)]
)
def test_a_night_in_which_the_clock_moves_is_an_hour_shorter_or_longer(evening, hours):
    assert NIGHT.until(evening) == evening + timedelta(hours=hours)
    assert NIGHT.until(evening - timedelta(minutes=1)) is None


def test_an_end_that_the_clock_skips_comes_an_hour_later_and_one_shown_twice_counts_the_first_time():
    hours = QuietHours(time(22), time(2, 30), "Europe/Berlin")

    assert hours.until(utc(2026, 3, 29, 0, 0)) == utc(2026, 3, 29, 1, 30)
    assert hours.until(utc(2026, 10, 25, 0, 0)) == utc(2026, 10, 25, 0, 30)
    assert hours.until(utc(2026, 10, 25, 0, 30)) is None


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001  # made UTC below
    st.times(),
    st.times(),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_quiet_always_ends_within_a_day_at_the_end_on_the_wall(at, start, end, zone):
    if start == end:
        return
    hours, now = QuietHours(start, end, zone), at.replace(tzinfo=UTC)

    over = hours.until(now)

    if over is not None:
        assert now < over <= now + timedelta(hours=25)
        assert hours.until(over) is None
        shown = over.astimezone(ZoneInfo(zone)).time()
        assert shown == end or abs(over.astimezone(ZoneInfo(zone)).utcoffset() - offset_before(over, zone))


def offset_before(at, zone):
    return (at - timedelta(hours=2)).astimezone(ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("22:00-07:00 Europe/Berlin", "22:00-07:00 Europe/Berlin"),
        ("22-7 berlin", "22:00-07:00 Europe/Berlin"),
        ("22:30 to 6:05 new york", "22:30-06:05 America/New_York"),
        (" 0:00 – 23:59  utc ", "00:00-23:59 UTC"),
    ],
)
def test_what_people_type_is_understood_and_kept_in_one_form(typed, kept):
    assert str(QuietHours.parse(typed)) == kept
    assert QuietHours.parse(kept) == QuietHours.parse(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("22:00-22:00 UTC", "none or all day"),
        ("22:00-07:00", "Name a time zone"),
        ("25:00-07:00 UTC", "hours 0 to 23"),
        ("22:70-07:00 UTC", "minutes 00 to 59"),
        ("at night", "“at night” are no hours; write them as 22:00-07:00 Europe/Berlin."),
        ("22:00-07:00 ../etc/passwd", "not a time zone"),
        ("22:00-07:00 Atlantis", "such as Europe/Berlin"),
        ("22:00-07:00 louisville", "is it America/Kentucky/Louisville or America/Louisville?"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_with_the_next_step(typed, said):
    with pytest.raises(ValueError) as refused:
        QuietHours.parse(typed)

    assert said in str(refused.value)
