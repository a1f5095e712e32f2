"""GDELT: how much of the world's news is about conflict, day by day; a hint of the same day and no more."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from bot.clock import Clock
from bot.market.feeds import Missing, Unreadable
from bot.market.readings import Readings
from bot.sources.cached import Cached, Shelf, within
from bot.sources.vendor import Vendor
from bot.sources.web import fetch
from bot.sources.yahoo_bodies import number
from bot.words import later

SOURCE = "GDELT"
NAME, UNIT = later("Conflict in the news"), later("percent of articles")
API = "https://api.gdeltproject.org/api/v2/doc/doc"
QUERY = '(war OR missile OR airstrike OR invasion OR "military strike") sourcelang:english'
PER_HOUR, BURST = 600, 1  # it allows one request per five seconds and answers 429 below; we take six
FRESH, OLD, REST = timedelta(hours=3), timedelta(days=1), timedelta(minutes=10)


class Gdelt:
    """The share of English-language articles about conflict, three months by day."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._clock = clock
        self._kept = Cached("gdelt", self._ask, shelf, clock, fresh=within(FRESH), stale_for=OLD, rest=REST)

    async def conflict_news(self) -> Readings:
        """Raises Missing, Unreadable, Unavailable."""
        answer = await self._kept.get("conflict")
        points = tuple((date.fromisoformat(day), share) for day, share in answer.value)
        return Readings(as_of=answer.at, source=SOURCE, name=NAME, points=points, unit=UNIT)

    async def _ask(self, _name: str) -> list[tuple[str, float]]:
        body = await self.vendor.ask(fetch_news)
        return [(day.isoformat(), share) for day, share in read_news(body, self._clock.now()).points]


def fetch_news() -> bytes:
    """The body it answers with. Raises Throttled, Refused, Unavailable, OSError."""
    return fetch(API, SOURCE, query={"query": QUERY, "mode": "timelinevol", "format": "json", "timespan": "3m"}).body


def read_news(body: bytes, at: datetime) -> Readings:
    """Days of a ``timelinevol`` answer, percent of articles. Raises Missing without a day, Unreadable."""
    try:
        timeline = json.loads(body)["timeline"]
        told = [(str(one["date"]), number(one["value"])) for one in (timeline[0]["data"] if timeline else [])]
        points = {
            datetime.strptime(day[:8], "%Y%m%d").date(): share  # noqa: DTZ007  # a day has no zone
            for day, share in told
            if share is not None
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(later("GDELT's answer has not its documented shape.")) from None
    if not points:
        raise Missing(later("GDELT tells no day of conflict in the news."))
    ordered = tuple(sorted(points.items()))
    return Readings(as_of=at.astimezone(UTC), source=SOURCE, name=NAME, points=ordered, unit=UNIT)
