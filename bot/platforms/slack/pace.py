"""Slack's pace: about one message a second in each channel after a short burst, so that few are ever refused for it."""

from __future__ import annotations

import asyncio

BURST = 4
EVERY = 1.0  # seconds
_KEPT = 4_096  # channels whose last messages are remembered


class Pace:
    """Turns in channels: a post waits for its own channel and for no other."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._due: dict[str, float] = {}  # by channel, when everything sent there is paid for, by the loop's clock

    async def turn(self, channel: str) -> None:
        """Wait until a message may be posted there."""
        now = asyncio.get_running_loop().time()
        due = max(self._due.pop(channel, 0.0), now) + self._every
        self._due[channel] = due
        while len(self._due) > _KEPT:
            del self._due[next(iter(self._due))]
        await asyncio.sleep(max(due - now - BURST * self._every, 0.0))
