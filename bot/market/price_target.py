"""A PriceTarget is what analysts expect a share to cost in twelve months."""

from __future__ import annotations

from dataclasses import dataclass

from bot.market.observation import Observation
from bot.market.quote import Split
from bot.market.ticker import Ticker


@dataclass(frozen=True, kw_only=True)
class PriceTarget(Observation):
    """All four targets in ``currency``; ``analysts`` is how many opinions stand behind them.

    ``last_split`` is the newest split the vendor knows, because a target lags a split by days.
    """

    ticker: Ticker
    mean: float
    median: float | None
    high: float
    low: float
    analysts: int
    currency: str | None = None
    last_split: Split | None = None
