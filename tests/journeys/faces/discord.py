"""Discord: a gateway that carries what people do, and the REST API that shows messages and modals."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

import discord.gateway
import pytest
from discord.http import Route
from yarl import URL

from bot.alerts.watchlist import Channel
from bot.platforms.discord.dialog import AGAIN
from bot.platforms.discord.inbox import DiscordInbox
from bot.platforms.discord.outbox import DiscordNotifier
from bot.platforms.discord.render import Payload
from tests.bot.platforms.discord.made_up import drawn
from tests.bot.platforms.discord.wire import MANAGE_CHANNELS, Wire
from tests.contracts.readers import discord_operable, discord_seen
from tests.faults.fake_discord import HOME, PERSON, SERVER
from tests.journeys.faces.face import Face, Form, Shown, come, filled, spaced

_DEFERRED, _MODAL = 5, 9
_EPHEMERAL, _SILENT = 1 << 6, 1 << 12


class Server(Wire):
    """Messages keep what they answer to; who types and presses has these ``rights``."""

    def __init__(self) -> None:
        super().__init__()
        self.rights = 0

    def accept(self, channel, body):
        accepted = super().accept(channel, body)
        self.messages[-1].kept["message_reference"] = body.get("message_reference", {})
        return accepted

    async def _interact(self, kind, data, **more):
        await super()._interact(kind, data, **{**more, "rights": self.rights})


class DiscordFace(Face):
    """``place`` is where messages are, ``guild`` the server that it is in."""

    channel, ann = Channel("discord", HOME), "Ann"
    place, guild = HOME, SERVER

    async def start(self, stack: AsyncExitStack) -> None:
        self.wire = Server()
        await self.wire.start()
        stack.push_async_callback(self.wire.stop)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(Route, "BASE", f"{self.wire.url}/api/v10")
        patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(self.wire.socket_url))
        inbox = DiscordInbox(
            "token", self.minnow.commands, kept=self.minnow.store.kept, picture=drawn, joined=self.minnow.welcome
        )
        stack.push_async_callback(inbox.stop)
        await inbox.start()
        await come(lambda: inbox.client.get_channel(int(HOME)))
        self.notifier = DiscordNotifier(inbox.client, picture=drawn)

    async def shows(self) -> list[Shown]:
        there = (one.kept for one in self.wire.messages if one.channel == self.place)
        pictures = {id: ["chart.png"] for id in self.wire.pictured}
        return [
            _shown({**kept, "attachments": pictures.get(kept["id"])})
            for kept in there
            if kept["id"] not in self.wire.gone
        ]

    async def type(self, line: str) -> Shown:
        name, given = filled(self.club, line)
        await self.wire.fill(name, guild=self.guild, **given)
        return _told(await self._answer())

    async def press(self, shown: Shown, label: str) -> Shown:
        await self.wire.press(shown.buttons[label], guild=self.guild)
        return _told(await self._answer())

    async def choose(self, shown: Shown, label: str) -> Form | Shown:
        await self.wire.choose(*shown.choices[label], guild=self.guild)
        return _form_or_told(await self._answer())

    async def appoint(self) -> None:
        self.wire.rights = MANAGE_CHANNELS

    async def open(self, line: str, *, stranger: bool = False) -> Form | Shown:
        self.wire.rights = 0 if stranger else MANAGE_CHANNELS
        name, given = filled(self.club, line)
        await self.wire.fill(name, guild=self.guild, **given)
        return _form_or_told(await self._answer())

    async def submit(self, form: Form, answers: Mapping[str, str], *, stranger: bool = False) -> Shown:
        """A modal closes whatever was in it; what is to be corrected is opened again by the button that says so."""
        self.wire.rights = 0 if stranger else MANAGE_CHANNELS
        if isinstance(form.kept, Shown):
            await self.wire.press(form.kept.buttons[AGAIN], guild=self.guild)
            form.kept = (await self._answer())["data"]
        named = {one["label"]: one["component"]["custom_id"].partition("|")[0] for one in _asked(form.kept)}
        await self.wire.send_form(
            form.kept, guild=self.guild, **{named[label]: text for label, text in answers.items()}
        )
        form.kept = _told(await self._answer())
        return form.kept

    async def delete(self, shown: Shown) -> None:
        self.wire.gone.add(shown.id)

    async def _answer(self) -> dict[str, Any]:
        """What an interaction was answered with; where that was a promise, what it became."""
        answer, _ = (await come(lambda: self.wire.callbacks)).pop(0)
        if answer["type"] != _DEFERRED:
            return answer
        later, _ = (await come(lambda: self.wire.edits)).pop(0)
        return {"type": _DEFERRED, "data": {**later, "flags": answer["data"]["flags"]}}


class DiscordInPerson(DiscordFace):
    """Ann's direct messages with the bot."""

    channel = Channel.to_person("discord", PERSON)
    place, guild = f"9{PERSON}", ""


def _payload(kept: Mapping[str, Any]) -> Payload:
    return Payload(tuple(kept.get("embeds", ())), tuple(kept.get("components", ())), kept.get("content", ""))


def _shown(kept: Mapping[str, Any]) -> Shown:
    payload = _payload(kept)
    pressed = discord_operable(payload)
    menus = [one for one in pressed if one["type"] == 3]
    return Shown(
        id=kept.get("id", ""),
        words=spaced(discord_seen(payload)),
        buttons={one["label"]: one["custom_id"] for one in pressed if one["type"] == 2},
        choices={one["label"]: (menu["custom_id"], one["value"]) for menu in menus for one in menu["options"]},
        follows=kept.get("message_reference", {}).get("message_id", ""),
        quiet=bool(kept.get("flags", 0) & _SILENT),
        pictured=bool(kept.get("attachments")) and any("image" in one for one in payload.embeds),
        alone=bool(kept.get("flags", 0) & _EPHEMERAL),
    )


def _told(answer: Mapping[str, Any]) -> Shown:
    return _shown(answer["data"])


def _asked(modal: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in modal["components"] if "component" in one]


def _form_or_told(answer: Mapping[str, Any]) -> Form | Shown:
    if answer["type"] != _MODAL:
        return _told(answer)
    return Form([one["label"] for one in _asked(answer["data"])], answer["data"])
