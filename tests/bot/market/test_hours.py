"""Sessions of the New York exchange: early closes, holidays, clock changes, the end of the calendar."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market import hours

DAYS = st.dates(date(2016, 1, 1), date(2049, 11, 30))
MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2049, 11, 30), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive by contract
BLACK_FRIDAY, CHRISTMAS_EVE, THANKSGIVING = date(2026, 11, 27), date(2026, 12, 24), date(2026, 11, 26)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize("day", [BLACK_FRIDAY, CHRISTMAS_EVE])
def test_an_early_close_is_at_one_in_new_york(day):
    assert hours.closes(day).astimezone(hours.NEW_YORK).time().isoformat() == "13:00:00"
    assert hours.is_open(hours.closes(day) - timedelta(seconds=1))
    assert not hours.is_open(hours.closes(day))


def test_thanksgiving_is_no_session_and_belongs_to_the_one_before():
    noon = utc(2026, 11, 26, 17)

    assert not hours.is_session(THANKSGIVING)
    assert not hours.is_open(noon)
    assert hours.session_of(noon) == date(2026, 11, 25)
    assert hours.next_open(noon) == utc(2026, 11, 27, 14, 30)


def test_a_day_that_is_no_session_has_no_hours():
    with pytest.raises(ValueError, match="does not trade on 2026-11-26"):
        hours.opens(THANKSGIVING)


@pytest.mark.parametrize(
    ("before", "after", "opening_before", "opening_after"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), utc(2026, 3, 6, 14, 30), utc(2026, 3, 9, 13, 30)),
        (date(2026, 10, 30), date(2026, 11, 2), utc(2026, 10, 30, 13, 30), utc(2026, 11, 2, 14, 30)),
    ],
)
def test_both_clock_changes_move_the_opening_in_utc(before, after, opening_before, opening_after):
    assert (hours.opens(before), hours.opens(after)) == (opening_before, opening_after)
    assert hours.sessions_after(before, 1) == after
    assert hours.next_open(hours.closes(before)) == opening_after


def test_the_session_begins_with_its_opening():
    opening = hours.opens(date(2026, 1, 15))

    assert hours.session_of(opening) == date(2026, 1, 15)
    assert hours.session_of(opening - timedelta(seconds=1)) == date(2026, 1, 14)
    assert not hours.is_open(opening - timedelta(seconds=1))
    assert hours.is_open(opening)


def test_an_evening_in_new_york_is_the_next_day_in_utc_and_still_its_session():
    assert hours.session_of(utc(2026, 1, 16, 1)) == date(2026, 1, 15)


def test_seven_sessions_after_a_settlement_skip_the_holiday_between():
    assert hours.sessions_after(date(2026, 11, 20), 7) == date(2026, 12, 2)
    assert hours.sessions_after(date(2026, 11, 22), 1) == date(2026, 11, 23)


@pytest.mark.parametrize("year", [1999, 2050, 9999])
def test_a_year_outside_the_calendar_is_refused_in_words(year):
    day = date(year, 6, 1)

    for ask in (
        lambda: hours.is_session(day),
        lambda: hours.is_open(datetime(year, 6, 1, 15, tzinfo=UTC)),
        lambda: hours.session_of(datetime(year, 6, 1, 15, tzinfo=UTC)),
        lambda: hours.last_session_on_or_before(day),
    ):
        with pytest.raises(ValueError, match=f"knows 2015-01-01 to 2049-12-31, not {year}-06-01"):
            ask()


def test_the_last_day_has_no_session_after_it():
    assert hours.is_session(hours.LAST)
    with pytest.raises(ValueError, match="no 1 sessions after 2049-12-31"):
        hours.next_open(utc(2049, 12, 31, 22))


@given(MOMENTS)
def test_the_market_is_open_exactly_inside_its_session(now):
    day = hours.session_of(now)

    assert hours.opens(day) <= now
    assert hours.is_open(now) == (now < hours.closes(day))
    assert hours.next_open(now) > now
    assert hours.session_of(hours.next_open(now)) > day


@given(DAYS, st.integers(1, 20))
def test_counting_sessions_is_walking_the_days(day, count):
    walked = day
    for _ in range(count):
        walked += timedelta(days=1)
        while not hours.is_session(walked):
            walked += timedelta(days=1)

    assert hours.sessions_after(day, count) == walked
    assert hours.last_session_on_or_before(walked) == walked


def test_the_calendar_is_not_loaded_before_it_is_asked():
    code = "import sys, bot.market.hours; sys.exit('pandas' in sys.modules or 'exchange_calendars' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
