"""Days of every macro watcher over the real sources, with the time as data: what they ask of all vendors together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.alerts.episode import Episode
from bot.alerts.ports import Watchlists
from bot.app import Feeds, all_watchers, live_feeds
from bot.clock import Clock as SomeClock
from bot.market.feeds import (
    CalendarFeed,
    ConditionsFeed,
    ConsensusFeed,
    CurveFeed,
    GeopoliticsFeed,
    LaborFeed,
    LeadershipFeed,
    MembersFeed,
    NoAnswer,
    RatesFeed,
)
from bot.market.hours import NEW_YORK, is_open
from bot.market.ticker import Ticker
from bot.serve import AFTER_CLOSE
from bot.settings import read_settings
from bot.sources.cached import MemoryShelf
from bot.thesis.book import KIND, NAME, Kept, ThesisBook
from bot.thesis.snapshot import Snapshot
from bot.thesis.written import load_thesis
from bot.thesis_look import MacroFeeds
from bot.watchers import Watcher
from bot.wiring import needs, supply
from tests.bench.day import Clock

MACRO = {
    RatesFeed, CurveFeed, LaborFeed, ConditionsFeed, CalendarFeed, LeadershipFeed, GeopoliticsFeed, MembersFeed,
    ConsensusFeed, MacroFeeds,
}  # fmt: skip
PROGRAM = timedelta(hours=6)  # after which another one goes on, with its pace rested


def macro_watchers() -> Sequence[Watcher]:
    """Whatever asks a macro feed."""
    return [one for one in all_watchers().values() if MACRO & set(needs(one.ask).values())]


class Book:
    """bot.thesis.book.ThesisBook in memory: the thesis as the watcher's own judgements moved it."""

    def __init__(self) -> None:
        self.episodes: dict[str, Episode] = {}

    async def kept(self) -> Kept | None:
        held = self.episodes.get(NAME)
        return Kept(load_thesis(held.side), held.seen_at) if held else None

    async def snapshots(self, _since: date, _until: date) -> Sequence[Snapshot]:
        return ()


class Nobody:
    """Watchlists on which nothing is: what is followed is counted by another bench."""

    async def watched(self) -> Sequence[Ticker]:
        return ()


class Days:
    """Days one after the other over one shelf and one thesis; ``without_answer`` are the rounds that brought none.

    Every few hours are a new program: the pace goes by the loop's clock, and these days take seconds.
    """

    def __init__(self, clock: Clock, folder: Path, **keys: str) -> None:
        self._clock, self._shelf, self.book = clock, MemoryShelf(), Book()
        self._settings = read_settings({"MINNOW_DATA_DIR": str(folder), **keys})
        self.without_answer: list[str] = []

    async def live_through(self, day: date) -> int:
        """Every round that the schedules plan on a New York day; how many there were."""
        clock = self._clock
        clock.at = datetime.combine(day, time(), NEW_YORK).astimezone(UTC)
        end, begun = clock.at + timedelta(days=1), clock.at
        feeds = self._feeds()
        watchers = macro_watchers()
        planned = {one.name: one.schedule.following(clock.at - timedelta(seconds=1)) for one in watchers}
        rounds = 0
        while (at := min(planned.values())) < end:
            clock.at = at
            if at - begun >= PROGRAM:
                begun, feeds = at, self._feeds()
            for one in watchers:
                if planned[one.name] != at:
                    continue
                planned[one.name] = one.schedule.following(at)
                if one.schedule.in_session and not (is_open(at) or is_open(at - AFTER_CLOSE)):
                    continue
                rounds += 1
                await self._round(one, feeds)
        return rounds

    def _feeds(self) -> Feeds:
        live = live_feeds(self._settings, self._shelf, self._clock)
        followed = {**live, Watchlists: Nobody()}
        return {**live, MacroFeeds: MacroFeeds.of(followed), ThesisBook: self.book, SomeClock: self._clock}

    async def _round(self, watcher: Watcher, feeds: Feeds) -> None:
        try:
            seen = await watcher.ask(**supply(watcher.ask, feeds))
        except NoAnswer as why:
            self.without_answer.append(f"{watcher.name}: {why}")
            return
        if watcher.name == KIND:
            moved = watcher.judge(seen, self.book.episodes, self._clock.at).moved
            self.book.episodes |= {one.name: one for one in moved}
