"""Federal holidays of the United States, on which nothing is published: 5 U.S.C. 6103."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_MONDAYS = ((1, 3), (2, 3), (5, -1), (9, 1), (10, 2))  # month, which Monday of it
_SATURDAY, _SUNDAY, _THURSDAY = 5, 6, 3


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The weekdays of a year on which federal offices are closed by law (inaugurations aside).

    One that falls on a Saturday is kept on the Friday before, perhaps of the year before; on a Sunday, on the Monday.
    """
    fixed = [_kept(date(one, month, day)) for one in (year, year + 1) for month, day in _FIXED]
    mondays = [_nth(year, month, 0, place) for month, place in _MONDAYS]
    return frozenset(day for day in (*fixed, *mondays, _nth(year, 11, _THURSDAY, 4)) if day.year == year)


def is_holiday(day: date) -> bool:
    return day in federal_holidays(day.year)


def office_day(day: date) -> date:
    """``day``, or the last weekday before it that is no holiday."""
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day -= timedelta(days=1)
    return day


def next_office_day(day: date) -> date:
    """``day``, or the first weekday after it that is no holiday: what is due on another day is due then."""
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def _kept(day: date) -> date:
    return day + timedelta(days={_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, place: int) -> date:
    """The ``place``-th such weekday of a month; -1 is the last."""
    if place < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
