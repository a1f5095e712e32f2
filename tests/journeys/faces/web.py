"""The local page: what it asks of the program, and the stream that tells it; one page stays open all the time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from html.parser import HTMLParser

import aiohttp

from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import HOME, delivery, event
from tests.journeys.faces.face import Face, Form, Shown, spaced

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
        stack.callback(lambda: self.page.close())

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

    async def _post(self, route: str, *, stranger: bool = False, **fields: object) -> dict[str, str]:
        headers = _ELSEWHERE if stranger else {}
        async with self.client.post(f"{self.url}{route}", json=fields, headers=headers) as response:
            return {"html": await response.text()} if stranger and response.status == 403 else await response.json()


class Page:
    """What one open page shows, as its script makes it of the stream."""

    def __init__(self, stream: aiohttp.ClientResponse) -> None:
        self._stream = stream
        self.messages: dict[str, Shown] = {}
        self.last = ""  # the position of the last message

    @classmethod
    async def opened(cls, client: aiohttp.ClientSession, url: str) -> Page:
        page = cls(await client.get(f"{url}events"))
        while await page.hear() != "ready":
            pass
        return page

    async def hear(self) -> str:
        """The next event: an alert stands anew at the end, an update in the place of what it is about."""
        name, place, data = await event(self._stream)
        if name in ("alert", "update"):
            self.last, read = place, Read(data["html"])
            if name == "alert":
                self.messages.pop(read.id, None)
                self.messages[read.id] = read.shown
            elif before := self.messages.get(read.id):
                self.messages[read.id] = replace(read.shown, follows=before.follows)
        return name

    def close(self) -> None:
        self._stream.close()


class Read(HTMLParser):
    """A message as a person reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.id, self._words, self._follows = "", [], ""
        self._alone = self._pictured = False
        self._lines: dict[str, dict[str, str]] = {"buttons": {}, "choices": {}}
        self._group, self._line, self._inside = "buttons", "", ""
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        return spaced(" ".join(self._words))

    @property
    def shown(self) -> Shown:
        lines = self._lines
        return Shown(
            self.id, self.words, lines["buttons"], lines["choices"], self._follows,
            pictured=self._pictured, alone=self._alone,
        )  # fmt: skip

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kinds = (given.get("class") or "").split()
        if "message" in kinds:
            self.id, self._alone = given.get("id", ""), "private" in kinds
        self._group = "choices" if "choices" in kinds else self._group
        self._follows = given["href"].removeprefix("#") if tag == "a" and self._inside == "follows" else self._follows
        self._inside = "follows" if "follows" in kinds else tag
        self._line = given.get("data-line", "")
        self._pictured = self._pictured or tag == "img"

    def handle_data(self, data):
        self._words.append(data)
        if self._line:
            self._lines[self._group][data] = self._line


class Asked(HTMLParser):
    """A form of the page: its fields by label, and the values that stand in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.command = self.about = ""
        self.names: dict[str, str] = {}
        self.values: dict[str, list[str]] = {}
        self._kinds: dict[str, str] = {}
        self._field, self._is_label = "", False
        self.feed(html)
        self.close()

    def write(self, answers: Mapping[str, str]) -> None:
        """The page sends a moment with its zone."""
        for label, text in answers.items():
            name = self.names[label]
            self.values[name] = [f"{text}:00+00:00" if self._kinds[name] == "time" else text]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "dialog":
            self.command, self.about = given["data-command"], given["data-about"]
        elif "data-field" in given:
            self._field = given["data-field"]
            self.values[self._field], self._kinds[self._field] = [], given["data-kind"]
        elif tag == "option" and "selected" in given or tag == "input" and given.get("value"):
            self.values[self._field].append(given["value"])
        self._is_label = tag == "label"

    def handle_data(self, data):
        if self._is_label:
            self.names[data] = self._field
            self._is_label = False


def _told(answer: Mapping[str, str]) -> Shown:
    return Read(answer["html"]).shown
