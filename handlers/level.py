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
from bot.words import clipped, day, listed, money, percent, plural

PATIENCE = 1.5  # seconds a person waits for the price that a level begins at
MOST_OF_ONE, MOST_OF_ALL = 10, 200  # levels of a channel
_ROWS = 40
_NONE = Text()


@command("level", "Price levels of this channel: an alert when a stock goes above or below")
async def level(
    ticker: Annotated[
        Ticker | None, Arg("Stock symbol; all levels where none is named", "APLD", suggests="listed")
    ] = None,
    way: Annotated[Literal["show", "above", "below", "off"], Arg("Which way, or off to remove", "above")] = "show",
    price: Annotated[Text, Arg("The price; after off, which level: above 40, 40, or all", "40")] = _NONE,
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
        return _shown(ticker, levels, f"{wanted.what} is set already")
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
        raise UsageError(f"A stock has {MOST_OF_ONE} levels at most here; take one off: /level {ticker} off 40.")
    if len((await book.marks(caller.channel)).levels) >= MOST_OF_ALL:
        raise UsageError(f"A channel has {MOST_OF_ALL} levels at most; /level lists them, take some off first.")


async def _watched(ticker: Ticker, watchlists: Watchlists, directory: Directory, caller: Caller) -> bool:
    """Put the stock on the watchlist, for what nobody watches is not looked at; whether it was new there."""
    have = (await watchlists.watchlist(caller.channel)).tickers
    if ticker in have:
        return False
    known = await directory.read(ticker.symbol)
    if known.unknown:
        near = [one.ticker.symbol for _, meant in known.unknown for one in meant]
        meant = f"Did you mean {listed(near, 'or')}?" if near else "Look its symbol up."
        raise UsageError(f"No stock is known as {ticker}. {meant}")
    if len(have) >= MOST_WATCHED:
        raise UsageError(
            f"A watchlist holds {MOST_WATCHED} stocks at most, and {ticker} is not on it; make room first."
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
    ticker, told = wanted.ticker, wanted.told(quote.currency if quote is not None else None)
    return Card(
        title=f"{ticker}: an alert when it goes {told}",
        lead=_begins(wanted, quote) + (f" {ticker} is on the watchlist now too." if also else ""),
        facts=(Fact("Level", f"set by {wanted.who}"),),
        origins=(Origin.of(quote),) if quote is not None else (),
        actions=(
            *((Action("Undo", f"undo {number}"),) if number else ()),
            Action("Take it off", f"level {ticker} off {wanted.what}", Style.DANGER),
            Action("Levels here", "level"),
        ),
        note="Told in this channel alone, once each time the price crosses.",
    )


def _begins(wanted: PriceLevel, quote: Quote | None) -> str:
    if quote is None:
        return "The price source does not answer just now; the next price is the baseline."
    price = money(quote.price, quote.currency)
    if wanted.is_past(quote.price):
        other = "below" if wanted.way == "above" else "above"
        return (
            f"The price is {price}, {wanted.way} it already: "
            f"you are told when it crosses again after it was 2 % {other}."
        )
    apart, side = abs(wanted.price / quote.price - 1), "above" if wanted.price > quote.price else "below"
    return f"The price is {price}; the level is {percent(apart)} {side} it."


async def _off(
    ticker: Ticker, text: str, levels: Sequence[PriceLevel], book: WishBook, clock: Clock, caller: Caller
) -> Card:
    """Take levels of a stock off: the named one, both ways of a price, or all."""
    if not levels:
        raise UsageError(f"No level is set on {ticker} here; /level lists what is.")
    chosen = _chosen(text, levels)
    if not chosen:
        have = listed([one.what for one in levels])
        raise UsageError(f"“{clipped(text.strip(), 30)}” is not a level of {ticker} here; there is {have}.")
    done = [await keep(one.setting, "", book, clock, caller) for one in chosen]
    number = next((one.number for one in reversed(done) if one is not None), 0)
    left = len(levels) - len(chosen)
    return Card(
        title=f"{ticker}: no alert any more {listed([one.what for one in chosen])}",
        lead=f"{plural(left, 'level')} of {ticker} left here.",
        actions=(*((Action("Undo the last", f"undo {number}"),) if number else ()), Action("Levels here", "level")),
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


def _shown(ticker: Ticker | None, levels: Sequence[PriceLevel], said: str = "") -> Card:
    of = f" on {ticker}" if ticker is not None else ""
    example = ticker or "APLD"
    if not levels:
        return Card(title=f"No level is set{of} here", lead=f"Set one: /level {example} above 40.")
    shown = levels[:_ROWS]
    more = f"The first {_ROWS} are shown; {len(levels) - _ROWS} more are set. " if len(levels) > _ROWS else ""
    return Card(
        title=said or f"{plural(len(levels), 'level')}{of} here",
        lead=f"{more}Take one off: /level {shown[0].ticker} off {shown[0].what}.",
        table=Table(
            ("Stock", "Told when it goes", "Set by", "On"),
            tuple((one.ticker.symbol, one.told(None), one.who, day(one.since)) for one in shown),
        ),
        actions=(Action("Show the watchlist", "watchlist"),),
    )
