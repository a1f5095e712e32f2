"""Plays the story: sets the clock and the source, runs the real rounds, lets the real dispatch deliver."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.alerts.ports import Delivery, Notifier, NotifyError
from bot.alerts.watchlist import Channel
from bot.app import Minnow, assemble, open_store
from bot.calls.profile_feed import ProfileFeed
from bot.charts import draw
from bot.demo.story import Beat, Story, read_story
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
)  # fmt: skip
from bot.platforms.terminal.outbox import TerminalNotifier
from bot.platforms.terminal.screen import this_screen
from bot.serve import Timetable, worker_name
from bot.settings import Settings
from bot.sources.recorded import Recorded
from bot.thesis.book import KIND as THESIS
from bot.words import day, later, said, say

if TYPE_CHECKING:
    from bot.platforms.web.inbox import WebInbox

BANNER = later("demo session")
PRICES = later("The story's price source")
PAUSE = 5.0  # seconds between two beats on the page, at speed 1
FEEDS = (
    QuoteFeed, TargetFeed, FloatFeed, HistoryFeed, ShortInterestFeed, ListingFeed, FilingFeed, FactsFeed, ProfileFeed,
    HealthFeed, RatesFeed, CurveFeed, ConditionsFeed, LaborFeed, LeadershipFeed, CalendarFeed,
    EarningsFeed, InstitutionFeed, OwnerFeed, GeopoliticsFeed, MembersFeed, ConsensusFeed,
    SeasonFeed, SectorFeed,
)  # fmt: skip


class StoryClock:
    """The story's time: it stands at a beat and runs on from there at the pace of the real one."""

    def __init__(self, at: datetime) -> None:
        self.move(at)

    def move(self, at: datetime) -> None:
        self._at, self._since = at, asyncio.get_running_loop().time()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=asyncio.get_running_loop().time() - self._since)


class Stumbling:
    """A notifier whose next send fails once, before the reader's eyes; what is ``unsaid`` is said before a send."""

    def __init__(self, inner: Notifier, narrate: Callable[[str], None]) -> None:
        self._inner, self._narrate, self.stumbles, self.unsaid = inner, narrate, False, ""

    async def send(self, delivery: Delivery) -> str:
        if self.unsaid:
            self._narrate(self.unsaid)
            self.unsaid = ""
        if self.stumbles:
            self.stumbles = False
            self._narrate(
                say("The channel answers 503 (constructed): this alert was not accepted. It is tried again in 1 s.")
            )
            raise NotifyError("the channel answers 503 (constructed)")
        return await self._inner.send(delivery)

    async def update(self, delivery: Delivery) -> bool:
        return await self._inner.update(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        return await self._inner.find(delivery)


async def play(settings: Settings, *, once: bool, port: int, speed: float) -> int:
    """Tell the story in the terminal to its end (``once``), or on the page until it is stopped."""
    story = read_story()
    clock = StoryClock(story.beats[0].at)
    stage = "demo-terminal" if once else "demo-page"  # each its own store: neither waits for what the other left
    settings = replace(settings, redis_url="", data_dir=settings.data_dir / stage, command_prefix="")
    async with AsyncExitStack() as stack:
        store = await open_store(settings, clock)
        stack.push_async_callback(store.close)
        source = Recorded(PRICES)
        minnow = assemble(settings, store, dict.fromkeys(FEEDS, source), clock, Timetable())
        if once:
            await _tell_in_terminal(minnow, story, source, clock)
        else:
            await _tell_on_page(minnow, story, source, clock, stack, port=port, pause=PAUSE / max(speed, 0.01))
    return 0


async def _tell_in_terminal(minnow: Minnow, story: Story, source: Recorded, clock: StoryClock) -> None:
    def narrate(text: str) -> None:
        print(f"— {text}\n", flush=True)

    notifier = Stumbling(TerminalNotifier(sys.stdout, minnow.store.transcript, this_screen(sys.stdout)), narrate)
    await _tell(minnow, story, source, clock, Channel("terminal", "demo"), notifier, narrate, pause=0.0)
    narrate(say('That is the story; run again, it tells nothing twice. Go on with: minnow ask "rating APLD" --demo'))


async def _tell_on_page(
    minnow: Minnow, story: Story, source: Recorded, clock: StoryClock, stack: AsyncExitStack, *, port: int, pause: float
) -> None:
    from bot.platforms.web.inbox import WebInbox
    from bot.platforms.web.outbox import WebNotifier

    page: WebInbox = WebInbox(
        port, minnow.commands, minnow.store.transcript, picture=draw, clock=clock, banner=said(BANNER)
    )
    await page.start()
    stack.push_async_callback(page.stop)
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    print(say("ready: open {url} in a browser. Ctrl-C ends it.", url=page.url), flush=True)
    notifier = Stumbling(WebNotifier(minnow.store.transcript, page.wake), page.say)
    telling = asyncio.create_task(
        _tell(minnow, story, source, clock, Channel("web", "home"), notifier, page.say, pause=pause)
    )
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait([telling, waiting], return_when=asyncio.FIRST_COMPLETED)
    if telling.done():
        telling.result()
        page.say(say("That is the story. Try /rating APLD, /record, /thesis or /help; Ctrl-C in the terminal ends it."))
        await waiting
    telling.cancel()


async def _tell(
    minnow: Minnow,
    story: Story,
    source: Recorded,
    clock: StoryClock,
    channel: Channel,
    notifier: Stumbling,
    narrate: Callable[[str], None],
    *,
    pause: float,
) -> None:
    dispatcher = minnow.dispatcher({channel.platform: notifier}, worker_name())
    await minnow.store.watchlists.add(channel, story.tickers, "reader")
    for moment in story.moments:
        clock.move(moment.at)
        learn(source, moment)
        notifier.stumbles, notifier.unsaid = moment.stumbles, ""
        if moment.say:
            narrate(f"{day(moment.at)}: {said(moment.say)}")
            for watcher in minnow.watchers.values():
                await minnow.rounds.run(watcher)
        else:
            notifier.unsaid = say("{day}: a look after the close.", day=day(moment.at))
            await minnow.rounds.run(minnow.watchers[THESIS])
        await dispatcher.drain()
        if moment.say or not notifier.unsaid:
            await asyncio.sleep(pause if moment.say else pause / 2)


def learn(source: Recorded, beat: Beat) -> None:
    """The source knows from now on what became known at this beat."""
    source.out = beat.out
    source.tell(*beat.seen)
    source.tell_sectors(*beat.sectors)
    for known in beat.known:
        source.tell_profile(known.ticker, known.profile)
