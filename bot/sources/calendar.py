"""The calendar of releases: the program's own table, and the days that FRED knows where there is a key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.market.calendar import Calendar, Event, calendar
from bot.market.feeds import NoAnswer, Unavailable
from bot.sources.cached import Cached, Shelf, same_day
from bot.sources.fred import SOURCE, Fred

RELEASES: Mapping[Event, int] = {Event.JOBS: 50, Event.OPENINGS: 192, Event.PRICES: 10}  # as FRED numbers them
BACK = timedelta(days=70)  # the release in progress is among them
OLD = timedelta(days=60)  # how old an answer may be while FRED is lost
REST = timedelta(minutes=15)  # before FRED is asked again after it did not answer: a release is asked about often


class Dates:
    """Answers CalendarFeed with at most three requests a day, and with none where there is no key."""

    def __init__(self, fred: Fred, shelf: Shelf, clock: Clock) -> None:
        self._fred, self._clock = fred, clock
        self._kept = Cached("release dates", self._ask, shelf, clock, fresh=same_day, stale_for=OLD)
        self._lost: dict[str, datetime] = {}

    async def calendar(self) -> Calendar:
        known = calendar()
        if not self._fred.has_key:
            return known
        for event, number in RELEASES.items():
            try:
                days = (await self._kept.get(str(number))).value
            except NoAnswer:
                continue
            known = known.with_stated(event, [date.fromisoformat(day) for day in days], SOURCE)
        return known

    async def _ask(self, number: str) -> list[str]:
        now = self._clock.now()
        if number in self._lost and now - self._lost[number] < REST:
            raise Unavailable("FRED did not answer a moment ago.")
        try:
            told = await self._fred.release_dates(int(number), now.date() - BACK)
        except Unavailable:
            self._lost[number] = now
            raise
        return [day.isoformat() for day in told]
