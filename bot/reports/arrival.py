"""When a report came: by its 8-K, or by the announced moment that has passed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.alerts.episode import Episode
from bot.market.earnings import ReportedQuarter
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.reports.expectation import read
from bot.reports.seen import Seen

REPORTED_WITHIN = timedelta(days=120)  # of the end of its quarter


def paper(seen: Seen, quarter: ReportedQuarter, now: datetime) -> Filing | None:
    """The first results that were filed since the end of the quarter."""
    filed = () if isinstance(seen.results, str) else seen.results
    end = datetime.combine(quarter.end, time(), NEW_YORK)
    inside = [one for one in filed if end < one.accepted <= min(now, end + REPORTED_WITHIN)]
    return min(inside, key=lambda one: one.accepted, default=None)


def announced(known: Episode | None, quarter: ReportedQuarter, now: datetime) -> datetime | None:
    """The announced moment that has passed since the quarter ended; a span or an estimate is no moment."""
    if known is None:
        return None
    expected, passed = read(known.side)
    end = datetime.combine(quarter.end, time(), UTC)
    told = [passed, None if expected.is_estimate else expected.last]
    inside = [one for one in told if one is not None and end < one <= min(now, end + REPORTED_WITHIN)]
    return max(inside, default=None)
