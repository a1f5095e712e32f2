"""/help: every command, or one of them with its words and an example."""

from __future__ import annotations

from typing import Annotated

from bot.cards import Action, Card, Fact, Style, Table, Tone
from bot.commands import Arg, Commands, UsageError, command, nearest
from bot.words import clipped, listed


@command("help", "Every command, or one of them with an example")
async def help_(
    command: Annotated[str, Arg("Name of a command", "watch")] = "",
    *,
    commands: Commands,
) -> Card:
    if command:
        return _one(command.removeprefix("/"), commands)
    return Card(
        title="What Minnow answers",
        lead=f"Watch stocks with /{commands.prefix}watch and alerts about them come here, each once.",
        table=Table(
            ("Type", "to"),
            tuple((f"/{commands.prefix}{name}", found.summary) for name, found in commands.found.items()),
        ),
        actions=(Action("Show the watchlist", "watchlist", Style.PRIMARY), Action("How Minnow is doing", "status")),
        tone=Tone.NOTE,
        note="Information, not advice.",
    )


def _one(name: str, commands: Commands) -> Card:
    found = commands.find(name)
    if found is None:
        near = nearest(name.lower(), list(commands.found))
        meant = f" Did you mean {listed(near, 'or')}?" if near else f" /{commands.prefix}help lists them."
        raise UsageError(f"There is no command “{clipped(name, 20)}”.{meant}")
    return Card(
        title=f"/{commands.prefix}{found.name}",
        lead=f"{found.summary}.",
        facts=(
            Fact("Usage", _named(found.usage, commands)),
            *(Fact(param.name.capitalize(), _words(param.help, param.required)) for param in found.params),
            Fact("Example", _named(found.example, commands)),
        ),
    )


def _named(line: str, commands: Commands) -> str:
    return line.replace("/", f"/{commands.prefix}", 1)


def _words(help_: str, required: bool) -> str:
    return help_ if required else f"{help_} (may be left out)"
