"""Our commands as Discord's slash commands: the same names, fields, choices and completion."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.commands import Answer, Caller, Command, Commands, Param
from bot.platforms.discord.answers import Answers
from bot.platforms.discord.markdown import clean, cut, size
from bot.words import say

log = logging.getLogger(__name__)

CHOICES = 25
_DESCRIPTION, _CHOICE = 100, 100
_COMPLETE_WITHIN = 1.0  # seconds; Discord waits three, nothing can be deferred, and people type on

Reply = Callable[[discord.Interaction, Coroutine[Any, Any, Answer]], Awaitable[None]]


class Kept(Protocol):
    """A small fact that is found again after a restart; "" when nothing was set."""

    async def get(self, name: str) -> str: ...

    async def set(self, name: str, value: str) -> None: ...


def caller_of(interaction: discord.Interaction) -> Caller:
    """Who typed or pressed, and in which channel: a thread is one, and so is the person in direct messages.

    In a server, who may manage the channel may say how it is told.
    """
    user = interaction.user
    direct = interaction.guild_id is None
    channel = Channel.to_person("discord", str(user.id)) if direct else Channel("discord", str(interaction.channel_id))
    roles: tuple[str, ...] = ()
    if isinstance(user, discord.Member):
        told = user._roles  # noqa: SLF001  # user.roles lacks those of a server that is not known yet, as after a start
        roles = tuple(dict.fromkeys((*map(str, told), *(str(role.id) for role in user.roles))))

    async def manages() -> bool:
        return direct or interaction.permissions.manage_channels

    async def meanwhile(card: Card) -> None:
        answers: Answers = interaction.client.answers  # type: ignore[attr-defined]  # of our Gateway
        await answers.meanwhile(interaction.id, card)

    return Caller(channel, str(user.id), user.display_name, roles, manages, meanwhile)


def add_commands(tree: app_commands.CommandTree[Any], commands: Commands, reply: Reply) -> None:
    """Put every command into the tree, for servers the app is installed in and for direct messages with it."""
    for command in commands.found.values():
        tree.add_command(_slash(command, commands, reply))


def definition(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What a sync would send to Discord."""
    return [dict(command.to_dict(tree)) for command in tree.get_commands()]


def digest(tree: app_commands.CommandTree[Any]) -> str:
    """A hash that changes when, and only when, the definition does."""
    return hashlib.sha256(json.dumps(definition(tree), sort_keys=True).encode()).hexdigest()


async def sync_if_changed(tree: app_commands.CommandTree[Any], kept: Kept) -> bool:
    """Register the commands with Discord unless it has these already: a bot may create 200 a day."""
    name, present = f"discord commands of {tree.client.application_id}", digest(tree)
    if await kept.get(name) == present:
        return False
    await tree.sync()
    await kept.set(name, present)
    return True


def _slash(command: Command, commands: Commands, reply: Reply) -> app_commands.Command[Any, ..., None]:
    """Everyone sees every command: Discord's default_member_permissions would hide /alerts from the people and roles
    that a channel named, and from who only looks. Who may change is asked with each call.
    """

    async def callback(interaction: discord.Interaction, **given: str) -> None:
        filled = {name: value for name, value in given.items() if value}
        await reply(interaction, commands.fill(command.name, filled, caller_of(interaction)))

    callback.__signature__ = _signature(command.params)  # type: ignore[attr-defined]  # read by inspect.signature
    params = command.params
    listed = {param.name: _choices(param) for param in params if 0 < len(param.choices) <= CHOICES}
    completed = [param for param in params if param.name not in listed and (param.suggests or param.choices)]
    app_commands.describe(**{param.name: _description(param) for param in params})(callback)
    app_commands.choices(**listed)(callback)
    app_commands.autocomplete(**{param.name: _completion(command, param, commands) for param in completed})(callback)
    return app_commands.Command(
        name=f"{commands.prefix}{command.name}",
        description=cut(clean(command.summary) or command.name, _DESCRIPTION),
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )


def _signature(params: Sequence[Param]) -> inspect.Signature:
    """The form as discord.py reads it; a field that is left empty arrives as ""."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    fields = [
        inspect.Parameter(
            param.name,
            kind,
            annotation=str,
            default=inspect.Parameter.empty if param.required and not param.file else "",
        )
        for param in params
    ]
    return inspect.Signature([inspect.Parameter("interaction", kind, annotation=discord.Interaction), *fields])


def _description(param: Param) -> str:
    meaning = clean(param.help) or param.name
    example = say("{meaning}, e.g. {example}", meaning=meaning, example=param.example)
    has_room = param.example and param.example not in meaning and size(example) <= _DESCRIPTION
    return example if has_room else cut(meaning, _DESCRIPTION)


def _choices(param: Param) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=cut(choice, _CHOICE), value=choice) for choice in param.choices]


def _completion(command: Command, param: Param, commands: Commands) -> Any:
    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            async with asyncio.timeout(_COMPLETE_WITHIN):
                found = await commands.suggest(command.name, param.name, typed, caller_of(interaction), CHOICES)
        except Exception as error:  # the store is away, or it takes too long: typing goes on without suggestions
            log.warning("Discord: no completion for /%s (%s: %s)", command.name, type(error).__name__, error)
            return []
        return [
            app_commands.Choice(name=cut(clean(one.label) or one.value, _CHOICE), value=one.value)
            for one in found
            if 0 < len(one.value) <= _CHOICE
        ]

    return complete
