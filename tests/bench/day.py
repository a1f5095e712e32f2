"""A trading day of 200 watched tickers, with the time as data: what the real watchers ask of the real Yahoo source."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.alerts.marks import PriceLevel
from bot.alerts.ports import PriceLevels
from bot.alerts.watchlist import Channel
from bot.app import all_watchers
from bot.calls.profile_feed import ProfileFeed
from bot.clock import Clock as SomeClock
from bot.market.feeds import (
    EarningsFeed,
    FactsFeed,
    FilingFeed,
    FloatFeed,
    HistoryFeed,
    InstitutionFeed,
    NoAnswer,
    OwnerFeed,
    QuoteFeed,
    ShortInterestFeed,
    TargetFeed,
)
from bot.market.hours import NEW_YORK, is_open
from bot.market.short_interest import ShortInterest
from bot.market.ticker import Ticker
from bot.serve import AFTER_CLOSE
from bot.sources.cached import MemoryShelf
from bot.sources.edgar import Edgar
from bot.sources.profile.feed import Profiles
from bot.sources.profile.industry import INDUSTRIES, SECTORS
from bot.sources.yahoo import Yahoo
from bot.watchers import Watcher
from bot.wiring import needs, supply
from tests.bench.loopback import Asked, Reply
from tests.bench.yahoo import play

DAY = date(2026, 1, 15)
EVENING = time(20)  # of the day before
TICKERS = tuple(Ticker(f"T{n:03d}") for n in range(200))
PLACES = [*({"industry": one} for one in INDUSTRIES), *({"sector": one} for one in SECTORS)]
YAHOOS = {QuoteFeed, TargetFeed, FloatFeed, HistoryFeed, EarningsFeed, InstitutionFeed, ProfileFeed}


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class Levels:
    """A level set on every tenth stock, far from its price."""

    async def levels(self, ticker: Ticker) -> Sequence[PriceLevel]:
        if TICKERS.index(ticker) % 10:
            return ()
        where = Channel("bench", "1")
        return (PriceLevel(channel=where, ticker=ticker, way="above", price=1_000.0, since=DAY, by="somebody"),)


class Shorts:
    """A settlement of every stock, so that its float is asked for too."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        return ShortInterest(
            as_of=self._clock.at, source="a bench", ticker=ticker, settlement=DAY - timedelta(days=15),
            shares=1_000_000, previous_shares=900_000, average_volume=200_000, days_to_cover=5.0,
        )  # fmt: skip

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        return (await self.short_interest(ticker),)


def company_watchers() -> Sequence[Watcher]:
    """Whatever asks Yahoo about each ticker. The round of ratings asks for profiles too, which the others have by then,
    and is left out: it rates, which takes long.
    """
    return [one for one in all_watchers().values() if one.by_ticker and YAHOOS & set(needs(one.ask).values())]


def play_day(asked: Asked) -> Reply:
    """Yahoo with companies of every industry and sector that has a fund."""
    reply = play(asked)
    symbol = asked.path.rsplit("/", 1)[-1]
    if "/quoteSummary/" not in asked.path or reply.status != 200 or Ticker(symbol) not in TICKERS:
        return reply
    told = json.loads(reply.body)
    told["quoteSummary"]["result"][0]["assetProfile"] = PLACES[TICKERS.index(Ticker(symbol)) % len(PLACES)]
    return Reply(json.dumps(told))


class Day:
    """The Yahoo source and what stands on it; the SEC is off, so that nothing spares Yahoo a question."""

    def __init__(self, folder: Path, tickers: Sequence[Ticker] = TICKERS) -> None:
        """The pace is set aside: it waits by the loop's clock, and this day takes seconds."""
        self._clock, self._tickers, shelf = Clock(datetime.combine(DAY, time(), NEW_YORK)), tickers, MemoryShelf()
        self.yahoo = Yahoo(shelf, self._clock, folder, per_hour=3_600_000, burst=1_000)
        sec, shorts = Edgar("", shelf, self._clock), Shorts(self._clock)
        profiles = Profiles(self.yahoo, shorts, None, shelf, self._clock)
        self._feeds: Mapping[type, Any] = {
            **dict.fromkeys(YAHOOS, self.yahoo),
            **dict.fromkeys((FilingFeed, FactsFeed, OwnerFeed), sec),
            ShortInterestFeed: shorts,
            ProfileFeed: profiles,
            PriceLevels: Levels(),
            SomeClock: self._clock,
        }

    async def evening_before(self) -> None:
        """What a program that runs for days has at hand by midnight: one round of profiles asks for all of it."""
        self._clock.at = datetime.combine(DAY - timedelta(days=1), EVENING, NEW_YORK).astimezone(UTC)
        await self._round(next(one for one in company_watchers() if ProfileFeed in needs(one.ask).values()))

    async def live_through(self) -> Mapping[str, int]:
        """Every round of DAY, midnight to midnight in New York; how many each watcher had."""
        begins = datetime.combine(DAY, time(), NEW_YORK).astimezone(UTC)
        watchers = company_watchers()
        planned = {one.name: one.schedule.following(begins - timedelta(seconds=1)) for one in watchers}
        rounds = Counter[str]()
        while (at := min(planned.values())) < begins + timedelta(days=1):
            self._clock.at = at
            due = [one for one in watchers if planned[one.name] == at]
            planned |= {one.name: one.schedule.following(at) for one in due}
            runs = [one for one in due if not one.schedule.in_session or is_open(at) or is_open(at - AFTER_CLOSE)]
            rounds.update(one.name for one in runs)
            await asyncio.gather(*map(self._round, runs))  # as the scheduler starts them
        return rounds

    async def _round(self, watcher: Watcher) -> None:
        given = supply(watcher.ask, self._feeds)
        asks = (watcher.ask(ticker, **given) for ticker in self._tickers)
        for told in await asyncio.gather(*asks, return_exceptions=True):
            if isinstance(told, BaseException) and not isinstance(told, NoAnswer):
                raise told
