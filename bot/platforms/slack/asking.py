"""Who asks, about which channel, and the ways to answer: from Slack's words about a command or a button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.alerts.watchlist import Channel
from bot.commands import Caller
from bot.platforms.slack.groups import Groups
from bot.platforms.slack.standing import Standing
from bot.platforms.slack.views import Where, channel_of

_TOKEN = re.compile(r"<(?:mailto:|(?=https?://))([^<>|]+)(?:\|([^<>|]*))?>")


@dataclass(frozen=True)
class Asked:
    """Who asked, and the ways to answer: the response URL, a trigger for a modal, the modal it was asked from.

    ``viewed``: it was asked from a view, which knows no channel where an answer could be shown. ``typed``: as a slash
    command.
    """

    caller: Caller
    url: str = ""
    trigger: str = ""
    thread: str = ""
    modal: str = ""
    viewed: bool = False
    typed: bool = False

    @property
    def where(self) -> Where:
        return Where(self.caller.channel.id, self.url, thread=self.thread, shows=self.viewed)


class Callers:
    """People as commands see them."""

    def __init__(self, standing: Standing, groups: Groups) -> None:
        self._standing, self._groups = standing, groups

    def typed(self, body: dict[str, Any]) -> Asked:
        """Who typed a slash command."""
        user = body["user_id"]
        caller = self.at(_place(body["channel_id"], user), user, body.get("user_name", ""))
        return Asked(caller, body.get("response_url") or "", body.get("trigger_id") or "", typed=True)

    def pressed(self, body: dict[str, Any]) -> Asked:
        """Who pressed a button: of a message, of the Home tab, or of a modal, which knows what channel it is about.

        ValueError for a modal of another version.
        """
        view, container, said = body.get("view") or {}, body.get("container") or {}, body.get("message") or {}
        user, trigger = body["user"], body.get("trigger_id") or ""
        if view.get("type") == "modal":
            where = Where.read(view["private_metadata"])
            return Asked(self.of(where, user), where.url, trigger, where.thread, modal=view["id"], viewed=True)
        if view:
            place = channel_of(body["actions"][0].get("block_id") or "", user["id"])
            return Asked(self.at(place, user["id"], _name(user)), trigger=trigger, viewed=True)
        channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
        caller = self.at(_place(channel, user["id"]), user["id"], _name(user))
        thread = said.get("thread_ts") or container.get("thread_ts") or ""
        return Asked(caller, body.get("response_url") or "", trigger, thread)

    def of(self, where: Where, user: dict[str, Any]) -> Caller:
        """Who filled in a modal."""
        return self.at(where.place, user["id"], _name(user))

    def at(self, place: Channel, user: str, name: str = "") -> Caller:
        manages, belongs = partial(self._standing.manages, place, user), partial(self._groups.has, user)
        return Caller(place, user, name, manages=manages, belongs=belongs)


def unescaped(text: str) -> str:
    """What was typed: links by their words; people, user groups and channels stay tokens, which hold the id."""
    words = _TOKEN.sub(lambda found: found[2] or found[1], text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _place(channel: str, user: str) -> Channel:
    """Where a command came from; a direct message, and a place without a channel, is the person."""
    return Channel.to_person("slack", user) if not channel or channel.startswith("D") else Channel("slack", channel)


def _name(user: dict[str, Any]) -> str:
    return str(user.get("username") or user.get("name") or "")
