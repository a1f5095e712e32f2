"""Alerts in the local web channel: kept in its transcript under the delivery's id, so each is there exactly once."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace

from bot.alerts.alert import Alert
from bot.alerts.codec import dump_alert
from bot.alerts.ports import Delivery, NotifyError, StoreAway, Transcript
from bot.alerts.watchlist import Channel
from bot.platforms.web.message import Message, is_anew
from bot.words import say

log = logging.getLogger(__name__)

_LOOK_BACK = 200  # messages


class WebNotifier:
    """bot.alerts.ports.Notifier; ``wake`` tells the open pages of a channel that there is something new."""

    def __init__(self, transcript: Transcript, wake: Callable[[Channel], None]) -> None:
        self._transcript, self._wake = transcript, wake

    async def send(self, delivery: Delivery) -> str:
        """Append the alert, which changes nothing when it is there already; its id is the delivery's."""
        await self._append(delivery, delivery.id, Message(_told(delivery)))
        return delivery.id

    async def update(self, delivery: Delivery) -> bool:
        """Append the living alert, which the page shows in the place of the one that it was; once however often."""
        if delivery.living is None:
            return True
        if not await self._shows(delivery.channel, delivery.living):
            return False
        message = Message(delivery.living, anew=True)
        await self._append(delivery, message.id, message)
        return True

    async def find(self, delivery: Delivery) -> str | None:
        """The delivery's id when its alert is among the last messages; an older one is safe to send again."""
        body = dump_alert(_told(delivery))
        return delivery.id if body in await self._last(delivery.channel) else None

    async def _append(self, delivery: Delivery, id: str, message: Message) -> None:
        try:
            await self._transcript.append(delivery.channel, id, message.body, delivery.alert.at)
        except StoreAway as error:
            raise NotifyError(say("The transcript cannot be kept: {trouble}", trouble=error), doubtful=True) from error
        self._wake(delivery.channel)

    async def _shows(self, channel: Channel, alert: Alert) -> bool:
        """Whether the alert is among the messages that a page may still show."""
        named = json.dumps(alert.occurrence)  # looked for first: to read a body takes a hundred times as long
        told = (body for body in await self._last(channel) if named in body and not is_anew(body))
        return any(_fingerprint(body) == alert.fingerprint for body in told)

    async def _last(self, channel: Channel) -> list[str]:
        try:
            return [body for _, body in await self._transcript.messages(channel, "", _LOOK_BACK)]
        except StoreAway as error:
            raise NotifyError(say("The transcript cannot be read: {trouble}", trouble=error)) from error


def _told(delivery: Delivery) -> Alert:
    """What the message shows: where it stands for an earlier one that is gone, that alert, so that it lives on."""
    if delivery.living is None or delivery.follows:
        return delivery.alert
    return replace(delivery.living, at=delivery.alert.at)


def _fingerprint(body: str) -> str:
    try:
        return Message.load(body).alert.fingerprint
    except Exception:
        log.debug("a message of the transcript cannot be read", exc_info=True)
        return ""
