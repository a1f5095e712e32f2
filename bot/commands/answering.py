"""All commands, ready to be called with a typed line, a filled form or a dialog's answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Action, Card, Fact, Tone
from bot.commands.asking import ASKED, asking
from bot.commands.definition import Answer, Caller, Command
from bot.commands.param import Kind, UsageError, first_word, value_of
from bot.dialogs import Dialog, Filled, Misfilled, Wrong
from bot.market.feeds import Listing, Missing, NoAnswer
from bot.market.ticker import Ticker
from bot.wiring import supply
from bot.words import clipped, listed

log = logging.getLogger(__name__)

_LONGEST_LINE = 20_000  # characters: a watchlist of hundreds of stocks as a table


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


async def _nobody(_: Caller) -> None:
    return None


class Commands:
    """All commands, ready to be called with a typed line or a filled form.

    ``heard`` is told who a command came from, and where.
    """

    def __init__(
        self,
        found: Mapping[str, Command],
        parts: Mapping[type, Any],
        *,
        prefix: str = "",
        completion: Completion | None = None,
        heard: Callable[[Caller], Awaitable[None]] = _nobody,
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
        name, rest = first_word(line.strip().removeprefix("/"))
        if len(rest) > _LONGEST_LINE:
            return _too_long(len(rest))
        found = self.find(name)
        if found is None:
            return self._unknown(name)
        try:
            arguments = found.read(rest)
        except UsageError as error:
            card = self._misused(found, error)
            return card if rest else asking(found, card)  # a word that was meant can be corrected where it was typed
        try:
            return await self._run(found, arguments, caller)
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
        stripped = {field: [word.strip() for word in words if word.strip()] for field, words in filled.items()}
        if found is not None and about == ASKED:
            return await self._given(found, {field: " ".join(words) for field, words in stripped.items()}, caller)
        if found is None or found.submit is None:
            return self._unknown(name)
        try:
            answer = await self._call(found, found.submit, {"about": about, "filled": stripped}, caller)
        except Misfilled as misfilled:
            return Wrong(misfilled.why)
        except UsageError as error:
            return Card(title="That did not work", lead=str(error), facts=error.facts, tone=Tone.TROUBLE)
        return answer.card if isinstance(answer, Dialog) else answer

    async def _given(self, found: Command, given: Mapping[str, str], caller: Caller) -> Card | Wrong:
        """The answers to a dialog of parameters, each read by itself: what is wrong is told at its field."""
        arguments, why = {}, {}
        for param in found.params:
            try:
                arguments[param.name] = value_of(param, given.get(param.name, ""))
            except UsageError as error:
                why[param.name] = str(error)
        if why:
            return Wrong(why)
        try:
            answer = await self._run(found, arguments, caller)
        except UsageError as error:
            return self._misused(found, error)
        return answer.card if isinstance(answer, Dialog) else answer

    def fetching(self, line: str) -> Card | None:
        """What to show while a line is being answered; None where it waits for no vendor or cannot be read."""
        name, rest = first_word(line.strip().removeprefix("/"))
        found = self.find(name)
        if found is None or not found.fetches:
            return None
        try:
            return Card(title="One moment", lead=f"Fetching {clipped(found.fetches.format(**found.read(rest)), 300)} …")
        except UsageError:
            return None

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
            await self._heard(caller)
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
        return Card(title="That did not work", lead=str(error), facts=(*error.facts, *facts), tone=Tone.TROUBLE)

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
