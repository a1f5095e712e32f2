"""Which two closes tell how a price took a report: the last one that could not know it, and two sessions on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.market import hours

SESSIONS = 2


def closes_around(report: datetime) -> tuple[date, date]:
    """The session before a report and the second one that knew it. A report after the close belongs to the next one."""
    today = report.astimezone(hours.NEW_YORK).date()
    before = hours.last_session_on_or_before(today - timedelta(days=1))
    if hours.is_session(today) and report >= hours.closes(today):
        before = today
    return before, hours.sessions_after(before, SESSIONS)
