"""Wishes and marks of channels, their history, and how far each channel's setting up has come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from bot.alerts.marks import LEVEL, Marks, PriceLevel, is_mark
from bot.alerts.setting import CAP, QUIET, URGENT, Change
from bot.alerts.watchlist import Channel
from bot.alerts.wishes import Wishes
from bot.market.ticker import Ticker
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away
from bot.store.together import Together

KEPT = 50  # changes of each channel
_COUNTER = "#"
_CHUNK = 500


class RedisWishBook:
    """bot.alerts.ports.WishBook and PriceLevels over Redis."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._levels: Together[Sequence[PriceLevel]] = Together(self._levels_of)

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

    async def wishing(self) -> Sequence[Channel]:
        return [Channel.parse(name) for name in sorted(await away(self._server.text.smembers)(keys.WISHING))]

    async def words(self, channel: Channel) -> Mapping[str, str]:
        kept = await away(self._server.text.hgetall)(keys.wishes(channel))
        return {setting: word for setting, word in kept.items() if setting != _COUNTER}

    async def word(self, channel: Channel, setting: str) -> str:
        return await away(self._server.text.hget)(_hash(channel, setting), setting) or ""

    async def marks(self, channel: Channel) -> Marks:
        return Marks.read(channel, await away(self._server.text.hgetall)(keys.marks(channel)))

    async def levels(self, ticker: Ticker) -> Sequence[PriceLevel]:
        return await self._levels.get(ticker.symbol)

    async def _levels_of(self, symbols: Sequence[str]) -> Sequence[Sequence[PriceLevel]]:
        found = []
        for start in range(0, len(symbols), _CHUNK):
            async with self._server.text.pipeline(transaction=False) as pipe:
                for symbol in symbols[start : start + _CHUNK]:
                    pipe.hgetall(keys.levels(symbol))
                found += [_read_levels(kept) for kept in await away(pipe.execute)()]
        return found

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
        touched = [_hash(channel, change.setting), keys.changes(channel), keys.undoable(channel)]
        touched += [keys.RELEASES, keys.WISHING, keys.wishes(channel)]
        arguments: list[object] = [change.setting, change.old, change.new, kept]
        arguments += [str(channel), milliseconds(change.at), KEPT, concerns_waits, change.undoes]
        if change.setting.startswith(LEVEL):
            line = PriceLevel.read(channel, change.setting, change.new or change.old).line
            touched += [keys.levels(line.about), keys.episodes(line.about)]
            arguments += [f"{channel}|{change.setting}", f"{line.kind}|{line.name}"]
        number = await self._server.run("change", touched, arguments)
        return replace(change, number=int(number)) if number else None

    async def history(self, channel: Channel, limit: int) -> Sequence[Change]:
        return [_read(body) for body in await away(self._server.text.lrange)(keys.changes(channel), 0, limit - 1)]

    async def steps(self, channel: Channel) -> Mapping[str, str]:
        kept: Mapping[str, str] = await away(self._server.text.hgetall)(keys.steps(channel))
        return kept

    async def step(self, channel: Channel, name: str, word: str) -> None:
        await away(self._server.text.hset)(keys.steps(channel), name, word)


def _hash(channel: Channel, setting: str) -> str:
    """Marks stand apart, for the wishes of many channels are read with every alert."""
    return keys.marks(channel) if is_mark(setting) else keys.wishes(channel)


def _read_levels(kept: Mapping[str, str]) -> Sequence[PriceLevel]:
    parted = ((*field.rsplit("|", 1), word) for field, word in sorted(kept.items()))
    return [PriceLevel.read(Channel.parse(channel), setting, word) for channel, setting, word in parted]


def _read(body: str) -> Change:
    fields = json.loads(body)
    return Change(**{**fields, "at": moment(fields["at"])})
