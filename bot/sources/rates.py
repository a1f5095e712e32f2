"""Everything about the Fed's rate in one feed: futures by Yahoo, the effective rate by New York, the range by FRED."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.clock import Clock
from bot.market.fed_funds import EffectiveRate, FedFundsFutures, after_settlement, contracts, futures_of
from bot.market.feeds import Missing, NoAnswer, QuoteFeed, Unavailable
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.sources.cached import Shelf
from bot.sources.fred import TARGET_UPPER, Fred
from bot.sources.new_york_fed import NewYorkFed
from bot.sources.settled import Settled
from bot.words import later


class Rates:
    """Answers RatesFeed; the contracts of a year are asked for together, which is one request of Yahoo's.

    The first look after a day's settlement is kept for good.
    """

    def __init__(self, quotes: QuoteFeed, new_york_fed: NewYorkFed, fred: Fred, shelf: Shelf, clock: Clock) -> None:
        self._quotes, self._new_york_fed, self._fred, self._clock = quotes, new_york_fed, fred, clock
        self._settled = Settled(shelf)

    async def futures(self) -> FedFundsFutures:
        now = self._clock.now()
        today = now.astimezone(NEW_YORK).date()
        asked = await asyncio.gather(*map(self._quotes.quote, contracts(today)), return_exceptions=True)
        quotes = [one for one in asked if isinstance(one, Quote)]
        for failure in asked:
            if isinstance(failure, BaseException) and not isinstance(failure, NoAnswer):
                raise failure
        lost = next((one for one in asked if isinstance(one, Unavailable)), None)
        if lost is not None and not quotes:
            raise lost
        held = meetings().before(now)
        found = futures_of(quotes, today, not_before=held[-1].at if held else datetime.min.replace(tzinfo=UTC))
        if found is None:
            raise Missing(later("No fed funds future has been traded since the last Fed decision."))
        if lost is None and today == found.as_of.astimezone(NEW_YORK).date() == after_settlement(now):
            await self._settled.keep(today, found)
        return found

    async def closes(self) -> Sequence[FedFundsFutures]:
        return await self._settled.closes(self._clock.now().astimezone(NEW_YORK).year)

    async def effective(self) -> EffectiveRate:
        return await self._new_york_fed.effective()

    async def target_upper(self) -> Readings:
        return await self._fred.kept(TARGET_UPPER)
