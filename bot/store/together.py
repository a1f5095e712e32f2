"""Questions of one moment, asked in one trip: a round asks about every ticker at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.alerts.ports import StoreAway

T = TypeVar("T")


class Together(Generic[T]):
    """Many get() of one turn of the event loop become one call of ``ask``, which answers in the same order."""

    def __init__(self, ask: Callable[[Sequence[str]], Awaitable[Sequence[T]]]) -> None:
        self._ask = ask
        self._waiting: list[tuple[str, asyncio.Future[T]]] = []
        self._trips: set[asyncio.Task[None]] = set()

    async def get(self, key: str) -> T:
        """Raises StoreAway."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._waiting.append((key, answer))
        if len(self._waiting) == 1:
            trip = loop.create_task(self._go())
            self._trips.add(trip)
            trip.add_done_callback(self._trips.discard)
        return await answer

    async def _go(self) -> None:
        await asyncio.sleep(0)  # the others of this moment join
        waiting, self._waiting = self._waiting, []
        try:
            found = await self._ask([key for key, _ in waiting])
        except StoreAway as away:
            for _, answer in waiting:
                if not answer.done():
                    answer.set_exception(StoreAway(*away.args))
            return
        for (_, answer), value in zip(waiting, found, strict=True):
            if not answer.done():  # who asked may have gone
                answer.set_result(value)
