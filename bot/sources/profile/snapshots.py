"""A ticker's figures of a day, kept for good: no one sells the history of estimates, targets and holders later."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.market import hours
from bot.market.ticker import Ticker
from bot.rating.profile import Figure, Profile
from bot.sources.cached import Shelf


@dataclass(frozen=True)
class Snapshot:
    """The figures of one moment; ``counted`` are numbers beside them that no rule reads yet."""

    at: datetime
    figures: Mapping[str, Figure]
    counted: Mapping[str, float] = field(default_factory=dict)


class Snapshots:
    """One a ticker and New York day, the first whole one; it is never written over. About a kilobyte each."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._one_at_a_time = asyncio.Lock()

    async def keep(self, ticker: Ticker, profile: Profile, counted: Mapping[str, float]) -> bool:
        """Whether it was kept: not where the day has one already."""
        day = profile.at.astimezone(hours.NEW_YORK).date()
        async with self._one_at_a_time:
            if await self._shelf.get(_place(ticker, day)) is not None:
                return False
            days = await self.days(ticker)
            await self._shelf.put(_place(ticker, day), _packed(profile, counted), profile.at)
            index = json.dumps([kept.isoformat() for kept in sorted({*days, day})]).encode()
            await self._shelf.put(_index(ticker), index, profile.at)
        return True

    async def days(self, ticker: Ticker) -> Sequence[date]:
        """The days kept, oldest first."""
        kept = await self._shelf.get(_index(ticker))
        return [date.fromisoformat(day) for day in json.loads(kept[0])] if kept else []

    async def about(self, ticker: Ticker, day: date, within: timedelta) -> Snapshot | None:
        """The one nearest to a day, None where none lies within that span of it."""
        near = [kept for kept in await self.days(ticker) if abs(kept - day) <= within]
        return await self.on(ticker, min(near, key=lambda kept: abs(kept - day))) if near else None

    async def on(self, ticker: Ticker, day: date) -> Snapshot | None:
        """That day's, or None."""
        kept = await self._shelf.get(_place(ticker, day))
        return _unpacked(kept[0]) if kept else None


def _place(ticker: Ticker, day: date) -> str:
    return f"profile:{ticker}:{day}"


def _index(ticker: Ticker) -> str:
    return f"profile:{ticker}"


def _packed(profile: Profile, counted: Mapping[str, float]) -> bytes:
    rows = {name: _row(figure) for name, figure in profile.figures.items() if isinstance(figure, Figure)}
    body = {"at": profile.at.isoformat(), "figures": rows, "counted": dict(counted)}
    return zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 9)


def _row(figure: Figure) -> list[Any]:
    moments = (figure.as_of, figure.published, figure.expires)
    return [figure.value, figure.unit, figure.source, *(moment and moment.isoformat() for moment in moments)]


def _unpacked(body: bytes) -> Snapshot:
    told = json.loads(zlib.decompress(body))
    return Snapshot(
        at=datetime.fromisoformat(told["at"]),
        figures={name: _figure(*row) for name, row in told["figures"].items()},
        counted=told["counted"],
    )


def _figure(
    value: float | str, unit: str, source: str, as_of: str, published: str | None, expires: str | None
) -> Figure:
    return Figure(
        as_of=datetime.fromisoformat(as_of),
        source=source,
        value=value,
        unit=unit,
        published=datetime.fromisoformat(published) if published else None,
        expires=datetime.fromisoformat(expires) if expires else None,
    )
