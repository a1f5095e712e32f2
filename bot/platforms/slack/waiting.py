"""What a person who typed a command sees in one place: what is fetched, a first look at the answer, the answer."""

from __future__ import annotations

import asyncio

from bot.cards import Card
from bot.commands import Answer
from bot.platforms.slack.answers import TRIES
from bot.platforms.slack.asking import Asked
from bot.platforms.slack.showing import Showing


class Waiting:
    """Each word takes the place of the one before, and one of the five uses of the response URL."""

    def __init__(self, showing: Showing, asked: Asked) -> None:
        self._showing, self._asked = showing, asked
        self._turn = asyncio.Lock()  # a first look that comes while the promise is on its way waits for it
        self._stands, self._looks = False, 0

    async def promise(self, card: Card) -> None:
        """Say what is fetched, unless more than that was said already."""
        async with self._turn:
            if not self._looks:
                self._stands = await self._showing.promise(self._asked, card)

    async def meanwhile(self, card: Card) -> None:
        """Show a first look, once: the answer needs the other uses."""
        async with self._turn:
            if not self._looks:
                self._looks += 1
                taken = await self._showing.promise(self._asked, card, instead=self._stands)
                self._stands = self._stands or taken

    async def show(self, answer: Answer) -> None:
        """The answer itself."""
        await self._showing.show(self._asked, answer, instead=self._stands, tries=TRIES - self._looks)
