"""What a stock and the index fund did after a call: from its first close to the last, the same days for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.market import hours
from bot.market.quote import PriceHistory
from bot.market.ticker import Ticker

INDEX = Ticker("IWM")  # the Russell 2000's fund


@dataclass(frozen=True)
class Since:
    """Closes of two days, adjusted for splits, not for dividends; ``stock`` and ``index`` are returns, fractions.

    ``index`` is None where its closes of these days were not had.
    """

    start: date
    end: date
    stock: float
    index: float | None


def first_close(at: datetime) -> date:
    """The session whose close is the first at which a call given ``at`` could have been followed."""
    day = at.astimezone(hours.NEW_YORK).date()
    if hours.is_session(day) and at <= hours.closes(day):
        return day
    return hours.sessions_after(day, 1)


def since(at: datetime, stock: PriceHistory, index: PriceHistory | None, now: datetime) -> Since | None:
    """From the first close after ``at`` to the last one made by ``now``; None where the history lacks either."""
    closes = _closes(stock, now)
    start = first_close(at)
    if start not in closes:
        return None
    end = max(closes)
    others = _closes(index, now) if index else {}
    both = start in others and end in others
    return Since(start, end, closes[end] / closes[start] - 1, others[end] / others[start] - 1 if both else None)


def _closes(history: PriceHistory, now: datetime) -> dict[date, float]:
    """Finished sessions only: a running session's price is no close."""
    asked = min(history.as_of + timedelta(minutes=15), now)  # a last trade so near the close stands for it
    return {
        candle.day: candle.close
        for candle in history.candles
        if candle.close > 0 and hours.is_session(candle.day) and hours.closes(candle.day) <= asked
    }
