"""/watchlist: what this channel watches, the nearest to an alert first, or by sector; adding and removing alike."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from typing import Annotated, Literal

from bot.alerts.episode import Episode
from bot.alerts.marks import KIND as LEVELS
from bot.alerts.marks import RESTS, Marks, Note
from bot.alerts.nearness import TARGETS, ahead, last_price
from bot.alerts.ports import Episodes, Watchlists, WishBook
from bot.alerts.watchlist import Silence
from bot.cards import Action, Card, Fact, Menu, Moment, Origin, Style, Table, Value
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, command
from bot.directory import Directory
from bot.market.feeds import QuoteFeed, SectorFeed
from bot.market.quote import Quote
from bot.market.sectors import SECTORS, Placed
from bot.market.ticker import Ticker
from bot.sector_facts import UNKNOWN, grouped, origins, sector_watched
from bot.watching import added, removed
from bot.words import clipped, money, percent, said, say, say_n

PATIENCE = 0.8  # seconds the list waits for prices; a price that is late is not shown
_ROWS, _NOTES = 40, 10

_NONE = Text()


@dataclass(frozen=True)
class Kept:
    """What is at hand about the watched stocks without asking anyone."""

    targets: Mapping[str, Mapping[str, Episode]]
    looks: Mapping[str, Mapping[str, Episode]]
    marks: Marks
    now: datetime

    def nearest(self, ticker: Ticker, quote: Quote | None) -> tuple[float, str]:
        """How far a stock is from its next alert, as a fraction to sort by, and in words with the reason for none."""
        symbol = ticker.symbol
        targets, looks = self.targets[symbol], self.looks[symbol]
        price = quote.price if quote is not None else last_price((targets, looks), self.now)
        if price is None:
            return inf, say("no price known")
        levels = [one for one in self.marks.levels_of(ticker) if not _rests(looks.get(one.line.name))]
        found = ahead(targets.values(), levels, price, self.now)
        if not found:
            return inf, say("no target or level")
        distance, line = found[0]
        told = line.told(price, quote.currency if quote is not None else None)
        return distance, told if quote is not None else say("was {told}", told=told)


def _rests(look: Episode | None) -> bool:
    return look is not None and look.side == RESTS


@command("watchlist", say("What this channel watches, all or by sector; add or remove stocks"))
async def watchlist(
    action: Annotated[Literal["show", "add", "remove", "sector"], Arg(say("What to do"), "add")] = "show",
    tickers: Annotated[
        Text, Arg(say("Stock symbols to add or remove, or a sector"), "APLD RKLB", suggests="listed", phrases=SECTORS)
    ] = _NONE,
    *,
    directory: Directory,
    watchlists: Watchlists,
    episodes: Episodes,
    book: WishBook,
    quotes: QuoteFeed,
    sectors: SectorFeed,
    clock: Clock,
    caller: Caller,
) -> Card:
    if action == "add":
        return await added(tickers, directory, watchlists, caller)
    if action == "remove":
        return await removed(tickers, watchlists, caller)
    watched = await watchlists.watchlist(caller.channel)
    if not watched.tickers:
        return Card(
            title=say("Nothing is watched here yet"),
            lead=say("Add stocks with /watch and their symbols; a pasted list is fine."),
            actions=(Action(say("Help"), "help watch"),),
        )
    if action == "sector":
        placed = await sectors.sectors(watched.tickers)
        groups = grouped(watched.tickers, placed)
        name = sector_watched(tickers, groups) if tickers.strip() else ""
        if not groups.get(name):
            return _by_sector(groups, placed, name)
        title = say_n(
            "{sector}: {members} of {n} stock",
            "{sector}: {members} of {n} stocks",
            len(watched.tickers),
            sector=_sector(name),
            members=len(groups[name]),
        )
        watched = replace(watched, tickers=tuple(groups[name]))
        told = [placed[one] for one in groups[name] if one in placed]
    else:
        title = say_n("Watching {n} stock", "Watching {n} stocks", len(watched.tickers))
        told = []
    symbols = [one.symbol for one in watched.tickers]
    targets, looks = await episodes.episodes(TARGETS, symbols), await episodes.episodes(LEVELS, symbols)
    kept = Kept(targets, looks, await book.marks(caller.channel), clock.now())
    shown = sorted(watched.tickers, key=lambda one: kept.nearest(one, None)[0])[:_ROWS]
    prices = await _prices(shown, quotes)
    shown.sort(key=lambda one: kept.nearest(one, prices.get(one))[0])
    more = len(watched.tickers) - len(shown)
    return Card(
        title=title,
        lead=say("The {rows} nearest to an alert are shown; {more} more are watched.", rows=_ROWS, more=more)
        if more
        else "",
        table=Table(
            (say("Stock"), say("Name"), say("Price"), say("Since last close"), say("Next")),
            tuple([await _row(one, prices.get(one), kept, directory) for one in shown]),
        ),
        facts=(*_notes(shown, kept.marks.notes), *map(_silence, watched.silences[:10])),
        origins=(*_origins(prices.values()), *origins(told)),
        actions=(Action(say("How Minnow is doing"), "status"),),
    )


def _by_sector(groups: Mapping[str, Sequence[Ticker]], placed: Mapping[Ticker, Placed], name: str) -> Card:
    """How many of which sector are watched; ``name`` is one that was asked for and that none is of."""
    asked = (
        (Action(say("Largest of {sector}", sector=said(name)), f"watch sector {name}", Style.PRIMARY),)
        if name and name != UNKNOWN
        else ()
    )
    lead = say("No stock of {sector} is watched here.", sector=said(name)) if name else ""
    unknown = say(
        "A sector is read from the files of two index funds, and from Yahoo once a stock was rated: /rating asks."
    )
    return Card(
        title=say_n("{n} stock by sector", "{n} stocks by sector", sum(map(len, groups.values()))),
        lead=say("Every sector is known.") if name == UNKNOWN else lead,
        facts=tuple(Fact(f"{_sector(one)} ({len(members)})", _symbols(members)) for one, members in groups.items()),
        origins=origins(placed.values()),
        actions=asked,
        menu=Menu(
            say("Show a sector…"), tuple(Action(said(one), f"watchlist sector {one}") for one in list(groups)[:25])
        ),
        note=unknown if UNKNOWN in groups else "",
    )


def _sector(name: str) -> str:
    return say("Sector not known") if name == UNKNOWN else said(name)


def _symbols(members: Sequence[Ticker]) -> str:
    stocks, more = ", ".join(member.symbol for member in members[:_ROWS]), len(members) - _ROWS
    return say("{stocks}, and {more} more", stocks=stocks, more=more) if more > 0 else stocks


async def _prices(tickers: Sequence[Ticker], quotes: QuoteFeed) -> Mapping[Ticker, Quote]:
    asks = {ticker: asyncio.ensure_future(quotes.quote(ticker)) for ticker in tickers}
    _, late = await asyncio.wait(asks.values(), timeout=PATIENCE)
    for ask in late:
        ask.cancel()
    done = {ticker: ask for ticker, ask in asks.items() if ask not in late}
    return {ticker: ask.result() for ticker, ask in done.items() if ask.exception() is None}


async def _row(ticker: Ticker, quote: Quote | None, kept: Kept, directory: Directory) -> tuple[Value, ...]:
    _, following = kept.nearest(ticker, quote)
    if quote is None:
        return (ticker.symbol, clipped(await directory.name(ticker), 30), say("not known now"), "", following)
    name = quote.name or await directory.name(ticker)
    change = quote.price / quote.previous_close - 1 if quote.previous_close else None
    moved = percent(change, signed=True) if change is not None else ""
    return (ticker.symbol, clipped(name, 30), money(quote.price, quote.currency), moved, following)


def _notes(shown: Sequence[Ticker], notes: Mapping[Ticker, Note]) -> tuple[Fact, ...]:
    """The notes on what is shown, and how many there are besides."""
    found = [Fact(say("Note on {ticker}", ticker=one), notes[one].said) for one in shown if one in notes]
    more = len(found) - _NOTES
    return (
        *found[:_NOTES],
        *((Fact(say("More notes"), say("{more}; /note lists them", more=more)),) if more > 0 else ()),
    )


def _origins(prices: Iterable[Quote]) -> tuple[Origin, ...]:
    """The oldest price of each source: none shown is older."""
    oldest: dict[str, Quote] = {}
    for quote in sorted(prices, key=lambda one: one.as_of, reverse=True):
        oldest[quote.source] = quote
    return tuple(Origin.of(quote) for quote in oldest.values())


def _silence(silence: Silence) -> Fact:
    about = " ".join(said(part.replace("_", " ")) for part in (silence.about, silence.kind) if part)
    return Fact(say("{about} is snoozed", about=about or say("everything")), (say("until "), Moment(silence.until)))
