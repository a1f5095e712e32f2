"""Geopolitics in one feed: the risk index by its authors, supply chains by New York, today's news by GDELT."""

from __future__ import annotations

from bot.market.geopolitics import GeopoliticalRisk
from bot.market.readings import Readings
from bot.sources.gdelt import Gdelt
from bot.sources.gpr import Gpr
from bot.sources.new_york_fed import NewYorkFed


class Geopolitics:
    """Answers GeopoliticsFeed."""

    def __init__(self, gpr: Gpr, new_york_fed: NewYorkFed, gdelt: Gdelt) -> None:
        self._gpr, self._new_york_fed, self._gdelt = gpr, new_york_fed, gdelt

    async def risk(self) -> GeopoliticalRisk:
        return await self._gpr.risk()

    async def supply_chain(self) -> Readings:
        return await self._new_york_fed.supply_chain()

    async def conflict_news(self) -> Readings:
        return await self._gdelt.conflict_news()
