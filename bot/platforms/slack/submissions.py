"""Modals that a person fills in: completed while they type, and answered within Slack's three seconds when sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.alerts.ports import StoreAway
from bot.cards import Card, Tone
from bot.commands import Caller, Commands
from bot.dialogs import Wrong
from bot.pasted.file import NoText
from bot.platforms.slack.api import Api
from bot.platforms.slack.asking import Callers
from bot.platforms.slack.dialog import SUGGEST, Unshowable, errors, filled, option
from bot.platforms.slack.files import text, uploads
from bot.platforms.slack.mrkdwn import clean
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.views import Where, card_view
from bot.words import say

log = logging.getLogger(__name__)

WITHIN = 2.0  # seconds that an acknowledgement waits for what it is to say
REMEMBERED = 512  # submissions, against redelivery
ANSWER_LIMIT = 60.0

_SUGGESTED = 25
_WAIT = Card(title=say("One moment"), lead=say("It takes a little longer; the answer comes here."))
_OLD = Card(title=say("Open it again"), lead=say("This form is of another version of Minnow; nothing was changed."))
_LATE = Card(
    title=say("No answer"), lead=say("That took longer than a minute; look whether it was done."), tone=Tone.TROUBLE
)

Spawn = Callable[[Coroutine[Any, Any, None]], object]


class Submissions:
    """``spawn`` does something after the acknowledgement."""

    def __init__(self, commands: Commands, api: Api, showing: Showing, callers: Callers, spawn: Spawn) -> None:
        self._api = api
        self._commands, self._showing, self._callers, self._spawn = commands, showing, callers, spawn
        self._taken: dict[str, asyncio.Task[Card | Wrong]] = {}
        self._late: set[str] = set()

    async def submitted(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Wrong answers are told beside their fields; else the modal closes, and what came of it is told."""
        view = body["view"]
        try:
            where = Where.read(view["private_metadata"])
        except ValueError:
            await ack(response_action="update", view=card_view(_OLD, Where("")))
            return
        caller = self._callers.of(where, body["user"])
        key = body.get("trigger_id") or f"{view['id']} {view.get('hash')}"
        is_first = key not in self._taken
        task = self._take(key, where, view, caller)
        await asyncio.wait({task}, timeout=WITHIN)
        if not task.done():
            await ack(response_action="update", view=card_view(_WAIT, where))
            if key not in self._late:
                self._late.add(key)
                self._spawn(self._later(task, view["id"], where, caller.user))
            return
        outcome = task.result()
        if isinstance(outcome, Wrong):
            await ack(response_action="errors", errors=errors(view, outcome.why))
        elif where.shows or key in self._late:
            await ack(response_action="update", view=card_view(outcome, where))
            if is_first:
                self._spawn(self._showing.refresh(caller.user))
        else:
            await ack()
            if is_first:
                self._spawn(self._showing.tell(where, caller.user, outcome))

    async def suggest(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Options for what is typed, and what is typed itself: a field takes what no list knows."""
        typed = clean(body.get("value") or "")
        kind: Literal["listed", "watched"] = "watched" if body["action_id"] == f"{SUGGEST}watched" else "listed"
        where = Where.read(body["view"]["private_metadata"])
        try:
            async with asyncio.timeout(WITHIN):
                found = await self._commands.complete(kind, typed, self._callers.of(where, body["user"]), _SUGGESTED)
        except (StoreAway, TimeoutError):
            found = []
        offered = {one.value: one.label for one in found}
        options = []
        for value, label in [*offered.items(), *([(typed, f"“{typed}”")] if typed not in offered else [])]:
            try:
                options.append(option(label, value))
            except Unshowable:
                continue
        await ack(options=options)

    def _take(self, key: str, where: Where, view: dict[str, Any], caller: Caller) -> asyncio.Task[Card | Wrong]:
        """What comes of a submission, however often it is delivered."""
        task = self._taken.get(key)
        if task is None:
            task = self._taken[key] = asyncio.create_task(self._outcome(where, view, caller))
            while len(self._taken) > REMEMBERED:
                forgotten = next(iter(self._taken))
                del self._taken[forgotten]
                self._late.discard(forgotten)
        return task

    async def _outcome(self, where: Where, view: dict[str, Any], caller: Caller) -> Card | Wrong:
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                given, wrong = dict(filled(view)), {}
                for name, upload in uploads(view).items():
                    try:
                        given[name] = [await text(self._api, upload)]
                    except NoText as trouble:
                        wrong[name] = str(trouble)
                if wrong:
                    return Wrong(wrong)
                return await self._commands.submit(where.command, where.about, given, caller)
        except TimeoutError:
            return _LATE

    async def _later(self, task: asyncio.Task[Card | Wrong], view: str, where: Where, user: str) -> None:
        outcome = await task
        if isinstance(outcome, Wrong):
            outcome = Card(title=say("That did not work"), lead=" ".join(outcome.why.values()), tone=Tone.TROUBLE)
        await self._showing.update(view, where, user, outcome)
