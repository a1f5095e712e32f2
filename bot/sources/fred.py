"""FRED: a series of the St. Louis Fed, with a free key by its API, without one from its graph's CSV."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.market.readings import Readings
from bot.sources.cached import Cached, Shelf, until
from bot.sources.vendor import Refused, Vendor
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import number
from bot.words import filled, later

SOURCE = "FRED"
API = "https://api.stlouisfed.org/fred/series/observations"
DATES = "https://api.stlouisfed.org/fred/release/dates"
GRAPH = "https://fred.stlouisfed.org/graph/fredgraph.csv"
TWO_YEARS, TEN_YEARS, TARGET_UPPER = "DGS2", "DGS10", "DFEDTARU"
CLAIMS, SAHM, HIGH_YIELD, OIL = "ICSA", "SAHMREALTIME", "BAMLH0A0HYM2", "DCOILWTICO"
UNITS = {
    TWO_YEARS: later("percent"),
    TEN_YEARS: later("percent"),
    TARGET_UPPER: later("percent"),
    CLAIMS: later("persons"),
    SAHM: later("percentage points"),
    HIGH_YIELD: later("percentage points"),
    OIL: later("dollars a barrel"),
}
SPAN = timedelta(days=800)  # of a series that is kept: two years and what a change needs before them
RENEWED = (time(10), time(17, 30))  # New York; the day's spreads are out by the first, yields by the second
OIL_RENEWED = (time(17, 30),)  # the oil price comes some days late, in the afternoon
OLD = timedelta(days=7)  # how old an answer may be while FRED is lost
PER_HOUR, BURST = 120, 20  # FRED allows 120 a minute with a key and tells no number without; a pass needs ten


class Fred:
    """Answers CurveFeed and ConditionsFeed, and tells series by name; ``key`` is a free one or "".

    A kept series is asked for at most twice a day, the oil price once.
    """

    def __init__(self, shelf: Shelf, clock: Clock, key: str = "") -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._clock, self._key = clock, key
        self.has_key = bool(key)
        self._kept = Cached("fred", self._ask, shelf, clock, fresh=until(*RENEWED), stale_for=OLD)
        self._oil = Cached("fred", self._ask, shelf, clock, fresh=until(*OIL_RENEWED), stale_for=OLD)

    async def two_years(self) -> Readings:
        return await self.kept(TWO_YEARS)

    async def ten_years(self) -> Readings:
        return await self.kept(TEN_YEARS)

    async def high_yield(self) -> Readings:
        return await self.kept(HIGH_YIELD)

    async def oil(self) -> Readings:
        return await self.kept(OIL)

    async def kept(self, name: str) -> Readings:
        """The last two years of a series, newest vintage. Raises Missing, Unreadable, Unavailable."""
        answer = await (self._oil if name == OIL else self._kept).get(name)
        points = tuple((date.fromisoformat(day), figure) for day, figure in answer.value)
        return Readings(as_of=answer.at, source=SOURCE, name=name, points=points, unit=UNITS.get(name, ""))

    async def _ask(self, name: str) -> list[tuple[str, float]]:
        told = await self.series(name, self._clock.now().date() - SPAN)
        return [(day.isoformat(), figure) for day, figure in told.points]

    async def series(self, name: str, since: date, unit: str = "") -> Readings:
        """The series from ``since`` on. Raises Missing where it has nothing there, Unreadable, Unavailable."""
        body = await self.vendor.ask(lambda: fetch_series(name, since, self._key))
        return read_series(body, name, self._clock.now(), unit)

    async def release_dates(self, release: int, since: date) -> list[date]:
        """Every day of a release from ``since`` on, past and planned. Raises Unavailable without a key, Unreadable."""
        if not self.has_key:
            raise Unavailable(later("FRED tells release dates only with a key; set FRED_API_KEY."))
        return read_dates(await self.vendor.ask(lambda: fetch_dates(release, since, self._key)))


def fetch_dates(release: int, since: date, key: str) -> bytes:
    """The body FRED answers with. Raises Throttled, Refused, Unavailable, OSError."""
    query = {
        "release_id": str(release), "realtime_start": since.isoformat(), "sort_order": "asc", "file_type": "json",
        "include_release_dates_with_no_data": "true", "api_key": key,
    }  # fmt: skip
    try:
        return fetch(DATES, SOURCE, query=query).body
    except Refused:
        raise Refused(later("FRED refuses to tell release dates; check FRED_API_KEY, or leave it out.")) from None


def read_dates(body: bytes) -> list[date]:
    """The days of ``release_dates``, in order and each once. Raises Unreadable."""
    try:
        return sorted({date.fromisoformat(one["date"]) for one in json.loads(body)["release_dates"]})
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(later("FRED's answer about release dates has not its documented shape.")) from None


def fetch_series(name: str, since: date, key: str = "") -> bytes:
    """The body FRED answers with. Raises Throttled, Refused, Unavailable, OSError."""
    if not key:
        return fetch(GRAPH, SOURCE, query={"id": name, "cosd": since.isoformat()}).body
    query = {"series_id": name, "observation_start": since.isoformat(), "file_type": "json", "api_key": key}
    try:
        return fetch(API, SOURCE, query=query).body
    except Refused:
        raise Refused(
            filled(later("FRED refuses to tell {name}; check FRED_API_KEY, or leave it out."), name=name)
        ) from None


def read_series(body: bytes, name: str, at: datetime, unit: str = "") -> Readings:
    """JSON of the API or CSV of the graph, whichever it is; ``at`` is when it was asked for. Gaps are left out.

    Raises Missing without a single figure, Unreadable for another shape.
    """
    text = body.decode("utf-8-sig", errors="replace").strip()
    rows = _told(text, name) if text.startswith("{") else _drawn(text, name)
    try:
        points = sorted((date.fromisoformat(day), figure) for day, told in rows if (figure := number(told)) is not None)
        if not points:
            raise Missing(filled(later("FRED has no figures of {name} for these days."), name=name))
        return Readings(as_of=at, source=SOURCE, name=name, points=tuple(points), unit=unit)
    except (ValueError, TypeError):
        raise Unreadable(
            filled(later("FRED's answer about {name} has a row that cannot be read."), name=name)
        ) from None


def _told(text: str, name: str) -> list[tuple[Any, Any]]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(filled(later("FRED's answer about {name} is not JSON."), name=name)) from None
    if "error_code" in body:
        raise Unavailable(filled(later("FRED does not tell {name}; check FRED_API_KEY, or leave it out."), name=name))
    rows = body.get("observations")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(filled(later("FRED's answer about {name} has not its documented shape."), name=name))
    return [(row.get("date"), row.get("value")) for row in rows]


def _drawn(text: str, name: str) -> list[tuple[Any, Any]]:
    rows = list(csv.reader(text.splitlines()))
    head = rows[0] if rows else []
    if len(head) != 2 or head[0].lower() not in {"date", "observation_date"} or head[1] != name:
        raise Unreadable(filled(later("FRED's answer about {name} is not its CSV."), name=name))
    if any(len(row) != 2 for row in rows):
        raise Unreadable(filled(later("FRED's CSV of {name} breaks off."), name=name))
    return [(row[0], row[1]) for row in rows[1:]]
