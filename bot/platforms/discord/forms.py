"""Modals between being opened and being used: what a person sent is kept until it is right."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.cards import Card, Tone
from bot.commands import Answer, Caller, Commands
from bot.dialogs import Dialog, Filled, Wrong
from bot.pasted.file import MOST_BYTES, NoText, text_of, too_large
from bot.platforms.discord.commands import caller_of
from bot.platforms.discord.dialog import Sent, Upload, outcome, refilled, sent
from bot.platforms.discord.rest import Rest, Unanswered
from bot.words import say

log = logging.getLogger(__name__)

KEPT = 256  # forms that wait to be corrected

_OLD = Card(
    title=say("Open it again"),
    lead=say("This form is of another version of Minnow; nothing was changed. Use the command that opened it."),
    tone=Tone.TROUBLE,
)


class Forms:
    """Opens and takes modals; an answer that could not be used stands in the form when it is opened again."""

    def __init__(self, commands: Commands, rest: Rest) -> None:
        self._commands, self._rest = commands, rest
        self._drafts: dict[tuple[str, str, str], Filled] = {}

    async def open(self, line: str, caller: Caller) -> Answer:
        """The answer to a pressed or chosen line, with the answers that were refused before."""
        answer = await self._commands.answer(line, caller)
        draft = self._drafts.get(_key(line, caller))
        return refilled(answer, draft) if isinstance(answer, Dialog) and draft is not None else answer

    async def submit(self, interaction: discord.Interaction[Any]) -> Answer:
        """What a modal that was sent is answered with. Never raises."""
        guild, data = interaction.guild, interaction.data

        def is_role(id: str) -> bool:
            return guild is not None and id.isdecimal() and guild.get_role(int(id)) is not None

        form = sent(dict(data or {}), is_role, str(interaction.guild_id or ""))
        return _OLD if form is None else await self._taken(form, caller_of(interaction))

    async def _taken(self, form: Sent, caller: Caller) -> Card:
        card = outcome(await self._used(form, caller), form)
        if form.page:
            key = _key(form.page, caller)
            self._drafts.pop(key, None)
            if card.tone is Tone.TROUBLE:
                self._drafts[key] = form.filled
                while len(self._drafts) > KEPT:
                    del self._drafts[next(iter(self._drafts))]
        return card

    async def _used(self, form: Sent, caller: Caller) -> Card | Wrong:
        """What comes of the answers, each file's text in place of its name."""
        given, wrong = dict(form.filled), {}
        for name, upload in form.uploads:
            try:
                given[name] = [await self._text(upload)]
            except NoText as trouble:
                wrong[name] = str(trouble)
        return Wrong(wrong) if wrong else await self._commands.submit(form.command, form.about, given, caller)

    async def _text(self, upload: Upload) -> str:
        if upload.size > MOST_BYTES:
            raise too_large(upload.size)
        try:
            return text_of(await self._rest.download(upload.url, MOST_BYTES))
        except Unanswered as failure:
            log.warning("Discord: a file could not be read (%s)", failure)
            raise NoText(say("The file could not be read from Discord; send it again, or paste the list.")) from None


def _key(line: str, caller: Caller) -> tuple[str, str, str]:
    return str(caller.channel), caller.user, line
