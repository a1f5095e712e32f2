"""All commands, ready to be called with a typed line, a filled form or a dialog's answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.alerts.ports import StoreAway
from bot.cards import Card, Tone
from bot.commands.asking import ASKED, asking
from bot.commands.completion import Completion, Suggestion, Suggests, last_word, suggestions
from bot.commands.definition import Answer, Caller, Command
from bot.commands.param import UsageError, first_word, value_of
from bot.commands.refusals import LONGEST_LINE, faulty, misused, store_away, too_long, unanswered, unknown
from bot.dialogs import Dialog, Filled, Misfilled, Wrong
from bot.market.feeds import Listing, Missing, NoAnswer
from bot.market.ticker import Ticker
from bot.wiring import supply
from bot.words import clipped, say

log = logging.getLogger(__name__)


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
        if len(rest) > LONGEST_LINE:
            return too_long(len(rest))
        found = self.find(name)
        if found is None:
            return self._unknown(name)
        try:
            arguments = found.read(rest)
        except UsageError as error:
            card = misused(found, error, self.prefix)
            return card if rest else asking(found, card)  # a word that was meant can be corrected where it was typed
        try:
            return await self._run(found, arguments, caller)
        except UsageError as error:
            return misused(found, error, self.prefix)

    async def fill(self, name: str, given: Mapping[str, str], caller: Caller) -> Answer:
        """The answer to a command whose fields come one by one (Discord's options). Never raises."""
        found = self.find(name)
        if found is None:
            return self._unknown(name)
        longest = max(map(len, given.values()), default=0)
        if longest > LONGEST_LINE:
            return too_long(longest)
        try:
            return await self._run(found, found.check(given), caller)
        except UsageError as error:
            card = misused(found, error, self.prefix)
            return asking(found, card) if not given and any(param.file for param in found.params) else card

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
            return Card(title=say("That did not work"), lead=str(error), facts=error.facts, tone=Tone.TROUBLE)
        return answer.card if isinstance(answer, Dialog) else answer

    async def _given(self, found: Command, given: Mapping[str, str], caller: Caller) -> Card | Wrong:
        """The answers to a dialog of parameters, each read by itself: what is wrong is told at its field."""
        arguments, why = {}, {}
        for param in found.params:
            typed, sent = given.get(param.name, ""), given.get(param.file_name, "") if param.file else ""
            if typed and sent:
                why[param.file_name] = say("Write them or give a file, not both.")
            try:
                arguments[param.name] = value_of(param, typed or sent)
            except UsageError as error:
                why[param.name] = str(error)
        if why:
            return Wrong(why)
        try:
            answer = await self._run(found, arguments, caller)
        except UsageError as error:
            return misused(found, error, self.prefix)
        return answer.card if isinstance(answer, Dialog) else answer

    def fetching(self, line: str) -> Card | None:
        """What to show while a line is being answered; None where it waits for no vendor or cannot be read."""
        name, rest = first_word(line.strip().removeprefix("/"))
        found = self.find(name)
        if found is None or not found.fetches:
            return None
        try:
            return Card(
                title=say("One moment"),
                lead=say("Fetching {what} …", what=clipped(found.fetches.format(**found.read(rest)), 300)),
            )
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
        return await suggestions(self._completion, field, typed, caller.channel, limit)

    async def complete(self, suggests: Suggests, typed: str, caller: Caller, limit: int = 25) -> list[Suggestion]:
        """Completions of the last word of a list of tickers, from data at hand. Raises StoreAway."""
        return await last_word(self._completion, suggests, typed, caller.channel, limit)

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
            return unanswered(found, failure, meant, self.prefix)
        except StoreAway:
            return store_away()
        except Exception:
            log.exception("/%s failed", found.name)
            return faulty(found, self.prefix)

    async def _meant(self, arguments: Mapping[str, Any]) -> Sequence[Listing]:
        """What the one ticker that was asked about may have been meant for."""
        asked = [value for value in arguments.values() if isinstance(value, Ticker)]
        if len(asked) != 1 or self._completion is None:
            return ()
        return await self._completion.meant(asked[0])

    def _unknown(self, name: str) -> Card:
        return unknown(name, list(self.found), self.prefix)
