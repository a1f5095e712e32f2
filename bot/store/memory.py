"""What the program remembers of its own running: rounds, vendors' last good answers, small facts, transcripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.alerts.ports import RoundReport
from bot.alerts.watchlist import Channel
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away


class RedisRoundLog:
    """bot.alerts.ports.RoundLog over Redis."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def keep(self, report: RoundReport) -> None:
        body = json.dumps({**asdict(report), "at": milliseconds(report.at)})
        await away(self._server.text.hset)(keys.ROUNDS, report.watcher, body)

    async def last(self) -> Mapping[str, RoundReport]:
        kept = await away(self._server.text.hgetall)(keys.ROUNDS)
        read = {watcher: json.loads(body) for watcher, body in kept.items()}
        return {watcher: RoundReport(**{**body, "at": moment(body["at"])}) for watcher, body in read.items()}

    async def begin(self, watcher: str, planned: datetime) -> bool:
        return bool(await self._server.run("begin", [keys.PLANNED], [watcher, milliseconds(planned)]))


class RedisShelf:
    """The last good answers of vendors, by name, with the moment each was put there."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def get(self, name: str) -> tuple[bytes, datetime] | None:
        body, at = await away(self._server.raw.hmget)(keys.shelf(name), ["body", "at"])
        return None if body is None or at is None else (body, moment(float(at)))

    async def put(self, name: str, body: bytes, at: datetime) -> None:
        await away(self._server.raw.hset)(keys.shelf(name), mapping={"body": body, "at": milliseconds(at)})


class RedisKept:
    """Small facts that a platform wants to find again after a restart."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def get(self, name: str) -> str:
        """What was set, "" when nothing was."""
        return await away(self._server.text.hget)(keys.KEPT, name) or ""

    async def set(self, name: str, value: str) -> None:
        await away(self._server.text.hset)(keys.KEPT, name, value)


class RedisTranscript:
    """bot.alerts.ports.Transcript over a Redis stream."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def append(self, channel: Channel, id: str, body: str, at: datetime) -> bool:
        touched = [keys.written(channel), keys.transcript(channel)]
        return bool(await self._server.run("append", touched, [id, body, milliseconds(at)]))

    async def messages(self, channel: Channel, after: str, limit: int) -> Sequence[tuple[str, str]]:
        stream = keys.transcript(channel)
        if after:
            entries = await away(self._server.text.xrange)(stream, min=f"({after}", max="+", count=limit)
        else:
            entries = list(reversed(await away(self._server.text.xrevrange)(stream, count=limit)))
        return [(position, fields["body"]) for position, fields in entries]
