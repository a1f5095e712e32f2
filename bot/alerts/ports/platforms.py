"""What a platform does for us, and how it refuses, as contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.alerts.ports.delivery import Delivery
from bot.alerts.watchlist import Channel


class NotifyError(Exception):
    """A message that was not confirmed. The text is one sentence for people.

    permanent: never again until a person acts. gone: the place is not there any more. retry_after: seconds the platform
    asks us to wait. doubtful: the platform may have accepted it.
    """

    def __init__(
        self,
        sentence: str,
        *,
        permanent: bool = False,
        gone: bool = False,
        retry_after: float | None = None,
        doubtful: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.permanent = permanent
        self.gone = gone
        self.retry_after = retry_after
        self.doubtful = doubtful


class PlatformRefused(Exception):
    """A platform does not let us in, or its place is taken; one sentence with the next step."""


class Notifier(Protocol):
    """A platform's outbox. Its methods raise NotifyError."""

    async def send(self, delivery: Delivery) -> str:
        """Post the card, mentioning who is to be; the platform's message id."""
        ...

    async def update(self, delivery: Delivery) -> bool:
        """Show ``living`` in the message that this delivery follows; may be repeated. False when that message is gone.

        True where the platform does not let a message be changed.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """Look among our own last messages in the channel for this delivery id: its message id, or None.

        Raises NotifyError(permanent=True) where the history may not be read.
        """
        ...


class Transcript(Protocol):
    """The messages of a channel that lives in this program: the local web channel, the terminal."""

    async def append(self, channel: Channel, id: str, body: str, at: datetime) -> bool:
        """Keep a message; False when a message with this id is there already."""
        ...

    async def messages(self, channel: Channel, after: str, limit: int) -> Sequence[tuple[str, str]]:
        """(position, body) after a position, oldest first; ``after=""`` gives the newest ``limit``."""
        ...
