"""The pages that are open now, and how they hear of news."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts.watchlist import Channel
from bot.words import say

_LINES_KEPT = 50


class PageLimitError(Exception):
    """As many pages are open as we serve; the text is one sentence for people."""


@dataclass(frozen=True)
class Line:
    """A passing remark in the log, such as a failed delivery and when the next try is."""

    text: str
    at: datetime


@dataclass(eq=False)
class OpenPage:
    """One page that follows a channel; ``said`` holds the lines it has not shown yet."""

    channel: Channel
    said: deque[Line] = field(default_factory=lambda: deque(maxlen=_LINES_KEPT))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        self._news.set()

    async def news(self, within: float) -> None:
        """Wait until something may be new, ``within`` seconds at most."""
        try:
            async with asyncio.timeout(within):
                await self._news.wait()
        except TimeoutError:
            pass
        self._news.clear()


class OpenPages:
    """At most ``limit`` open pages."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: set[OpenPage] = set()
        self.closing = False

    @contextmanager
    def follow(self, channel: Channel) -> Iterator[OpenPage]:
        """A page that stays woken while the block runs. PageLimitError when there is no room."""
        if len(self._open) >= self._limit:
            limit = self._limit
            raise PageLimitError(say("{limit} pages are open, which is the most; close one of them.", limit=limit))
        page = OpenPage(channel)
        self._open.add(page)
        try:
            yield page
        finally:
            self._open.discard(page)

    def wake(self, channel: Channel) -> None:
        """There may be a new message in this channel."""
        for page in self._open:
            if page.channel == channel:
                page.wake()

    def say(self, line: Line) -> None:
        """Show a line on every open page."""
        for page in self._open:
            page.said.append(line)
            page.wake()

    def close(self) -> None:
        """Let every page go."""
        self.closing = True
        for page in self._open:
            page.wake()
