"""/watchlist: what this channel watches, with prices; and adding or removing in the same words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

from bot.alerts.ports import Watchlists
from bot.alerts.watchlist import Silence
from bot.cards import Action, Card, Fact, Moment, Origin, Table, Value
from bot.commands import Arg, Caller, Text, command
from bot.directory import Directory
from bot.market.feeds import QuoteFeed
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watching import added, removed
from bot.words import clipped, money, percent, plural

PATIENCE = 0.8  # seconds the list waits for prices; a price that is late is not shown
_ROWS = 40

_NONE = Text()


@command("watchlist", "What this channel watches; add or remove stocks")
async def watchlist(
    action: Annotated[Literal["show", "add", "remove"], Arg("What to do", "add")] = "show",
    tickers: Annotated[Text, Arg("Stock symbols to add or remove", "APLD RKLB", suggests="listed")] = _NONE,
    *,
    directory: Directory,
    watchlists: Watchlists,
    quotes: QuoteFeed,
    caller: Caller,
) -> Card:
    if action == "add":
        return await added(tickers, directory, watchlists, caller)
    if action == "remove":
        return await removed(tickers, watchlists, caller)
    kept = await watchlists.watchlist(caller.channel)
    if not kept.tickers:
        return Card(
            title="Nothing is watched here yet",
            lead="Add stocks with /watch and their symbols; a pasted list is fine.",
            actions=(Action("Help", "help watch"),),
        )
    shown = kept.tickers[:_ROWS]
    prices = await _prices(shown, quotes)
    more = len(kept.tickers) - len(shown)
    return Card(
        title=f"Watching {plural(len(kept.tickers), 'stock')}",
        lead=f"The first {_ROWS} are shown; {more} more are watched." if more else "",
        table=Table(
            ("Stock", "Name", "Price", "Since last close"),
            tuple([await _row(one, prices.get(one), directory) for one in shown]),
        ),
        facts=tuple(map(_silence, kept.silences[:10])),
        origins=_origins(prices.values()),
        actions=(Action("How Minnow is doing", "status"),),
    )


async def _prices(tickers: Sequence[Ticker], quotes: QuoteFeed) -> Mapping[Ticker, Quote]:
    asks = {ticker: asyncio.ensure_future(quotes.quote(ticker)) for ticker in tickers}
    _, late = await asyncio.wait(asks.values(), timeout=PATIENCE)
    for ask in late:
        ask.cancel()
    done = {ticker: ask for ticker, ask in asks.items() if ask not in late}
    return {ticker: ask.result() for ticker, ask in done.items() if ask.exception() is None}


async def _row(ticker: Ticker, quote: Quote | None, directory: Directory) -> tuple[Value, ...]:
    if quote is None:
        return (ticker.symbol, clipped(await directory.name(ticker), 30), "not known now", "")
    name = quote.name or await directory.name(ticker)
    change = quote.price / quote.previous_close - 1 if quote.previous_close else None
    moved = percent(change, signed=True) if change is not None else ""
    return (ticker.symbol, clipped(name, 30), money(quote.price, quote.currency), moved)


def _origins(prices: Iterable[Quote]) -> tuple[Origin, ...]:
    """The oldest price of each source: none shown is older."""
    oldest: dict[str, Quote] = {}
    for quote in sorted(prices, key=lambda one: one.as_of, reverse=True):
        oldest[quote.source] = quote
    return tuple(Origin.of(quote) for quote in oldest.values())


def _silence(silence: Silence) -> Fact:
    about = " ".join(part.replace("_", " ") for part in (silence.about, silence.kind) if part) or "everything"
    return Fact(f"{about} is snoozed", ("until ", Moment(silence.until)))
