"""Sending once: admit, claim, send, confirm. Nothing is marked as told before the platform has confirmed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.admission import CHUNK, admit_all, release_all
from bot.alerts.alert import Alert, Severity
from bot.alerts.marks import Note, note_on
from bot.alerts.ports import Delivery, Notifier, NotifyError, Outbox, StoreAway, Watchlists, WishBook
from bot.alerts.watchlist import Channel
from bot.cards import Card, Fact, Moment, Tone
from bot.clock import Clock

log = logging.getLogger(__name__)

LEASE = 20.0  # seconds of silence after which a worker counts as dead; longer than any send
SEND_LIMIT = 12.0  # seconds for one send, look-up included
POLL = 0.5  # seconds between looks when nothing wakes us
LONGEST_WAIT = 300.0
GONE_FOR = timedelta(days=7)  # after which a place that is no more is forgotten with all that waits for it
_LOOK_FOR_GONE = 3_600.0  # seconds


def wait_before(tries: int) -> float:
    """Seconds before the next try after ``tries`` failures: 1, 2, 4 … 300."""
    return min(float(2 ** max(tries - 1, 0)), LONGEST_WAIT)


def word_of_trouble(channel: Channel, reason: str, now: datetime, *, gone: bool = False) -> Alert:
    """What the person who set a channel up is told when it can no longer be written to."""
    then = "Nothing is lost: alerts wait, and go out when the channel works again."
    if gone:
        then = "Its alerts wait for a week; then they, its watchlist and its settings are forgotten."
    card = Card(
        title="Alerts cannot reach a channel you set up",
        lead=f"{reason} {then}",
        facts=(Fact("Channel", channel.id), Fact("Since", Moment(now))),
        tone=Tone.TROUBLE,
    )
    occurrence = f"{channel} since {now:%Y-%m-%dT%H:%M:%S}"
    return Alert(kind="broken_delivery", about="", occurrence=occurrence, at=now, card=card, severity=Severity.HIGH)


class Dispatcher:
    """A delivery worker: any number may run, here and on other machines, over one outbox."""

    def __init__(
        self,
        outbox: Outbox,
        watchlists: Watchlists,
        book: WishBook,
        notifiers: Mapping[str, Notifier],
        clock: Clock,
        *,
        worker: str,
        at_once: int = 32,
    ) -> None:
        self._outbox, self._watchlists, self._book = outbox, watchlists, book
        self._notifiers, self._clock, self._worker = notifiers, clock, worker
        self._wake = asyncio.Event()
        self._stopping = False
        self._free = asyncio.Semaphore(at_once)
        self._queues: dict[Channel, list[Delivery]] = {}
        self._held: dict[str, Delivery] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._paused: dict[Channel, datetime] = {}
        self._heard: dict[str, tuple[int, float]] = {}
        self._listened = 0.0
        self._looked_for_gone = -_LOOK_FOR_GONE
        self._away = self._adrift = False

    def wake(self) -> None:
        """There may be something new to deliver."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until stop(); survives the store going away and coming back."""
        while not self._stopping:
            try:
                await self._turn()
                if self._adrift:
                    self._adrift = False
                    await self._reclaim()
                if self._away:
                    log.info("store: back; deliveries go on")
                    self._away = False
            except StoreAway as error:
                self._adrift = True
                if not self._away:
                    log.warning("store: away (%s); nothing is sent unchecked until it is back", error)
                    self._away = True
            except Exception:
                self._adrift = True
                log.exception("delivery: a fault of ours; the next turn tries again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), POLL)
            self._wake.clear()

    async def stop(self, within: float) -> None:
        """Claim nothing more and let running sends end; what is left stays in the outbox."""
        self._stopping = True
        self.wake()
        if self._sending:
            await asyncio.wait(self._sending, timeout=within)
        for task in self._sending:
            task.cancel()

    async def drain(self) -> None:
        """Deliver everything that is due or will be after a retry, then return (the demo, one-off rounds).

        What quiet hours or a cap hold for later stays in the outbox.
        """
        while await self._has_work():
            await self._turn()
            if self._sending:
                await asyncio.wait(self._sending, timeout=POLL)
            else:
                await asyncio.sleep(0.05)

    async def _has_work(self) -> bool:
        """Looked at in the order of the steps, so that nothing passes by unseen while we look."""
        if await self._outbox.admissions(1) or await self._outbox.releases(self._clock.now(), 1):
            return True
        return await self._outbox.waiting() > 0

    async def _turn(self) -> None:
        now = self._clock.now()
        await self._outbox.beat(self._worker)
        await self._take_over(now)
        await self._forget_gone(now)
        await admit_all(self._outbox, self._watchlists, self._book, now)
        await release_all(self._outbox, self._book, now)
        room = 4 * CHUNK - sum(len(queue) for queue in self._queues.values())
        if room > 0:
            for delivery in await self._outbox.claim(self._worker, now, min(room, CHUNK)):
                self._enqueue(delivery)

    async def _forget_gone(self, now: datetime) -> None:
        """A place that has been gone for a week is watched for no more; looked at once an hour."""
        present = asyncio.get_running_loop().time()
        if present - self._looked_for_gone < _LOOK_FOR_GONE:
            return
        for one in await self._outbox.broken():
            if one.gone and now - one.since >= GONE_FOR and await self._outbox.forget(one.channel):
                watched = (await self._watchlists.watchlist(one.channel)).tickers
                await self._watchlists.remove(one.channel, watched)
                log.info("%s has been gone for a week, and is forgotten", one.channel)
        self._looked_for_gone = present

    async def _reclaim(self) -> None:
        """A claim whose answer was lost, or that a fault let fall, is ours without our knowing: hand it back."""
        held = list(self._held)
        await self._outbox.take_over([self._worker], self._clock.now(), held)

    def _enqueue(self, delivery: Delivery) -> None:
        self._held[delivery.id] = delivery
        queue = self._queues.get(delivery.channel)
        if queue is not None:
            queue.append(delivery)
            queue.sort(key=lambda waiting: waiting.order)
            return
        self._queues[delivery.channel] = [delivery]
        task = asyncio.create_task(self._serve(delivery.channel))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

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
            self._adrift = True
        finally:
            for delivery in queue:
                self._held.pop(delivery.id, None)
            del self._queues[channel]
            self.wake()

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
            delivery = await self._with_note(delivery)
        except StoreAway:
            await self._hand_back(delivery, now)
            return
        try:
            async with asyncio.timeout(SEND_LIMIT):
                message, anew = await self._tell(notifier, delivery)
        except TimeoutError:
            await self._failed(delivery, NotifyError(f"no answer in {SEND_LIMIT:.0f} s", doubtful=True))
        except NotifyError as error:
            await self._failed(delivery, error)
        except Exception as error:
            log.exception("delivery %s to %s: a fault of ours", delivery.id, delivery.channel)
            await self._failed(delivery, NotifyError(f"{type(error).__name__}", doubtful=True))
        else:
            log.info("delivered %s %s to %s", delivery.alert.kind, delivery.alert.occurrence, delivery.channel)
            await self._keep_trying(lambda: self._outbox.confirm(delivery, message, anew=anew))

    async def _with_note(self, delivery: Delivery) -> Delivery:
        """The delivery with what its channel noted on the stock; the alert is one for all, its note is not."""
        alert, root = delivery.alert, delivery.living
        about = root.about if root is not None else alert.about
        word = await self._book.word(delivery.channel, note_on(about)) if about else ""
        if not word:
            return delivery
        note = Fact("Note here", Note.read(word).said)
        return replace(delivery, alert=_with(alert, note), living=_with(root, note) if root is not None else None)

    async def _hand_back(self, delivery: Delivery, due: datetime) -> None:
        """An untried delivery waits in the outbox until it is due."""
        doubtful = delivery.doubtful
        await self._keep_trying(lambda: self._outbox.retry(delivery, self._worker, due, doubtful=doubtful))
        self._held.pop(delivery.id, None)

    async def _tell(self, notifier: Notifier, delivery: Delivery) -> tuple[str, bool]:
        """The message that tells it, and whether it stands anew in the place of the one that was followed.

        An update comes first: it may be repeated, and what is gone is posted again with all that happened since.
        """
        there = delivery.living is None or await notifier.update(delivery)
        if delivery.alert.stamps:
            return delivery.follows or "-", False
        if there or delivery.living is None:
            return await self._find_or_send(notifier, delivery), False
        again = replace(delivery, alert=replace(delivery.alert, card=delivery.living.card), follows="")
        return await self._find_or_send(notifier, again), True

    async def _find_or_send(self, notifier: Notifier, delivery: Delivery) -> str:
        if delivery.doubtful:
            try:
                found = await notifier.find(delivery)
            except NotifyError as error:
                if not error.permanent:
                    error.doubtful = True
                    raise
                log.warning("%s: history cannot be read (%s); sent again", delivery.channel, error)
            else:
                if found is not None:
                    return found
        return await notifier.send(delivery)

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
                await asyncio.sleep(POLL)

    async def _take_over(self, now: datetime) -> None:
        """Workers whose beat stood still for a lease, by our own monotonic clock, are dead.

        A lease counts only while we listen: when the store or we ourselves stood still, they may have too.
        """
        present = asyncio.get_running_loop().time()
        beats = await self._outbox.beats()
        if present - self._listened > LEASE / 2:
            self._heard = {}
        self._listened = present
        self._heard = {
            worker: self._heard[worker] if self._heard.get(worker, (-1, 0.0))[0] == count else (count, present)
            for worker, count in beats.items()
            if worker != self._worker
        }
        dead = [worker for worker, (_, since) in self._heard.items() if present - since > LEASE]
        if dead:
            taken = await self._outbox.take_over(dead, now)
            log.warning("took over %d deliveries of %d workers that stopped", taken, len(dead))


def _with(alert: Alert, fact: Fact) -> Alert:
    return replace(alert, card=replace(alert.card, facts=(*alert.card.facts, fact)))
