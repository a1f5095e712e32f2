"""What a slash command is: one function whose signature is the form a user fills in."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol, get_args, get_origin

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Fact, Tone
from bot.dialogs import Dialog, Filled, Misfilled, Wrong
from bot.market.feeds import Listing, Missing, NoAnswer
from bot.market.ticker import Ticker
from bot.wiring import hints, needs, supply
from bot.words import clipped, listed

log = logging.getLogger(__name__)

Answer = Card | Dialog

_LONGEST_LINE = 20_000  # characters: a watchlist of hundreds of stocks as a table
_SPAN = re.compile(r"(\d{1,4}) ?(m|min|h|hour|d|day|w|week)s?", re.IGNORECASE)
_SPAN_MINUTES = {"m": 1, "h": 60, "d": 1_440, "w": 10_080}


class UsageError(Exception):
    """A word we could not use: one sentence for the person who typed it."""


@dataclass(frozen=True)
class Arg:
    """The help text of a parameter, an example that fits it, and what completion offers."""

    help: str
    example: str = ""
    suggests: Literal["", "listed", "watched"] = ""


class Kind(StrEnum):
    """What a parameter accepts; each platform shows it in its own way."""

    TICKER = "ticker"
    WORD = "word"
    CHOICE = "choice"
    SPAN = "span"
    TEXT = "text"  # the rest of the line


@dataclass(frozen=True)
class Param:
    """One field of the form."""

    name: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = True
    default: Any = None
    choices: tuple[str, ...] = ()
    suggests: Literal["", "listed", "watched"] = ""

    @property
    def usage(self) -> str:
        shown = "|".join(self.choices) if self.choices else self.name
        return f"<{shown}>" if self.required else f"[{shown}]"


class Text(str):
    """A parameter annotated with Text takes the rest of the line as it was typed."""

    __slots__ = ()


async def _unsaid() -> None:
    return None


@dataclass(frozen=True)
class Caller:
    """Who typed a command, and where: ``user`` is the platform's id, ``name`` only for showing.

    ``roles`` are the ids of their roles or user groups, as far as the platform tells them with a command.
    ``manages`` asks the platform whether they may manage the channel; None where it does not say who may.
    """

    channel: Channel
    user: str
    name: str = ""
    roles: tuple[str, ...] = ()
    manages: Callable[[], Awaitable[bool | None]] = field(default=_unsaid, compare=False, repr=False)

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
            word, rest = (rest, "") if param.kind is Kind.TEXT else _first_word(rest)
            if word:
                given[param.name] = word
        if rest:
            raise UsageError(f"“{clipped(rest, 30)}” is more than /{self.name} takes.")
        return self.check(given)

    def check(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Fields as a form hands them over, as arguments. UsageError in one sentence."""
        return {param.name: _value(param, given.get(param.name, "").strip()) for param in self.params}


def command(
    name: str, summary: str, *, submit: Callable[..., Awaitable[Card]] | None = None
) -> Callable[[Callable[..., Awaitable[Answer]]], Command]:
    """Make a command of an async function: before its star what the user gives, after it what it needs.

    ``submit(about, filled, *, …)`` takes the answers to the dialogs that the command opens. It raises Misfilled.
    """
    if not re.fullmatch(r"[a-z]{1,24}", name) or not 1 <= len(summary) <= 100:
        raise ValueError(f"command {name!r}: a name is 1 to 24 small letters, a summary 1 to 100 characters")

    def define(function: Callable[..., Awaitable[Answer]]) -> Command:
        known = hints(function)
        own = [p for p in inspect.signature(function).parameters.values() if p.name not in needs(function)]
        params = tuple(_param(p, known[p.name]) for p in own)
        if any(param.kind is Kind.TEXT for param in params[:-1]):
            raise ValueError(f"command {name!r}: only the last parameter can take the rest of the line")
        return Command(name, summary, params, function, submit)

    return define


class Completion(Protocol):
    """What a half-typed ticker may become, from data at hand (never a network)."""

    async def listed(self, typed: str, limit: int) -> Sequence[Listing]: ...

    async def watched(self, typed: str, limit: int, channel: Channel) -> Sequence[Listing]: ...

    async def meant(self, ticker: Ticker) -> Sequence[Listing]:
        """What a ticker that is not listed may have been meant for, best first; nothing for a listed one."""
        ...


@dataclass(frozen=True)
class Suggestion:
    """``value`` is what the field becomes, ``label`` what the person sees."""

    value: str
    label: str


async def _nobody(_: Channel) -> None:
    return None


class Commands:
    """All commands, ready to be called with a typed line or a filled form.

    ``heard`` is told of every channel that a command came from.
    """

    def __init__(
        self,
        found: Mapping[str, Command],
        parts: Mapping[type, Any],
        *,
        prefix: str = "",
        completion: Completion | None = None,
        heard: Callable[[Channel], Awaitable[None]] = _nobody,
    ) -> None:
        self.found = dict(sorted(found.items()))
        self.prefix = prefix
        self._completion, self._heard = completion, heard
        self._parts = dict(parts)
        for one in self.found.values():
            for asked in (one.run, one.submit) if one.submit is not None else (one.run,):
                supply(
                    asked, {**self._parts, Caller: None, Commands: None}
                )  # a need that nothing fills stops the start

    async def answer(self, line: str, caller: Caller) -> Answer:
        """What a typed line or a pressed button is answered with. Never raises: failures are cards with a next step."""
        name, rest = _first_word(line.strip().removeprefix("/"))
        if len(rest) > _LONGEST_LINE:
            return _too_long(len(rest))
        found = self.find(name)
        if found is None:
            return self._unknown(name)
        try:
            return await self._run(found, found.read(rest), caller)
        except UsageError as error:
            return self._misused(found, error)

    async def fill(self, name: str, given: Mapping[str, str], caller: Caller) -> Answer:
        """The answer to a command whose fields come one by one (Discord's options). Never raises."""
        found = self.find(name)
        if found is None:
            return self._unknown(name)
        longest = max(map(len, given.values()), default=0)
        if longest > _LONGEST_LINE:
            return _too_long(longest)
        try:
            return await self._run(found, found.check(given), caller)
        except UsageError as error:
            return self._misused(found, error)

    async def submit(self, name: str, about: str, filled: Filled, caller: Caller) -> Card | Wrong:
        """The card for a dialog's answers, or what is wrong with them. Never raises."""
        found = self.find(name)
        if found is None or found.submit is None:
            return self._unknown(name)
        stripped = {field: [word.strip() for word in words if word.strip()] for field, words in filled.items()}
        try:
            answer = await self._call(found, found.submit, {"about": about, "filled": stripped}, caller)
        except Misfilled as misfilled:
            return Wrong(misfilled.why)
        except UsageError as error:
            return Card(title="That did not work", lead=str(error), tone=Tone.TROUBLE)
        return answer.card if isinstance(answer, Dialog) else answer

    def find(self, name: str) -> Command | None:
        """A command by the name people type, with or without this bot's prefix."""
        lower = name.lower()
        return self.found.get(lower.removeprefix(self.prefix)) or self.found.get(lower)

    async def suggest(self, name: str, param: str, typed: str, caller: Caller, limit: int = 25) -> list[Suggestion]:
        """Completions of a field from data at hand; a list of tickers completes its last word."""
        found = self.find(name)
        field = next((one for one in found.params if one.name == param), None) if found else None
        if field is None:
            return []
        if field.choices:
            return [Suggestion(choice, choice) for choice in field.choices if choice.startswith(typed.lower())][:limit]
        if field.kind is not Kind.TEXT:
            return await self._completed(field.suggests, "", typed, caller, limit)
        return await self.complete(field.suggests, typed, caller, limit)

    async def complete(
        self, suggests: Literal["", "listed", "watched"], typed: str, caller: Caller, limit: int = 25
    ) -> list[Suggestion]:
        """Completions of the last word of a list of tickers, from data at hand. Raises StoreAway."""
        words = typed.rsplit(maxsplit=1)
        if typed[-1:].isspace():
            return await self._completed(suggests, typed, "", caller, limit)
        before, last = (words[0] + " ", words[1]) if len(words) == 2 else ("", typed)
        return await self._completed(suggests, before, last, caller, limit)

    async def _completed(
        self, suggests: Literal["", "listed", "watched"], before: str, last: str, caller: Caller, limit: int
    ) -> list[Suggestion]:
        if not suggests or self._completion is None:
            return []
        if suggests == "watched":
            listings = await self._completion.watched(last.strip(), limit, caller.channel)
        else:
            listings = await self._completion.listed(last.strip(), limit)
        return [Suggestion(f"{before}{one.ticker}", f"{before}{one.ticker} {one.name}".strip()) for one in listings]

    async def _run(self, found: Command, arguments: Mapping[str, Any], caller: Caller) -> Answer:
        return await self._call(found, found.run, arguments, caller)

    async def _call(
        self, found: Command, asked: Callable[..., Awaitable[Answer]], arguments: Mapping[str, Any], caller: Caller
    ) -> Answer:
        """UsageError and Misfilled pass through."""
        try:
            given = supply(asked, {**self._parts, Caller: caller, Commands: self})
            answer = await asked(**arguments, **given)
            await self._heard(caller.channel)
            return answer
        except (UsageError, Misfilled):
            raise
        except NoAnswer as failure:
            meant = await self._meant(arguments) if isinstance(failure, Missing) else ()
            names = [f"{one.ticker} ({clipped(one.name, 40)})" if one.name else one.ticker.symbol for one in meant]
            return Card(
                title=f"/{self.prefix}{found.name}: no answer",
                lead=f"{failure} Did you mean {listed(names, 'or')}?" if names else str(failure),
                actions=tuple(
                    Action(f"{found.name.capitalize()} {one.ticker}", f"{found.name} {one.ticker}") for one in meant
                ),
                tone=Tone.TROUBLE,
            )
        except StoreAway:
            lead = "The store does not answer, so nothing was changed; try again in a minute."
            return Card(title="Not now", lead=lead, tone=Tone.TROUBLE)
        except Exception:
            log.exception("/%s failed", found.name)
            lead = "That is a fault in Minnow and is in its log; nothing was lost. Other commands go on working."
            return Card(title=f"/{self.prefix}{found.name} failed", lead=lead, tone=Tone.TROUBLE)

    async def _meant(self, arguments: Mapping[str, Any]) -> Sequence[Listing]:
        """What the one ticker that was asked about may have been meant for."""
        asked = [value for value in arguments.values() if isinstance(value, Ticker)]
        if len(asked) != 1 or self._completion is None:
            return ()
        return await self._completion.meant(asked[0])

    def _misused(self, found: Command, error: UsageError) -> Card:
        usage = found.usage.replace("/", f"/{self.prefix}", 1)
        example = found.example.replace("/", f"/{self.prefix}", 1)
        facts = (Fact("Usage", usage), Fact("Example", example)) if found.params else (Fact("Usage", usage),)
        return Card(title="That did not work", lead=str(error), facts=facts, tone=Tone.TROUBLE)

    def _unknown(self, name: str) -> Card:
        shown = clipped(name, 20)
        near = nearest(name.lower(), list(self.found))
        meant = (
            f"Did you mean {listed([f'/{self.prefix}{one}' for one in near], 'or')}?"
            if near
            else f"/{self.prefix}help lists them."
        )
        lead = f"There is no command “{shown}”. {meant}" if shown else f"Type a command. {meant}"
        return Card(title="Unknown command", lead=lead, tone=Tone.TROUBLE)


def _too_long(length: int) -> Card:
    lead = (
        f"That is {length:,} characters; {_LONGEST_LINE:,} are read at a time, so send it in parts. Nothing was done."
    )
    return Card(title="Too long", lead=lead, tone=Tone.TROUBLE)


def nearest(word: str, choices: Sequence[str], limit: int = 3) -> list[str]:
    """The choices that a mistyped word most likely meant (a third of it may differ), best first."""
    far = max(1, len(word) // 3)
    ranked = process.extract(word, choices, scorer=OSA.distance, limit=limit, score_cutoff=far)
    return [choice for choice, _, _ in ranked]


def _first_word(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1] if len(parts) > 1 else "")


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
    return Param(parameter.name, kind, arg.help, arg.example, not optional, default, choices, arg.suggests)


def _value(param: Param, word: str) -> Any:
    if not word:
        if param.required:
            raise UsageError(f"“{param.name}” is missing: {param.help[0].lower()}{param.help[1:]}.")
        return param.default
    if param.kind is Kind.TICKER:
        try:
            return Ticker.parse(word)
        except ValueError as error:
            raise UsageError(str(error)) from None
    if param.kind is Kind.CHOICE:
        if word.lower() not in param.choices:
            raise UsageError(f"“{clipped(word, 20)}” is not one of {listed(param.choices, 'or')}.")
        return word.lower()
    if param.kind is Kind.SPAN:
        return span(word)
    return word


def span(word: str) -> timedelta:
    """``30m``, ``4h``, ``1d``, ``2w``. UsageError for anything else or anything over a year."""
    read = _SPAN.fullmatch(word.strip())
    minutes = int(read[1]) * _SPAN_MINUTES[read[2][0].lower()] if read else 0
    if not 0 < minutes <= 527_040:
        raise UsageError(f"“{clipped(word, 20)}” is not a span of time; write 30m, 4h, 1d or 2w, a year at most.")
    return timedelta(minutes=minutes)
