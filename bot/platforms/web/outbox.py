"""Alerts in the local web channel: kept in its transcript under the delivery's id, so each is there exactly once."""

from __future__ import annotations

from collections.abc import Callable

from bot.alerts.codec import dump_alert
from bot.alerts.ports import Delivery, NotifyError, StoreAway, Transcript
from bot.alerts.watchlist import Channel

_LOOK_BACK = 200  # messages


class WebNotifier:
    """bot.alerts.ports.Notifier; ``wake`` tells the open pages of a channel that there is something new."""

    def __init__(self, transcript: Transcript, wake: Callable[[Channel], None]) -> None:
        self._transcript, self._wake = transcript, wake

    async def send(self, delivery: Delivery) -> str:
        """Append the alert, which changes nothing when it is there already; its id is the delivery's."""
        alert = delivery.alert
        try:
            await self._transcript.append(delivery.channel, delivery.id, dump_alert(alert), alert.at)
        except StoreAway as error:
            raise NotifyError(f"The transcript cannot be kept: {error}", doubtful=True) from error
        self._wake(delivery.channel)
        return delivery.id

    async def find(self, delivery: Delivery) -> str | None:
        """The delivery's id when its alert is among the last messages; an older one is safe to send again."""
        try:
            kept = await self._transcript.messages(delivery.channel, "", _LOOK_BACK)
        except StoreAway as error:
            raise NotifyError(f"The transcript cannot be read: {error}") from error
        body = dump_alert(delivery.alert)
        return delivery.id if any(text == body for _, text in kept) else None
