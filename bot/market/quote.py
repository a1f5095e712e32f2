"""A Quote is the last regular-session price of a ticker; Candle and Split are its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.market.observation import Observation
from bot.market.ticker import Ticker


@dataclass(frozen=True, kw_only=True)
class Quote(Observation):
    """Price and previous close in ``currency``; volume in shares of the running or last session."""

    ticker: Ticker
    price: float
    previous_close: float | None = None
    currency: str | None = None
    volume: int | None = None
    name: str = ""
    kind: str = "EQUITY"  # EQUITY, ETF, INDEX, FUTURE, MUTUALFUND …, as Yahoo names them


@dataclass(frozen=True)
class Candle:
    """One session: prices adjusted for splits, volume in shares."""

    day: date
    open: float
    high: float
    low: float
    close: float
    volume: int


@dataclass(frozen=True)
class Split:
    """``ratio`` new shares for one old: 4.0 is a 4-for-1, 0.1 a 1-for-10 reverse split."""

    day: date
    ratio: float


@dataclass(frozen=True, kw_only=True)
class PriceHistory(Observation):
    """Daily candles, oldest first, and the splits that fell among them."""

    ticker: Ticker
    candles: tuple[Candle, ...]
    splits: tuple[Split, ...] = ()
    currency: str | None = None
