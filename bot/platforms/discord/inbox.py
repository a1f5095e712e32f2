"""Discord's way in: logged in and connected as long as the program runs; a refusal is one sentence."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

from bot.alerts.ports import PlatformRefused
from bot.alerts.watchlist import Channel
from bot.commands import Commands
from bot.platforms.discord.answers import Draw
from bot.platforms.discord.commands import Kept
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.servers import Joined
from bot.words import say

log = logging.getLogger(__name__)

START_WITHIN = 20.0  # seconds start() waits for the gateway before it goes on without
STOP_WITHIN = 3.0
_LOGIN_WITHIN = 30.0
_LONGEST_PAUSE = 60.0
_AFTER_FAULT = 2.0  # seconds


async def _unheard(_: Channel) -> None:
    return None


class DiscordRefused(PlatformRefused):
    """Discord does not let us in; one sentence with the next step."""


class DiscordInbox:
    """Start and stop of the connection; ``client`` is what the outbox speaks through."""

    def __init__(
        self,
        token: str,
        commands: Commands,
        *,
        kept: Kept,
        picture: Draw | None = None,
        joined: Joined = _unheard,
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we have no voice
        logging.getLogger("discord.client").addFilter(_is_news)
        self._token = token.strip()
        self.client = Gateway(self._token, commands, kept=kept, draw=picture, joined=joined)
        self._life: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Return once connected, or after 20 s with the connection still being tried. Raises DiscordRefused."""
        self._life = asyncio.create_task(self._live())
        connected = asyncio.create_task(self.client.connected.wait())
        await asyncio.wait({self._life, connected}, timeout=START_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        connected.cancel()
        if self._life.done():
            await self._close()
            self._life.result()
        elif not self.client.connected.is_set():
            log.warning("Discord: no connection after %.0f s; going on without, and trying", START_WITHIN)
        self._life.add_done_callback(_report)

    async def stop(self) -> None:
        """Leave the gateway, let running answers go out, close: a few seconds at most."""
        try:
            await asyncio.wait_for(self.client.close(), STOP_WITHIN)
        except TimeoutError:
            log.warning("Discord: the gateway did not close in %.0f s", STOP_WITHIN)
        await self.client.answers.finish(STOP_WITHIN)
        await self._close()

    async def _close(self) -> None:
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
        await self.client.http.close()
        await self.client.rest.close()

    async def _live(self) -> None:
        """Log in, however long that takes, and stay connected until the client is closed. Raises DiscordRefused."""
        pause = 1.0
        while not await self._log_in(pause):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        while not self.client.is_closed():
            try:
                await self.client.connect()
            except discord.ConnectionClosed as closed:
                raise _refused(closed.code) from None
            except Exception:  # discord.py ends the connection for an event that it cannot read
                log.exception("Discord: what it sent could not be read; connecting again")
                await self.client.ws.close()
                await asyncio.sleep(_AFTER_FAULT)

    async def _log_in(self, pause: float) -> bool:
        """False when Discord cannot be reached now."""
        try:
            async with asyncio.timeout(_LOGIN_WITHIN):
                await self.client.login(self._token)
        except discord.LoginFailure:
            raise _refused(4004) from None
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if pause == 1.0:
                log.warning("Discord: cannot be reached (%s: %s); trying until it can", type(error).__name__, error)
            await self.client.http.close()
            self.client.http.connector = discord.utils.MISSING  # a login opens a new one
            return False
        return True


def _refused(code: int) -> DiscordRefused:
    if code == 4004:
        return DiscordRefused(
            say(
                "Discord refuses the bot token: copy it anew from your application's Bot page"
                " (https://discord.com/developers/applications) into DISCORD_TOKEN."
            )
        )
    return DiscordRefused(say("Discord closed the connection for good (code {code}); restart Minnow.", code=code))


def _report(life: asyncio.Task[None]) -> None:
    if not life.cancelled() and life.exception() is not None:
        log.error("Discord: disconnected: %s", life.exception())


def _is_news(record: logging.LogRecord) -> bool:
    """Every failed attempt to reconnect is no news: the loss was logged once, and so is the return."""
    return not str(record.msg).startswith("Attempting a reconnect")
