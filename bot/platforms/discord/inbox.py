"""Discord's way in: one gateway connection without privileged intents, slash commands and buttons answered in time."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.alerts.ports import PlatformRefused, StoreAway
from bot.alerts.watchlist import Channel
from bot.commands import Answer, Commands
from bot.platforms.discord.answers import Answers, Draw, Token
from bot.platforms.discord.commands import Kept, add_commands, caller_of, sync_if_changed
from bot.platforms.discord.forms import Forms
from bot.platforms.discord.invite import invite_link
from bot.platforms.discord.render import MENU
from bot.platforms.discord.rest import Rest

log = logging.getLogger(__name__)

START_WITHIN = 20.0  # seconds start() waits for the gateway before it goes on without
STOP_WITHIN = 3.0
_LOGIN_WITHIN = 30.0
_LONGEST_PAUSE = 60.0
_PRESS = re.compile(rf"(?P<id>[^|]*)\|(?!{MENU}$)(?P<line>.+)", re.DOTALL)
_CHOICE = re.compile(rf"(?P<id>[^|]*)\|{MENU}")

Joined = Callable[[Channel], Awaitable[None]]


async def _unheard(_: Channel) -> None:
    return None


class DiscordRefused(PlatformRefused):
    """Discord does not let us in; one sentence with the next step."""


class Gateway(discord.Client):
    """The connection that inbox and outbox share: one login, one token."""

    def __init__(
        self, token: str, commands: Commands, *, kept: Kept, draw: Draw | None, joined: Joined = _unheard
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True  # names and permissions of channels; not privileged
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.rest = Rest(token)
        self.answers = Answers(self.rest, draw)
        self.commands, self.connected = commands, asyncio.Event()
        self._forms, self._joined = Forms(commands, self.rest), joined
        self._servers: set[int] | None = None  # that we were in when the gateway was ready, or joined since
        self._kept, self._lost = kept, False
        self._syncing: asyncio.Task[None] | None = None
        self._tree = Tree(self)
        add_commands(self._tree, commands, self.reply)

    async def reply(
        self, interaction: discord.Interaction, making: Coroutine[Any, Any, Answer], line: str = ""
    ) -> None:
        """``line`` is what was pressed or chosen, "" for a command that Discord names itself."""
        data: Any = interaction.data or {}
        word = data.get("name") or next(iter(line.removeprefix("/").split()), "")
        name = f"/{word}" if "name" in data else "a form" if not line else "a button"
        found = self.commands.find(word)
        may = interaction.app_permissions
        shown = {"embeds": may.embed_links, "files": may.attach_files} if may.value else {}  # 0 is "not told"
        fetching = self.commands.fetching(_line(data))
        token = Token(interaction.application_id, interaction.id, interaction.token, name, **shown, fetching=fetching)
        await self.answers.reply(token, making, opens=found is not None and found.submit is not None)

    async def say(self, interaction: discord.Interaction, line: str) -> None:
        """A pressed or chosen line goes the way of a typed one."""
        await self.reply(interaction, self._forms.open(line, caller_of(interaction)), line)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await self.reply(interaction, self._forms.submit(interaction))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server that was joined while it was out of order is told so, without ever being called joined."""
        if self._servers is not None and guild.id not in self._servers:
            await self.on_guild_join(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Minnow was added to a server: its steps go where the server greets, or where we may write first."""
        if self._servers is not None:
            self._servers.add(guild.id)
        place = _first_place(guild)
        if place is None:
            log.warning("Discord: in the server %s there is no channel that Minnow may write in", guild.id)
            return
        try:
            await self._joined(Channel("discord", str(place.id)))
        except StoreAway as away:
            log.warning("Discord: the server %s is not welcomed, the store is away (%s)", guild.id, away)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Press, Choose)
        self._syncing = asyncio.create_task(self._sync())

    async def _sync(self) -> None:
        """Register the commands if they changed, however long Discord or the store is away."""
        pause = 5.0
        while True:
            try:
                if await sync_if_changed(self._tree, self._kept):
                    log.info("Discord: the commands were registered")
                return
            except Exception as error:
                log.error("Discord: the commands are not registered (%s); tried again in %.0f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, 600.0)

    async def on_connect(self) -> None:
        self._is_back()

    async def on_resumed(self) -> None:
        self._is_back()

    def _is_back(self) -> None:
        if self._lost:
            log.info("Discord: connected again")
        self._lost = False
        self.connected.set()

    async def on_disconnect(self) -> None:
        if self.connected.is_set() and not self._lost and not self.is_closed():
            log.warning("Discord: the connection was lost; connecting again")
            self._lost = True

    async def on_ready(self) -> None:
        self._servers = {guild.id for guild in self.guilds}
        if not self.guilds and self.application_id is not None:
            log.warning("Discord: Minnow is in no server yet; invite it with %s", invite_link(self.application_id))

    async def close(self) -> None:
        if self._syncing is not None:
            self._syncing.cancel()
        await super().close()


def _line(data: Any) -> str:
    """What was chosen in a form, or pressed, as one line."""
    if "name" in data:
        return " ".join((data["name"], *(str(one.get("value", "")) for one in data.get("options", ()))))
    return str(data.get("custom_id", "")).partition("|")[2]


class Tree(app_commands.CommandTree[Gateway]):
    """discord.py's table of commands; what it cannot place is answered too."""

    async def on_error(self, interaction: discord.Interaction[Gateway], error: app_commands.AppCommandError, /) -> None:
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            await _answer_stale(interaction)
        else:
            log.error("Discord: a command failed", exc_info=error)


async def _answer_stale(interaction: discord.Interaction[Gateway]) -> None:
    """A client that still shows an older list of commands gets our words instead of Discord's silence."""
    data: Any = interaction.data
    if interaction.type is discord.InteractionType.application_command:
        commands = interaction.client.commands
        await interaction.client.reply(interaction, commands.fill(data["name"], {}, caller_of(interaction)))


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_PRESS):
    """Any button we ever sent: its command line goes the way of a typed one."""

    def __init__(self, item: discord.ui.Button[Any], line: str) -> None:
        super().__init__(item)
        self.line = line

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Press:
        if not isinstance(item, discord.ui.Button):
            raise TypeError(f"a button was expected, not {type(item).__name__}")
        return cls(item, match["line"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        gateway: Gateway = interaction.client
        await gateway.say(interaction, self.line)


class Choose(discord.ui.DynamicItem[discord.ui.Select[Any]], template=_CHOICE):
    """Any menu we ever sent: the chosen option is a command line."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Choose:
        if not isinstance(item, discord.ui.Select):
            raise TypeError(f"a menu was expected, not {type(item).__name__}")
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        gateway: Gateway = interaction.client
        data: Any = interaction.data or {}
        await gateway.say(interaction, str(next(iter(data.get("values") or ()), "")))


def _first_place(guild: discord.Guild) -> discord.TextChannel | None:
    """The server's own place for greetings, else its first channel of those that Minnow may write in."""
    system = [guild.system_channel] if guild.system_channel is not None else []
    for channel in (*system, *guild.text_channels):
        allowed = channel.permissions_for(guild.me)
        if allowed.view_channel and allowed.send_messages:
            return channel
    return None


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
        try:
            await self.client.connect()
        except discord.ConnectionClosed as closed:
            raise _refused(closed.code) from None

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
            "Discord refuses the bot token: copy it anew from your application's Bot page"
            " (https://discord.com/developers/applications) into DISCORD_TOKEN."
        )
    return DiscordRefused(f"Discord closed the connection for good (code {code}); restart Minnow.")


def _report(life: asyncio.Task[None]) -> None:
    if not life.cancelled() and life.exception() is not None:
        log.error("Discord: disconnected: %s", life.exception())


def _is_news(record: logging.LogRecord) -> bool:
    """Every failed attempt to reconnect is no news: the loss was logged once, and so is the return."""
    return not str(record.msg).startswith("Attempting a reconnect")
