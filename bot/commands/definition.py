"""What a slash command is: one function whose signature is the form a user fills in."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, get_args, get_origin

from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.commands.param import Arg, Kind, Param, Text, UsageError, first_word, value_of
from bot.dialogs import Dialog
from bot.market.ticker import Ticker
from bot.wiring import hints, needs
from bot.words import clipped, fitted, say

Answer = Card | Dialog


async def _unsaid() -> None:
    return None


async def _told(_: str) -> bool:
    return False


@dataclass(frozen=True)
class Caller:
    """Who typed a command, and where: ``user`` is the platform's id, ``name`` only for showing.

    ``roles`` are the ids of their roles or user groups, as far as the platform tells them with a command.
    ``meanwhile`` shows a card until the answer takes its place; None where nothing that was shown can be replaced.
    ``manages`` asks the platform whether they may manage the channel; None where it does not say who may. ``belongs``
    asks it whether they are in a group that is not among ``roles``; None where it does not say who is.
    """

    channel: Channel
    user: str
    name: str = ""
    roles: tuple[str, ...] = ()
    manages: Callable[[], Awaitable[bool | None]] = field(default=_unsaid, compare=False, repr=False)
    meanwhile: Callable[[Card], Awaitable[None]] | None = field(default=None, compare=False, repr=False)
    belongs: Callable[[str], Awaitable[bool | None]] = field(default=_told, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Half a character in a name from outside has no UTF-8, and the store's own JSON refuses it."""
        object.__setattr__(self, "name", self.name.encode(errors="replace").decode())


@dataclass(frozen=True)
class Command:
    """A command as every platform, the help and the README see it."""

    name: str
    summary: str
    params: tuple[Param, ...]
    run: Callable[..., Awaitable[Answer]] = field(repr=False)
    submit: Callable[..., Awaitable[Card]] | None = field(default=None, repr=False)
    fetches: str = ""  # what it asks of vendors where that is not at hand: words, with {param} for what was typed

    @property
    def usage(self) -> str:
        return " ".join((f"/{self.name}", *(param.usage for param in self.params)))

    @property
    def example(self) -> str:
        return " ".join((f"/{self.name}", *(param.example for param in self.params if param.example)))

    def read(self, line: str) -> dict[str, Any]:
        """What was typed after the name, as arguments. UsageError in one sentence."""
        rest, given = line.strip(), {}
        for param in self.params:
            word, rest = (rest, "") if param.kind is Kind.TEXT else first_word(rest)
            if word:
                given[param.name] = word
        if rest:
            raise UsageError(
                say("“{typed}” is more than /{command} takes.", typed=clipped(rest, 30), command=self.name)
            )
        return self.check(given)

    def check(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Fields as a form hands them over, as arguments. UsageError in one sentence."""
        return {param.name: value_of(param, given.get(param.name, "").strip()) for param in self.params}


def command(
    name: str, summary: str, *, submit: Callable[..., Awaitable[Card]] | None = None, fetches: str = ""
) -> Callable[[Callable[..., Awaitable[Answer]]], Command]:
    """Make a command of an async function: before its star what the user gives, after it what it needs.

    ``submit(about, filled, *, …)`` takes the answers to the dialogs that the command opens. It raises Misfilled.
    ``fetches`` is told to a person who has to wait, such as "{ticker} from Yahoo".
    """
    summary = fitted(summary, 100, f"the summary of command {name!r}")
    if not re.fullmatch(r"[a-z]{1,24}", name) or not summary:
        raise ValueError(f"command {name!r}: a name is 1 to 24 small letters, a summary 1 to 100 characters")

    def define(function: Callable[..., Awaitable[Answer]]) -> Command:
        known = hints(function)
        own = [p for p in inspect.signature(function).parameters.values() if p.name not in needs(function)]
        params = tuple(_param(p, known[p.name]) for p in own)
        if any(param.kind is Kind.TEXT for param in params[:-1]):
            raise ValueError(f"command {name!r}: only the last parameter can take the rest of the line")
        fetches.format(**dict.fromkeys(param.name for param in params))  # a name that is no parameter stops the start
        return Command(name, summary, params, function, submit, fetches)

    return define


def _param(parameter: inspect.Parameter, hint: Any) -> Param:
    inner, *extras = get_args(hint)
    arg = next(extra for extra in extras if isinstance(extra, Arg))
    optional = parameter.default is not inspect.Parameter.empty
    inner = (
        next((one for one in get_args(inner) if one is not type(None)), inner)
        if type(None) in get_args(inner)
        else inner
    )
    choices: tuple[str, ...] = ()
    if str(get_origin(inner)).endswith("Literal"):
        kind, choices = Kind.CHOICE, tuple(get_args(inner))
    else:
        kind = {Ticker: Kind.TICKER, timedelta: Kind.SPAN, Text: Kind.TEXT, str: Kind.WORD}[inner]
    default = parameter.default if optional else None
    given = (arg.suggests, arg.phrases, arg.file)
    return Param(parameter.name, kind, arg.help, arg.example, not optional, default, choices, *given)
