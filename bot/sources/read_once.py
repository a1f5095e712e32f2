"""What was read of an answer is kept while it is the last: five hundred candles are not read again for each chart."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.market.ticker import Ticker
from bot.sources.cached import Answer

KEPT = 64  # readings, the least recently wanted goes first

T = TypeVar("T")


class ReadOnce(Generic[T]):
    """``read`` makes a noun that nobody changes of a ticker and the value of its answer."""

    def __init__(self, read: Callable[[Ticker, Any], T]) -> None:
        self._read = read
        self._kept: OrderedDict[Ticker, tuple[datetime, T]] = OrderedDict()

    def of(self, ticker: Ticker, answer: Answer) -> T:
        """The same object again for the answer of the same moment. Raises what ``read`` raises."""
        at, noun = self._kept.get(ticker, (None, None))
        if noun is None or at != answer.at:
            noun = self._read(ticker, answer.value)
            self._kept[ticker] = answer.at, noun
        self._kept.move_to_end(ticker)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return noun
