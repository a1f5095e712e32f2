"""Waiting for a condition, and stopping others at a moment until the test lets them go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from inspect import isawaitable

LIMIT = 40.0  # seconds until a condition that does not come true is a failure
_LOOK = 0.02


class Moment(StrEnum):
    """Where a call is stopped: a script of the store (the first two), a send, a change of a message (the last)."""

    ASKED = "before it reaches the store"
    APPLIED = "applied, its answer not heard"
    ARRIVED = "arrived, not accepted"
    ACCEPTED = "accepted, not answered"
    ANSWERED = "answered"
    CHANGED = "changed, not answered"


class Gate:
    """The first ``expected`` callers stop here; those that come later pass."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._stopped: list[asyncio.Future[bool]] = []
        self._all_here, self._opened = asyncio.Event(), False

    async def stop_here(self) -> bool:
        """Wait until the gate opens; whether the call goes on then (otherwise its caller shall be cut off)."""
        if self._opened or len(self._stopped) >= self._expected:
            return True
        waiting: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._stopped.append(waiting)
        if len(self._stopped) == self._expected:
            self._all_here.set()
        return await waiting

    async def full(self) -> None:
        """Everyone expected has stopped here. TimeoutError when they do not come."""
        await asyncio.wait_for(self._all_here.wait(), LIMIT)

    def open(self, *, goes_on: bool) -> None:
        self._opened = True
        for waiting in self._stopped:
            if not waiting.done():
                waiting.set_result(goes_on)


async def until(condition: Callable[[], object | Awaitable[object]], within: float = LIMIT) -> bool:
    """Look until the condition holds; False when it does not in ``within`` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while loop.time() < end:
        found = condition()
        if await found if isawaitable(found) else found:
            return True
        await asyncio.sleep(_LOOK)
    return False
