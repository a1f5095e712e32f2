"""Discord's way out: each alert posted once, with its delivery id as the nonce and in its buttons."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace

import discord

from bot.alerts.alert import Severity
from bot.alerts.ports import Delivery, NotifyError
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.platforms.discord.answers import Draw
from bot.platforms.discord.edits import edit
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.history import id_of, look
from bot.platforms.discord.invite import invite_link
from bot.platforms.discord.markdown import clean
from bot.platforms.discord.refusals import NEW_TOKEN, NO_HISTORY_TO_REPLY, breaks_a_rule, told
from bot.platforms.discord.render import Payload, alt_text, render, render_text
from bot.platforms.discord.rest import Picture, Refused, Rest, Unanswered
from bot.words import clipped, say, say_n

log = logging.getLogger(__name__)

_QUIET = 1 << 12  # the message arrives without a sound
_DRAW_WITHIN = 3.0


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
            raise self._told(failure, delivery.channel) from failure
        return f"{room}/{message}"

    async def update(self, delivery: Delivery) -> bool:
        """Edit the followed message, whose picture stays; False when it is gone. Raises NotifyError."""
        room, _, message = delivery.follows.partition("/")
        if delivery.living is None or not room.isdecimal() or not message.isdecimal():
            return False
        allowed = self._permissions(room)
        try:
            return await edit(self._rest, room, message, delivery.living, embeds=allowed is None or allowed.embed_links)
        except (Refused, Unanswered) as failure:
            raise self._told(failure, delivery.channel) from failure

    async def find(self, delivery: Delivery) -> str | None:
        """The message of an earlier try that carries this delivery id. Raises NotifyError."""
        try:
            room = await self._room(delivery.channel)
            allowed = self._permissions(room)
            if allowed is not None and not allowed.read_message_history:  # Discord would show an empty channel
                place = self._name(delivery.channel)
                sentence = say("Minnow may not read the history of {place}.", place=place)
                raise NotifyError(sentence, permanent=True)
            user = self._client.user
            message = await look(self._rest, room, delivery, "" if user is None else str(user.id))
            return message and f"{room}/{message}"
        except (Refused, Unanswered) as failure:
            raise self._told(failure, delivery.channel) from failure

    async def _room(self, channel: Channel) -> str:
        """The id of the Discord channel to post in; a person's direct messages are opened first."""
        person = channel.person
        if not (person or channel.id).isdecimal():
            raise NotifyError(
                say("“{channel}” is no Discord channel; use a command in the one you mean.", channel=channel.id),
                permanent=True,
            )
        if not person:
            return channel.id
        if person not in self._rooms:
            opened = await self._rest.call("POST", "/users/@me/channels", {"recipient_id": person})
            self._rooms[person] = id_of(opened)
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
                elif len(shapes) > 1 and breaks_a_rule(refusal):
                    log.warning("Discord: %s refused a message (%s)", self._name(delivery.channel), refusal)
                    shapes = shapes[1:]
                else:
                    raise

    async def _try(self, room: str, delivery: Delivery, shape: Shape, follows: str) -> str:
        body = replace(shape.payload, mention=self._mention(room, delivery)).body
        body |= {"nonce": delivery.id, "enforce_nonce": True}
        if delivery.alert.severity is Severity.QUIET:
            body["flags"] = body.get("flags", 0) | _QUIET
        if follows:
            body["message_reference"] = {"message_id": follows, "fail_if_not_exists": False}
        return id_of(await self._rest.call("POST", f"/channels/{room}/messages", body, picture=shape.picture))

    def _mention(self, room: str, delivery: Delivery) -> str:
        """Who is called; never the role that everybody in the server has, whose id is the server's."""
        guild = getattr(self._client.get_channel(int(room)), "guild", None)
        return "" if guild is not None and delivery.mention == f"&{guild.id}" else delivery.mention

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

    def _permissions(self, room: str) -> discord.Permissions | None:
        """What we may do in a channel of a server, as the gateway told it; None where that is not known."""
        channel = self._client.get_channel(int(room))
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or channel.guild.me is None:
            return None
        try:
            return channel.permissions_for(channel.guild.me)
        except discord.ClientException:  # a thread whose channel is not known
            return None

    def _lacking(self, room: str) -> list[str]:
        """What we would need to post there and are known not to have, as Discord's settings call it."""
        allowed = self._permissions(room)
        if allowed is None:
            return []
        in_thread = isinstance(self._client.get_channel(int(room)), discord.Thread)
        needed = (
            (say("View Channel"), allowed.view_channel),
            (say("Send Messages in Threads"), allowed.send_messages_in_threads or not in_thread),
            (say("Send Messages"), allowed.send_messages or in_thread),
        )
        return [name for name, given in needed if not given]

    def _told(self, failure: Refused | Unanswered, channel: Channel) -> NotifyError:
        return told(failure, self._name(channel), () if channel.person else self._lacking(channel.id))

    def _name(self, channel: Channel) -> str:
        if channel.person:
            return say("this person")
        known = self._client.get_channel(int(channel.id)) if channel.id.isdecimal() else None
        name = getattr(known, "name", None)
        return f"#{name}" if name else say("the channel {channel}", channel=channel.id)


async def who(token: str) -> str:
    """Whose token this is, in how many servers, and the link that invites it. ConnectionError in one sentence."""
    rest = Rest(token)
    try:
        told_us = await rest.call("GET", "/applications/@me")
        application = id_of(told_us)
    except Refused as refusal:
        if refusal.status == 401:
            raise ConnectionError(NEW_TOKEN) from None
        why = clipped(str(refusal), 200)
        raise ConnectionError(say("Discord refuses ({why}).", why=why)) from None
    except Unanswered as failure:
        raise ConnectionError(f"{failure}.") from None
    finally:
        await rest.close()
    servers = told_us.get("approximate_guild_count")
    name, link = clean(str(told_us.get("name", say("an app")))), invite_link(application)
    if not isinstance(servers, int):
        return say("{name}; invite it with {link}", name=name, link=link)
    return say_n(
        "{name} in {n} server; invite it with {link}",
        "{name} in {n} servers; invite it with {link}",
        servers,
        name=name,
        link=link,
    )


def _message_in(follows: str, room: str) -> str:
    """The message id of "channel/message" when it is in this channel."""
    channel, _, message = follows.partition("/")
    return message if channel == room and message.isdecimal() else ""
