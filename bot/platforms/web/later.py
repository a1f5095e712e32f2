"""Answers that come in steps: what is fetched, a first look, the answer itself; a page asks for one after the other."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.cards import Card
from bot.commands import Answer

MOST = 64  # answers on their way; of older ones the rest is not told any more

Meanwhile = Callable[[Card], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """``more`` names what takes its place later, "" for nothing: this is the answer."""

    answer: Answer
    more: str = ""


@dataclass(eq=False)
class _Making:
    """``looks`` are cards that are not told yet; ``news`` says that there is one."""

    task: asyncio.Task[Answer]
    looks: list[Card]
    news: asyncio.Event


class Later:
    """Answers that are on their way, each known to the page that asked by a name nobody guesses."""

    def __init__(self) -> None:
        self._making: dict[str, _Making] = {}
        self._tasks: set[asyncio.Task[Answer]] = set()

    async def begin(
        self, make: Callable[[Meanwhile], Coroutine[Any, Any, Answer]], fetching: Card | None, within: float
    ) -> Step:
        """The answer, or what is there before it; after ``within`` seconds what is fetched, where that is told."""
        looks, news = list[Card](), asyncio.Event()

        async def look(card: Card) -> None:
            looks.append(card)
            news.set()

        making = _Making(asyncio.create_task(make(look)), looks, news)
        self._tasks.add(making.task)
        making.task.add_done_callback(self._tasks.discard)
        return await self._step(secrets.token_urlsafe(16), making, fetching, within if fetching else None)

    async def more(self, name: str) -> Step:
        """What takes the place of the step before. KeyError for a name that is not known, or was asked for already."""
        return await self._step(name, self._making.pop(name), None, None)

    async def stop(self) -> None:
        """Make nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._making.clear()

    async def _step(self, name: str, making: _Making, fetching: Card | None, within: float | None) -> Step:
        task = making.task
        heard = asyncio.create_task(making.news.wait())
        await asyncio.wait({task, heard}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        heard.cancel()
        if task.done():
            return Step(task.result())
        card = making.looks.pop(0) if making.looks else fetching
        if not making.looks:
            making.news.clear()
        if card is None:
            return Step(await task)
        self._making[name] = making
        while len(self._making) > MOST:
            del self._making[next(iter(self._making))]
        return Step(card, name)
