"""A delivery worker: what is recorded becomes deliveries, and it claims those that are due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from bot.alerts.admission import CHUNK, admit_all, release_all
from bot.alerts.dispatch.gone import forget_gone
from bot.alerts.dispatch.leases import Leases
from bot.alerts.dispatch.queues import Queues
from bot.alerts.ports import Notifier, Outbox, StoreAway, Watchlists, WishBook
from bot.clock import Clock

log = logging.getLogger(__name__)

POLL = 0.5  # seconds between looks when nothing wakes us
_LOOK_FOR_GONE = 3_600.0  # seconds between looks for places that are no more


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
        self._clock, self._worker = clock, worker
        self._wake, self._leases = asyncio.Event(), Leases()
        self._queues = Queues(
            outbox, watchlists, book, notifiers, clock, worker=worker, at_once=at_once, wake=self.wake
        )
        self._looked_for_gone = -_LOOK_FOR_GONE
        self._stopping = self._away = False

    def wake(self) -> None:
        """There may be something new to deliver."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until stop(); survives the store going away and coming back."""
        while not self._stopping:
            try:
                await self._turn()
                if self._queues.adrift:
                    self._queues.adrift = False
                    await self._reclaim()
                if self._away:
                    log.info("store: back; deliveries go on")
                    self._away = False
            except StoreAway as error:
                self._queues.adrift = True
                if not self._away:
                    log.warning("store: away (%s); nothing is sent unchecked until it is back", error)
                    self._away = True
            except Exception:
                self._queues.adrift = True
                log.exception("delivery: a fault of ours; the next turn tries again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), POLL)
            self._wake.clear()

    async def stop(self, within: float) -> None:
        """Claim nothing more and let running sends end; what is left stays in the outbox."""
        self._stopping = True
        self._queues.end()
        self.wake()
        if self._queues.sending:
            await asyncio.wait(self._queues.sending, timeout=within)
        for task in self._queues.sending:
            task.cancel()

    async def drain(self) -> None:
        """Deliver everything that is due or will be after a retry, then return (the demo, one-off rounds).

        What quiet hours or a cap hold for later stays in the outbox.
        """
        while await self._has_work():
            await self._turn()
            if self._queues.sending:
                await asyncio.wait(self._queues.sending, timeout=POLL)
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
        room = 4 * CHUNK - self._queues.waiting
        if room > 0:
            for delivery in await self._outbox.claim(self._worker, now, min(room, CHUNK)):
                self._queues.add(delivery)

    async def _forget_gone(self, now: datetime) -> None:
        present = asyncio.get_running_loop().time()
        if present - self._looked_for_gone >= _LOOK_FOR_GONE:
            await forget_gone(self._outbox, self._watchlists, now)
            self._looked_for_gone = present

    async def _reclaim(self) -> None:
        """A claim whose answer was lost, or that a fault let fall, is ours without our knowing: hand it back."""
        await self._outbox.take_over([self._worker], self._clock.now(), self._queues.held)

    async def _take_over(self, now: datetime) -> None:
        """What dead workers held is due again."""
        present = asyncio.get_running_loop().time()
        beats = await self._outbox.beats()
        others = {worker: count for worker, count in beats.items() if worker != self._worker}
        dead = self._leases.ended(others, present)
        if dead:
            taken = await self._outbox.take_over(dead, now)
            log.warning("took over %d deliveries of %d workers that stopped", taken, len(dead))
