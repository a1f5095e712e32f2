"""What is expected of coming releases, by Yahoo's calendar of events, kept for good with what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.calendar import Entry, Event
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import CalendarFeed, LaborFeed, NoAnswer, Unavailable
from bot.market.labor import step
from bot.market.readings import Readings
from bot.market.release import payroll_changes
from bot.sources.cached import Answer, Shelf, unpacked
from bot.sources.yahoo import Yahoo
from bot.sources.yahoo_events import ROWS, expected
from bot.sources.yahoo_nouns import SOURCE

PLACE, ASKED = "consensus:told", "consensus:asked"
BROUGHT: dict[Event, tuple[Awaited, ...]] = {
    Event.JOBS: (Awaited.PAYROLLS, Awaited.UNEMPLOYMENT, Awaited.EARNINGS),
    Event.CLAIMS: (Awaited.CLAIMS,),
    Event.OPENINGS: (Awaited.OPENINGS,),
}  # by a release
AHEAD = timedelta(hours=26)  # of a release: by then economists have been asked
SHORTLY = timedelta(minutes=30)  # before a release, when it is asked once more if nothing was told
BUSY = timedelta(hours=1)  # after a release nobody waits for what is expected of another
REST = timedelta(minutes=15)  # after Yahoo did not answer
PAGES = 2  # of a day's events of all countries, of which ours are among the later ones
KEPT = 60  # of each figure
DAYS_KEPT = timedelta(days=7)


class ConsensusBook:
    """Answers ConsensusFeed: on the day before a release one request of Yahoo's, a second shortly before it if the
    first told nothing; on other days none.

    A row is (figure, about, due, expected, asked for at, actual). What is not from before its release is not kept.
    """

    def __init__(self, yahoo: Yahoo, labor: LaborFeed, dates: CalendarFeed, shelf: Shelf, clock: Clock) -> None:
        self._yahoo, self._labor, self._dates, self._shelf, self._clock = yahoo, labor, dates, shelf, clock
        self._one_at_a_time = asyncio.Lock()
        self._lost_at: datetime | None = None

    async def consensus(self, awaited: Awaited) -> Sequence[Consensus]:
        async with self._one_at_a_time:
            rows = await self._list(PLACE)
            before = list(rows)
            rows = await self._completed(await self._renewed(rows))
            if rows != before:
                await self._put(PLACE, rows)
        return sorted((_read(row) for row in rows if row[0] == awaited), key=lambda one: one.about)

    async def _renewed(self, rows: list[Any]) -> list[Any]:
        now, calendar = self._clock.now(), await self._dates.calendar()
        if self._lost_at is not None and now - self._lost_at < REST:
            return rows
        if any((last := calendar.latest(event, now)) is not None and now - last.at < BUSY for event in BROUGHT):
            return rows
        coming = [one for event in BROUGHT if (one := calendar.following(event, now)) is not None]
        lacking = [one for one in coming if now < one.at <= now + AHEAD and not one.none and _lacks(rows, one)]
        for day in sorted({one.at.date() for one in lacking}):
            entries = [one for one in lacking if one.at.date() == day]
            if await self._may_ask(day, min(one.at for one in entries)):
                rows = await self._with(rows, day, entries)
        return rows

    async def _may_ask(self, day: date, due: datetime) -> bool:
        """Once at any time, once more shortly before the release."""
        told = [(one, datetime.fromisoformat(at)) for one, at in await self._list(ASKED)]
        looks = [at for one, at in told if one == day.isoformat()]
        return not looks or (max(looks) < due - SHORTLY <= self._clock.now())

    async def _with(self, rows: list[Any], day: date, entries: Sequence[Entry]) -> list[Any]:
        now = self._clock.now()
        found: list[Any] = []
        try:
            for page in range(PAGES):
                events = await self._yahoo.events(day, page * ROWS)
                at = self._clock.now()
                found += [row for entry in entries if at < entry.at for row in _told(events, entry, at)]
                if found or len(events) < ROWS:
                    break
        except Unavailable:
            self._lost_at = now
            return rows
        known = [one for one in await self._list(ASKED) if date.fromisoformat(one[0]) > day - DAYS_KEPT]
        await self._put(ASKED, [*known, [day.isoformat(), now.isoformat()]])
        held = {(row[0], row[1]) for row in rows}
        return _newest([*rows, *(row for row in found if (row[0], row[1]) not in held)])

    async def _completed(self, rows: list[Any]) -> list[Any]:
        """With what was told, where the newest figure is the one that was awaited: an older one has been revised."""
        now = self._clock.now()
        open_ones = {row[0] for row in rows if row[5] is None and datetime.fromisoformat(row[2]) <= now}
        newest = {name: await self._newest(Awaited(name)) for name in open_ones}
        return [
            [*row[:5], told[1]] if row[5] is None and (told := newest.get(row[0])) and told[0] == row[1] else row
            for row in rows
        ]

    async def _newest(self, awaited: Awaited) -> tuple[str, float] | None:
        try:
            series = await self._series(awaited)
        except NoAnswer:
            return None
        return (series.points[-1][0].isoformat(), series.points[-1][1]) if series and series.points else None

    async def _series(self, awaited: Awaited) -> Readings | None:
        if awaited is Awaited.CLAIMS:
            return await self._labor.first_claims()
        market = await self._labor.labor()
        if awaited is Awaited.PAYROLLS:
            return payroll_changes(market.payrolls) if market.payrolls else None
        if awaited is Awaited.EARNINGS:
            return _growth(market.earnings) if market.earnings else None
        return market.unemployment if awaited is Awaited.UNEMPLOYMENT else market.openings

    async def _list(self, place: str) -> list[Any]:
        packed = await self._shelf.get(place)
        kept = unpacked(*packed) if packed else None
        return kept.value if kept is not None and isinstance(kept.value, list) else []

    async def _put(self, place: str, value: list[Any]) -> None:
        now = self._clock.now()
        await self._shelf.put(place, Answer(value, now).packed(), now)


def _lacks(rows: Iterable[Any], entry: Entry) -> bool:
    held = {row[0] for row in rows if row[1] == entry.about.isoformat()}
    return BROUGHT[entry.event][0] not in held


def _told(events: Sequence[Any], entry: Entry, at: datetime) -> list[list[Any]]:
    found = [(awaited, expected(events, awaited, entry)) for awaited in BROUGHT[entry.event]]
    return [
        [awaited.value, entry.about.isoformat(), entry.at.isoformat(), figure, at.isoformat(), None]
        for awaited, figure in found
        if figure is not None
    ]


def _newest(rows: Sequence[Any]) -> list[Any]:
    ordered = sorted(rows, key=lambda row: (row[0], row[1]))
    return [row for name in Awaited for row in [one for one in ordered if one[0] == name][-KEPT:]]


def _growth(pay: Readings) -> Readings | None:
    """Of the newest month on the month before, percent, to a tenth as it is told."""
    told = step(pay, pay.newest) if pay.newest else None
    if told is None or told.growth is None or pay.newest is None:
        return None
    points = ((pay.newest, round(told.growth * 100, 1)),)
    return Readings(as_of=pay.as_of, source=pay.source, name="growth of earnings", points=points, unit="percent")


def _read(row: Sequence[Any]) -> Consensus:
    awaited, about, due, figure, at, actual = row
    return Consensus(
        as_of=datetime.fromisoformat(at),
        source=SOURCE,
        awaited=Awaited(awaited),
        about=date.fromisoformat(about),
        due=datetime.fromisoformat(due),
        expected=float(figure),
        actual=None if actual is None else float(actual),
    )
