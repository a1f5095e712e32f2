"""What the futures stood at after each day's settlement, kept for good: no vendor tells expired contracts."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.market.fed_funds import FedFundsFutures
from bot.sources.cached import Shelf

YEARS = 2  # that are read: a week's change and the day before a decision lie in them


class Settled:
    """One line a day, the first that was seen, a shelf for a year: about ten kilobytes."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._newest: date | None = None

    async def keep(self, day: date, futures: FedFundsFutures) -> bool:
        """Whether it was kept: not where the day has a line already."""
        if self._newest is not None and day <= self._newest:
            return False
        lines = await self._lines(day.year)
        self._newest = day
        if day.isoformat() in lines:
            return False
        prices = {month.isoformat(): price for month, price in futures.prices}
        lines[day.isoformat()] = [futures.as_of.isoformat(), futures.source, prices]
        await self._shelf.put(_place(day.year), zlib.compress(json.dumps(lines).encode()), futures.as_of)
        return True

    async def closes(self, year: int) -> Sequence[FedFundsFutures]:
        """The lines of a year and the one before it, oldest first."""
        told = [await self._lines(one) for one in range(year - YEARS + 1, year + 1)]
        return [_read(line) for lines in told for _, line in sorted(lines.items())]

    async def _lines(self, year: int) -> dict[str, Any]:
        kept = await self._shelf.get(_place(year))
        return dict(json.loads(zlib.decompress(kept[0]))) if kept else {}


def _place(year: int) -> str:
    return f"futures:settled:{year}"


def _read(line: Sequence[Any]) -> FedFundsFutures:
    at, source, prices = line
    told = tuple(sorted((date.fromisoformat(month), float(price)) for month, price in prices.items()))
    return FedFundsFutures(as_of=datetime.fromisoformat(at).astimezone(UTC), source=str(source), prices=told)
