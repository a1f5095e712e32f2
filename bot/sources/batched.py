"""Many single questions at once become few requests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from typing import Generic, TypeVar

from bot.market.feeds import Missing
from bot.sources.vendor import Refused
from bot.words import filled, later

T = TypeVar("T")

WINDOW = 0.005  # seconds a question waits for company
HALVINGS = 16  # how often one request may be cut in two: enough to find one bad name among a hundred
SHUNNED = 3600.0  # seconds a name that is refused even alone is kept out of other names' requests


class Batched(Generic[T]):
    """Questions asked within a few milliseconds go out together, at most ``limit`` a request, halved when refused."""

    def __init__(self, ask: Callable[[Sequence[str]], Awaitable[Mapping[str, T]]], vendor: str, limit: int) -> None:
        self._ask, self._vendor, self._limit = ask, vendor, limit
        self._waiting: dict[str, asyncio.Future[T]] = {}
        self._shunned: dict[str, tuple[float, Refused]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def get(self, name: str) -> T:
        """The answer for one name. Raises Missing where the vendor leaves it out, and what the request raised."""
        loop = asyncio.get_running_loop()
        until, refusal = self._shunned.get(name, (0.0, None))
        if refusal is not None and loop.time() < until:
            raise copy(refusal)
        if name not in self._waiting:
            if not self._waiting:
                loop.call_later(WINDOW, self._send_waiting)
            place: asyncio.Future[T] = loop.create_future()
            place.add_done_callback(lambda done: done.cancelled() or done.exception())  # perhaps nobody waits any more
            self._waiting[name] = place
        return await asyncio.shield(self._waiting[name])

    def _send_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        names = list(waiting)
        for start in range(0, len(names), self._limit):
            part = names[start : start + self._limit]
            task = asyncio.get_running_loop().create_task(self._send({name: waiting[name] for name in part}))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _send(self, places: Mapping[str, asyncio.Future[T]]) -> None:
        pieces, halvings, served, is_size = [list(places)], 0, 0, True
        while pieces:
            piece = pieces.pop(0)
            try:
                answers = await self._ask(piece)
            except Refused as refusal:
                if len(piece) > 1 and halvings < HALVINGS:
                    halvings += 1
                    middle = len(piece) // 2
                    pieces[:0] = [piece[:middle], piece[middle:]]
                    continue
                is_size = False
                if len(piece) == 1:
                    self._shunned[piece[0]] = asyncio.get_running_loop().time() + SHUNNED, refusal
                _fail(places, piece, refusal)
            except Exception as error:
                _fail(places, piece, error)
            else:
                served = max(served, len(piece))
                self._answer(places, piece, answers)
        if halvings and is_size and served:
            self._limit = served  # the size was the trouble, and this one was served

    def _answer(self, places: Mapping[str, asyncio.Future[T]], piece: Sequence[str], answers: Mapping[str, T]) -> None:
        for name in piece:
            if places[name].done():
                continue
            if name in answers:
                places[name].set_result(answers[name])
            else:
                places[name].set_exception(
                    Missing(filled(later("{vendor} knows no {name}."), vendor=self._vendor, name=name))
                )


def _fail(places: Mapping[str, asyncio.Future[T]], piece: Sequence[str], error: Exception) -> None:
    for name in piece:
        if not places[name].done():
            places[name].set_exception(copy(error))
