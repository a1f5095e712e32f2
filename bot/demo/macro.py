"""The money market of the story: futures from a count of cuts, and series from the few days that are told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.market import hours
from bot.market.fed_funds import FedFundsFutures
from bot.market.fomc import meetings
from bot.market.rate_odds import MOVE
from bot.market.rate_path import days_around
from bot.market.readings import Readings, months_from
from bot.rating.decision import last_close

SETTLED = "CME settlements (fact)"
COUNTED = "CME FedWatch, cuts of the year (fact), the months between constructed"
CONSTRUCTED = "constructed for this story"
RATE = 3.63  # percent: where the path of a count begins, inside the range of 3.50 to 3.75 that held until September


def read_futures(beat: Mapping[str, Any], at: datetime) -> Sequence[FedFundsFutures]:
    """What a beat tells of futures, none or one: settlements as they were, or a path that prices its count."""
    if told := beat.get("futures"):
        settled = tuple((date.fromisoformat(f"{month}-01"), price) for month, price in told.items())
        return (FedFundsFutures(as_of=at, source=SETTLED, prices=settled),)
    for name, source in (("cuts", COUNTED), ("cuts_constructed", CONSTRUCTED)):
        if name in beat:
            return (FedFundsFutures(as_of=at, source=source, prices=tuple(_path(at.date(), beat[name]))),)
    return ()


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


def read_series(told: Mapping[str, Any], at: datetime) -> Sequence[Readings]:
    """Each series of the story as far as its days are closed at ``at``."""
    until = last_close(at)
    return [
        Readings(
            as_of=at, source=one["source"], name=name,
            points=tuple(_points(_dated(one["days"]), until, straight=one["between"] == "lines")),
        )
        for name, one in told.items()
    ]  # fmt: skip


def _dated(days: Mapping[str, float]) -> Sequence[tuple[date, float]]:
    return sorted((date.fromisoformat(day), value) for day, value in days.items())


def _points(known: Sequence[tuple[date, float]], until: date, *, straight: bool) -> Iterator[tuple[date, float]]:
    """Every session between the first and the last day told, up to ``until``."""
    days = [day for day, _ in known]
    day, end = days[0], min(days[-1], until)
    while day <= end:
        if hours.is_session(day):
            place = bisect_right(days, day) - 1
            since, value = known[place]
            after, then = known[min(place + 1, len(known) - 1)]
            part = (day - since) / (after - since) if straight and after > since else 0.0
            yield day, round(value + (then - value) * part, 2)
        day += timedelta(days=1)
