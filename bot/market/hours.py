"""When the New York market is open: sessions, holidays and early closes, from exchange_calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


@cache
def _calendar() -> Any:
    from exchange_calendars import get_calendar

    return get_calendar("XNYS", start="2015-01-01")


def _known(day: date) -> date:
    """A day the calendar knows. ValueError says which days it does."""
    calendar = _calendar()
    first, last = calendar.first_session.date(), calendar.last_session.date()
    if not first <= day <= last:
        raise ValueError(f"the trading calendar knows {first} to {last}, not {day}; update exchange_calendars")
    return day


def is_session(day: date) -> bool:
    """Whether the New York Stock Exchange trades on this day. ValueError outside the calendar."""
    return bool(_calendar().is_session(str(_known(day))))


def opens(day: date) -> datetime:
    """The opening of a session, UTC."""
    moment: datetime = _calendar().session_open(str(_known(day))).to_pydatetime()
    return moment.astimezone(UTC)


def closes(day: date) -> datetime:
    """The close of a session, UTC; early closes included."""
    moment: datetime = _calendar().session_close(str(_known(day))).to_pydatetime()
    return moment.astimezone(UTC)


def is_open(now: datetime) -> bool:
    """Whether the regular session runs: from its opening up to its close."""
    day = now.astimezone(NEW_YORK).date()
    return is_session(day) and opens(day) <= now < closes(day)


def session_of(now: datetime) -> date:
    """The running session, or the last one, as a New York day."""
    day = now.astimezone(NEW_YORK).date()
    if is_session(day) and now >= opens(day):
        return day
    return last_session_on_or_before(date.fromordinal(day.toordinal() - 1))


def next_open(now: datetime) -> datetime:
    """The next opening after ``now``, UTC."""
    day = now.astimezone(NEW_YORK).date()
    if is_session(day) and now < opens(day):
        return opens(day)
    return opens(sessions_after(day, 1))


def last_session_on_or_before(day: date) -> date:
    """``day`` itself where it is a session, else the session before it."""
    session: date = _calendar().date_to_session(str(_known(day)), direction="previous").date()
    return session


def sessions_after(day: date, count: int) -> date:
    """The ``count``-th session after ``day``."""
    calendar = _calendar()
    start = str(last_session_on_or_before(day))
    session: date = calendar.session_offset(start, count).date()
    return session
