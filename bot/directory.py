"""Which tickers there are, from data at hand: completion while typing, and what a pasted list means."""

from __future__ import annotations

import asyncio
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.alerts.ports import Watchlists
from bot.alerts.watchlist import Channel
from bot.commands import nearest
from bot.market.feeds import Listing, ListingFeed, Missing, NoAnswer, QuoteFeed
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.pasted import text as pasted

PATIENCE = 1.5  # seconds a person waits for the vendor to say whether there is such a ticker
MOST = 500  # words of one pasted list or file: what a watchlist holds
HELPED = 10  # unknown words whose meaning is looked for, some milliseconds each
_PUNCTUATION = re.compile(r"[^A-Z0-9]")
_COMPANY_FORMS = re.compile(
    r"\b(inc|corp|corporation|ltd|plc|holdings?|company|co|class [a-z]|common stock)\b\.?", re.IGNORECASE
)


@dataclass(frozen=True)
class Known:
    """What a list of words turned out to be, each in the order it was written.

    ``unchecked`` look like tickers and could not be looked up just now; ``unknown`` carries, for each word,
    the listings it may have meant, the first ten alone; ``left_out`` counts words past the limit.
    """

    tickers: tuple[Ticker, ...]
    unchecked: tuple[Ticker, ...] = ()
    unknown: tuple[tuple[str, tuple[Listing, ...]], ...] = ()
    left_out: int = 0


class Directory:
    """Symbols and company names without a network, and the vendor's word for what is not among them."""

    def __init__(self, listings: ListingFeed, quotes: QuoteFeed, watchlists: Watchlists) -> None:
        self._feed, self._quotes, self._watchlists = listings, quotes, watchlists
        self._source: Sequence[Listing] = ()
        self._index = _Index(())

    async def listed(self, typed: str, limit: int) -> Sequence[Listing]:
        """Listings whose symbol begins with what is typed, then those whose name has a word that does."""
        return (await self._current()).beginning(typed, limit)

    async def watched(self, typed: str, limit: int, channel: Channel) -> Sequence[Listing]:
        """The channel's own tickers that begin with what is typed. Raises StoreAway."""
        index, wanted = await self._current(), typed.strip("$").upper()
        tickers = (await self._watchlists.watchlist(channel)).tickers
        return [Listing(one, index.name(one)) for one in tickers if one.symbol.startswith(wanted)][:limit]

    async def meant(self, ticker: Ticker) -> Sequence[Listing]:
        """The nearest listings of a ticker that is not listed itself."""
        index = await self._current()
        return () if index.has(ticker) else index.meant(ticker.symbol)

    async def name(self, ticker: Ticker) -> str:
        """The company's name, "" where it is not known."""
        return (await self._current()).name(ticker)

    async def read(self, text: str) -> Known:
        """What a pasted text names: a list, a table or a CSV file, symbols with or without ``$`` or their exchange."""
        index, found, odd = await self._current(), {}, []
        seen = pasted.read(text, MOST, index.called)
        for word in seen.words:
            try:
                found[word] = Ticker.parse(word)
            except ValueError:
                odd.append(word)
        asked = [word for word, ticker in found.items() if not index.has(ticker)]
        answers = dict(zip(asked, await self._exist([found[word] for word in asked]), strict=True))
        wrong = {*odd, *(word for word, answer in answers.items() if answer is False)}
        good = {word: ticker for word, ticker in found.items() if word not in wrong}
        return Known(
            tickers=_once(ticker for word, ticker in good.items() if answers.get(word, True)),
            unchecked=_once(ticker for word, ticker in good.items() if answers.get(word, True) is None),
            unknown=tuple(
                (word, tuple(index.meant(word)) if place < HELPED else ())
                for place, word in enumerate(word for word in seen.words if word in wrong)
            ),
            left_out=seen.left_out,
        )

    async def _current(self) -> _Index:
        listings = await self._feed.listings()
        if listings is not self._source:
            self._source, self._index = listings, _Index(listings)
        return self._index

    async def _ask(self, ticker: Ticker) -> Quote:
        return await self._quotes.quote(ticker)

    async def _exist(self, tickers: Sequence[Ticker]) -> list[bool | None]:
        """Whether the vendor has a price of each; None where it cannot say in time."""
        if not tickers:
            return []
        asks = [asyncio.create_task(self._ask(ticker)) for ticker in tickers]
        await asyncio.wait(asks, timeout=PATIENCE)
        return [_existence(ask) for ask in asks]


def _existence(ask: asyncio.Task[Quote]) -> bool | None:
    if not ask.done():
        ask.cancel()
        return None
    failure = ask.exception()
    if failure is None:
        return True
    if isinstance(failure, Missing):
        return False
    if isinstance(failure, NoAnswer):
        return None
    raise failure


def _once(tickers: Iterable[Ticker]) -> tuple[Ticker, ...]:
    return tuple(dict.fromkeys(tickers))


class _Index:
    """Listings sorted by symbol, with their names in small letters beside them."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = sorted(listings, key=lambda one: one.ticker.symbol)
        self._symbols = [one.ticker.symbol for one in self._listings]
        self._names = [f" {one.name.lower()}" for one in self._listings]
        self._by_letters = {_PUNCTUATION.sub("", one.ticker.symbol): one for one in self._listings}

    def has(self, ticker: Ticker) -> bool:
        return self._find(ticker) is not None

    def name(self, ticker: Ticker) -> str:
        found = self._find(ticker)
        return found.name if found is not None else ""

    def called(self, word: str) -> str:
        """The company's name behind a word that was written for a symbol, "" for any other word."""
        try:
            return self.name(Ticker.parse(word))
        except ValueError:
            return ""

    def _find(self, ticker: Ticker) -> Listing | None:
        """By symbol without its punctuation: lists write BRKB for BRK-B."""
        return self._by_letters.get(_PUNCTUATION.sub("", ticker.symbol))

    def beginning(self, typed: str, limit: int) -> list[Listing]:
        wanted = typed.strip().strip("$").upper()
        start = bisect_left(self._symbols, wanted)
        end = bisect_left(self._symbols, wanted + "\uffff")
        found = self._listings[start : min(end, start + limit)]
        if wanted and len(found) < limit:
            word = f" {wanted.lower()}"
            named = (one for one, name in zip(self._listings, self._names, strict=True) if word in name)
            found += islice((one for one in named if not one.ticker.symbol.startswith(wanted)), limit - len(found))
        return found

    def meant(self, word: str) -> list[Listing]:
        """The listings a word that is no ticker may have meant: by company name first, then by a near symbol."""
        named = self.beginning(word, 3) if len(word) > 2 else []
        if named:
            return sorted(named, key=lambda one: len(_COMPANY_FORMS.sub("", one.name)))
        near = nearest(word.strip("$").upper()[:12], self._symbols)
        return [self._listings[bisect_left(self._symbols, symbol)] for symbol in near]
