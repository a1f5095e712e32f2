"""The Bureau of Labor Statistics: all labor series of a release in one request, with a free key or without."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.clock import Clock
from bot.market.feeds import Unavailable, Unreadable
from bot.market.readings import Readings
from bot.sources.cached import Shelf
from bot.sources.vendor import Throttled, Vendor
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import items, number
from bot.words import later

SOURCE = "BLS"
WITH_KEY = "https://api.bls.gov/publicAPI/v2/timeseries/data/"
WITHOUT = "https://api.bls.gov/publicAPI/v1/timeseries/data/"
UNEMPLOYMENT, PAYROLLS, EARNINGS, OPENINGS = "LNS14000000", "CES0000000001", "CES0500000003", "JTS000000000000000JOL"
UNITS = {
    UNEMPLOYMENT: later("percent"),
    PAYROLLS: later("thousand jobs"),
    EARNINGS: later("dollars an hour"),
    OPENINGS: later("thousand openings"),
}
KEYED_PER_HOUR, PER_HOUR, BURST = 120, 4, 20  # 500 a day with a key, 25 without; the minutes of a release need a burst


class Bls:
    """Labor series, newest vintage; ``key`` is a free one or ""."""

    def __init__(self, shelf: Shelf, clock: Clock, key: str = "") -> None:
        pace = KEYED_PER_HOUR if key else PER_HOUR
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=pace, burst=BURST)
        self._clock, self._key = clock, key
        self.has_key = bool(key)

    async def labor(self, first_year: int, last_year: int) -> Mapping[str, Readings]:
        """The four series by their BLS name; one that BLS has not is not among them. Raises Unreadable, Unavailable."""
        body = await self.vendor.ask(lambda: fetch_labor(tuple(UNITS), first_year, last_year, self._key))
        return read_labor(body, self._clock.now())


def fetch_labor(series: Sequence[str], first_year: int, last_year: int, key: str = "") -> bytes:
    """The body BLS answers with. Raises Throttled (over the day's quota as well), Refused, Unavailable, OSError."""
    asked: dict[str, Any] = {"seriesid": list(series), "startyear": str(first_year), "endyear": str(last_year)}
    if key:
        asked["registrationkey"] = key
    body = fetch(WITH_KEY if key else WITHOUT, SOURCE, post=asked).body
    check(body)
    return body


def check(body: bytes) -> None:
    """Raise for an answer that holds no data: Throttled over quota, Unavailable otherwise.

    BLS's own words are not repeated: it puts a wrong key into them.
    """
    told = _parsed(body)
    if told.get("status") == "REQUEST_SUCCEEDED":
        return
    words = " ".join(str(one) for one in items(told.get("message"))).lower()
    if "threshold" in words or "quota" in words:
        raise Throttled
    if "key" in words:
        raise Unavailable(later("BLS refuses the key; check BLS_API_KEY, or leave it out."))
    raise Unavailable(later("BLS did not process the request."))


def read_labor(body: bytes, at: datetime) -> dict[str, Readings]:
    """Every series of an answer, months oldest first; ``at`` is when it was asked for. Raises Unreadable.

    A yearly average (M13) is no month, "-" is a month that was not surveyed.
    """
    found: dict[str, Readings] = {}
    results = _parsed(body).get("Results")
    if isinstance(results, list):  # version 1 wraps them in a list
        results = results[0] if results else {}
    try:
        for one in (results or {})["series"]:
            name = str(one["seriesID"])[:40]
            points = sorted(_months(one["data"]))
            if points:
                unit = UNITS.get(name, "")
                found[name] = Readings(as_of=at, source=SOURCE, name=name, points=tuple(points), unit=unit)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable(later("BLS's answer has not its documented shape.")) from None
    return found


def _months(rows: Sequence[Mapping[str, Any]]) -> list[tuple[date, float]]:
    told = []
    for row in rows:
        period, figure = str(row["period"]), number(str(row["value"]).replace(",", ""))
        if period.startswith("M") and period != "M13" and figure is not None:
            told.append((date(int(row["year"]), int(period[1:]), 1), figure))
    return told


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable(later("BLS's answer is not JSON.")) from None
    if not isinstance(told, dict):
        raise Unreadable(later("BLS's answer has not its documented shape."))
    return told
