"""What is typed and what is pressed: acknowledged at once, answered after, each once however often it is delivered."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import Card, Tone
from bot.commands import Answer, Caller, Commands
from bot.platforms.slack.asking import Asked, Callers, unescaped
from bot.platforms.slack.manifest import slash_name
from bot.platforms.slack.once import Once
from bot.platforms.slack.showing import Showing
from bot.platforms.slack.submissions import Spawn
from bot.platforms.slack.waiting import Waiting
from bot.words import say

log = logging.getLogger(__name__)

AT_ONCE = 100  # commands answered side by side
BACKLOG = 1_000  # commands waiting behind them; more are turned away in the acknowledgement
A_MOMENT = 0.4  # seconds after which a person is told what is being fetched
ANSWER_LIMIT = 60.0  # seconds for one command
_BUSY = say("Minnow has too many questions at the moment; try again in a minute.")
_LATE = Card(
    title=say("No answer"), lead=say("That took longer than a minute; try again a little later."), tone=Tone.TROUBLE
)
_FAULT = Card(title=say("That failed"), lead=say("That is a fault in Minnow and is in its log."), tone=Tone.TROUBLE)


class Lines:
    """``spawn`` does something after the acknowledgement."""

    def __init__(self, commands: Commands, showing: Showing, callers: Callers, spawn: Spawn) -> None:
        self._commands, self._showing, self._callers, self._spawn = commands, showing, callers, spawn
        self._names = {f"/{commands.prefix}{name}": name for name in commands.found}
        self._names |= {f"/{slash_name(name, commands.prefix)}": name for name in commands.found}
        self._free = asyncio.Semaphore(AT_ONCE)
        self._once, self._under_way = Once(), 0

    async def typed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        name = self._names.get(body["command"], body["command"])
        await ack(self._take(f"{name} {unescaped(body.get('text') or '')}", self._callers.typed(body)))

    async def pressed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        pressed = body["actions"][0]
        line = pressed.get("value") or (pressed.get("selected_option") or {}).get("value") or ""
        self._take(unescaped(line), self._callers.pressed(body))
        await ack()

    def _take(self, line: str, asked: Asked) -> str:
        """Begin to answer, unless it was begun before; what to say at once, "" for nothing."""
        key = asked.trigger or asked.url
        if key in self._once:
            return ""
        if self._under_way >= AT_ONCE + BACKLOG:
            return _BUSY
        self._once.is_new(key)
        self._under_way += 1
        self._spawn(self._answer(line, asked))
        return ""

    async def _answer(self, line: str, asked: Asked) -> None:
        """The answer; in place of what is being fetched, where that takes long enough to be told."""
        try:
            async with self._free:
                await self._given(line, asked)
        finally:
            self._under_way -= 1

    async def _given(self, line: str, asked: Asked) -> None:
        if not asked.typed:  # a press has a message already, which stays
            await self._showing.show(asked, await self._made(line, asked.caller))
            return
        waiting = Waiting(self._showing, asked)
        making = asyncio.create_task(self._made(line, replace(asked.caller, meanwhile=waiting.meanwhile)))
        try:
            fetching = self._commands.fetching(line)
            if fetching is not None and not (await asyncio.wait({making}, timeout=A_MOMENT))[0]:
                await waiting.promise(fetching)
            answer = await making
        finally:
            making.cancel()
        await waiting.show(answer)

    async def _made(self, line: str, caller: Caller) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_LIMIT):
                return await self._commands.answer(line, caller)
        except TimeoutError:
            return _LATE
        except Exception:
            log.exception("a command could not be answered")
            return _FAULT
