"""The servers that Minnow is in: which of them are new, and where each is told what to do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

import discord

from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.platforms.discord.commands import Kept

log = logging.getLogger(__name__)

_NONE = "-"  # kept where Minnow is in no server: nothing kept means that it never ran

Joined = Callable[[Channel], Awaitable[None]]


class Servers:
    """Tells ``joined`` of each server that Minnow was added to, also while it was away, then at its next start.

    A server that it was removed from is new again once it is added; those of its very first start are not.
    """

    def __init__(self, kept: Kept, joined: Joined) -> None:
        self._kept, self._joined = kept, joined
        self._name = ""
        self._listed: frozenset[int] = frozenset()
        self._known: set[int] | None = None
        self._turn = asyncio.Lock()

    def listed(self, application: int, ids: Iterable[int]) -> None:
        """The gateway has let us in, and says where we are."""
        self._name, self._listed = f"discord servers of {application}", frozenset(ids)

    async def met(self, guild: discord.Guild) -> None:
        """A server can be used; where it is new, its steps go where it greets, or where we may write first."""
        async with self._turn:
            try:
                known = await self._read()
                if guild.id in known:
                    return
                place = _first_place(guild)
                if place is None:
                    log.warning("Discord: in the server %s there is no channel that Minnow may write in", guild.id)
                else:
                    await self._joined(Channel("discord", str(place.id)))
                known.add(guild.id)
                self._listed |= {guild.id}
                await self._write(known)
            except StoreAway as away:  # it is new still: told when the gateway lists it the next time
                log.warning("Discord: the server %s is not welcomed, the store is away (%s)", guild.id, away)

    async def left(self, id: int) -> None:
        """Minnow was removed from a server."""
        await self._forget({id})

    async def settle(self) -> None:
        """Every server that can be used was met: those that the gateway did not list were left while we were away."""
        await self._forget(None)

    async def _forget(self, gone: set[int] | None) -> None:
        async with self._turn:
            try:
                known = await self._read()
                known -= known - self._listed if gone is None else gone
                await self._write(known)
            except StoreAway as away:
                log.warning("Discord: where Minnow is cannot be kept, the store is away (%s)", away)

    async def _read(self) -> set[int]:
        if self._known is None:
            kept = await self._kept.get(self._name)
            self._known = {int(one) for one in kept.split() if one.isdecimal()} if kept else set(self._listed)
        return self._known

    async def _write(self, known: set[int]) -> None:
        await self._kept.set(self._name, " ".join(map(str, sorted(known))) or _NONE)


def _first_place(guild: discord.Guild) -> discord.TextChannel | None:
    """The server's own place for greetings, else its first channel of those that Minnow may write in."""
    system = [guild.system_channel] if guild.system_channel is not None else []
    for channel in (*system, *guild.text_channels):
        allowed = channel.permissions_for(guild.me)
        if allowed.view_channel and allowed.send_messages:
            return channel
    return None
