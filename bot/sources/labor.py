"""The labor market in one feed: the BLS's monthly series with the vintage before, and FRED's weekly claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.feeds import Missing
from bot.market.hours import NEW_YORK
from bot.market.labor import LaborMarket
from bot.market.readings import Readings
from bot.sources.bls import EARNINGS, OPENINGS, PAYROLLS, SOURCE, UNEMPLOYMENT, UNITS, Bls
from bot.sources.cached import Answer, Cached, Shelf, unpacked, until
from bot.sources.fred import CLAIMS, SAHM, Fred

YEARS = 5  # before this one: two years of surprises, each against a year, and one to spare
RENEWED = (
    time(8, 31),
    time(8, 36),
    time(8, 46),
    time(9, 5),
    time(10, 6),
)  # New York: jobs at 8:30, openings at 10
OLD = timedelta(days=40)  # how old an answer may be while the BLS is lost
PLACE = "labor:bls"
BEFORE = "labor:before"


class Labor:
    """Answers LaborFeed with at most five requests a weekday; keeps the payrolls that a release replaces."""

    def __init__(self, bls: Bls, fred: Fred, shelf: Shelf, clock: Clock) -> None:
        self._bls, self._fred, self._shelf, self._clock = bls, fred, shelf, clock
        self._kept = Cached("labor", self._ask, shelf, clock, fresh=until(*RENEWED), stale_for=OLD)

    async def labor(self) -> LaborMarket:
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
        return await self._fred.kept(CLAIMS)

    async def sahm_gap(self) -> Readings:
        return await self._fred.kept(SAHM)

    async def _ask(self, _name: str) -> Mapping[str, Any]:
        year = self._clock.now().astimezone(NEW_YORK).year
        told = await self._bls.labor(year - YEARS, year)
        if not told:
            raise Missing("The BLS tells no labor series.")
        written = {name: [(day.isoformat(), figure) for day, figure in one.points] for name, one in told.items()}
        await self._keep_before(written.get(PAYROLLS, []))
        return written

    async def _keep_before(self, payrolls: list[tuple[str, float]]) -> None:
        """Put the payrolls that are kept aside once a month follows them."""
        packed = await self._shelf.get(PLACE)
        last = unpacked(*packed) if packed else None
        held = last.value.get(PAYROLLS) if last is not None and isinstance(last.value, dict) else None
        if last is not None and held and payrolls and payrolls[-1][0] > held[-1][0]:
            await self._shelf.put(BEFORE, Answer(held, last.at).packed(), last.at)


def _readings(name: str, points: Any, answer: Answer) -> Readings:
    told = tuple((date.fromisoformat(day), float(figure)) for day, figure in points)
    return Readings(as_of=answer.at, source=SOURCE, name=name, points=told, unit=UNITS.get(name, ""))
