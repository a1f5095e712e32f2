"""The calendar of releases: the program's own table, and the days that FRED knows where there is a key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.market.calendar import Calendar, Event, calendar
from bot.market.feeds import NoAnswer, Unavailable
from bot.sources.cached import Answer, Cached, Shelf, on_each, same_day
from bot.sources.fred import SOURCE, Fred
from bot.words import later

RELEASES: Mapping[Event, int] = {Event.JOBS: 50, Event.OPENINGS: 192, Event.PRICES: 10}  # as FRED numbers them
BACK = timedelta(days=70)  # the release in progress is among them
WEEKDAYS: Mapping[Event, int] = {Event.JOBS: 1, Event.OPENINGS: 2, Event.PRICES: 3}  # one request a day, not three
NEAR = timedelta(days=1)  # of a stated day it is asked each day whether that has moved
OLD = timedelta(days=60)  # how old an answer may be while FRED is lost
REST = timedelta(minutes=15)  # before FRED is asked again after it did not answer: a release is asked about often


class Dates:
    """Answers CalendarFeed, with none asked where there is no key: each release's days once a week, and once a day
    around a stated one, for it may be moved.
    """

    def __init__(self, fred: Fred, shelf: Shelf, clock: Clock) -> None:
        self._fred, self._clock = fred, clock
        self._kept = {
            event: Cached(
                "release dates", self._ask, shelf, clock, fresh=on_each(weekday), stale_for=OLD, is_due=_may_move
            )
            for event, weekday in WEEKDAYS.items()
        }
        self._lost: dict[str, datetime] = {}

    async def calendar(self) -> Calendar:
        known = calendar()
        if not self._fred.has_key:
            return known
        for event, number in RELEASES.items():
            try:
                days = (await self._kept[event].get(str(number))).value
            except NoAnswer:
                continue
            known = known.with_stated(event, [date.fromisoformat(day) for day in days], SOURCE)
        return known

    async def _ask(self, number: str) -> list[str]:
        now = self._clock.now()
        if number in self._lost and now - self._lost[number] < REST:
            raise Unavailable(later("FRED did not answer a moment ago."))
        try:
            told = await self._fred.release_dates(int(number), now.date() - BACK)
        except Unavailable:
            self._lost[number] = now
            raise
        return [day.isoformat() for day in told]


def _may_move(last: Answer, now: datetime) -> bool:
    """Whether a stated day is yesterday, today or tomorrow, and today it was not asked yet."""
    near = any(abs(now.date() - date.fromisoformat(day)) <= NEAR for day in last.value or ())
    return near and not same_day(last.at, now)
