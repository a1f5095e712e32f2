"""A vendor: one pace and one breaker for everything that is asked of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.market.feeds import Health, Missing, Unavailable
from bot.market.remedy import Remedy
from bot.sources.cached import Shelf
from bot.sources.limiter import Limiter
from bot.sources.standing import Standing
from bot.words import filled, later, said

log = logging.getLogger(__name__)

T = TypeVar("T")

WORKERS = 4  # requests of one vendor under way at once; each vendor has its own, so a hanging one holds up nobody else
REMEMBERED = timedelta(minutes=1)  # how exactly "last answered" is kept over a restart


class Throttled(Exception):
    """The vendor says that we ask too much."""


class Refused(Unavailable):
    """The vendor is well and will not serve this very request, perhaps for its size: no waiting cures that."""

    def __init__(self, sentence: str, *, since: datetime | None = None, remedy: Remedy | None = None) -> None:
        super().__init__(sentence, since=since, remedy=remedy)


class Vendor:
    """Runs blocking requests in worker threads, at the agreed pace, and leaves a vendor alone that asks for it."""

    def __init__(self, name: str, clock: Clock, shelf: Shelf, *, per_hour: float, burst: int) -> None:
        self.name = name
        self._clock, self._shelf, self._shelf_name = clock, shelf, f"vendor:{name.lower()}"
        self._limiter = Limiter(per_hour, burst)
        self._standing = Standing()
        self._kept_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix=name)

    async def ask(self, fetch: Callable[[], T]) -> T:
        """What ``fetch`` returns, run in a worker thread. Raises Missing, Refused, Unreadable or Unavailable.

        ``fetch`` raises these, or Throttled; whatever else escapes it becomes Unavailable.
        """
        await self._recall()
        self._check_pause()
        await self._limiter.turn()
        async with self._one_at_a_time if self._standing.in_trouble else nullcontext():
            self._check_pause()
            return await self._request(fetch)

    async def health(self) -> Health:
        """How it stands now."""
        await self._recall()
        standing = self._standing
        until = standing.paused_until if standing.paused(self._clock.now()) else None
        return Health(
            self.name, standing.answered_at, standing.failing_since, until, said(standing.trouble), standing.failed_at
        )

    async def _request(self, fetch: Callable[[], T]) -> T:
        throttles = self._standing.throttles
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self._workers, fetch)
        except (Missing, Refused):
            await self._move(self._standing.answered(self._clock.now()))
            raise
        except Throttled:
            if self._standing.throttles == throttles:  # else the same storm was heeded already
                await self._move(self._standing.throttled(self._clock.now(), self.name))
            raise self._lost() from None
        except Unavailable as failure:  # Unreadable is one
            await self._move(self._standing.failed(self._clock.now(), failure.sentence, failure.remedy))
            raise type(failure)(failure.sentence, since=self._standing.answered_at, remedy=failure.remedy) from failure
        except Exception as fault:
            if not isinstance(fault, OSError):  # a timeout or a lost connection is no news
                log.exception("asking %s", self.name)
            trouble = filled(
                later("{vendor} could not be reached ({fault})."), vendor=self.name, fault=type(fault).__name__
            )
            await self._move(self._standing.failed(self._clock.now(), trouble))
            raise self._lost() from fault
        await self._move(self._standing.answered(self._clock.now()))
        return answer

    def _check_pause(self) -> None:
        if self._standing.paused(self._clock.now()):
            raise self._lost()

    def _lost(self) -> Unavailable:
        standing = self._standing
        return Unavailable(standing.trouble, since=standing.answered_at, remedy=standing.remedy)

    async def _recall(self) -> None:
        kept = await self._shelf.get(self._shelf_name)
        if kept is not None:
            try:
                self._set(self._standing.heeding(*kept, self.name))
            except ValueError as error:
                log.warning("%s; it is left out", error)

    async def _move(self, standing: Standing) -> None:
        before = self._standing
        self._set(standing)
        now = self._clock.now()
        is_old = self._kept_at is None or now - self._kept_at >= REMEMBERED
        if standing.throttles != before.throttles or (is_old and not standing.in_trouble):
            self._kept_at = now
            await self._shelf.put(self._shelf_name, standing.written(), now)

    def _set(self, standing: Standing) -> None:
        before, self._standing = self._standing, standing
        if standing.in_trouble and not before.in_trouble:
            log.warning("%s is lost for now: %s", self.name, standing.trouble)
        if before.in_trouble and not standing.in_trouble:
            log.info("%s answers again", self.name)
        if standing.paused(self._clock.now()):
            self._limiter.let_go()  # whoever waits for a turn is told at once


class Vendors:
    """bot.market.feeds.HealthFeed over all vendors of a program."""

    def __init__(self, vendors: Sequence[Vendor]) -> None:
        self._vendors = vendors

    async def health(self) -> Sequence[Health]:
        return [await vendor.health() for vendor in self._vendors]
