"""Of which sector a stock is: by the files of funds that hold it, else by what Yahoo told of it when it was rated."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.market.feeds import NoAnswer
from bot.market.hours import NEW_YORK
from bot.market.members import FundHoldings
from bot.market.sectors import OF_YAHOO, Placed
from bot.market.ticker import Ticker
from bot.sources.cached import Shelf
from bot.sources.ishares import PRODUCTS, IShares
from bot.sources.profile.peers import Peers
from bot.words import later

YAHOO = later("Yahoo Finance, its sector under the nearest of these names")
PATIENCE = 0.6  # seconds; a file that is late goes on being fetched, and is there for the next question


class Sectors:
    """Answers SectorFeed; of vendors it asks for nothing but the funds' files, once a week."""

    def __init__(self, ishares: IShares, shelf: Shelf, clock: Clock) -> None:
        self._ishares, self._shelf, self._clock = ishares, shelf, clock

    async def holdings(self, fund: Ticker) -> FundHoldings:
        return await self._ishares.holdings(fund)

    async def sectors(self, tickers: Collection[Ticker]) -> Mapping[Ticker, Placed]:
        wanted = set(tickers)
        found = {one.ticker: one for one in await self._of_yahoo() if one.ticker in wanted}
        for file in await asyncio.gather(*(self._file(Ticker(symbol)) for symbol in PRODUCTS)):
            if file is not None:
                found |= {one.ticker: one for one in placed_by(file) if one.ticker in wanted}
        return found

    async def _file(self, fund: Ticker) -> FundHoldings | None:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ishares.holdings(fund)
        except (NoAnswer, TimeoutError):
            return None

    async def _of_yahoo(self) -> list[Placed]:
        tomorrow = self._clock.now().astimezone(NEW_YORK).date() + timedelta(days=1)
        return [
            Placed(
                ticker=Ticker(row.symbol),
                sector=OF_YAHOO[row.sector],
                as_of=datetime.fromtimestamp(row.at, UTC),
                source=YAHOO,
            )
            for row in await Peers(self._shelf).before(tomorrow)
            if row.sector in OF_YAHOO
        ]


def placed_by(file: FundHoldings) -> list[Placed]:
    """What a fund's file says of each share that it holds."""
    return [
        Placed(ticker=one.ticker, sector=one.sector, as_of=file.as_of, source=file.source)
        for one in file.positions
        if one.sector
    ]
