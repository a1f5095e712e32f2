"""/level: price levels of this channel, each told once when the price crosses it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Literal

from bot.alerts.crossing import is_current
from bot.alerts.marks import PriceLevel, Way, price_of
from bot.alerts.ports import Episodes, Watchlists, WishBook
from bot.cards import Action, Card, Fact, Origin, Style, Table
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, UsageError, command
from bot.directory import Directory
from bot.market.feeds import Missing, NoAnswer, QuoteFeed
from bot.market.hours import session_of
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watching import MOST_WATCHED
from bot.wishing import keep, must_be_of_the_editors
from bot.words import clipped, day, listed, money, percent, say, say_n

PATIENCE = 1.5  # seconds a person waits for the price that a level begins at
MOST_OF_ONE, MOST_OF_ALL = 10, 200  # levels of a channel
_ROWS = 40
_NONE = Text()


@command("level", say("Price levels of this channel: an alert when a stock goes above or below"))
async def level(
    ticker: Annotated[
        Ticker | None, Arg(say("Stock symbol; all levels where none is named"), "APLD", suggests="listed")
    ] = None,
    way: Annotated[Literal["show", "above", "below", "off"], Arg(say("Which way, or off to remove"), "above")] = "show",
    price: Annotated[Text, Arg(say("The price; after off, which level: above 40, 40, or all"), "40")] = _NONE,
    *,
    watchlists: Watchlists,
    book: WishBook,
    episodes: Episodes,
    quotes: QuoteFeed,
    directory: Directory,
    clock: Clock,
    caller: Caller,
) -> Card:
    levels = (await book.marks(caller.channel)).levels
    if ticker is not None:
        levels = tuple(one for one in levels if one.ticker == ticker)
    if ticker is None or way == "show":
        return _shown(ticker, levels)
    await must_be_of_the_editors(book, caller)
    if way == "off":
        return await _off(ticker, price, levels, book, clock, caller)
    try:
        at = price_of(price)
    except ValueError as error:
        raise UsageError(str(error)) from None
    wanted = PriceLevel(
        channel=caller.channel, ticker=ticker, way=way, price=at, since=session_of(clock.now()),
        by=caller.user, name=caller.name,
    )  # fmt: skip
    same = next((one for one in levels if one.setting == wanted.setting), None)
    if same is not None and same.since == wanted.since:
        return _shown(ticker, levels, say("{level} is set already", level=_spoken(wanted)))
    await _must_have_room(ticker, levels, same, book, caller)
    also = await _watched(ticker, watchlists, directory, caller)
    quote = await _quote(ticker, quotes)
    done = await keep(wanted.setting, wanted.word, book, clock, caller)
    if quote is not None and is_current(quote, clock.now()):
        await episodes.record(ticker.symbol, [wanted.begins(quote)], [])  # refused where a round was faster
    return _set(wanted, quote, done.number if done is not None else 0, also=also)


async def _must_have_room(
    ticker: Ticker, levels: Sequence[PriceLevel], same: PriceLevel | None, book: WishBook, caller: Caller
) -> None:
    if same is not None:
        return
    if len(levels) >= MOST_OF_ONE:
        raise UsageError(
            say(
                "A stock has {most} levels at most here; take one off: /level {ticker} off 40.",
                most=MOST_OF_ONE,
                ticker=ticker,
            )
        )
    if len((await book.marks(caller.channel)).levels) >= MOST_OF_ALL:
        raise UsageError(
            say("A channel has {most} levels at most; /level lists them, take some off first.", most=MOST_OF_ALL)
        )


async def _watched(ticker: Ticker, watchlists: Watchlists, directory: Directory, caller: Caller) -> bool:
    """Put the stock on the watchlist, for what nobody watches is not looked at; whether it was new there."""
    have = (await watchlists.watchlist(caller.channel)).tickers
    if ticker in have:
        return False
    known = await directory.read(ticker.symbol)
    if known.unknown:
        near = [one.ticker.symbol for _, meant in known.unknown for one in meant]
        raise UsageError(
            say("No stock is known as {ticker}. Did you mean {near}?", ticker=ticker, near=listed(near, "or"))
            if near
            else say("No stock is known as {ticker}. Look its symbol up.", ticker=ticker)
        )
    if len(have) >= MOST_WATCHED:
        raise UsageError(
            say(
                "A watchlist holds {most} stocks at most, and {ticker} is not on it; make room first.",
                most=MOST_WATCHED,
                ticker=ticker,
            )
        )
    return bool(await watchlists.add(caller.channel, [ticker], caller.user))


async def _quote(ticker: Ticker, quotes: QuoteFeed) -> Quote | None:
    """The price now, None where it cannot be had in time. Raises Missing."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await quotes.quote(ticker)
    except Missing:
        raise
    except (NoAnswer, TimeoutError):
        return None


def _set(wanted: PriceLevel, quote: Quote | None, number: int, *, also: bool) -> Card:
    ticker, price = wanted.ticker, money(wanted.price, quote.currency if quote is not None else None)
    lead = [_begins(wanted, quote)]
    if also:
        lead.append(say("{ticker} is on the watchlist now too.", ticker=ticker))
    return Card(
        title=say("{ticker}: an alert when it goes above {price}", ticker=ticker, price=price)
        if wanted.way == "above"
        else say("{ticker}: an alert when it goes below {price}", ticker=ticker, price=price),
        lead=" ".join(lead),
        facts=(Fact(say("Level"), say("set by {who}", who=wanted.who)),),
        origins=(Origin.of(quote),) if quote is not None else (),
        actions=(
            *((Action(say("Undo"), f"undo {number}"),) if number else ()),
            Action(say("Take it off"), f"level {ticker} off {wanted.what}", Style.DANGER),
            Action(say("Levels here"), "level"),
        ),
        note=say("Told in this channel alone, once each time the price crosses."),
    )


def _begins(wanted: PriceLevel, quote: Quote | None) -> str:
    if quote is None:
        return say("The price source does not answer just now; the next price is the baseline.")
    price = money(quote.price, quote.currency)
    if wanted.is_past(quote.price):
        return (
            say(
                "The price is {price}, above it already: you are told when it crosses again after it was 2 % below.",
                price=price,
            )
            if wanted.way == "above"
            else say(
                "The price is {price}, below it already: you are told when it crosses again after it was 2 % above.",
                price=price,
            )
        )
    apart = percent(abs(wanted.price / quote.price - 1))
    return (
        say("The price is {price}; the level is {apart} above it.", price=price, apart=apart)
        if wanted.price > quote.price
        else say("The price is {price}; the level is {apart} below it.", price=price, apart=apart)
    )


async def _off(
    ticker: Ticker, text: str, levels: Sequence[PriceLevel], book: WishBook, clock: Clock, caller: Caller
) -> Card:
    """Take levels of a stock off: the named one, both ways of a price, or all."""
    if not levels:
        raise UsageError(say("No level is set on {ticker} here; /level lists what is.", ticker=ticker))
    chosen = _chosen(text, levels)
    if not chosen:
        have = listed([_spoken(one) for one in levels])
        raise UsageError(
            say(
                "“{typed}” is not a level of {ticker} here; there is {have}.",
                typed=clipped(text.strip(), 30),
                ticker=ticker,
                have=have,
            )
        )
    done = [await keep(one.setting, "", book, clock, caller) for one in chosen]
    number = next((one.number for one in reversed(done) if one is not None), 0)
    left = len(levels) - len(chosen)
    return Card(
        title=say(
            "{ticker}: no alert any more {levels}", ticker=ticker, levels=listed([_spoken(one) for one in chosen])
        ),
        lead=say_n("{n} level of {ticker} left here.", "{n} levels of {ticker} left here.", left, ticker=ticker),
        actions=(
            *((Action(say("Undo the last"), f"undo {number}"),) if number else ()),
            Action(say("Levels here"), "level"),
        ),
    )


def _chosen(text: str, levels: Sequence[PriceLevel]) -> list[PriceLevel]:
    words = text.lower().split()
    if words in ([], ["all"]):
        return list(levels)
    ways: list[Way] = [way for way in ("above", "below") if way in words[:1]] or ["above", "below"]
    rest = words[1:] if words[0] in ("above", "below") else words
    if not rest:
        return [one for one in levels if one.way in ways]
    try:
        at = price_of(" ".join(rest))
    except ValueError as error:
        raise UsageError(str(error)) from None
    return [one for one in levels if one.way in ways and one.price == at]


def _spoken(one: PriceLevel) -> str:
    """As people read it, where ``what`` is as a command takes it."""
    price = one.what.removeprefix(one.way).strip()
    return say("above {price}", price=price) if one.way == "above" else say("below {price}", price=price)


def _shown(ticker: Ticker | None, levels: Sequence[PriceLevel], title: str = "") -> Card:
    if not levels:
        return Card(
            title=say("No level is set on {ticker} here", ticker=ticker) if ticker else say("No level is set here"),
            lead=say("Set one: /level {example} above 40.", example=ticker or "APLD"),
        )
    shown, more = levels[:_ROWS], len(levels) - _ROWS
    off = say("Take one off: /level {ticker} off {level}.", ticker=shown[0].ticker, level=shown[0].what)
    first = (say("The first {rows} are shown; {more} more are set.", rows=_ROWS, more=more),) if more > 0 else ()
    of_all = (
        say_n("{n} level on {ticker} here", "{n} levels on {ticker} here", len(levels), ticker=ticker)
        if ticker
        else say_n("{n} level here", "{n} levels here", len(levels))
    )
    return Card(
        title=title or of_all,
        lead=" ".join((*first, off)),
        table=Table(
            (say("Stock"), say("Told when it goes"), say("Set by"), say("On")),
            tuple((one.ticker.symbol, one.told(None), one.who, day(one.since)) for one in shown),
        ),
        actions=(Action(say("Show the watchlist"), "watchlist"),),
    )
