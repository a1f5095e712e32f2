"""The local page: what it asks of the program; one page stays open all the time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack

import aiohttp

from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import HOME, delivery
from tests.journeys.faces.face import Face, Form, Shown
from tests.journeys.faces.page import Asked, Page, Read

_ELSEWHERE = {"Origin": "https://elsewhere.example"}


class WebFace(Face):
    """Who sits at this machine is the only person; a stranger is the page of another site."""

    channel, ann, sounds = HOME, "you", False
    refusal = "Another site's page may not use this one."

    async def start(self, stack: AsyncExitStack) -> None:
        transcript = self.minnow.store.transcript
        inbox = WebInbox(
            0, self.minnow.commands, transcript, picture=lambda chart: b"png", clock=self.minnow.clock, beat=60
        )
        await inbox.start()
        stack.push_async_callback(inbox.stop)
        self.url, self.notifier = inbox.url, WebNotifier(transcript, inbox.wake)
        self.client = await stack.enter_async_context(aiohttp.ClientSession())
        self.page = await Page.opened(self.client, self.url)
        stack.push_async_callback(self._leave)

    async def shows(self) -> list[Shown]:
        """A page that is opened now shows what the open one does when it has heard as much."""
        fresh = await Page.opened(self.client, self.url)
        fresh.close()
        while self.page.last != fresh.last:
            await self.page.hear()
        shown = list(fresh.messages.values())
        assert list(self.page.messages.values())[-len(shown) :] == shown
        return shown

    async def type(self, line: str) -> Shown:
        return _told(await self._post("command", line=line))

    async def press(self, shown: Shown, label: str) -> Shown:
        return await self.type(shown.buttons[label])

    async def choose(self, shown: Shown, label: str) -> Form | Shown:
        return await self.open(shown.choices[label])

    async def appoint(self) -> None:
        """There is nobody else."""

    async def open(self, line: str, *, stranger: bool = False) -> Form | Shown:
        answer = await self._post("command", stranger=stranger, line=line)
        if "dialog" not in answer:
            return _told(answer)
        asked = Asked(answer["dialog"])
        return Form(list(asked.names), asked)

    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Shown:
        """What was written before still stands in a form that the page did not close."""
        asked: Asked = form.kept
        asked.write(answers)
        answer = await self._post(
            "dialog", stranger=stranger, command=asked.command, about=asked.about, filled=asked.values
        )
        return Shown("", " ".join(answer["wrong"].values()), alone=True) if "wrong" in answer else _told(answer)

    async def delete(self, shown: Shown) -> None:
        """Nobody can; but a message is on no page any more when two hundred newer ones stand after it."""
        for number in range(200):
            await self.notifier.send(delivery(f"other {number}"))
        self.page.close()
        self.page = await Page.opened(self.client, self.url)

    async def _leave(self) -> None:
        self.page.close()

    async def _post(self, route: str, *, stranger: bool = False, **fields: object) -> dict[str, str]:
        headers = _ELSEWHERE if stranger else {}
        async with self.client.post(f"{self.url}{route}", json=fields, headers=headers) as response:
            return {"refused": await response.text()} if response.status == 403 else await response.json()


def _told(answer: Mapping[str, str]) -> Shown:
    return Shown("", answer["refused"], alone=True) if "refused" in answer else Read(answer["html"]).shown
