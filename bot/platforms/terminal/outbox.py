"""Alerts on a terminal, each printed once and kept in the channel's transcript."""

from __future__ import annotations

from typing import TextIO

from bot.alerts.codec import dump_alert
from bot.alerts.ports import Delivery, NotifyError, StoreAway, Transcript
from bot.platforms.terminal.render import Screen, card_text
from bot.words import say

_LOOK_BACK = 200  # messages
_PLAIN = Screen()


class TerminalNotifier:
    """bot.alerts.ports.Notifier over a text stream."""

    def __init__(self, stream: TextIO, transcript: Transcript, screen: Screen = _PLAIN) -> None:
        self._stream, self._transcript, self._screen = stream, transcript, screen
        self._owed: set[str] = set()  # delivery ids begun here and not printed yet

    async def send(self, delivery: Delivery) -> str:
        """Keep the alert, then print it; one that another run has kept was printed by it."""
        alert, owed = delivery.alert, delivery.id in self._owed
        self._owed.add(delivery.id)
        try:
            fresh = await self._transcript.append(delivery.channel, delivery.id, dump_alert(alert), alert.at)
        except StoreAway as error:
            raise NotifyError(say("The transcript cannot be kept: {trouble}", trouble=error), doubtful=True) from error
        if fresh or owed:
            self._print(card_text(alert.card, self._screen))
        self._owed.discard(delivery.id)
        return delivery.id

    async def update(self, delivery: Delivery) -> bool:  # noqa: ARG002  # the port's
        """Nothing to change here: what is printed stays printed."""
        return True

    async def find(self, delivery: Delivery) -> str | None:
        """The delivery's id when the same alert is in the transcript and not still to be printed."""
        if delivery.id in self._owed:
            return None
        try:
            kept = await self._transcript.messages(delivery.channel, "", _LOOK_BACK)
        except StoreAway as error:
            raise NotifyError(say("The transcript cannot be read: {trouble}", trouble=error)) from error
        body = dump_alert(delivery.alert)
        return delivery.id if any(text == body for _, text in kept) else None

    def _print(self, text: str) -> None:
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        try:
            self._stream.write(text.encode(encoding, "replace").decode(encoding) + "\n\n")
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            sentence = say("The terminal takes no more text ({trouble}); start Minnow in one that does.", trouble=error)
            raise NotifyError(sentence, permanent=True) from error
