"""What a fake chat platform does with a send, whichever it is: arrive, accept, answer, each as the test wants it."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from aiohttp import web

from bot.alerts.watchlist import Channel
from tests.faults.gate import Gate, Moment


class How(StrEnum):
    """How a send is answered."""

    WELL = "as it should"
    SLOW_DOWN = "429 with Retry-After"
    FAULT = "500"
    CUT = "the connection is cut"
    NEVER = "no answer ever"
    FOR_GOOD = "refused for good"


@dataclass(frozen=True)
class Answer:
    accepts: bool
    how: How


TAKEN = Answer(accepts=True, how=How.WELL)
RETRY_AFTER = 1  # seconds


@dataclass(frozen=True)
class Message:
    """What a channel shows: the delivery id that came with it, and the message as the platform keeps it."""

    channel: str
    delivery: str
    kept: Mapping[str, Any]


class Platform(ABC):
    """A REST server, and beside it on another port the socket that stays open while REST is away."""

    def __init__(self, home: Channel) -> None:
        self.home = home
        self.messages: list[Message] = []
        self.sends: list[float] = []  # when each send into the home channel arrived, by the loop's clock
        self.answers: list[Answer] = []  # for the next sends into the home channel
        self.gates: dict[Moment, Gate] = {}
        self.has_history = True
        self.gone: set[str] = set()  # platform ids of messages that a person has deleted
        self.changes = 0  # how often a message was changed
        self.failing_looks = 0  # so many of the next looks into a history are answered with 500
        self.heard: list[Mapping[str, Any]] = []  # answers to commands

    @abstractmethod
    def rest_routes(self) -> Sequence[web.RouteDef]: ...

    @abstractmethod
    def socket_routes(self) -> Sequence[web.RouteDef]: ...

    @abstractmethod
    def accept(self, channel: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Keep a message; the platform's answer."""

    @abstractmethod
    def answer(self, how: How, accepted: Mapping[str, Any] | None) -> web.Response: ...

    async def start(self) -> None:
        self._closing = asyncio.Event()
        self._runner, self._port = await _serve(self.rest_routes(), 0)
        self._sockets, self._socket_port = await _serve(self.socket_routes(), 0)
        self.url, self.socket_url = f"http://127.0.0.1:{self._port}", f"ws://127.0.0.1:{self._socket_port}"

    async def stop(self) -> None:
        self._closing.set()
        await self._runner.cleanup()
        await self._sockets.cleanup()

    async def go_away(self) -> None:
        """From now on connections are refused."""
        for site in list(self._runner.sites):
            await site.stop()
        for connection in self._runner.server.connections if self._runner.server else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def come_back(self) -> None:
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    def shown(self, channel: str) -> list[str]:
        """The delivery ids of a channel's messages, in order."""
        return [message.delivery for message in self.messages if message.channel == channel]

    async def send(self, request: web.Request, channel: str, body: Mapping[str, Any]) -> web.StreamResponse:
        """One send: each moment can be stopped at, each answer given."""
        answer = TAKEN
        if channel == self.home.id:
            self.sends.append(asyncio.get_running_loop().time())
            answer = self.answers.pop(0) if self.answers else TAKEN
        if not await self._stop(Moment.ARRIVED, channel):
            return _cut(request)
        accepted = self.accept(channel, body) if answer.accepts else None
        if not await self._stop(Moment.ACCEPTED, channel) or answer.how is How.CUT:
            return _cut(request)
        if answer.how is How.NEVER:
            await self._closing.wait()
            return _cut(request)
        response = self.answer(answer.how, accepted)
        await response.prepare(request)
        await response.write_eof()
        await self._stop(Moment.ANSWERED, channel)
        return response

    async def change(self, request: web.Request, channel: str, id: str, body: Mapping[str, Any]) -> web.StreamResponse:
        """A message gets other contents, unless it is gone; it can be stopped at when it is done."""
        found = next((one for one in self.messages if one.channel == channel and self.id_of(one) == id), None)
        if found is None or id in self.gone:
            return self.no_such_message()
        self.changes += 1
        self.messages[self.messages.index(found)] = replace(found, kept={**found.kept, **body})
        if not await self._stop(Moment.CHANGED, channel):
            return _cut(request)
        return self.answer(How.WELL, self.messages[0].kept)

    def delete(self, channel: str, delivery: str) -> None:
        """A person deletes a message; what it told counts as told."""
        self.gone |= {self.id_of(one) for one in self.messages if (one.channel, one.delivery) == (channel, delivery)}

    @abstractmethod
    def id_of(self, message: Message) -> str: ...

    @abstractmethod
    def no_such_message(self) -> web.Response: ...

    def look_fails(self) -> bool:
        failing = self.failing_looks > 0
        self.failing_looks -= failing
        return failing

    async def _stop(self, moment: Moment, channel: str) -> bool:
        gate = self.gates.get(moment) if channel == self.home.id else None
        return gate is None or await gate.stop_here()


async def _serve(routes: Sequence[web.RouteDef], port: int) -> tuple[web.AppRunner, int]:
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner, runner.addresses[0][1]


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
