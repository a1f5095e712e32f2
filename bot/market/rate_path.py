"""The path of the Fed's rate that futures imply, and its odds: CME's FedWatch method.

Each month's contract settles at the average rate of that month. A month without a meeting is an anchor: it starts and
ends at its average. From the next anchor one works backward, since a month's average, its end and the day of its
meeting give its start. A meeting month behind an anchor starts where the anchor ended, and its own average is then not
needed; where no anchor follows (the contracts end), it is solved forward.

Rebuilt from CME's own export of 2023 and 2024: with the announcement day counted as before the meeting, the price of
every month solved backward falls on a whole 0.0025 tick, on all 188 days.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.market.fed_funds import FedFundsFutures
from bot.market.fomc import Meeting, Meetings
from bot.market.readings import months_from


class DayCount(Enum):
    """On which side of a decision its announcement day falls; the value is how many days it moves."""

    BEFORE = 0  # CME's live tool: the new rate holds from the next day, as FRED's target range shows
    AFTER = 1  # CME's papers of 2015 and 2022, and pyfedwatch


@dataclass(frozen=True)
class MonthPath:
    """A contract month: its average and the rates it starts and ends with, percent; None where prices do not say."""

    month: date
    average: float
    start: float | None
    end: float | None
    meeting: Meeting | None = None


def days_around(meeting: date, count: DayCount = DayCount.BEFORE) -> tuple[int, int]:
    """Days of the month at the old rate and at the new one (N and M); they add up to the month."""
    before = meeting.day - count.value
    return before, monthrange(meeting.year, meeting.month)[1] - before


def month_paths(
    futures: FedFundsFutures, meetings: Meetings, count: DayCount = DayCount.BEFORE
) -> tuple[MonthPath, ...]:
    """Start and end of every contract month, up to the first gap between contracts or the end of the meeting table.

    ``meetings`` must hold past ones too: a month whose meeting is over is no anchor.
    """
    months = _unbroken(futures, meetings)
    held = [meetings.in_month(month) for month, _ in months]
    solved: list[MonthPath] = []
    later: float | None = None
    for (month, average), meeting in zip(reversed(months), reversed(held), strict=True):
        start, end = (average, average) if meeting is None else (_start(average, later, meeting.day, count), later)
        solved.append(MonthPath(month, average, start, end, meeting))
        later = start
    return _joined(solved[::-1], count)


def _unbroken(futures: FedFundsFutures, meetings: Meetings) -> list[tuple[date, float]]:
    months: list[tuple[date, float]] = []
    for month, price in sorted(futures.prices):
        if not meetings.knows(month) or (months and month != months_from(months[-1][0], 1)):
            break
        months.append((month, 100 - price))
    return months


def _start(average: float, end: float | None, day: date, count: DayCount) -> float | None:
    old, new = days_around(day, count)
    return None if end is None or old == 0 else ((old + new) * average - new * end) / old


def _end(average: float, start: float | None, day: date, count: DayCount) -> float | None:
    old, new = days_around(day, count)
    return None if start is None or new == 0 else ((old + new) * average - old * start) / new


def _joined(solved: list[MonthPath], count: DayCount) -> tuple[MonthPath, ...]:
    joined: list[MonthPath] = []
    for one in solved:
        if one.meeting is None:
            joined.append(one)
            continue
        start = joined[-1].end if joined and joined[-1].end is not None else one.start
        end = one.end if one.end is not None else _end(one.average, start, one.meeting.day, count)
        joined.append(MonthPath(one.month, one.average, start, end, one.meeting))
    return tuple(joined)
