"""The labor market in one feed: the BLS's monthly series with the vintage before, and FRED's weekly claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.calendar import Calendar, Entry, Event
from bot.market.feeds import CalendarFeed, Unavailable
from bot.market.hours import NEW_YORK
from bot.market.labor import LaborMarket
from bot.market.pace import Pace
from bot.market.readings import Readings
from bot.sources.bls import EARNINGS, OPENINGS, PAYROLLS, SOURCE, UNEMPLOYMENT, UNITS, Bls
from bot.sources.cached import Answer, Cached, Shelf, unpacked, until
from bot.sources.fred import CLAIMS, SAHM, SPAN, Fred
from bot.sources.fred import SOURCE as FRED
from bot.sources.fred import UNITS as FRED_UNITS
from bot.words import later

YEARS = 5  # before this one: two years of surprises, each against a year, and one to spare
RENEWED = (time(8, 36), time(10, 6))  # New York, on any weekday: what no calendar tells of
CLAIMS_RENEWED = (time(8, 36),)
OLD = timedelta(days=40)  # how old an answer may be while the BLS or FRED is lost
PLACE = "labor:bls"
BEFORE = "labor:before"
KEYED = Pace.parse("every 20s for 3m then every 1m for 15m then every 15m for 8h")
OVERDUE = Pace.parse("every 1m for 6m")  # on every weekday after, at the same hour, until it comes
KEYLESS = Pace.parse("every 1m for 4m then every 5m for 25m then every 1h for 4h")  # 25 a day is all the BLS allows


class Labor:
    """Answers LaborFeed: asks often while a release is in progress, else twice a weekday.

    It keeps the payrolls that a release replaces.
    """

    def __init__(self, bls: Bls, fred: Fred, dates: CalendarFeed, shelf: Shelf, clock: Clock) -> None:
        self._bls, self._fred, self._dates, self._shelf, self._clock = bls, fred, dates, shelf, clock
        self._calendar = Calendar()
        self._kept = Cached(
            "labor", self._ask, shelf, clock, fresh=until(*RENEWED), stale_for=OLD, is_due=self._months_are_due
        )
        self._claims = Cached(
            "claims",
            self._ask_claims,
            shelf,
            clock,
            fresh=until(*CLAIMS_RENEWED),
            stale_for=OLD,
            is_due=self._weeks_are_due,
        )

    async def labor(self) -> LaborMarket:
        self._calendar = await self._dates.calendar()
        answer = await self._kept.get("bls")
        told = {name: _readings(name, points, answer) for name, points in answer.value.items()}
        packed = await self._shelf.get(BEFORE)
        before = unpacked(*packed) if packed else None
        return LaborMarket(
            payrolls=told.get(PAYROLLS),
            unemployment=told.get(UNEMPLOYMENT),
            earnings=told.get(EARNINGS),
            openings=told.get(OPENINGS),
            payrolls_before=_readings(PAYROLLS, before.value, before) if before else None,
        )

    async def first_claims(self) -> Readings:
        self._calendar = await self._dates.calendar()
        answer = await self._claims.get(CLAIMS)
        return _readings(CLAIMS, answer.value, answer, FRED, FRED_UNITS[CLAIMS])

    async def sahm_gap(self) -> Readings:
        return await self._fred.kept(SAHM)

    def _months_are_due(self, last: Answer, now: datetime) -> bool:
        pace = KEYED if self._bls.has_key else KEYLESS
        held = {Event.JOBS: PAYROLLS, Event.OPENINGS: OPENINGS}
        return any(
            _is_due(self._calendar.latest(event, now), _newest((last.value or {}).get(series)), last.at, now, pace)
            for event, series in held.items()
        )

    def _weeks_are_due(self, last: Answer, now: datetime) -> bool:
        pace = KEYED if self._fred.has_key else KEYLESS
        return _is_due(self._calendar.latest(Event.CLAIMS, now), _newest(last.value), last.at, now, pace)

    async def _ask(self, _name: str) -> Mapping[str, Any]:
        year = self._clock.now().astimezone(NEW_YORK).year
        told = await self._bls.labor(year - YEARS, year)
        if PAYROLLS not in told:  # they are always there: an answer without them is a fault, and the last one stands
            raise Unavailable(later("The BLS's answer holds no payrolls."))
        written = {name: _written(one) for name, one in told.items()}
        await self._keep_before(written.get(PAYROLLS, []))
        return written

    async def _ask_claims(self, name: str) -> list[tuple[str, float]]:
        return _written(await self._fred.series(name, self._clock.now().date() - SPAN))

    async def _keep_before(self, payrolls: list[tuple[str, float]]) -> None:
        """Put the payrolls that are kept aside once a month follows them."""
        packed = await self._shelf.get(PLACE)
        last = unpacked(*packed) if packed else None
        held = last.value.get(PAYROLLS) if last is not None and isinstance(last.value, dict) else None
        if last is not None and held and payrolls and payrolls[-1][0] > held[-1][0]:
            await self._shelf.put(BEFORE, Answer(held, last.at).packed(), last.at)


def _is_due(entry: Entry | None, newest: date | None, kept_at: datetime, now: datetime, pace: Pace) -> bool:
    """Whether a look lies between the kept answer and now, and the release is still lacking."""
    if entry is None or not entry.is_lacking(newest):
        return False
    due, local = entry.at.astimezone(NEW_YORK), now.astimezone(NEW_YORK)
    look = pace.latest(entry.at, now)
    if local.date() > due.date():
        again = datetime.combine(local.date(), due.time(), NEW_YORK)
        look = OVERDUE.latest(again, now) if local.weekday() < 5 else None
    return look is not None and kept_at < look


def _newest(points: Any) -> date | None:
    return date.fromisoformat(points[-1][0]) if points else None


def _written(told: Readings) -> list[tuple[str, float]]:
    return [(day.isoformat(), figure) for day, figure in told.points]


def _readings(name: str, points: Any, answer: Answer, source: str = SOURCE, unit: str = "") -> Readings:
    told = tuple((date.fromisoformat(day), float(figure)) for day, figure in points)
    return Readings(as_of=answer.at, source=source, name=name, points=told, unit=unit or UNITS.get(name, ""))
