"""When short interest is counted and when it is published, from the trading calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.market.hours import last_session_on_or_before, sessions_after

MIDDLE = 15
WAIT = 7  # sessions from a settlement to its publication


def settlements(day: date) -> Iterator[date]:
    """Settlement dates up to ``day``, newest first: the last session by the 15th, and the last of each month."""
    last = day.replace(day=1)
    while True:
        following = (last + timedelta(days=31)).replace(day=1)
        for counted in (following - timedelta(days=1), last.replace(day=MIDDLE)):
            settlement = last_session_on_or_before(counted)
            if settlement <= day:
                yield settlement
        last = (last - timedelta(days=1)).replace(day=1)


def published(settlement: date) -> date:
    """The day on which FINRA publishes a settlement: the seventh business day after it."""
    return sessions_after(settlement, WAIT)


def newest_published(day: date) -> Iterator[date]:
    """Settlements whose day of publication has come, newest first."""
    return (settlement for settlement in settlements(day) if published(settlement) <= day)
