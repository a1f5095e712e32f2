"""The composition root: settings in, a program out. It knows everyone and decides nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import handlers
import jobs
from bot.alerts.dispatch import Dispatcher
from bot.alerts.milestones import MilestoneBook
from bot.alerts.ports import Episodes, Notifier, Outbox, PriceLevels, RoundLog, Transcript, Watchlists, WishBook
from bot.alerts.watchlist import Channel
from bot.calls.ledger import Ledger
from bot.calls.profile_feed import ProfileFeed
from bot.clock import Clock
from bot.commands import Caller, Command, Commands
from bot.directory import Directory
from bot.home import Part, home
from bot.market.feeds import (
    CalendarFeed,
    ConditionsFeed,
    ConsensusFeed,
    CurveFeed,
    EarningsFeed,
    FactsFeed,
    FilingFeed,
    FloatFeed,
    GeopoliticsFeed,
    HealthFeed,
    HistoryFeed,
    InstitutionFeed,
    LaborFeed,
    LeadershipFeed,
    ListingFeed,
    MembersFeed,
    OwnerFeed,
    QuoteFeed,
    RatesFeed,
    SeasonFeed,
    SectorFeed,
    ShortInterestFeed,
    TargetFeed,
)
from bot.rated.curated import Curated
from bot.rated.ratings import Ratings
from bot.rounds import NextRuns, Rounds
from bot.settings import Settings, WrongSetting
from bot.sources.cached import Shelf
from bot.store.embedded import Embedded
from bot.store.episodes import RedisEpisodes
from bot.store.ledger import RedisLedger
from bot.store.memory import RedisKept, RedisRoundLog, RedisShelf, RedisTranscript
from bot.store.milestones import RedisMilestones
from bot.store.outbox import RedisOutbox
from bot.store.server import Server
from bot.store.thesis import RedisThesisBook
from bot.store.watchlists import RedisWatchlists
from bot.store.wishes import RedisWishBook
from bot.thesis.book import ThesisBook
from bot.thesis_look import MacroFeeds, ThesisLooks
from bot.watchers import Kinds, Schedule, Watcher
from bot.welcome import welcome
from bot.wiring import find, supply
from bot.words import say

Feeds = Mapping[type, Any]  # each feed's Protocol -> what answers it


@dataclass(frozen=True)
class Store:
    """Everything that is kept, over one Redis."""

    server: Server
    embedded: Embedded | None
    watchlists: RedisWatchlists
    episodes: RedisEpisodes
    outbox: RedisOutbox
    rounds: RedisRoundLog
    shelf: RedisShelf
    kept: RedisKept
    transcript: RedisTranscript
    wishes: RedisWishBook
    ledger: RedisLedger
    milestones: RedisMilestones
    thesis: RedisThesisBook

    async def close(self) -> None:
        await self.server.close()
        if self.embedded is not None:
            await self.embedded.stop()


async def open_store(settings: Settings, clock: Clock) -> Store:
    """REDIS_URL, or a Redis of our own under the data folder. Raises StoreRefused, StoreAway."""
    embedded = None
    if not settings.redis_url:
        embedded = Embedded(settings.data_dir / "store")
        await embedded.start()
    server = Server(settings.redis_url or (embedded.url if embedded else ""))
    await server.version()
    return Store(
        server,
        embedded,
        RedisWatchlists(server, clock),
        RedisEpisodes(server),
        RedisOutbox(server),
        RedisRoundLog(server),
        RedisShelf(server),
        RedisKept(server),
        RedisTranscript(server),
        RedisWishBook(server),
        RedisLedger(server),
        RedisMilestones(server),
        RedisThesisBook(server),
    )


def live_feeds(settings: Settings, shelf: Shelf, clock: Clock) -> Feeds:
    """Every vendor behind its one limiter and breaker; without a contact the SEC is not asked."""
    from bot.sources.bls import Bls
    from bot.sources.calendar import Dates
    from bot.sources.consensus import ConsensusBook
    from bot.sources.edgar import Edgar
    from bot.sources.finra import Finra
    from bot.sources.fred import Fred
    from bot.sources.gdelt import Gdelt
    from bot.sources.geopolitics import Geopolitics
    from bot.sources.gpr import Gpr
    from bot.sources.ishares import IShares
    from bot.sources.labor import Labor
    from bot.sources.members import Members
    from bot.sources.new_york_fed import NewYorkFed
    from bot.sources.profile.feed import Profiles
    from bot.sources.rates import Rates
    from bot.sources.seasons import Seasons
    from bot.sources.sectors import Sectors
    from bot.sources.vendor import Vendors
    from bot.sources.yahoo import Yahoo

    yahoo = Yahoo(shelf, clock, settings.data_dir / "cache")
    finra = Finra(shelf, clock)
    fred, bls = Fred(shelf, clock, settings.fred_api_key), Bls(shelf, clock, settings.bls_api_key)
    new_york_fed, dates = NewYorkFed(shelf, clock), Dates(fred, shelf, clock)
    gpr, gdelt, ishares = Gpr(shelf, clock), Gdelt(shelf, clock), IShares(shelf, clock)
    edgar = Edgar(settings.sec_contact, shelf, clock)
    labor = Labor(bls, fred, dates, shelf, clock)
    asked = [yahoo.vendor, finra.vendor, fred.vendor, bls.vendor, new_york_fed.vendor]
    asked += [gpr.vendor, ishares.vendor]  # not GDELT: nobody misses a hint
    asked += [edgar.vendor] if settings.sec_contact else []
    return {
        QuoteFeed: yahoo,
        TargetFeed: yahoo,
        FloatFeed: yahoo,
        HistoryFeed: yahoo,
        ShortInterestFeed: finra,
        ListingFeed: finra,
        FilingFeed: edgar,
        FactsFeed: edgar,
        OwnerFeed: edgar,
        EarningsFeed: yahoo,
        InstitutionFeed: yahoo,
        RatesFeed: Rates(yahoo, new_york_fed, fred, shelf, clock),
        CurveFeed: fred,
        ConditionsFeed: fred,
        LaborFeed: labor,
        ConsensusFeed: ConsensusBook(yahoo, labor, dates, shelf, clock),
        SeasonFeed: Seasons(yahoo, edgar),
        CalendarFeed: dates,
        LeadershipFeed: yahoo,
        GeopoliticsFeed: Geopolitics(gpr, new_york_fed, gdelt),
        MembersFeed: Members(yahoo, ishares, shelf, clock),
        SectorFeed: Sectors(ishares, shelf, clock),
        ProfileFeed: Profiles(yahoo, finra, edgar if settings.sec_contact else None, shelf, clock),
        HealthFeed: Vendors(asked),
    }


def schedules(watchers: Mapping[str, Watcher], overrides: Mapping[str, Schedule]) -> Mapping[str, Schedule]:
    """Each watcher's schedule with the settings' overrides. WrongSetting for a watcher that is not there."""
    for name in overrides:
        if name not in watchers:
            raise WrongSetting(
                say(
                    "MINNOW_SCHEDULE__{name} names no watcher; there are {watchers}.",
                    name=name.upper(),
                    watchers=", ".join(watchers),
                )
            )
    return {name: overrides.get(name, watcher.schedule) for name, watcher in watchers.items()}


def all_watchers() -> Mapping[str, Watcher]:
    return find(jobs, Watcher)


def all_commands() -> Mapping[str, Command]:
    return find(handlers, Command)


@dataclass(frozen=True)
class Minnow:
    """The parts of a program that has not started to do anything."""

    settings: Settings
    clock: Clock
    store: Store
    watchers: Mapping[str, Watcher]
    commands: Commands
    rounds: Rounds
    parts: Mapping[type, Any]

    async def welcome(self, channel: Channel) -> None:
        """Tell a channel that Minnow was added to what to do; once a day at most. Raises StoreAway."""
        await welcome(channel, **supply(welcome, self.parts))

    async def home(self, caller: Caller) -> tuple[Part, ...]:
        """What a person finds at home. Raises StoreAway."""
        return await home(caller, **supply(home, self.parts))

    def dispatcher(self, notifiers: Mapping[str, Notifier], worker: str) -> Dispatcher:
        store = self.store
        return Dispatcher(store.outbox, store.watchlists, store.wishes, notifiers, self.clock, worker=worker)


def assemble(settings: Settings, store: Store, feeds: Feeds, clock: Clock, next_runs: NextRuns) -> Minnow:
    """Find every watcher and command and hand each what it asks for by type."""
    watchers = all_watchers()
    directory = Directory(feeds[ListingFeed], feeds[QuoteFeed], store.watchlists)
    macro = MacroFeeds.of({**feeds, Watchlists: store.watchlists})
    parts: dict[type, Any] = {
        **feeds,
        MacroFeeds: macro,
        ThesisLooks: ThesisLooks(macro, clock),
        Clock: clock,
        Watchlists: store.watchlists,
        WishBook: store.wishes,
        PriceLevels: store.wishes,
        Episodes: store.episodes,
        Outbox: store.outbox,
        RoundLog: store.rounds,
        Transcript: store.transcript,
        NextRuns: next_runs,
        Directory: directory,
        Ledger: store.ledger,
        MilestoneBook: store.milestones,
        ThesisBook: store.thesis,
        Ratings: Ratings(
            Curated(feeds[ProfileFeed], store.milestones, store.thesis), store.episodes, store.ledger, clock
        ),
        Kinds: Kinds.of(watchers),
    }
    commands = Commands(
        all_commands(),
        parts,
        prefix=settings.command_prefix,
        completion=directory,
        heard=partial(_repair, store, clock),
    )
    rounds = Rounds(parts, store.watchlists, store.episodes, store.rounds, clock, store.thesis)
    return Minnow(settings, clock, store, watchers, commands, rounds, parts)


async def _repair(store: Store, clock: Clock, caller: Caller) -> None:
    """A command came from this channel and this person: what was broken of the two may work again."""
    channels = {caller.channel, Channel.to_person(caller.channel.platform, caller.user)}
    await asyncio.gather(*(store.outbox.repair(channel, clock.now()) for channel in channels))
