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
from bot.words import clipped, money, percent, plural

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
            return inf, "no price known"
        levels = [one for one in self.marks.levels_of(ticker) if not _rests(looks.get(one.line.name))]
        found = ahead(targets.values(), levels, price, self.now)
        if not found:
            return inf, "no target or level"
        distance, line = found[0]
        told = line.told(price, quote.currency if quote is not None else None)
        return distance, told if quote is not None else f"was {told}"


def _rests(look: Episode | None) -> bool:
    return look is not None and look.side == RESTS


@command("watchlist", "What this channel watches, all or by sector; add or remove stocks")
async def watchlist(
    action: Annotated[Literal["show", "add", "remove", "sector"], Arg("What to do", "add")] = "show",
    tickers: Annotated[
        Text, Arg("Stock symbols to add or remove, or a sector", "APLD RKLB", suggests="listed", phrases=SECTORS)
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
            title="Nothing is watched here yet",
            lead="Add stocks with /watch and their symbols; a pasted list is fine.",
            actions=(Action("Help", "help watch"),),
        )
    if action == "sector":
        placed = await sectors.sectors(watched.tickers)
        groups = grouped(watched.tickers, placed)
        name = sector_watched(tickers, groups) if tickers.strip() else ""
        if not groups.get(name):
            return _by_sector(groups, placed, name)
        known = "Sector not known" if name == UNKNOWN else name
        title = f"{known}: {len(groups[name])} of {plural(len(watched.tickers), 'stock')}"
        watched = replace(watched, tickers=tuple(groups[name]))
        told = [placed[one] for one in groups[name] if one in placed]
    else:
        title, told = f"Watching {plural(len(watched.tickers), 'stock')}", []
    symbols = [one.symbol for one in watched.tickers]
    targets, looks = await episodes.episodes(TARGETS, symbols), await episodes.episodes(LEVELS, symbols)
    kept = Kept(targets, looks, await book.marks(caller.channel), clock.now())
    shown = sorted(watched.tickers, key=lambda one: kept.nearest(one, None)[0])[:_ROWS]
    prices = await _prices(shown, quotes)
    shown.sort(key=lambda one: kept.nearest(one, prices.get(one))[0])
    more = len(watched.tickers) - len(shown)
    return Card(
        title=title,
        lead=f"The {_ROWS} nearest to an alert are shown; {more} more are watched." if more else "",
        table=Table(
            ("Stock", "Name", "Price", "Since last close", "Next"),
            tuple([await _row(one, prices.get(one), kept, directory) for one in shown]),
        ),
        facts=(*_notes(shown, kept.marks.notes), *map(_silence, watched.silences[:10])),
        origins=(*_origins(prices.values()), *origins(told)),
        actions=(Action("How Minnow is doing", "status"),),
    )


def _by_sector(groups: Mapping[str, Sequence[Ticker]], placed: Mapping[Ticker, Placed], name: str) -> Card:
    """How many of which sector are watched; ``name`` is one that was asked for and that none is of."""
    count = plural(sum(map(len, groups.values())), "stock")
    more = {one: f", and {len(groups[one]) - _ROWS} more" if len(groups[one]) > _ROWS else "" for one in groups}
    asked = (Action(f"Largest of {name}", f"watch sector {name}", Style.PRIMARY),) if name and name != UNKNOWN else ()
    lead = f"No stock of {name} is watched here." if name else ""
    unknown = "A sector is read from the files of two index funds, and from Yahoo once a stock was rated: /rating asks."
    return Card(
        title=f"{count} by sector",
        lead="Every sector is known." if name == UNKNOWN else lead,
        facts=tuple(
            Fact(
                f"{'Sector not known' if one == UNKNOWN else one} ({len(members)})",
                f"{', '.join(member.symbol for member in members[:_ROWS])}{more[one]}",
            )
            for one, members in groups.items()
        ),
        origins=origins(placed.values()),
        actions=asked,
        menu=Menu("Show a sector…", tuple(Action(one, f"watchlist sector {one}") for one in list(groups)[:25])),
        note=unknown if UNKNOWN in groups else "",
    )


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
        return (ticker.symbol, clipped(await directory.name(ticker), 30), "not known now", "", following)
    name = quote.name or await directory.name(ticker)
    change = quote.price / quote.previous_close - 1 if quote.previous_close else None
    moved = percent(change, signed=True) if change is not None else ""
    return (ticker.symbol, clipped(name, 30), money(quote.price, quote.currency), moved, following)


def _notes(shown: Sequence[Ticker], notes: Mapping[Ticker, Note]) -> tuple[Fact, ...]:
    """The notes on what is shown, and how many there are besides."""
    found = [Fact(f"Note on {one}", notes[one].said) for one in shown if one in notes]
    more = len(found) - _NOTES
    return (*found[:_NOTES], *((Fact("More notes", f"{more}; /note lists them"),) if more > 0 else ()))


def _origins(prices: Iterable[Quote]) -> tuple[Origin, ...]:
    """The oldest price of each source: none shown is older."""
    oldest: dict[str, Quote] = {}
    for quote in sorted(prices, key=lambda one: one.as_of, reverse=True):
        oldest[quote.source] = quote
    return tuple(Origin.of(quote) for quote in oldest.values())


def _silence(silence: Silence) -> Fact:
    about = " ".join(part.replace("_", " ") for part in (silence.about, silence.kind) if part) or "everything"
    return Fact(f"{about} is snoozed", ("until ", Moment(silence.until)))
