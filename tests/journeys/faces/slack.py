"""Slack: a socket that carries what people do, and the Web API that shows messages and modals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.alerts.watchlist import Channel
from bot.platforms.slack.inbox import SlackInbox
from bot.platforms.slack.outbox import SlackNotifier
from tests.bot.platforms.slack.made_up import drawn
from tests.bot.platforms.slack.wire import APP_TOKEN, BOT_TOKEN, HOME, Wire
from tests.contracts.readers import slack_seen
from tests.faults.fake_slack import PERSON
from tests.journeys.faces.face import Face, Form, Shown, come, spaced

BOB = "U0BOB"
_NAME = re.compile(r"^\*(.+)\*$", re.MULTILINE)  # a fact's, in bold


class Workspace(Wire):
    """Messages are kept with their blocks and can be changed; it is ``who`` that types and presses."""

    def __init__(self) -> None:
        super().__init__()
        self.who = PERSON

    def rest_routes(self):
        return [web.post("/api/chat.update", self._told(self._update)), *super().rest_routes()]

    def accept(self, channel, body):
        accepted = super().accept(channel, body)
        accepted["message"].update({part: body[part] for part in ("blocks", "reply_broadcast") if part in body})
        return accepted

    async def _deliver(self, kind, payload):
        who = {"user": {**payload["user"], "id": self.who}} if "user" in payload else {"user_id": self.who}
        await super()._deliver(kind, {**payload, **who})


class SlackFace(Face):
    """``place`` is where messages are and people type, as Slack calls it."""

    channel, ann = Channel("slack", HOME), "ann"
    place = HOME

    async def start(self, stack: AsyncExitStack) -> None:
        self.wire, self._opened = Workspace(), 0
        await self.wire.start()
        stack.push_async_callback(self.wire.stop)
        base_url = f"{self.wire.url}/api/"
        inbox = SlackInbox(
            BOT_TOKEN, self.minnow.commands, app_token=APP_TOKEN, picture=drawn, joined=self.minnow.welcome,
            home=self.minnow.home, base_url=base_url,
        )  # fmt: skip
        stack.push_async_callback(inbox.stop)
        await inbox.start()
        await come(lambda: self.wire._lines)
        self.notifier = SlackNotifier(BOT_TOKEN, picture=drawn, base_url=base_url, settle=0.0, every=0.0)
        stack.push_async_callback(self.notifier.close)

    async def shows(self) -> list[Shown]:
        there = (one.kept for one in self.wire.messages if one.channel == self.place)
        return [_shown(kept) for kept in there if kept["ts"] not in self.wire.gone]

    async def type(self, line: str) -> Shown:
        await self.wire.type(line, channel=self.place)
        return await self._told()

    async def press(self, shown: Shown, label: str) -> Shown:
        await self.wire.press(shown.buttons[label], channel=self.place)
        return await self._told()

    async def choose(self, shown: Shown, label: str) -> Form | Shown:
        await self.wire.press(shown.choices[label], channel=self.place)
        return await self._answer()

    async def appoint(self) -> None:
        self.wire.standing = {PERSON: {"is_admin": True}, BOB: {"is_admin": False}, HOME: {"creator": "U0CARA"}}

    async def open(self, line: str, *, stranger: bool = False) -> Form | Shown:
        self.wire.who = BOB if stranger else PERSON
        await self.wire.type(line, channel=self.place)
        return await self._answer()

    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Shown:
        modal: Modal = form.kept
        self.wire.who = BOB if stranger else PERSON
        await self.wire.submit(modal.view, **modal.write(answers))
        mine = f"envelope{self.wire._typed}"
        said = await come(lambda: next((one for one in self.wire.acknowledged if one["envelope_id"] == mine), None))
        wrong = (said.get("payload") or {}).get("errors")
        return Shown("", " ".join(wrong.values()), alone=True) if wrong else await self._told()

    async def delete(self, shown: Shown) -> None:
        self.wire.gone.add(shown.id)

    async def _answer(self) -> Form | Shown:
        """A modal, or what is said instead."""
        opened = await come(lambda: self.wire.asked("views.open")[self._opened :] or self.wire.heard)
        if self.wire.heard:
            return await self._told()
        self._opened += 1
        modal = Modal(opened[0]["view"])
        return Form(list(modal.inputs), modal)

    async def _told(self) -> Shown:
        return _shown((await come(lambda: self.wire.heard)).pop(0))


class SlackInPerson(SlackFace):
    """Ann's direct messages with the bot."""

    channel = Channel.to_person("slack", PERSON)
    place = f"D{PERSON}"


class Modal:
    """An open view: its inputs by label, and what was written in them, which stays until Slack closes it."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self.view = view
        self.inputs = {one["label"]["text"]: one for one in view["blocks"] if one["type"] == "input"}
        self._written: dict[str, dict[str, Any]] = {}

    def write(self, answers: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        for label, text in answers.items():
            block = self.inputs[label]
            is_time = block["element"]["type"] == "datetimepicker"
            self._written[block["block_id"]] = {"selected_date_time": _epoch(text)} if is_time else {"value": text}
        return self._written


def _epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def _shown(kept: Mapping[str, Any]) -> Shown:
    blocks = kept["blocks"]
    pressed = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    menus = [one for one in pressed if one["type"] == "static_select"]
    return Shown(
        id=kept.get("ts", ""),
        words=spaced(_NAME.sub(r"\1", slack_seen({"blocks": blocks}))),
        buttons={one["text"]["text"]: one for one in pressed if one["type"] == "button"},
        choices={one["text"]["text"]: {**menu, "options": [one]} for menu in menus for one in menu["options"]},
        follows=kept.get("thread_ts", ""),
        quiet="thread_ts" in kept and not kept.get("reply_broadcast"),
        pictured=any(block["type"] == "image" and block["slack_file"] for block in blocks),
        alone=kept.get("response_type") == "ephemeral",
    )
