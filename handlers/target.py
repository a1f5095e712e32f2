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
from bot.words import day, later, money, percent, said, say, say_n

PATIENCE = 2.0  # seconds the answer waits for its picture


@command("target", say("Analyst price targets of a stock beside its price"))
async def target(
    ticker: Annotated[Ticker, Arg(say("Stock symbol"), "APLD", suggests="listed")],
    *,
    quotes: QuoteFeed,
    targets: TargetFeed,
    histories: HistoryFeed,
) -> Card:
    quote, seen = await asyncio.gather(quotes.quote(ticker), targets.target(ticker))
    alike = quote.currency is not None and quote.currency == seen.currency
    lines = [(name, level) for name, _, level in _levels(seen) if level is not None]
    return Card(
        title=say("{ticker} and its analyst targets", ticker=ticker),
        lead=_lead(quote, seen) if alike else _unlike(quote, seen),
        facts=(
            Fact(say("Price"), money(quote.price, quote.currency)),
            *(Fact(name, _told(quote, level, seen, alike=alike)) for name, level in lines),
            Fact(say("Analysts"), _analysts(seen)),
        ),
        chart=await _picture(quote, seen, histories) if alike else None,
        origins=(Origin.of(quote), Origin.of(seen, Form.DAY)),
        actions=(
            Action(say("Watch {ticker}", ticker=ticker), f"watch {ticker}"),
            Action(say("Short interest"), f"short {ticker}"),
        ),
        note=say("Analysts look twelve months ahead. Information, not advice."),
    )


def _levels(seen: PriceTarget) -> tuple[tuple[str, str, float | None], ...]:
    """Each with its name, and its words within a sentence."""
    if seen.analysts == 1:
        return ((say("Only target"), later("only target {price}"), seen.mean),)
    return (
        (say("Mean target"), later("mean target {price}"), seen.mean),
        (say("Median target"), later("median target {price}"), seen.median),
        (say("High target"), later("high target {price}"), seen.high),
        (say("Low target"), later("low target {price}"), seen.low),
    )


def _lead(quote: Quote, seen: PriceTarget) -> str:
    distance = seen.mean / quote.price - 1
    apart = percent(abs(distance))
    if seen.analysts == 1:
        return (
            say("The price is {apart} below the target of its only analyst.", apart=apart)
            if distance > 0
            else say("The price is {apart} above the target of its only analyst.", apart=apart)
        )
    return (
        say("The price is {apart} below its mean target.", apart=apart)
        if distance > 0
        else say("The price is {apart} above its mean target.", apart=apart)
    )


def _unlike(quote: Quote, seen: PriceTarget) -> str:
    return say(
        "Price and targets cannot be compared: the price is in {priced}, the targets are in {targeted}.",
        priced=quote.currency or say("no known currency"),
        targeted=seen.currency or say("no known currency"),
    )


def _told(quote: Quote, level: float, seen: PriceTarget, *, alike: bool) -> str:
    if not alike:
        return f"{level:,.2f} ({seen.currency or say('currency not known')})"
    apart = percent(level / quote.price - 1, signed=True)
    return say("{target}, {apart} from the price", target=money(level, seen.currency), apart=apart)


def _analysts(seen: PriceTarget) -> str:
    if seen.analysts >= 3:
        return say_n("{n} analyst", "{n} analysts", seen.analysts)
    return say_n("{n} analyst: too few for a consensus", "{n} analysts: too few for a consensus", seen.analysts)


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
    lines = [(name, shown, level) for name, shown, level in _levels(seen) if level is not None]
    told = "; ".join(said(shown, price=money(level, seen.currency)) for _, shown, level in lines)
    return Chart(
        title=say("{ticker} and its analyst targets", ticker=quote.ticker),
        alt=say(
            "Daily closes from {first} to {last}, the last at {price}; {targets}.",
            first=day(points[0][0]),
            last=day(points[-1][0]),
            price=money(points[-1][1], quote.currency),
            targets=told,
        ),
        series=(Series(quote.ticker.symbol, points),),
        levels=tuple(Level(name, level) for name, _, level in lines),
        unit=quote.currency or "",
    )
