"""The money market of the story: futures from a count of cuts, and series from the few days that are told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import inf
from typing import Any

from bot.market import hours
from bot.market.fed_funds import FedFundsFutures
from bot.market.fomc import meetings
from bot.market.rate_odds import MOVE
from bot.market.rate_path import days_around
from bot.market.readings import Readings, months_from
from bot.rating.decision import last_close
from bot.words import later

SETTLED = later("CME settlements (fact)")
COUNTED = later("CME FedWatch, cuts of the year (fact), the months between constructed")
HELD = later("the last count told, held until the next one (constructed)")
RATE = 3.63  # percent: where the path of a count begins, inside the range of 3.50 to 3.75 that held until September


def read_futures(told: Mapping[str, Any], at: datetime) -> Sequence[FedFundsFutures]:
    """What is told of futures after the close of a day, none or one.

    Settlements as they were, or a path that prices the newest count; a count that is older than the day is held until
    the next one and says so. After the first settlements no count is held.
    """
    day = at.astimezone(hours.NEW_YORK).date()
    settlements = {date.fromisoformat(one): prices for one, prices in told["settlements"].items()}
    if day in settlements:
        settled = tuple((date.fromisoformat(f"{month}-01"), price) for month, price in settlements[day].items())
        return (FedFundsFutures(as_of=at, source=SETTLED, prices=settled),)
    counted = {on: cuts for one, cuts in told["counts"].items() if (on := date.fromisoformat(one)) <= day}
    if not counted or min(settlements) < day:
        return ()
    newest = max(counted)
    source = COUNTED if newest == day else HELD
    return (FedFundsFutures(as_of=at, source=source, prices=tuple(_path(day, counted[newest]))),)


def _path(today: date, cuts: float) -> Iterator[tuple[date, float]]:
    """Contract prices to the first month of the next year without a meeting, the cuts spread over this year's ones."""
    table = meetings()
    ahead = [months_from(today, count) for count in range(12 - today.month + 3)]
    held = [meeting for month in ahead if (meeting := table.in_month(month)) and meeting.day > today]
    step = -cuts * MOVE / sum(meeting.day.year == today.year for meeting in held)
    rate = RATE
    for month in ahead:
        meeting = table.in_month(month)
        before = rate
        if meeting in held and month.year == today.year:
            rate += step
        old, new = days_around(meeting.day) if meeting else (0, 1)
        yield month, 100 - (old * before + new * rate) / (old + new)


class Series:
    """The series of the story, each session of theirs worked out once."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._known = [
            (name, one["source"], tuple(_points(_dated(one["days"]), straight=one["between"] == "lines")))
            for name, one in told.items()
        ]

    def until(self, at: datetime) -> Sequence[Readings]:
        """Each series as far as its days are closed at ``at``."""
        last = (last_close(at), inf)
        return [
            Readings(as_of=at, source=source, name=name, points=points[: bisect_right(points, last)])
            for name, source, points in self._known
        ]


def _dated(days: Mapping[str, float]) -> Sequence[tuple[date, float]]:
    return sorted((date.fromisoformat(day), value) for day, value in days.items())


def _points(known: Sequence[tuple[date, float]], *, straight: bool) -> Iterator[tuple[date, float]]:
    """Every session between the first and the last day told."""
    days = [day for day, _ in known]
    day = days[0]
    while day <= days[-1]:
        if hours.is_session(day):
            place = bisect_right(days, day) - 1
            since, value = known[place]
            after, then = known[min(place + 1, len(known) - 1)]
            part = (day - since) / (after - since) if straight and after > since else 0.0
            yield day, round(value + (then - value) * part, 2)
        day += timedelta(days=1)
