"""Where an answer is shown: to the person alone in the channel, in a modal, or on the view that it was asked from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from bot.alerts.ports import NotifyError
from bot.cards import Card
from bot.commands import Answer
from bot.dialogs import Dialog, File
from bot.platforms.slack.answers import TRIES, Answers
from bot.platforms.slack.api import Api
from bot.platforms.slack.asking import Asked
from bot.platforms.slack.dialog import Unshowable, dialog_view
from bot.platforms.slack.pictures import NoPicture, Pictures
from bot.platforms.slack.render import message, words
from bot.platforms.slack.views import Where, card_view

log = logging.getLogger(__name__)

_QUIET = {"unfurl_links": False, "unfurl_media": False}

Form = dict[str, Any]


class Showing:
    """``refresh`` makes a person's Home tab anew."""

    def __init__(
        self, api: Api, answers: Answers, pictures: Pictures | None, refresh: Callable[[str], Coroutine[Any, Any, None]]
    ) -> None:
        self._api, self._answers, self._pictures, self.refresh = api, answers, pictures, refresh

    async def promise(self, asked: Asked, card: Card, *, instead: bool = False) -> bool:
        """Say what an answer waits for, or how much of it is known; whether that arrived. One use of the response URL.

        ``instead`` of what was promised before.
        """
        first = {**message(card), **_alone(asked.where, instead=instead)}
        return bool(asked.url) and await self._answers.give(asked.url, [first], tries=1)

    async def show(self, asked: Asked, answer: Answer, *, instead: bool = False, tries: int = TRIES) -> None:
        """A dialog as a modal, and where none can be opened any more its card, which says the typed ways.

        ``instead`` of what was promised; ``tries`` are the uses of the response URL that are left for it.
        """
        if isinstance(answer, Dialog):
            if await self._open(asked, answer):
                return
            answer = answer.card
        if not asked.viewed:
            await self.tell(asked.where, asked.caller.user, answer, instead=instead, tries=tries)
            return
        try:
            await self._place(asked, card_view(answer, asked.where))
        except NotifyError as trouble:
            log.warning("a view could not be shown: %s", trouble)
            await self._write(asked.caller.user, answer)
        await self.refresh(asked.caller.user)

    async def tell(self, where: Where, user: str, card: Card, *, instead: bool = False, tries: int = TRIES) -> None:
        """To the person alone: by the response URL, which needs no scope, then in the channel, then in person."""
        forms = await self._forms(card)
        alone = _alone(where, instead=instead)
        taken = bool(where.url) and await self._answers.give(where.url, [{**form, **alone} for form in forms], tries)
        if not taken and where.command:  # a command is answered in time; a dialog may be filled in an hour later
            await self._tell_late(where, user, card, _in_thread(where))

    async def update(self, view: str, where: Where, user: str, card: Card) -> None:
        """Show a card in a modal, or in person where that was closed meanwhile."""
        try:
            await self._api.ask("views.update", view_id=view, view=card_view(card, where))
        except NotifyError:
            await self._write(user, card)
        if where.shows:
            await self.refresh(user)

    async def _tell_late(self, where: Where, user: str, card: Card, place: dict[str, str]) -> None:
        if where.place.person:
            await self._write(user, card)
            return
        try:
            await self._api.ask("chat.postEphemeral", channel=where.channel, user=user, **place, **message(card))
        except NotifyError:
            await self._write(user, card)

    async def _open(self, asked: Asked, dialog: Dialog) -> bool:
        where = asked.where.of(dialog.command, dialog.about)
        try:
            try:
                await self._place(asked, dialog_view(dialog, where.dump()))
            except NotifyError as trouble:
                if not any(isinstance(field, File) for field in dialog.fields):
                    raise
                log.warning("the dialog of /%s goes without its file (scope files:read?): %s", dialog.command, trouble)
                await self._place(asked, dialog_view(dialog, where.dump(), files=False))
        except (NotifyError, Unshowable) as trouble:
            log.warning("the dialog of /%s is answered as a card: %s", dialog.command, trouble)
            return False
        return True

    async def _place(self, asked: Asked, view: dict[str, Any]) -> None:
        if asked.modal:
            await self._api.ask("views.update", view_id=asked.modal, view=view)
        else:
            await self._api.ask("views.open", trigger_id=asked.trigger, view=view)

    async def _write(self, user: str, card: Card) -> None:
        try:
            await self._api.ask("chat.postMessage", channel=user, **message(card), **_QUIET)
        except NotifyError as trouble:
            log.warning("an answer could not be shown: %s", trouble)

    async def _forms(self, card: Card) -> list[Form]:
        """The answer as we want it, then in plainer forms."""
        lesser = [message(card), {"text": words(card)}]
        if card.chart is None or self._pictures is None:
            return lesser
        try:
            whole = message(card, picture=await self._pictures.file(card.chart))
            return [whole, whole, *lesser]  # a file just uploaded may need a moment before it can be shown
        except NoPicture as trouble:
            log.warning("an answer goes without its chart: %s", trouble)
            return lesser


def _in_thread(where: Where) -> dict[str, str]:
    return {"thread_ts": where.thread} if where.thread else {}


def _alone(where: Where, *, instead: bool) -> Form:
    """To the person alone, beside what stands there or instead of it."""
    return {"response_type": "ephemeral", "replace_original": instead, **_in_thread(where), **_QUIET}
