"""Discord's way out: each alert posted once, with its delivery id as the nonce and in its buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from bot.alerts.alert import Severity
from bot.alerts.ports import Delivery, NotifyError
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.platforms.discord.answers import Draw
from bot.platforms.discord.inbox import Gateway
from bot.platforms.discord.refusals import MISSING_PERMISSIONS, NO_HISTORY_TO_REPLY, told
from bot.platforms.discord.render import Payload, alt_text, render, render_text
from bot.platforms.discord.rest import Picture, Refused, Rest, Unanswered

log = logging.getLogger(__name__)

_QUIET = 1 << 12  # the message arrives without a sound
_DRAW_WITHIN = 3.0
_BACK = timedelta(minutes=2)  # our clock and Discord's may differ
_PAGE, _PAGES = 100, 3


@dataclass(frozen=True)
class Shape:
    """One of the ways a card can be posted."""

    payload: Payload
    picture: Picture | None = None


class DiscordNotifier:
    """bot.alerts.ports.Notifier over the gateway's login."""

    def __init__(self, client: Gateway, *, picture: Draw | None = None) -> None:
        self._client, self._draw = client, picture
        self._rest: Rest = client.rest
        self._rooms: dict[str, str] = {}  # person -> channel of our direct messages

    async def send(self, delivery: Delivery) -> str:
        """Post the card; "channel/message". Raises NotifyError."""
        try:
            room = await self._room(delivery.channel)
            message = await self._post(room, delivery)
        except (Refused, Unanswered) as failure:
            raise told(failure, self._name(delivery.channel)) from failure
        return f"{room}/{message}"

    async def find(self, delivery: Delivery) -> str | None:
        """The message of an earlier try that carries this delivery id. Raises NotifyError."""
        try:
            room = await self._room(delivery.channel)
            allowed = self._permissions(room)
            if allowed is not None and not allowed.read_message_history:  # Discord would show an empty channel
                sentence = f"Minnow may not read the history of {self._name(delivery.channel)}."
                raise NotifyError(sentence, permanent=True)
            return await self._look(room, delivery)
        except (Refused, Unanswered) as failure:
            raise told(failure, self._name(delivery.channel)) from failure

    async def _room(self, channel: Channel) -> str:
        """The id of the Discord channel to post in; a person's direct messages are opened first."""
        person = channel.person
        if not (person or channel.id).isdecimal():
            raise NotifyError(
                f"“{channel.id}” is no Discord channel; use a command in the one you mean.", permanent=True
            )
        if not person:
            return channel.id
        if person not in self._rooms:
            opened = await self._rest.call("POST", "/users/@me/channels", {"recipient_id": person})
            self._rooms[person] = _id_of(opened)
        return self._rooms[person]

    async def _post(self, room: str, delivery: Delivery) -> str:
        """Post in the richest shape that the channel takes."""
        follows = _message_in(delivery.follows, room)
        shapes = await self._shapes(room, delivery)
        while True:
            try:
                return await self._try(room, delivery, shapes[0], follows)
            except Refused as refusal:
                if refusal.code == NO_HISTORY_TO_REPLY and follows:
                    follows = ""
                elif len(shapes) > 1 and (refusal.code == MISSING_PERMISSIONS or refusal.status in (400, 413)):
                    log.warning("Discord: %s refused a message (%s)", self._name(delivery.channel), refusal)
                    shapes = shapes[1:]
                else:
                    raise

    async def _try(self, room: str, delivery: Delivery, shape: Shape, follows: str) -> str:
        body = shape.payload.body
        body |= {"nonce": delivery.id, "enforce_nonce": True}
        if delivery.alert.severity is Severity.QUIET:
            body["flags"] = body.get("flags", 0) | _QUIET
        if follows:
            body["message_reference"] = {"message_id": follows, "fail_if_not_exists": False}
        return _id_of(await self._rest.call("POST", f"/channels/{room}/messages", body, picture=shape.picture))

    async def _shapes(self, room: str, delivery: Delivery) -> list[Shape]:
        """With its picture, with the picture in words, as plain text: what the channel is not known to forbid."""
        card, at = delivery.alert.card, delivery.alert.at
        allowed = self._permissions(room)
        text = Shape(render_text(card, delivery.id))
        if allowed is not None and not allowed.embed_links:
            return [text]
        shapes = [Shape(render(card, delivery.id, at=at)), text]
        picture = await self._picture(card) if allowed is None or allowed.attach_files else None
        if picture is not None:
            shapes.insert(0, Shape(render(card, delivery.id, pictured=True, at=at), picture))
        return shapes

    async def _picture(self, card: Card) -> Picture | None:
        if card.chart is None or self._draw is None:
            return None
        try:
            async with asyncio.timeout(_DRAW_WITHIN):
                return Picture(await self._draw(card.chart), alt_text(card.chart))
        except Exception:
            log.exception("the chart “%s” could not be drawn; its words are sent", card.chart.title)
            return None

    async def _look(self, room: str, delivery: Delivery) -> str | None:
        after = discord.utils.time_snowflake(delivery.first_try - _BACK)
        for _ in range(_PAGES):
            messages = await self._rest.call("GET", f"/channels/{room}/messages?limit={_PAGE}&after={after}")
            if not isinstance(messages, list):
                raise Unanswered("Discord's list of messages could not be read", doubtful=True)
            for message in messages:
                if self._is_ours(message) and _carries(message, delivery):
                    return f"{room}/{_id_of(message)}"
            if len(messages) < _PAGE:
                return None
            after = max(int(_id_of(message)) for message in messages)
        return None

    def _is_ours(self, message: Mapping[str, Any]) -> bool:
        user = self._client.user
        return user is None or str(message.get("author", {}).get("id")) == str(user.id)

    def _permissions(self, room: str) -> discord.Permissions | None:
        """What we may do in a channel of a server, as the gateway told it; None where that is not known."""
        channel = self._client.get_channel(int(room))
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or channel.guild.me is None:
            return None
        try:
            return channel.permissions_for(channel.guild.me)
        except discord.ClientException:  # a thread whose channel is not known
            return None

    def _name(self, channel: Channel) -> str:
        if channel.person:
            return "this person"
        known = self._client.get_channel(int(channel.id)) if channel.id.isdecimal() else None
        name = getattr(known, "name", None)
        return f"#{name}" if name else f"the channel {channel.id}"


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


def _message_in(follows: str, room: str) -> str:
    """The message id of "channel/message" when it is in this channel."""
    channel, _, message = follows.partition("/")
    return message if channel == room and message.isdecimal() else ""


def _id_of(said: Any) -> str:
    found = said.get("id") if isinstance(said, dict) else None
    if not isinstance(found, str):
        raise Unanswered("Discord's answer could not be read", doubtful=True)
    return found
