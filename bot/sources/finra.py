"""FINRA: short interest of every symbol in one file, twice a month."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from bot.clock import Clock
from bot.market.feeds import Listing, Missing, NoAnswer, Unavailable
from bot.market.hours import NEW_YORK, sessions_after
from bot.market.settlements import MIDDLE, newest_published, published, settlements
from bot.market.short_interest import ShortInterest
from bot.market.ticker import Ticker
from bot.sources.cached import Shelf
from bot.sources.finra_file import (
    SOURCE,
    Settlement,
    finra_symbol,
    read_listings,
    read_settlement,
    read_short_interest,
)
from bot.sources.vendor import Throttled, Vendor
from bot.words import filled, later

FILE = "https://cdn.finra.org/equity/otcmarket/biweekly/shrt{day:%Y%m%d}.csv"
KEPT = 8  # settlements, four months
WANTED = 2  # the newest, and the one before to compare with; the others come with time
NOT_YET = timedelta(minutes=30)  # between two attempts at a file
LOST = timedelta(minutes=2)  # the same, where nothing is held and FINRA does not answer
OVERDUE = 3  # sessions after the day of publication from which a file that is not there is trouble
PER_HOUR, BURST = 30, 10
TIMEOUT = 60  # seconds; the file has two megabytes


class Finra:
    """Answers ShortInterestFeed and ListingFeed from the files kept, and looks for a new one when it is due."""

    def __init__(self, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._shelf, self._clock = shelf, clock
        self._held: dict[date, Settlement] = {}
        self._recalled = False
        self._again_at: dict[date, datetime] = {}
        self._trouble: NoAnswer | None = None
        self._listings: tuple[date, Sequence[Listing]] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        await self.renew()
        newest = self._held[max(self._held)]
        row = newest.row(finra_symbol(ticker) or "")
        if row is None:
            raise Missing(
                filled(later("FINRA lists no short interest of {ticker} on {day}."), ticker=ticker, day=newest.day)
            )
        return read_short_interest(ticker, row)

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        await self.short_interest(ticker)
        symbol = finra_symbol(ticker) or ""
        rows = [self._held[day].row(symbol) for day in sorted(self._held)]
        return [read_short_interest(ticker, row) for row in rows if row is not None]

    async def listings(self) -> Sequence[Listing]:
        async with self._one_at_a_time:
            await self._recall()
        if not self._held:
            return []
        newest = max(self._held)
        if self._listings is None or self._listings[0] != newest:
            self._listings = newest, await asyncio.to_thread(read_listings, self._held[newest])
        return self._listings[1]

    async def renew(self) -> None:
        """Hold the settlements that ought to be out. Raises Unavailable only where none at all is held."""
        async with self._one_at_a_time:
            await self._recall()
            now = self._clock.now()
            today = now.astimezone(NEW_YORK).date()
            for day in islice(newest_published(today), WANTED):
                if day not in self._held and now >= self._again_at.get(day, now):
                    await self._obtain(day, today)
            if not self._held:
                trouble = self._trouble or Unavailable(later("FINRA's short interest is not there yet."))
                since = trouble.since if isinstance(trouble, Unavailable) else None
                raise Unavailable(trouble.sentence, since=since, remedy=trouble.remedy)
            for day in self._held.keys() - set(islice(settlements(max(self._held)), KEPT)):
                del self._held[day]

    async def _obtain(self, day: date, today: date) -> None:
        is_overdue = today > sessions_after(published(day), OVERDUE)
        try:
            body, settlement = await self.vendor.ask(lambda: download(day, is_overdue=is_overdue))
        except NoAnswer as none:
            self._trouble = none
            self._again_at[day] = self._clock.now() + (NOT_YET if self._held or isinstance(none, Missing) else LOST)
            return
        self._held[day] = settlement
        packed = await asyncio.to_thread(zlib.compress, day.isoformat().encode() + b"\n" + body)
        await self._shelf.put(_place(day), packed, self._clock.now())

    async def _recall(self) -> None:
        if self._recalled:
            return
        for number in range(KEPT):
            kept = await self._shelf.get(f"finra:{number}")
            settlement = await asyncio.to_thread(_unpacked, kept[0]) if kept else None
            if settlement is not None:
                self._held[settlement.day] = settlement
        self._recalled = True


def download(day: date, *, is_overdue: bool) -> tuple[bytes, Settlement]:
    """The file of a settlement, as sent and as read; for worker threads.

    Raises Missing while it is not published, Throttled, Unreadable, Unavailable, OSError.
    """
    from curl_cffi import requests

    response = requests.get(FILE.format(day=day), timeout=TIMEOUT, headers={"User-Agent": "Minnow"})
    if response.status_code == 429:
        raise Throttled
    if response.status_code in (403, 404) and not is_overdue:  # 403 is how the file store says that it has no such file
        raise Missing(filled(later("FINRA has not published the short interest of {day} yet."), day=day))
    if response.status_code != 200:
        raise Unavailable(
            filled(
                later("FINRA does not hand out the short interest of {day} (HTTP {status})."),
                day=day,
                status=response.status_code,
            )
        )
    return response.content, read_settlement(response.content, day)


def _place(day: date) -> str:
    """A place on the shelf for each of the last ``KEPT`` settlements; the oldest makes room."""
    return f"finra:{(day.year * 24 + day.month * 2 + (day.day > MIDDLE)) % KEPT}"


def _unpacked(kept: bytes) -> Settlement | None:
    """A kept file; None if it cannot be read, so that FINRA is asked."""
    try:
        day, body = zlib.decompress(kept).split(b"\n", 1)
        return read_settlement(body, date.fromisoformat(day.decode()))
    except (ValueError, zlib.error, Unavailable):
        return None
