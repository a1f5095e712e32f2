"""/help: every command, or one of them with its words and an example."""

from __future__ import annotations

from typing import Annotated

from bot.cards import Action, Card, Fact, Style, Table, Tone
from bot.commands import Arg, Commands, UsageError, command, nearest
from bot.words import clipped, listed, say


@command("help", say("Every command, or one of them with an example"))
async def help_(
    command: Annotated[str, Arg(say("Name of a command"), "watch")] = "",
    *,
    commands: Commands,
) -> Card:
    if command:
        return _one(command.removeprefix("/"), commands)
    return Card(
        title=say("What Minnow answers"),
        lead=say(
            "Watch stocks with /{prefix}watch and alerts about them come here, each once.", prefix=commands.prefix
        ),
        table=Table(
            (say("Type"), say("to")),
            tuple((f"/{commands.prefix}{name}", found.summary) for name, found in commands.found.items()),
        ),
        actions=(
            Action(say("Show the watchlist"), "watchlist", Style.PRIMARY),
            Action(say("How Minnow is doing"), "status"),
        ),
        tone=Tone.NOTE,
        note=say("Information, not advice."),
    )


def _one(name: str, commands: Commands) -> Card:
    found = commands.find(name)
    if found is None:
        near = nearest(name.lower(), list(commands.found))
        unknown = clipped(name, 20)
        if near:
            meant = listed(near, "or")
            raise UsageError(
                say("There is no command “{unknown}”. Did you mean {meant}?", unknown=unknown, meant=meant)
            )
        raise UsageError(
            say("There is no command “{unknown}”. /{prefix}help lists them.", unknown=unknown, prefix=commands.prefix)
        )
    return Card(
        title=f"/{commands.prefix}{found.name}",
        lead=f"{found.summary}.",
        facts=(
            Fact(say("Usage"), _named(found.usage, commands)),
            *(Fact(param.name.capitalize(), _words(param.help, param.required)) for param in found.params),
            Fact(say("Example"), _named(found.example, commands)),
        ),
    )


def _named(line: str, commands: Commands) -> str:
    return line.replace("/", f"/{commands.prefix}", 1)


def _words(help_: str, required: bool) -> str:
    return help_ if required else say("{help} (may be left out)", help=help_)
