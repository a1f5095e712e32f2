"""Answering an interaction in time: at once where the card is ready, otherwise a promise first and the card later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.cards import Card, Chart
from bot.commands import Answer
from bot.dialogs import Dialog
from bot.platforms.discord.dialog import Unshowable, in_words, modal
from bot.platforms.discord.refusals import breaks_a_rule
from bot.platforms.discord.render import Payload, alt_text, render, render_text
from bot.platforms.discord.rest import Picture, Refused, Rest, Unanswered

log = logging.getLogger(__name__)

Draw = Callable[[Chart], Awaitable[bytes]]

AT_ONCE = 0.15  # seconds a command gets before its caller sees "thinking"
OPENING = 1.2  # the same for a command that may open a modal, which can only be the first word
DEADLINE = 2.8  # seconds until Discord forgets an interaction, less the way there
_TRY = 1.2  # seconds for one try of a callback
_DRAW_WITHIN = 8.0
_EDITS = 5
_LONGEST_WAIT = 60.0  # seconds; nobody looks for an answer after that
_MESSAGE, _DEFERRED, _MODAL = 4, 5, 9
_EPHEMERAL = 1 << 6
_ANSWERED_BEFORE = 40_060


@dataclass(frozen=True)
class Token:
    """What an interaction is answered with, and what may be shown where it came from."""

    application: int
    id: int
    token: str
    name: str  # what was typed or pressed, for the log
    embeds: bool = True
    files: bool = True
    fetching: Card | None = None  # said while a person waits


@dataclass(frozen=True)
class Shown:
    """A card with its picture; ``plain`` where only text may be shown; ``modal`` where it can be filled in at once."""

    card: Card
    picture: Picture | None = None
    plain: bool = False
    modal: Mapping[str, Any] | None = None

    @property
    def payload(self) -> Payload:
        return render_text(self.card) if self.plain else render(self.card, pictured=self.picture is not None)


class Answers:
    """Replies that only the person who asked can see."""

    def __init__(self, rest: Rest, draw: Draw | None) -> None:
        self._rest, self._draw = rest, draw
        self._running: set[asyncio.Task[Any]] = set()
        self._promised: dict[int, tuple[Token, asyncio.Future[bool]]] = {}  # by interaction, while it is answered

    async def reply(self, token: Token, making: Coroutine[Any, Any, Answer], *, opens: bool = False) -> None:
        """Show the card that is being made; the first word to Discord goes out within a fraction of a second.

        What ``opens`` a modal gets a second; where it is not made in that time, its card leads to it.
        """
        began = asyncio.get_running_loop().time()
        said: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._promised[token.id] = token, said
        task = asyncio.create_task(self._shown(token, making))
        current = asyncio.current_task()
        self._running |= {task} if current is None else {task, current}
        try:
            await asyncio.wait({task}, timeout=OPENING if opens else AT_ONCE)
            if task.done():
                await self._answer(token, task.result(), began)
            else:
                promised = await self._call_back(token, _promise(token), None, began)
                said.set_result(promised)
                shown = await task  # what was typed is done even when its caller cannot be told
                if promised:
                    await self._edit(token, shown)
        finally:
            del self._promised[token.id]
            if not said.done():
                said.set_result(False)
            self._running.discard(task)
            if current is not None:
                self._running.discard(current)

    async def meanwhile(self, interaction: int, card: Card) -> None:
        """Fill the promise of an interaction with what is known so far; its answer takes the place of that."""
        token, said = self._promised.get(interaction, (None, None))
        if token is not None and said is not None and await said:
            await self._edit(token, Shown(card, plain=not token.embeds), tries=1)

    async def finish(self, within: float) -> None:
        """Let answers that are being made go out, for ``within`` seconds at most."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()

    async def _shown(self, token: Token, making: Coroutine[Any, Any, Answer]) -> Shown:
        answer = await making
        if isinstance(answer, Dialog):
            shown = await self._pictured(token, in_words(answer))
            return replace(shown, modal=_modal(answer))
        return await self._pictured(token, answer)

    async def _pictured(self, token: Token, card: Card) -> Shown:
        if card.chart is None or self._draw is None or not (token.embeds and token.files):
            return Shown(card, plain=not token.embeds)
        try:
            async with asyncio.timeout(_DRAW_WITHIN):
                return Shown(card, Picture(await self._draw(card.chart), alt_text(card.chart)))
        except Exception:
            log.exception("the chart “%s” could not be drawn; its words are shown", card.chart.title)
            return Shown(card)

    async def _answer(self, token: Token, shown: Shown, began: float) -> None:
        for body, picture in _ways(shown):
            try:
                await self._call_back(token, body, picture, began)
                return
            except Refused as refusal:
                log.error("Discord: the answer to %s was refused (%s)", token.name, refusal)

    async def _call_back(self, token: Token, body: dict[str, Any], picture: Picture | None, began: float) -> bool:
        """Whether Discord took it. Raises Refused for a message that breaks a rule."""
        lost = False
        while (left := began + DEADLINE - asyncio.get_running_loop().time()) > 0:
            try:
                path = f"/interactions/{token.id}/{token.token}/callback"
                await self._rest.call("POST", path, body, picture=picture, within=min(_TRY, left), as_bot=False)
            except Refused as refusal:
                if refusal.code == _ANSWERED_BEFORE:
                    if not lost:
                        log.info("Discord: another replica has answered %s", token.name)
                    return lost
                if breaks_a_rule(refusal):
                    raise
                if refusal.retry_after is None:
                    log.warning("Discord: %s was not answered in time (%s)", token.name, refusal)
                    return False
                await asyncio.sleep(min(refusal.retry_after, left))
            except Unanswered as failure:
                lost = lost or failure.doubtful
                await asyncio.sleep(min(0.1, left))
            else:
                return True
        log.warning("Discord: %s was not answered in time; Discord gave no answer", token.name)
        return False

    async def _edit(self, token: Token, shown: Shown, tries: int = _EDITS) -> None:
        """Fill the promise; an edit can be repeated without harm."""
        body, picture = shown.payload.body, shown.picture
        for tried in range(tries):
            try:
                path = f"/webhooks/{token.application}/{token.token}/messages/@original"
                await self._rest.call("PATCH", path, body, picture=picture, as_bot=False)
            except Refused as refusal:
                if refusal.retry_after is not None and refusal.retry_after <= _LONGEST_WAIT and tried + 1 < tries:
                    await asyncio.sleep(refusal.retry_after)
                elif breaks_a_rule(refusal) and body != (text := render_text(shown.card).body):
                    log.error("Discord: the answer to %s was refused (%s)", token.name, refusal)
                    body, picture = text, None
                else:
                    log.warning("Discord: the answer to %s cannot be shown (%s)", token.name, refusal)
                    return
            except Unanswered as failure:
                log.info("Discord: the answer to %s is tried again (%s)", token.name, failure)
                await asyncio.sleep(2.0**tried / 2 if tried + 1 < tries else 0)
            else:
                return
        log.warning("Discord: the answer to %s could not be shown in %d tries", token.name, tries)


def _promise(token: Token) -> dict[str, Any]:
    """What an answer takes the place of: what is being fetched, or Discord's own "thinking"."""
    if token.fetching is None:
        return {"type": _DEFERRED, "data": {"flags": _EPHEMERAL}}
    return _message(Shown(token.fetching, plain=not token.embeds).payload)


def _ways(shown: Shown) -> Iterator[tuple[dict[str, Any], Picture | None]]:
    """The answer as we want it, then what is made only when Discord refuses that."""
    if shown.modal is not None:
        yield {"type": _MODAL, "data": shown.modal}, None
    yield _message(shown.payload), shown.picture
    yield _message(render_text(shown.card)), None


def _modal(dialog: Dialog) -> Mapping[str, Any] | None:
    try:
        return modal(dialog)
    except Unshowable as reason:
        log.warning("Discord: /%s is shown as a card, not as a form (%s)", dialog.command, reason)
        return None


def _message(payload: Payload) -> dict[str, Any]:
    body = payload.body
    return {"type": _MESSAGE, "data": {**body, "flags": body.get("flags", 0) | _EPHEMERAL}}
