"""The pictures of cards: known by their content, drawn when a page asks for them, kept a while."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from bot.alerts.codec import dump_card
from bot.cards import Card, Chart

T = TypeVar("T")

_CHARTS_KNOWN, _DRAWN_KEPT = 2_000, 64


class Pictures:
    """Draws each chart once; ``draw`` gives PNG bytes and may take a second, so it runs beside the event loop."""

    def __init__(self, draw: Callable[[Chart], bytes]) -> None:
        self._draw = draw
        self._charts: OrderedDict[str, Chart] = OrderedDict()
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    def address(self, chart: Chart) -> str:
        """Where the picture of this chart is found: the same chart has the same address after any restart."""
        content = dump_card(Card(title="", chart=chart)).encode("utf-8", "surrogatepass")
        name = hashlib.sha256(content).hexdigest()[:32]
        _keep(self._charts, name, chart, _CHARTS_KNOWN)
        return f"/pictures/{name}.png"

    def knows(self, name: str) -> bool:
        return name in self._charts

    async def png(self, name: str) -> bytes:
        """The picture. KeyError for a chart that no card here has shown; whatever ``draw`` raises."""
        chart = self._charts[name]
        async with self._one_at_a_time:
            if name not in self._drawn:
                _keep(self._drawn, name, await asyncio.to_thread(self._draw, chart), _DRAWN_KEPT)
            self._drawn.move_to_end(name)
            return self._drawn[name]


def _keep(shelf: OrderedDict[str, T], name: str, value: T, most: int) -> None:
    shelf[name] = value
    shelf.move_to_end(name)
    while len(shelf) > most:
        shelf.popitem(last=False)
