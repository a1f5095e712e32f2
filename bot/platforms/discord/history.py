"""Our own last messages in a channel: whether one of them is a delivery whose confirmation was lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.alerts.ports import Delivery
from bot.platforms.discord.render import render
from bot.platforms.discord.rest import Rest, Unanswered
from bot.words import say

_BACK = timedelta(minutes=2)  # our clock and Discord's may differ
_PAGE, _PAGES = 100, 3


async def look(rest: Rest, room: str, delivery: Delivery, author: str) -> str | None:
    """The id of ``author``'s message ("" for anyone's) that is this delivery. Raises Refused, Unanswered."""
    after = discord.utils.time_snowflake(delivery.first_try - _BACK)
    for _ in range(_PAGES):
        messages = await rest.call("GET", f"/channels/{room}/messages?limit={_PAGE}&after={after}")
        if not isinstance(messages, list):
            raise Unanswered(say("Discord's list of messages could not be read"), doubtful=True)
        for message in messages:
            if _is_from(message, author) and _carries(message, delivery):
                return id_of(message)
        if len(messages) < _PAGE:
            return None
        after = max(int(id_of(message)) for message in messages)
    return None


def id_of(said: Any) -> str:
    """The id in Discord's answer. Raises Unanswered where there is none."""
    found = said.get("id") if isinstance(said, dict) else None
    if not isinstance(found, str):
        raise Unanswered(say("Discord's answer could not be read"), doubtful=True)
    return found


def _is_from(message: Mapping[str, Any], author: str) -> bool:
    return not author or str(message.get("author", {}).get("id")) == author


def _carries(message: Mapping[str, Any], delivery: Delivery) -> bool:
    """Whether a message is this delivery: by its buttons or nonce; without buttons, by title and time."""
    if str(message.get("nonce")) == delivery.id:
        return True
    buttons = [button for row in message.get("components", ()) for button in row.get("components", ())]
    if buttons:
        return any(str(button.get("custom_id")).startswith(f"{delivery.id}|") for button in buttons)
    sent = render(delivery.alert.card, delivery.id, at=delivery.alert.at)
    if sent.components:
        return False
    return _marks(message.get("embeds", ())) == _marks(sent.embeds)


def _marks(embeds: Any) -> list[tuple[str, datetime | None]]:
    times = (embed.get("timestamp") for embed in embeds)
    read = [datetime.fromisoformat(time) if time else None for time in times]
    return [(embed.get("title", ""), time) for embed, time in zip(embeds, read, strict=True)]
