"""How often a vendor is asked: a bucket of turns, refilled through the hour."""

from __future__ import annotations

import asyncio


class Limiter:
    """Up to ``burst`` turns at once and ``per_hour`` in the long run, on the loop's monotonic clock.

    Whoever came last goes first: a person's question does not wait behind a morning's sweep of hundreds.
    """

    def __init__(self, per_hour: float, burst: int) -> None:
        self._rate, self._burst = per_hour / 3600, burst
        self._turns, self._counted_at = float(burst), -1.0
        self._waiting: list[asyncio.Future[None]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self) -> None:
        """Return when it is our turn; waiting blocks nobody else."""
        if self._take():
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._wake_later()
        await place

    def let_go(self) -> None:
        """Everybody who waits goes on now, without a turn: there is nothing left to wait for."""
        waiting, self._waiting = self._waiting, []
        for place in waiting:
            if not place.done():
                place.set_result(None)

    def _take(self) -> bool:
        now = asyncio.get_running_loop().time()
        if self._counted_at >= 0:
            self._turns = min(self._burst, self._turns + (now - self._counted_at) * self._rate)
        self._counted_at = now
        if self._turns < 1:
            return False
        self._turns -= 1
        return True

    def _wake_later(self) -> None:
        if self._timer is None:
            pause = max((1 - self._turns) / self._rate, 0.001)
            self._timer = asyncio.get_running_loop().call_later(pause, self._wake)

    def _wake(self) -> None:
        self._timer = None
        while self._waiting:
            if self._waiting[-1].done():  # cancelled meanwhile
                self._waiting.pop()
            elif self._take():
                self._waiting.pop().set_result(None)
            else:
                self._wake_later()
                return
