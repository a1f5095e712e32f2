"""A source that answers from what it was told, dated: every feed, no wire (the demo, and tests of the whole)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from bot.market.feeds import Health, Listing, Missing, Unavailable
from bot.market.filing import Filing
from bot.market.price_target import PriceTarget
from bot.market.quote import Candle, PriceHistory, Quote
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.rating.profile import Profile

Seen = TypeVar("Seen")


class Recorded:
    """Every feed of bot.market.feeds, and ProfileFeed, over observations handed to ``tell``; the newest one answers.

    While ``out`` names since when, every question is Unavailable.
    """

    def __init__(self, source: str = "Recorded data") -> None:
        self.source = source
        self.out: datetime | None = None
        self._quotes: dict[Ticker, list[Quote]] = defaultdict(list)
        self._targets: dict[Ticker, PriceTarget] = {}
        self._shorts: dict[Ticker, list[ShortInterest]] = defaultdict(list)
        self._floats: dict[Ticker, FloatShares] = {}
        self._filings: dict[Ticker, list[Filing]] = defaultdict(list)
        self._profiles: dict[Ticker, Profile] = {}
        self._answered: datetime | None = None

    def tell(self, *seen: Quote | PriceTarget | ShortInterest | FloatShares | Filing) -> None:
        for one in seen:
            self._answered = max(one.as_of, self._answered or one.as_of)
            if isinstance(one, Quote):
                self._quotes[one.ticker].append(one)
            elif isinstance(one, PriceTarget):
                self._targets[one.ticker] = one
            elif isinstance(one, ShortInterest):
                self._shorts[one.ticker].append(one)
            elif isinstance(one, Filing):
                self._filings[one.ticker].append(one)
            else:
                self._floats[one.ticker] = one

    def tell_profile(self, ticker: Ticker, profile: Profile) -> None:
        """What is known of a company from now on; a Profile itself holds no name."""
        self._answered = max(profile.at, self._answered or profile.at)
        self._profiles[ticker] = profile

    async def quote(self, ticker: Ticker) -> Quote:
        return self._newest(self._quotes.get(ticker), f"no price of {ticker} in the recording")

    async def target(self, ticker: Ticker) -> PriceTarget:
        return self._newest(
            [self._targets[ticker]] if ticker in self._targets else [],
            f"no analyst target of {ticker} in the recording",
        )

    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        return self._newest(self._shorts.get(ticker), f"no short interest of {ticker} in the recording")

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        await self.short_interest(ticker)
        return tuple(self._shorts[ticker])

    async def float_shares(self, ticker: Ticker) -> FloatShares:
        return self._newest(
            [self._floats[ticker]] if ticker in self._floats else [], f"no float of {ticker} in the recording"
        )

    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        """A ticker with any other figure has filed nothing until it is told otherwise."""
        known = (self._quotes, self._targets, self._shorts, self._floats, self._filings)
        self._newest([ticker] if any(ticker in figures for figures in known) else [], f"no {ticker} in the recording")
        told = self._filings.get(ticker, ())
        return tuple(sorted(told, key=lambda one: (one.accepted, one.accession), reverse=True))

    async def history(self, ticker: Ticker) -> PriceHistory:
        quotes = self._quotes.get(ticker)
        last = self._newest(quotes, f"no prices of {ticker} in the recording")
        by_day = {one.as_of.date(): one for one in quotes or ()}
        candles = tuple(
            Candle(day, one.price, one.price, one.price, one.price, one.volume or 0) for day, one in by_day.items()
        )
        return PriceHistory(
            as_of=last.as_of, source=last.source, ticker=ticker, candles=candles, currency=last.currency
        )

    async def profile(self, ticker: Ticker) -> Profile:
        return self._newest(
            [self._profiles[ticker]] if ticker in self._profiles else [], f"no profile of {ticker} in the recording"
        )

    async def listings(self) -> Sequence[Listing]:
        return [Listing(ticker, quotes[-1].name) for ticker, quotes in sorted(self._quotes.items()) if quotes]

    async def health(self) -> Sequence[Health]:
        trouble = "the recording is interrupted" if self.out else ""
        return [Health(self.source, self._answered, self.out, None, trouble)]

    def _newest(self, kept: Sequence[Seen] | None, otherwise: str) -> Seen:
        if self.out is not None:
            raise Unavailable(f"{self.source} does not answer.", since=self._answered)
        if not kept:
            raise Missing(f"There is {otherwise}.")
        return kept[-1]
