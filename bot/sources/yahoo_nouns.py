"""What Yahoo's answers say: pure readers, from its rows, summaries and charts to the market's nouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.market.feeds import Missing, Unreadable
from bot.market.price_target import PriceTarget
from bot.market.quote import Candle, PriceHistory, Quote, Split
from bot.market.readings import Readings
from bot.market.short_interest import FloatShares
from bot.market.ticker import Ticker
from bot.sources.yahoo_bodies import above_zero, items, module, moment, number, text, whole
from bot.words import filled, later

SOURCE = "Yahoo Finance"
DELISTED = "YHD"  # the exchange under which Yahoo keeps what is traded no more
_FACTOR = re.compile(r"(\d{1,9}(?:\.\d+)?)[:/](\d{1,9}(?:\.\d+)?)")


def read_quote(ticker: Ticker, row: Mapping[str, Any]) -> Quote:
    """The last regular-session price. Raises Missing for a delisted ticker, Unreadable without price or time."""
    kind, has_left = text(row.get("quoteType")), row.get("exchange") == DELISTED and "regularMarketPrice" not in row
    if kind == "NONE" or has_left:
        raise Missing(filled(later("Yahoo shows {ticker} as delisted."), ticker=ticker))
    price, at = number(row.get("regularMarketPrice")), moment(row.get("regularMarketTime"))
    if price is None or price <= 0 or at is None:
        raise Unreadable(
            filled(later("Yahoo's row for {ticker} has no time."), ticker=ticker)
            if price and price > 0
            else filled(later("Yahoo's row for {ticker} has no price."), ticker=ticker)
        )
    return Quote(
        as_of=at,
        source=SOURCE,
        ticker=ticker,
        price=price,
        previous_close=above_zero(row.get("regularMarketPreviousClose")),
        currency=text(row.get("currency")) or None,
        volume=whole(row.get("regularMarketVolume")),
        name=text(row.get("longName")) or text(row.get("shortName")),
        kind=kind or "EQUITY",
    )


def read_target(ticker: Ticker, summary: Mapping[str, Any], at: datetime) -> PriceTarget:
    """Analyst targets as Yahoo gave them ``at``. Raises Missing where nobody covers the ticker, Unreadable.

    Yahoo does not say in which currency targets are. They are in that of the quote where the company's statements
    are in the same one; otherwise ``currency`` names both ("USD or CAD"), which equals no quote's currency.
    """
    data = module(summary, "financialData")
    analysts = whole(data.get("numberOfAnalystOpinions"))
    mean, high, low = (above_zero(data.get(f"target{name}Price")) for name in ("Mean", "High", "Low"))
    if not analysts or mean is None or high is None or low is None:
        raise Missing(filled(later("Yahoo has no analyst targets for {ticker}."), ticker=ticker))
    if not low * 0.999 <= mean <= high * 1.001:
        raise Unreadable(
            filled(
                later("Yahoo's targets for {ticker} contradict each other (low {low}, mean {mean}, high {high})."),
                ticker=ticker,
                low=low,
                mean=mean,
                high=high,
            )
        )
    return PriceTarget(
        as_of=at,
        source=SOURCE,
        ticker=ticker,
        mean=mean,
        median=above_zero(data.get("targetMedianPrice")),
        high=high,
        low=low,
        analysts=analysts,
        currency=_target_currency(summary, data),
        last_split=_last_split(module(summary, "defaultKeyStatistics")),
    )


def read_float(ticker: Ticker, summary: Mapping[str, Any], at: datetime) -> FloatShares:
    """Free float as Yahoo gave it ``at``; the day it was counted is nowhere told. Raises Missing."""
    shares = whole(module(summary, "defaultKeyStatistics").get("floatShares"))
    if not shares:
        raise Missing(filled(later("Yahoo has no free float of {ticker}."), ticker=ticker))
    return FloatShares(as_of=at, source=SOURCE, ticker=ticker, shares=shares)


def read_history(ticker: Ticker, chart: Mapping[str, Any]) -> PriceHistory:
    """Daily candles and splits. Bars that nobody traded are left out, or a bad tick would look like a crash.

    Raises Missing without candles, Unreadable.
    """
    meta = chart["meta"]
    at = moment(meta.get("regularMarketTime"))
    if at is None:
        raise Unreadable(filled(later("Yahoo's chart of {ticker} has no time."), ticker=ticker))
    zone = _zone(meta.get("exchangeTimezoneName"))
    candles = _candles(chart, zone)
    if not candles:
        raise Missing(filled(later("Yahoo has no daily prices of {ticker}."), ticker=ticker))
    return PriceHistory(
        as_of=at,
        source=SOURCE,
        ticker=ticker,
        candles=candles,
        splits=_splits(chart, zone),
        currency=text(meta.get("currency")) or None,
    )


def newest_year(history: PriceHistory) -> PriceHistory:
    """The candles of a year up to the newest one, and the splits among them."""
    start = history.candles[-1].day - timedelta(days=365)
    return replace(
        history,
        candles=tuple(candle for candle in history.candles if candle.day >= start),
        splits=tuple(split for split in history.splits if split.day >= start),
    )


def read_adjusted(ticker: Ticker, chart: Mapping[str, Any]) -> Readings:
    """Closes adjusted for splits and dividends by day. Raises Missing where there are none, Unreadable.

    Of a day with two rows the later counts: Yahoo appends the running session's last trade as a row of its own.
    """
    meta = chart["meta"]
    at = moment(meta.get("regularMarketTime"))
    if at is None:
        raise Unreadable(filled(later("Yahoo's chart of {ticker} has no time."), ticker=ticker))
    zone = _zone(meta.get("exchangeTimezoneName"))
    told = items(module(chart, "indicators").get("adjclose"))
    column = items(told[0].get("adjclose")) if told and isinstance(told[0], Mapping) else []
    closes: dict[date, float] = {}
    for stamp, row in zip(items(chart.get("timestamp")), column, strict=False):
        when, close = moment(stamp), above_zero(row)
        if when is not None and close is not None:
            closes[when.astimezone(zone).date()] = close
    if not closes:
        raise Missing(filled(later("Yahoo has no adjusted closes of {ticker}."), ticker=ticker))
    unit = text(meta.get("currency"))
    return Readings(as_of=at, source=SOURCE, name=ticker.symbol, points=tuple(sorted(closes.items())), unit=unit)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(text(name) or "America/New_York")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("America/New_York")


def _target_currency(summary: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
    quoted = text(module(summary, "price").get("currency")) or text(module(summary, "summaryDetail").get("currency"))
    stated = text(data.get("financialCurrency"))
    return f"{quoted} or {stated}" if quoted and stated and quoted != stated else quoted or None


def _last_split(statistics: Mapping[str, Any]) -> Split | None:
    at, factor = moment(statistics.get("lastSplitDate")), _FACTOR.fullmatch(text(statistics.get("lastSplitFactor")))
    if at is None or factor is None:
        return None
    return _split(at.date(), factor[1], factor[2])


def _splits(chart: Mapping[str, Any], zone: ZoneInfo) -> tuple[Split, ...]:
    told = module(module(chart, "events"), "splits").values()
    found = []
    for split in told:
        at = moment(split.get("date")) if isinstance(split, Mapping) else None
        read = _split(at.astimezone(zone).date(), split.get("numerator"), split.get("denominator")) if at else None
        if read is not None:
            found.append(read)
    return tuple(sorted(found, key=lambda split: split.day))


def _split(day: date, new: object, old: object) -> Split | None:
    numerator, denominator = above_zero(new), above_zero(old)
    return Split(day, numerator / denominator) if numerator and denominator else None


def _candles(chart: Mapping[str, Any], zone: ZoneInfo) -> tuple[Candle, ...]:
    quotes = items(module(chart, "indicators").get("quote"))
    columns = quotes[0] if quotes and isinstance(quotes[0], Mapping) else {}
    names = ("open", "high", "low", "close", "volume")
    told = [items(columns.get(name)) for name in names]
    bars: dict[date, Candle] = {}
    for stamp, *row in zip(items(chart.get("timestamp")), *told, strict=False):
        at, volume = moment(stamp), whole(row[4])
        prices = [price for price in map(above_zero, row[:4]) if price is not None]
        if at is not None and volume is not None and len(prices) == 4:
            day = at.astimezone(zone).date()
            opening, high, low, close = prices
            bars[day] = _merged(bars.get(day), Candle(day, opening, high, low, close, volume))
    ordered = [bars[day] for day in sorted(bars)]
    has_volume = any(bar.volume for bar in ordered)  # an index never has
    return tuple(bar for bar in ordered if bar.volume or not has_volume)


def _merged(first: Candle | None, second: Candle) -> Candle:
    """One candle of two rows of a day: Yahoo appends the running session's last trade as a row of its own."""
    if first is None:
        return second
    return Candle(
        second.day,
        first.open,
        max(first.high, second.high),
        min(first.low, second.low),
        second.close,
        max(first.volume, second.volume),
    )
