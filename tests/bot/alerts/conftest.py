"""A store, a platform that answers as it is told, and delivery workers between them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.alerts.alert import Alert
from bot.alerts.dispatch import Dispatcher
from bot.alerts.ports import NotifyError
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.market.ticker import Ticker
from bot.store.episodes import RedisEpisodes
from bot.store.outbox import RedisOutbox
from bot.store.watchlists import RedisWatchlists
from bot.store.wishes import RedisWishBook

APLD = Ticker("APLD")


class Moving:
    """A clock on which every look takes a second, so that waits pass without waiting."""

    def __init__(self, at):
        self.at = at

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at


class Place:
    """A platform that keeps what it accepted; ``answers`` are raised in turn, after accepting where asked."""

    def __init__(self):
        self.accepted: list[tuple[str, str, str]] = []
        self.answers: list[tuple[bool, NotifyError]] = []
        self.updated: list[tuple[str, Alert]] = []
        self.deleted: set[str] = set()
        self.readable = True

    async def send(self, delivery):
        accepts, error = self.answers.pop(0) if self.answers else (True, None)
        if accepts:
            self.accepted.append((str(delivery.channel), delivery.alert.card.title, delivery.id))
        if error is not None:
            raise error
        return f"m{len(self.accepted)}"

    async def update(self, delivery):
        self.updated.append((delivery.follows, delivery.living))
        return delivery.follows not in self.deleted

    async def find(self, delivery):
        if not self.readable:
            raise NotifyError("no history", permanent=True)
        return next((f"m{n}" for n, kept in enumerate(self.accepted, 1) if kept[2] == delivery.id), None)


class Program:
    """The store, a platform called web, and one delivery worker."""

    def __init__(self, server, now):
        self.clock = Moving(now)
        self.outbox, self.episodes = RedisOutbox(server), RedisEpisodes(server)
        self.watchlists, self.book = RedisWatchlists(server, self.clock), RedisWishBook(server)
        self.place = Place()

    async def happens(self, title, *, kind="k", about="APLD", follows="", only=(), **more):
        alert = Alert(
            kind=kind,
            about=about,
            occurrence=title,
            at=self.clock.at,
            card=Card(title=title),
            follows=follows,
            only=only,
            **more,
        )
        await self.episodes.record(about, [], [alert])
        return alert

    async def deliver(self, worker="w"):
        dispatcher = Dispatcher(self.outbox, self.watchlists, self.book, {"web": self.place}, self.clock, worker=worker)
        async with asyncio.timeout(20):
            await dispatcher.drain()

    async def turn(self, worker="w"):
        """A worker looks once, also where nothing is to be delivered."""
        dispatcher = Dispatcher(self.outbox, self.watchlists, self.book, {"web": self.place}, self.clock, worker=worker)
        await dispatcher._forget_gone(self.clock.at)

    @property
    def titles(self):
        return [title for _, title, _ in self.place.accepted]


@pytest.fixture
def program(server, now):
    return Program(server, now)


@pytest.fixture
async def home(program):
    channel = Channel("web", "home")
    await program.watchlists.add(channel, [APLD], "ann")
    return channel
