"""Wishes of channels, their history, and how far each channel's setting up has come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from bot.alerts.setting import CAP, QUIET, URGENT, Change
from bot.alerts.watchlist import Channel
from bot.alerts.wishes import Wishes
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away

KEPT = 50  # changes of each channel
_COUNTER = "#"


class RedisWishBook:
    """bot.alerts.ports.WishBook over Redis."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def wishes(self, channels: Sequence[Channel]) -> Mapping[Channel, Wishes]:
        if not channels:
            return {}
        flags = await away(self._server.text.smismember)(keys.WISHING, list(map(str, channels)))
        wishing = [channel for channel, flag in zip(channels, flags, strict=True) if flag]
        found = dict.fromkeys(channels, Wishes())
        async with self._server.text.pipeline(transaction=False) as pipe:
            for channel in wishing:
                pipe.hgetall(keys.wishes(channel))
            for channel, words in zip(wishing, await away(pipe.execute)(), strict=True):
                words.pop(_COUNTER, None)
                found[channel] = Wishes.read(words)
        return found

    async def words(self, channel: Channel) -> Mapping[str, str]:
        kept = await away(self._server.text.hgetall)(keys.wishes(channel))
        return {setting: word for setting, word in kept.items() if setting != _COUNTER}

    async def change(self, channel: Channel, change: Change) -> Change | None:
        return await self._change(channel, change)

    async def last(self, channel: Channel) -> Change | None:
        body = await away(self._server.text.lindex)(keys.undoable(channel), 0)
        return _read(body) if body else None

    async def undo(self, channel: Channel, last: Change, by: str, name: str, at: datetime) -> Change | None:
        return await self._change(channel, Change(last.setting, last.new, last.old, by, at, name, undoes=last.number))

    async def _change(self, channel: Channel, change: Change) -> Change | None:
        kept = json.dumps({**asdict(change), "at": milliseconds(change.at)})
        concerns_waits = int(change.setting in (QUIET, CAP, URGENT))
        number = await self._server.run(
            "change",
            [keys.wishes(channel), keys.changes(channel), keys.undoable(channel), keys.RELEASES, keys.WISHING],
            [
                *(change.setting, change.old, change.new, kept),
                *(str(channel), milliseconds(change.at), KEPT, concerns_waits, change.undoes),
            ],
        )
        return replace(change, number=int(number)) if number else None

    async def history(self, channel: Channel, limit: int) -> Sequence[Change]:
        return [_read(body) for body in await away(self._server.text.lrange)(keys.changes(channel), 0, limit - 1)]

    async def steps(self, channel: Channel) -> Mapping[str, str]:
        kept: Mapping[str, str] = await away(self._server.text.hgetall)(keys.steps(channel))
        return kept

    async def step(self, channel: Channel, name: str, word: str) -> None:
        await away(self._server.text.hset)(keys.steps(channel), name, word)


def _read(body: str) -> Change:
    fields = json.loads(body)
    return Change(**{**fields, "at": moment(fields["at"])})
