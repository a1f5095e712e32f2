"""When the New York market is open: sessions, holidays and early closes, from exchange_calendars."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
FIRST, LAST = date(2015, 1, 1), date(2049, 12, 31)  # fixed, so that a program that runs for years does not outlive it


@cache
def _sessions() -> Mapping[date, tuple[datetime, datetime]]:
    """Every session with its opening and close, UTC, oldest first; read once, then without pandas."""
    from exchange_calendars import get_calendar

    known = get_calendar("XNYS", start=str(FIRST), end=str(LAST))
    spans = zip(known.opens.items(), known.closes, strict=True)
    return {
        day.date(): (opening.to_pydatetime().astimezone(UTC), close.to_pydatetime().astimezone(UTC))
        for (day, opening), close in spans
    }


@cache
def _days() -> Sequence[date]:
    return list(_sessions())


def _known(day: date) -> date:
    """A day the calendar knows. ValueError says which days it does."""
    if not FIRST <= day <= LAST:
        raise ValueError(f"the trading calendar knows {FIRST} to {LAST}, not {day}")
    return day


def _span(day: date) -> tuple[datetime, datetime]:
    if not is_session(day):
        raise ValueError(f"New York does not trade on {day}")
    return _sessions()[day]


def is_session(day: date) -> bool:
    """Whether the New York Stock Exchange trades on this day. ValueError outside the calendar."""
    return _known(day) in _sessions()


def opens(day: date) -> datetime:
    """The opening of a session, UTC. ValueError where ``day`` is none."""
    return _span(day)[0]


def closes(day: date) -> datetime:
    """The close of a session, UTC; early closes included. ValueError where ``day`` is none."""
    return _span(day)[1]


def is_open(now: datetime) -> bool:
    """Whether the regular session runs: from its opening up to its close."""
    day = now.astimezone(NEW_YORK).date()
    return is_session(day) and opens(day) <= now < closes(day)


def session_of(now: datetime) -> date:
    """The running session, or the last one, as a New York day."""
    day = now.astimezone(NEW_YORK).date()
    if is_session(day) and now >= opens(day):
        return day
    return last_session_on_or_before(day - timedelta(days=1))


def next_open(now: datetime) -> datetime:
    """The next opening after ``now``, UTC."""
    day = now.astimezone(NEW_YORK).date()
    if is_session(day) and now < opens(day):
        return opens(day)
    return opens(sessions_after(day, 1))


def last_session_on_or_before(day: date) -> date:
    """``day`` itself where it is a session, else the session before it."""
    return sessions_after(day, 0)


def sessions_after(day: date, count: int) -> date:
    """The ``count``-th session after ``day``; 0 is ``day`` itself or the session before it. ValueError past the end."""
    place = bisect_right(_days(), _known(day)) - 1 + count
    if not 0 <= place < len(_days()):
        raise ValueError(f"the trading calendar, {FIRST} to {LAST}, has no {count} sessions after {day}")
    return _days()[place]
