"""Trend, extension and trading, from the daily closes of a stock and of the Russell 2000's fund (IWM).

Closes are adjusted for splits, not for dividends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.rating.profile import NOT_APPLICABLE, Absent, Figure, Value
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.profile.sessions import MONTH, TWO_YEARS, YEAR, Sessions
from bot.words import filled, later

SOURCE = "Yahoo Finance"
NAMES = (
    "price",
    "momentum",
    "mean_200",
    "mean_50",
    "high_52w",
    "bottom_count",
    "price_21d_ago",
    "market_return_21d",
    "largest_days",
    "dollar_volume",
    "sessions_listed",
)
FULL_YEAR = 245  # sessions: what a year has at least, holidays and halts taken off
DAYS, TRADED = 5, 20  # the largest days counted; the sessions over which trading is averaged
FALLEN = 0.6  # of the two-year high: a stock that kept more never made a bottom to confirm
RESTED, RISEN, HELD, SINCE = 90, 1.40, 1.15, 63  # the tests of a confirmed bottom: sessions, times its low
NO_INDEX = later("the index fund's prices were not had")

TOO_NEW = later("it has traded for {listed} sessions, {least} are needed")


def read_prices(stock: Sessions, index: Sessions | None) -> Reading:
    """Every price figure; ``index`` None says that its prices were not had. Unit of prices: the stock's currency."""
    if not stock.candles:
        return absent(NAMES, later("there is no finished session yet"))
    if stock.unadjusted is not None:
        split = filled(later("its prices are not yet adjusted for the split of {day}"), day=stock.unadjusted.day)
        return absent(NAMES, split)
    closes, origin = stock.closes, Origin(SOURCE, stock.as_of)
    money = f"{stock.currency}/share" if stock.currency else ""
    listed = len(closes)

    def needing(least: int, value: Value | None, unit: str = money) -> Figure | Absent:
        if listed < least:
            return Absent(filled(TOO_NEW, listed=listed, least=least))
        return origin.told(value, unit, NO_INDEX)

    return {
        "price": origin.figure(closes[-1], money),
        "momentum": needing(FULL_YEAR, _momentum(stock, index), "fraction"),
        "mean_200": needing(200, _mean(closes[-200:])),
        "mean_50": needing(50, _mean(closes[-50:])),
        "high_52w": needing(FULL_YEAR, max(closes[-YEAR:])),
        "bottom_count": _bottom(stock, origin),
        "price_21d_ago": needing(MONTH + 1, closes[-MONTH - 1] if listed > MONTH else None),
        "market_return_21d": needing(MONTH + 1, _index_month(stock, index), "fraction"),
        "largest_days": needing(MONTH + 1, _largest(closes[-MONTH - 1 :]), "fraction"),
        "dollar_volume": _dollars(stock, origin),
        "sessions_listed": origin.figure(float(listed), "count"),  # at least: a chart begins somewhere
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _momentum(stock: Sessions, index: Sessions | None) -> float | None:
    """The return from twelve months ago to one month ago, less the index over the same days."""
    days = [candle.day for candle in stock.candles]
    start, end = days[max(-YEAR - 1, -len(days))], days[-MONTH - 1] if len(days) > MONTH else days[0]
    mine, theirs = stock.change(start, end), index.change(start, end) if index else None
    return None if mine is None or theirs is None else mine - theirs


def _index_month(stock: Sessions, index: Sessions | None) -> float | None:
    if index is None or len(stock.candles) <= MONTH:
        return None
    return index.change(stock.candles[-MONTH - 1].day, stock.candles[-1].day)


def _largest(closes: Sequence[float]) -> float | None:
    """The mean of the five largest daily returns among these."""
    moves = sorted((after / before - 1 for before, after in pairwise(closes)), reverse=True)
    return _mean(moves[:DAYS]) if len(moves) >= DAYS else None


def _bottom(stock: Sessions, origin: Origin) -> Figure | Absent:
    """Of four tests: the low is old, the price well above it, the short mean above the long one, lows hold above it."""
    first, last = stock.candles[0].day, stock.candles[-1].day
    if last - first < TWO_YEARS:
        return Absent(later("two years of prices are needed"))
    closes = stock.closes
    high, worst = closes[0], 1.0
    for close in closes:
        high = max(high, close)
        worst = min(worst, close / high)
    if worst > FALLEN:
        return origin.figure(NOT_APPLICABLE)
    low = min(closes)
    place = len(closes) - 1 - closes[::-1].index(low)
    tests = (
        len(closes) - 1 - place >= RESTED,
        closes[-1] >= RISEN * low,
        _mean(closes[-50:]) > _mean(closes[-200:]),
        min(closes[-SINCE:]) >= HELD * low,
    )
    return origin.figure(float(sum(tests)), "count")


def _dollars(stock: Sessions, origin: Origin) -> Figure | Absent:
    if stock.currency != "USD":
        if not stock.currency:
            return Absent(later("it trades in a currency not told, not in dollars"))
        return Absent(filled(later("it trades in {currency}, not in dollars"), currency=stock.currency))
    recent = stock.candles[-TRADED:]
    if len(recent) < TRADED:
        return Absent(filled(TOO_NEW, listed=len(recent), least=TRADED))
    return origin.figure(_mean([candle.close * candle.volume for candle in recent]), "usd")
