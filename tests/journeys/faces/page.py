"""An open page of the local channel as its script keeps it: messages from the stream, and a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

import aiohttp

from tests.bot.platforms.web.kept import event
from tests.journeys.faces.face import Shown, spaced


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
        elif (tag == "option" and "selected" in given) or (tag == "input" and given.get("value")):
            self.values[self._field].append(given["value"])
        self._is_label = tag == "label"

    def handle_data(self, data):
        if self._is_label:
            self.names[data] = self._field
            self._is_label = False
