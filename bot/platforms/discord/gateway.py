"""The gateway connection, without privileged intents: what people type, press, choose and send goes to its command."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.commands import Answer, Commands
from bot.platforms.discord.answers import Answers, Draw, Token
from bot.platforms.discord.commands import Kept, add_commands, caller_of, sync_if_changed
from bot.platforms.discord.forms import Forms
from bot.platforms.discord.invite import invite_link
from bot.platforms.discord.render import MENU
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.servers import Joined, Servers

log = logging.getLogger(__name__)

_PRESS = re.compile(rf"(?P<id>[^|]*)\|(?!{MENU}$)(?P<line>.+)", re.DOTALL)
_CHOICE = re.compile(rf"(?P<id>[^|]*)\|{MENU}")


class Gateway(discord.Client):
    """The connection that inbox and outbox share: one login, one token."""

    def __init__(self, token: str, commands: Commands, *, kept: Kept, draw: Draw | None, joined: Joined) -> None:
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
        self._forms, self._servers = Forms(commands, self.rest), Servers(kept, joined)
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

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """What the gateway lists when it lets us in is read before any other event, a server that is joined among them.

        discord.py calls its handlers a moment later, and says that it is ready only after two seconds without a server;
        once closed it can call none.
        """
        if event == "connect":
            self._servers.listed(self.application_id or 0, [guild.id for guild in self.guilds])
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server that was joined while it was out of order, or we were away, is never called joined."""
        await self._servers.met(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._servers.met(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._servers.left(guild.id)

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
        await self._servers.settle()
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
