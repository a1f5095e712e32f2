"""One trading day of 200 watched tickers, with the time as data: what the real Yahoo source asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.market.hours import closes, opens
from bot.market.ticker import Ticker
from bot.sources.cached import MemoryShelf
from bot.sources.yahoo import Yahoo

DAY = date(2026, 1, 15)
EVERY = timedelta(minutes=5)
AFTERWARDS = timedelta(hours=1)  # after the close, when the day's last prices are in
TICKERS = tuple(Ticker(f"T{n:03d}") for n in range(200))


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


async def live_through(folder: Path, tickers: Sequence[Ticker] = TICKERS, day: date = DAY) -> Yahoo:
    """Prices and targets of all tickers every five minutes of the session, floats, and after the close the charts.

    The pace is set aside: it waits by the loop's clock, and this day takes seconds.
    """
    clock = Clock(opens(day))
    yahoo = Yahoo(MemoryShelf(), clock, folder, per_hour=3_600_000, burst=1_000)
    while clock.at <= closes(day):
        await _every(yahoo.quote, tickers)
        await _every(yahoo.target, tickers)
        clock.at += EVERY
    clock.at = closes(day) + AFTERWARDS
    await _every(yahoo.float_shares, tickers)
    await _every(yahoo.history, tickers)
    return yahoo


async def _every(ask: Callable[[Ticker], Awaitable[object]], tickers: Sequence[Ticker]) -> None:
    await asyncio.gather(*map(ask, tickers))
