"""Steps 2 to 5 of sending once, as a contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.alerts.alert import Alert
from bot.alerts.course import Course
from bot.alerts.ports.delivery import Admission, Broken, Delivery, Explanation, Held
from bot.alerts.watchlist import Channel


class Outbox(Protocol):
    """Steps 2 to 5 of sending once. Every method raises StoreAway."""

    async def admissions(self, limit: int) -> Sequence[Admission]: ...

    async def audience(self, about: str, after: str, limit: int) -> Sequence[Channel]:
        """Channels that watch ``about`` ("" for all channels), in order, after the cursor."""
        ...

    async def admit(
        self,
        alert: Alert,
        cursor: str,
        then: str | None,
        channels: Collection[Channel],
        now: datetime,
        courses: Mapping[Channel, Course] | None = None,
    ) -> bool:
        """Step 2, atomic: an outbox entry for each channel not told yet, or a held one; the cursor moves to ``then``.

        A channel without a course is told straight. What a course lets wait is held at once for release(), which
        knows until when; what is over its cap, until the next hour; what is explained, as long as the course says.
        A quiet follow-up is for channels alone that were told, or are to be told, what it follows.
        ``then=None`` ends the admission. False when another worker has moved the cursor meanwhile.
        """
        ...

    async def explain(self, kinds: Collection[str], explanation: Explanation) -> None:
        """From now on alerts of these kinds are explained by another, until that ends."""
        ...

    async def explanations(self, now: datetime) -> Mapping[str, Explanation]:
        """What explains alerts at this moment, by their kind."""
        ...

    async def releases(self, now: datetime, limit: int) -> Sequence[tuple[Channel, datetime]]:
        """Channels whose held alerts are due, and since when."""
        ...

    async def held(self, channel: Channel) -> Sequence[Held]:
        """What waits in a channel, in the order of admission."""
        ...

    async def postpone(self, channel: Channel, due: datetime, until: datetime) -> bool:
        """Look at what is held again only then; False when it has another due time by now."""
        ...

    async def release(self, channel: Channel, held: Sequence[Held], digest: Alert | None, now: datetime) -> bool:
        """Atomic: held alerts become one entry, the digest's, or without a digest an entry each.

        Each is marked as told when that entry is confirmed. False, and nothing is changed, when another worker
        has released one of them.
        """
        ...

    async def holding(self) -> int:
        """Alerts that are held and not released, in all channels."""
        ...

    async def address(self, alert: Alert, channel: Channel, now: datetime) -> None:
        """Record an alert for one channel only, past every watchlist (a test alert, a word to one person)."""
        ...

    async def claim(self, worker: str, now: datetime, limit: int) -> Sequence[Delivery]:
        """Step 3: due entries, now held by ``worker`` while its heart beats. Broken channels' are parked."""
        ...

    async def holds(self, delivery: Delivery, worker: str) -> bool:
        """Whether ``worker`` still holds this claim: false once it was silent for a lease and another took it over."""
        ...

    async def retry(self, delivery: Delivery, worker: str, due: datetime, *, doubtful: bool) -> None:
        """Hand a claimed entry back, due again later."""
        ...

    async def confirm(self, delivery: Delivery, message: str, *, anew: bool = False) -> None:
        """Step 5, atomic: the platform's message id into the notification log, the entry gone.

        A digest's message id stands for each alert that it held. ``anew``: the message stands in the place of the
        one that was followed, which is gone.
        """
        ...

    async def recent(self, channel: Channel, limit: int) -> Sequence[Alert]:
        """What a channel was told last, the newest first."""
        ...

    async def park(
        self,
        delivery: Delivery,
        reason: str,
        now: datetime,
        word: Alert | None,
        person: Channel | None,
        *,
        gone: bool = False,
    ) -> bool:
        """Mark the channel broken and keep its entries; in the same step address ``word`` to ``person``.

        False when the channel was marked already (then nobody is told again).
        """
        ...

    async def repair(self, channel: Channel, now: datetime) -> int:
        """The channel works again: how many parked entries were made due."""
        ...

    async def forget(self, channel: Channel) -> bool:
        """A broken channel is no more: its mark, what waits for it and its wishes go. False where it may work again."""
        ...

    async def broken(self) -> Sequence[Broken]: ...

    async def waiting(self) -> int:
        """Entries not delivered yet."""
        ...

    async def told(self, channel: Channel, fingerprints: Sequence[str]) -> Sequence[str]:
        """The notification log: the platform's message id for each alert, "" where none was sent."""
        ...

    async def beat(self, worker: str) -> None: ...

    async def beats(self) -> Mapping[str, int]: ...

    async def take_over(self, dead: Collection[str], now: datetime, held: Collection[str] = ()) -> int:
        """Make due again, as doubtful, what these workers held, but for the delivery ids in ``held``."""
        ...
