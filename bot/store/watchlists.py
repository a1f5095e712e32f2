"""Watchlists and silences of channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.alerts.watchlist import Channel, Silence, Watchlist
from bot.clock import Clock
from bot.market.ticker import Ticker
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away

_CHANGE = "c"  # after the moment of a silence that lasts until it changes


class RedisWatchlists:
    """bot.alerts.ports.Watchlists over Redis."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server, self._clock = server, clock

    async def watchlist(self, channel: Channel) -> Watchlist:
        async with self._server.text.pipeline(transaction=False) as pipe:
            pipe.zrange(keys.watchlist(channel), 0, -1)
            pipe.hgetall(keys.silences(channel))
            pipe.hget(keys.PEOPLE, str(channel))
            symbols, silences, person = await away(pipe.execute)()
        return Watchlist(channel, tuple(map(Ticker, symbols)), self._silences(silences), person or "")

    async def add(self, channel: Channel, tickers: Collection[Ticker], by: str) -> Sequence[Ticker]:
        wanted = list(dict.fromkeys(tickers))
        touched = [key for one in wanted for key in (keys.watchers(one.symbol), keys.episodes(one.symbol))]
        new = await self._server.run(
            "watch",
            [keys.watchlist(channel), keys.CHANNELS, keys.PEOPLE, keys.TICKERS, *touched],
            [str(channel), by, milliseconds(self._clock.now()), *(one.symbol for one in wanted)],
        )
        return [one for one, added in zip(wanted, new, strict=True) if added]

    async def remove(self, channel: Channel, tickers: Collection[Ticker]) -> Sequence[Ticker]:
        wanted = list(dict.fromkeys(tickers))
        touched = [key for one in wanted for key in (keys.watchers(one.symbol), keys.episodes(one.symbol))]
        gone = await self._server.run(
            "unwatch",
            [keys.watchlist(channel), keys.TICKERS, *touched],
            [str(channel), *(one.symbol for one in wanted)],
        )
        return [one for one, removed in zip(wanted, gone, strict=True) if removed]

    async def newest(self, channel: Channel) -> Sequence[Ticker]:
        """Added together are those of one millisecond, whose thousandths keep their order."""
        kept = await away(self._server.text.zrange)(keys.watchlist(channel), 0, -1, withscores=True)
        return [Ticker(symbol) for symbol, score in kept if int(score) == int(kept[-1][1])]

    async def set_up_by(self, platform: str, user: str) -> Sequence[Channel]:
        people = await away(self._server.text.hgetall)(keys.PEOPLE)
        found = (Channel.parse(name) for name, person in people.items() if person == user)
        return sorted(one for one in found if one.platform == platform)

    async def watched(self) -> Sequence[Ticker]:
        return sorted(map(Ticker, await away(self._server.text.hkeys)(keys.TICKERS)))

    async def silence(self, channel: Channel, silence: Silence) -> None:
        field = f"{silence.about}|{silence.kind}"
        until = f"{milliseconds(silence.until)}{_CHANGE if silence.change else ''}"
        await away(self._server.text.hset)(keys.silences(channel), field, until)

    async def unsilence(self, channel: Channel, about: str, kind: str) -> bool:
        return bool(await away(self._server.text.hdel)(keys.silences(channel), f"{about}|{kind}"))

    async def silences(self, channels: Sequence[Channel]) -> Mapping[Channel, tuple[Silence, ...]]:
        if not channels:
            return {}
        async with self._server.text.pipeline(transaction=False) as pipe:
            for channel in channels:
                pipe.hgetall(keys.silences(channel))
            kept = await away(pipe.execute)()
        return {channel: self._silences(fields) for channel, fields in zip(channels, kept, strict=True)}

    def _silences(self, fields: Mapping[str, str]) -> tuple[Silence, ...]:
        """Those that have not ended; ended ones stay in the hash until they are set again, a few bytes each."""
        now: datetime = self._clock.now()
        parted = ((field.partition("|"), until) for field, until in sorted(fields.items()))
        read = (
            Silence(about, kind, moment(float(until.removesuffix(_CHANGE))), until.endswith(_CHANGE))
            for (about, _, kind), until in parted
        )
        return tuple(silence for silence in read if silence.until > now)
