"""The running program: every chat whose tokens are set, the watchers, the delivery; started and ended in order."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.alerts.ports import Notifier, PlatformRefused, RoundReport, StoreAway
from bot.app import Minnow, assemble, live_feeds, open_store, schedules
from bot.charts import draw, picture, warm
from bot.clock import SystemClock
from bot.market.calendar import calendar
from bot.market.feeds import ListingFeed, NoAnswer
from bot.market.hours import is_open
from bot.platforms.terminal.outbox import TerminalNotifier
from bot.platforms.terminal.screen import this_screen
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.store.embedded import OneServe
from bot.watchers import Watcher
from bot.words import say

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.platforms.slack.outbox import SlackNotifier
    from bot.platforms.web.inbox import WebInbox

log = logging.getLogger(__name__)

DRAIN = 8.0  # seconds running deliveries get at the end
ONE_ROUND = 60.0  # seconds a single round's deliveries may take; what is left waits for the next serve
STAGGER = 0.05  # seconds between the beginnings of the first rounds
AFTER_CLOSE = timedelta(minutes=20)  # quotes are late by up to a quarter of an hour


class Inbox(Protocol):
    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def worker_name() -> str:
    """A name no other worker has: machine, process, and a chance part."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


class Watch:
    """Rounds at their times, each done by one replica."""

    def __init__(self, minnow: Minnow, wake: Callable[[], None]) -> None:
        self._minnow, self._wake = minnow, wake
        self._schedules = schedules(minnow.watchers, minnow.settings.schedules)

    def plan(self, scheduler: Scheduler) -> None:
        for name, schedule in self._schedules.items():
            scheduler.add(name, schedule)

    async def first(self) -> None:
        """A round of each watcher now: what happened while we were away is found.

        They begin one after another, and what is loaded for pictures comes after them: all of it at one moment would
        keep those waiting who press and send right after a start, and Discord waits for three seconds alone.
        """
        await asyncio.gather(*(self._first(name, at) for at, name in enumerate(self._minnow.watchers)))
        await asyncio.to_thread(warm)

    async def _first(self, name: str, at: int) -> None:
        await asyncio.sleep(at * STAGGER)
        await self._round(name)

    async def fire(self, name: str, planned: datetime) -> None:
        now = self._minnow.clock.now()
        if self._schedules[name].in_session and not (is_open(now) or is_open(now - AFTER_CLOSE)):
            return
        try:
            if await self._minnow.store.rounds.begin(name, planned):
                await self._round(name)
        except StoreAway as error:
            log.warning("round %s waits: the store is away (%s)", name, error)

    async def _round(self, name: str) -> None:
        try:
            await self._minnow.rounds.run(self._minnow.watchers[name])
        except StoreAway as error:
            log.warning("round %s waits: the store is away (%s)", name, error)
        except Exception:
            log.exception("round %s failed; the next one is planned", name)
        self._wake()


class Timetable:
    """The scheduler's next runs, for a program whose scheduler is built after its commands."""

    scheduler: Scheduler | None = None

    def next_runs(self) -> Mapping[str, datetime]:
        return self.scheduler.next_runs() if self.scheduler is not None else {}


def slack(minnow: Minnow) -> tuple[Inbox, SlackNotifier, list[RouteDef]]:
    from bot.platforms.slack.inbox import SlackInbox
    from bot.platforms.slack.outbox import SlackNotifier

    settings = minnow.settings
    inbox = SlackInbox(
        settings.slack_bot_token,
        minnow.commands,
        app_token=settings.slack_app_token,
        signing_secret=settings.slack_signing_secret,
        picture=picture,
        joined=minnow.welcome,
        home=minnow.home,
    )
    routes = [] if settings.slack_app_token else inbox.http_routes()
    return inbox, SlackNotifier(settings.slack_bot_token, picture=picture), routes


def discord(minnow: Minnow) -> tuple[Inbox, Notifier]:
    from bot.platforms.discord.inbox import DiscordInbox
    from bot.platforms.discord.outbox import DiscordNotifier

    inbox = DiscordInbox(
        minnow.settings.discord_token,
        minnow.commands,
        kept=minnow.store.kept,
        picture=picture,
        joined=minnow.welcome,
    )
    return inbox, DiscordNotifier(inbox.client, picture=picture)


def web(minnow: Minnow, routes: list[RouteDef]) -> tuple[WebInbox, Notifier]:
    from bot.platforms.web.inbox import WebInbox
    from bot.platforms.web.outbox import WebNotifier

    inbox = WebInbox(
        minnow.settings.web_port,
        minnow.commands,
        minnow.store.transcript,
        picture=draw,
        clock=minnow.clock,
        routes=routes,
    )
    return inbox, WebNotifier(minnow.store.transcript, inbox.wake)


async def learn(listings: ListingFeed) -> None:
    """Know the symbols before somebody types one: on a first day nothing else asks for them."""
    try:
        await listings.renew()
    except NoAnswer as failure:
        log.info("no list of symbols yet, so none are completed: %s", failure)


async def serve(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT. Raises StoreRefused, and the platforms' own refusals, in one sentence each."""
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        if not settings.redis_url:
            stack.callback(OneServe(settings.data_dir).release)
        store = await open_store(settings, clock)
        stack.push_async_callback(store.close)
        timetable = Timetable()
        minnow = assemble(settings, store, live_feeds(settings, store.shelf, clock), clock, timetable)
        places, notifiers = await _start_platforms(minnow, stack)
        dispatcher = minnow.dispatcher(notifiers, worker_name())
        stack.push_async_callback(dispatcher.stop, DRAIN)
        for warning in calendar().warnings(clock.now(), stated_elsewhere=bool(settings.fred_api_key)):
            log.warning(warning)
        watch = Watch(minnow, dispatcher.wake)
        timetable.scheduler = Scheduler(watch.fire, clock)
        watch.plan(timetable.scheduler)
        timetable.scheduler.start()
        stack.callback(timetable.scheduler.stop)
        beginning = (dispatcher.run(), watch.first(), learn(minnow.parts[ListingFeed]))
        tasks = [asyncio.create_task(one) for one in beginning]
        stack.push_async_callback(_end, tasks[1:])
        family, version = await store.server.version()
        print(
            say("ready: {places}; store: {family} {version}", places=", ".join(places), family=family, version=version),
            flush=True,
        )
        await stopped.wait()
        log.info("stopping")
    return 0


async def _start_platforms(minnow: Minnow, stack: AsyncExitStack) -> tuple[list[str], dict[str, Notifier]]:
    settings = minnow.settings
    places: list[str] = []
    notifiers: dict[str, Notifier] = {
        "terminal": TerminalNotifier(sys.stdout, minnow.store.transcript, this_screen(sys.stdout))
    }
    routes: list[RouteDef] = []
    starting: list[Inbox] = []
    if settings.slack_bot_token:
        inbox, notifier, routes = slack(minnow)
        stack.push_async_callback(notifier.close)
        notifiers["slack"] = notifier
        if routes and settings.web_port < 0:
            raise PlatformRefused(
                say(
                    "Slack's HTTP mode is served beside the local page: set MINNOW_WEB_PORT to a port, or set "
                    "SLACK_APP_TOKEN for Socket Mode."
                )
            )
        starting.append(inbox)
        places.append("Slack")
    if settings.discord_token:
        inbox, notifiers["discord"] = discord(minnow)
        starting.append(inbox)
        places.append("Discord")
    if settings.web_port >= 0:
        page, notifiers["web"] = web(minnow, routes)
        await page.start()
        stack.push_async_callback(page.stop)
        places.append(page.url)
    for inbox in starting:
        stack.push_async_callback(inbox.stop)
    await asyncio.gather(*(inbox.start() for inbox in starting))
    return places, notifiers


async def deliver_round(minnow: Minnow, watcher: Watcher) -> RoundReport:
    """One round and the delivery of what it found, without listening to anyone. Raises StoreAway."""
    async with AsyncExitStack() as stack:
        screen = this_screen(sys.stdout)
        notifiers: dict[str, Notifier] = {"terminal": TerminalNotifier(sys.stdout, minnow.store.transcript, screen)}
        if minnow.settings.slack_bot_token:
            inbox, notifier, _ = slack(minnow)
            stack.push_async_callback(inbox.stop)
            stack.push_async_callback(notifier.close)
            notifiers["slack"] = notifier
        if minnow.settings.discord_token:
            inbox, notifiers["discord"] = discord(minnow)
            stack.push_async_callback(inbox.stop)
        _, notifiers["web"] = web(minnow, [])
        report = await minnow.rounds.run(watcher)
        dispatcher = minnow.dispatcher(notifiers, worker_name())
        try:
            async with asyncio.timeout(ONE_ROUND):
                await dispatcher.drain()
        except TimeoutError:
            log.warning("not everything could be delivered in %.0f s; the rest waits for the next serve", ONE_ROUND)
        await dispatcher.stop(DRAIN)
    return report


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
