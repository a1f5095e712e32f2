"""What one worker has claimed: a queue a channel, whose deliveries are sent one after another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.alerts.alert import Alert, Severity
from bot.alerts.dispatch.telling import noted, tell
from bot.alerts.ports import Delivery, Notifier, NotifyError, Outbox, StoreAway, Watchlists, WishBook
from bot.alerts.watchlist import Channel
from bot.cards import Card, Fact, Moment, Tone
from bot.clock import Clock
from bot.words import say

log = logging.getLogger(__name__)

AGAIN = 0.5  # seconds between tries while the store is away
LONGEST_WAIT = 300.0


def wait_before(tries: int) -> float:
    """Seconds before the next try after ``tries`` failures: 1, 2, 4 … 300."""
    return min(float(2 ** max(tries - 1, 0)), LONGEST_WAIT)


def word_of_trouble(channel: Channel, reason: str, now: datetime, *, gone: bool = False) -> Alert:
    """What the person who set a channel up is told when it can no longer be written to."""
    then = say("Nothing is lost: alerts wait, and go out when the channel works again.")
    if gone:
        then = say("Its alerts wait for a week; then they, its watchlist and its settings are forgotten.")
    card = Card(
        title=say("Alerts cannot reach a channel you set up"),
        lead=f"{reason} {then}",
        facts=(Fact(say("Channel"), channel.id), Fact(say("Since"), Moment(now))),
        tone=Tone.TROUBLE,
    )
    occurrence = f"{channel} since {now:%Y-%m-%dT%H:%M:%S}"
    return Alert(kind="broken_delivery", about="", occurrence=occurrence, at=now, card=card, severity=Severity.HIGH)


class Queues:
    """The deliveries in our hand.

    ``adrift``: a claim may be ours without our knowing. ``wake`` is called when a queue has ended.
    """

    def __init__(
        self,
        outbox: Outbox,
        watchlists: Watchlists,
        book: WishBook,
        notifiers: Mapping[str, Notifier],
        clock: Clock,
        *,
        worker: str,
        at_once: int,
        wake: Callable[[], None],
    ) -> None:
        self._outbox, self._watchlists, self._book = outbox, watchlists, book
        self._notifiers, self._clock, self._worker = notifiers, clock, worker
        self._free, self._wake = asyncio.Semaphore(at_once), wake
        self._stopping = False
        self._queues: dict[Channel, list[Delivery]] = {}
        self._held: dict[str, Delivery] = {}
        self._paused: dict[Channel, datetime] = {}
        self.sending: set[asyncio.Task[None]] = set()
        self.adrift = False

    @property
    def waiting(self) -> int:
        """Deliveries that are claimed and not begun."""
        return sum(len(queue) for queue in self._queues.values())

    @property
    def held(self) -> Sequence[str]:
        """The ids of all deliveries that are claimed, begun or not."""
        return list(self._held)

    def end(self) -> None:
        """Begin nothing more; what is waiting goes back to the outbox."""
        self._stopping = True

    def add(self, delivery: Delivery) -> None:
        """A delivery that was claimed: behind the others of its channel, in their order."""
        self._held[delivery.id] = delivery
        queue = self._queues.get(delivery.channel)
        if queue is not None:
            queue.append(delivery)
            queue.sort(key=lambda waiting: waiting.order)
            return
        self._queues[delivery.channel] = [delivery]
        task = asyncio.create_task(self._serve(delivery.channel))
        self.sending.add(task)
        task.add_done_callback(self.sending.discard)

    async def _serve(self, channel: Channel) -> None:
        """One channel's deliveries, one after another."""
        queue = self._queues[channel]
        try:
            while queue:
                delivery = queue.pop(0)
                try:
                    async with self._free:
                        await self._deliver(delivery)
                finally:
                    self._held.pop(delivery.id, None)
        except Exception:
            log.exception("delivery to %s: a fault of ours; the next turn tries again", channel)
            self.adrift = True
        finally:
            for delivery in queue:
                self._held.pop(delivery.id, None)
            del self._queues[channel]
            self._wake()

    async def _deliver(self, delivery: Delivery) -> None:
        now = self._clock.now()
        pause = self._paused.get(delivery.channel)
        if self._stopping or (pause is not None and now < pause):
            await self._hand_back(delivery, pause if pause is not None and now < pause else now)
            return
        self._paused.pop(delivery.channel, None)
        notifier = self._notifiers.get(delivery.channel.platform)
        if notifier is None:
            await self._hand_back(delivery, now + timedelta(seconds=60))  # another replica may speak this platform
            return
        try:
            if not await self._outbox.holds(delivery, self._worker):
                return  # we stood still for longer than a lease, and another worker has it
            delivery = await noted(self._book, delivery)
        except StoreAway:
            await self._hand_back(delivery, now)
            return
        try:
            message, anew = await tell(notifier, delivery)
        except NotifyError as error:
            await self._failed(delivery, error)
        else:
            log.info("delivered %s %s to %s", delivery.alert.kind, delivery.alert.occurrence, delivery.channel)
            await self._keep_trying(lambda: self._outbox.confirm(delivery, message, anew=anew))

    async def _hand_back(self, delivery: Delivery, due: datetime) -> None:
        """An untried delivery waits in the outbox until it is due."""
        doubtful = delivery.doubtful
        await self._keep_trying(lambda: self._outbox.retry(delivery, self._worker, due, doubtful=doubtful))
        self._held.pop(delivery.id, None)

    async def _failed(self, delivery: Delivery, error: NotifyError) -> None:
        now = self._clock.now()
        if error.permanent:
            await self._park(delivery, str(error), now, gone=error.gone)
            return
        wait = error.retry_after if error.retry_after is not None else wait_before(delivery.tries)
        due = now + timedelta(seconds=wait)
        self._paused[delivery.channel] = due
        doubtful = delivery.doubtful or error.doubtful
        log.warning("delivery to %s failed (%s); try %d in %.0f s", delivery.channel, error, delivery.tries + 1, wait)
        await self._keep_trying(lambda: self._outbox.retry(delivery, self._worker, due, doubtful=doubtful))

    async def _park(self, delivery: Delivery, reason: str, now: datetime, *, gone: bool) -> None:
        log.warning("%s is broken: %s Its alerts are parked.", delivery.channel, reason)

        async def park() -> None:
            watchlist = await self._watchlists.watchlist(delivery.channel)
            word, person = None, None
            if watchlist.set_up_by and not delivery.channel.person:
                person = Channel.to_person(delivery.channel.platform, watchlist.set_up_by)
                word = word_of_trouble(delivery.channel, reason, now, gone=gone)
            await self._outbox.park(delivery, reason, now, word, person, gone=gone)

        await self._keep_trying(park)
        queue = self._queues[delivery.channel]
        while queue:  # the rest goes back, and is parked when it is claimed
            await self._hand_back(queue.pop(0), now)

    async def _keep_trying(self, step: Callable[[], Awaitable[object]]) -> None:
        """A step that must not be lost while the store is away: the platform's answer is in our hand."""
        while True:
            try:
                await step()
                return
            except StoreAway:
                if self._stopping:
                    return  # left claimed: the next worker takes it over as doubtful
                await asyncio.sleep(AGAIN)
