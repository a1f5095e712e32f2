"""/target: the analyst targets of a stock beside its price."""

from __future__ import annotations

import asyncio
from typing import Annotated

from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series
from bot.commands import Arg, command
from bot.market.feeds import HistoryFeed, NoAnswer, QuoteFeed, TargetFeed
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.words import day, money, percent, plural

PATIENCE = 2.0  # seconds the answer waits for its picture


@command("target", "Analyst price targets of a stock beside its price")
async def target(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", suggests="listed")],
    *,
    quotes: QuoteFeed,
    targets: TargetFeed,
    histories: HistoryFeed,
) -> Card:
    quote, seen = await asyncio.gather(quotes.quote(ticker), targets.target(ticker))
    alike = quote.currency is not None and quote.currency == seen.currency
    lines = [(name, level) for name, level in _levels(seen) if level is not None]
    return Card(
        title=f"{ticker} and its analyst targets",
        lead=_lead(quote, seen) if alike else _unlike(quote, seen),
        facts=(
            Fact("Price", money(quote.price, quote.currency)),
            *(Fact(f"{name.capitalize()} target", _told(quote, level, seen, alike=alike)) for name, level in lines),
            Fact("Analysts", _analysts(seen)),
        ),
        chart=await _picture(quote, seen, histories) if alike else None,
        origins=(Origin.of(quote), Origin.of(seen, Form.DAY)),
        actions=(Action(f"Watch {ticker}", f"watch {ticker}"), Action("Short interest", f"short {ticker}")),
        note="Analysts look twelve months ahead. Information, not advice.",
    )


def _levels(seen: PriceTarget) -> tuple[tuple[str, float | None], ...]:
    if seen.analysts == 1:
        return (("only", seen.mean),)
    return (("mean", seen.mean), ("median", seen.median), ("high", seen.high), ("low", seen.low))


def _lead(quote: Quote, seen: PriceTarget) -> str:
    distance = seen.mean / quote.price - 1
    whose = "the target of its only analyst" if seen.analysts == 1 else "its mean target"
    return f"The price is {percent(abs(distance))} {'below' if distance > 0 else 'above'} {whose}."


def _unlike(quote: Quote, seen: PriceTarget) -> str:
    return (
        f"Price and targets cannot be compared: the price is in {quote.currency or 'no known currency'}, "
        f"the targets are in {seen.currency or 'no known currency'}."
    )


def _told(quote: Quote, level: float, seen: PriceTarget, *, alike: bool) -> str:
    if not alike:
        return f"{level:,.2f} ({seen.currency or 'currency not known'})"
    return f"{money(level, seen.currency)}, {percent(level / quote.price - 1, signed=True)} from the price"


def _analysts(seen: PriceTarget) -> str:
    said = plural(seen.analysts, "analyst")
    return said if seen.analysts >= 3 else f"{said}: too few for a consensus"


async def _picture(quote: Quote, seen: PriceTarget, histories: HistoryFeed) -> Chart | None:
    try:
        async with asyncio.timeout(PATIENCE):
            history = await histories.history(quote.ticker)
    except (NoAnswer, TimeoutError):
        return None
    if history.currency not in (None, quote.currency):
        return None
    points = tuple((candle.day, candle.close) for candle in history.candles)
    if not points:
        return None
    lines = [(name, level) for name, level in _levels(seen) if level is not None]
    told = "; ".join(f"{name} target {money(level, seen.currency)}" for name, level in lines)
    return Chart(
        title=f"{quote.ticker} and its analyst targets",
        alt=f"Daily closes from {day(points[0][0])} to {day(points[-1][0])}, the last at "
        f"{money(points[-1][1], quote.currency)}; {told}.",
        series=(Series(quote.ticker.symbol, points),),
        levels=tuple(Level(f"{name.capitalize()} target", level) for name, level in lines),
        unit=quote.currency or "",
    )
