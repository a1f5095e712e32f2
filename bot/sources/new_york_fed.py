"""The New York Fed: the effective federal funds rate with the target range, and the pressure on supply chains."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.fed_funds import EffectiveRate
from bot.market.feeds import Missing, Unreadable
from bot.market.fomc import TargetRange
from bot.market.readings import Readings, months_from
from bot.sources.cached import Answer, Cached, Shelf, until, within
from bot.sources.supply_chain import NAME, UNIT, fetch_pressure, read_pressure
from bot.sources.vendor import Vendor
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import number
from bot.words import later

SOURCE = later("New York Fed")
LAST = "https://markets.newyorkfed.org/api/rates/unsecured/effr/last/1.json"
PER_HOUR, BURST = 20, 5
RENEWED = (time(9, 15), time(10, 30))  # New York; the rate of the day before is out at nine, and seldom later
OLD = timedelta(days=7)  # how old an answer may be while it is lost
PRESSURE, OUT = "gscpi", (time(10, 15),)  # supply chains: New York, on the fourth business day of a month
LASTING, REST = timedelta(days=40), timedelta(minutes=10)  # how old they may be; after they could not be had


class NewYorkFed:
    """The effective rate, published about nine in the morning, New York, for the business day before; and the months
    of supply-chain pressure, looked for once a day until last month's is there.
    """

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._clock = clock
        self._kept = Cached("new york fed", self._ask, shelf, clock, fresh=until(*RENEWED), stale_for=OLD)
        self._pressure = Cached(
            "new york fed",
            self._ask_pressure,
            shelf,
            clock,
            fresh=within(LASTING),
            stale_for=LASTING,
            rest=REST,
            is_due=_is_lacking,
        )

    async def effective(self) -> EffectiveRate:
        """The newest rate. Raises Missing, Unreadable, Unavailable."""
        return read_effective((await self._kept.get("effr")).value.encode())

    async def supply_chain(self) -> Readings:
        """The Global Supply Chain Pressure Index by month. Raises Missing, Unreadable, Unavailable."""
        answer = await self._pressure.get(PRESSURE)
        points = tuple((date.fromisoformat(month), figure) for month, figure in answer.value)
        return Readings(as_of=answer.at, source=SOURCE, name=NAME, points=points, unit=UNIT)

    async def _ask_pressure(self, _name: str) -> list[Any]:
        told = read_pressure(await self.vendor.ask(fetch_pressure), self._clock.now())
        return [(month.isoformat(), figure) for month, figure in told.points]

    async def _ask(self, _name: str) -> str:
        body = await self.vendor.ask(fetch_effective)
        read_effective(body)  # what cannot be read is not kept
        return body.decode()


def _is_lacking(last: Answer, now: datetime) -> bool:
    """Whether last month's pressure is not there yet and was not looked for today."""
    newest = max((date.fromisoformat(month) for month, _ in last.value or ()), default=date.min)
    return newest < months_from(now.date(), -1) and not until(*OUT)(last.at, now)


def fetch_effective() -> bytes:
    """The body it answers with. Raises Throttled, Refused, Unavailable, OSError."""
    return fetch(LAST, SOURCE).body


def read_effective(body: bytes) -> EffectiveRate:
    """The newest rate of ``refRates``, percent. Raises Missing where there is none, Unreadable."""
    try:
        told = json.loads(body)
        rates = told["refRates"]
        if not rates:
            raise Missing(later("The New York Fed tells no effective rate."))
        newest = max(rates, key=lambda one: str(one["effectiveDate"]))
        day, percent = date.fromisoformat(newest["effectiveDate"]), number(newest["percentRate"])
        lower, upper = number(newest.get("targetRateFrom")), number(newest.get("targetRateTo"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(later("The New York Fed's answer has not its documented shape.")) from None
    if percent is None or newest.get("type", "EFFR") != "EFFR":
        raise Unreadable(later("The New York Fed's answer holds no effective rate."))
    return EffectiveRate(
        as_of=datetime.combine(day, time(), UTC),
        source=SOURCE,
        day=day,
        percent=percent,
        target=TargetRange(lower, upper) if lower is not None and upper is not None else None,
    )
