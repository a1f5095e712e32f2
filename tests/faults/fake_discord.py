"""A small Discord: the REST routes that the bot uses, and a gateway with one server and one channel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import WSMsgType, web

from bot.alerts.watchlist import Channel
from bot.clock import SystemClock
from tests.faults.fake_chat import RETRY_AFTER, How, Message, Platform

BOT, SERVER, HOME, PERSON = "1100000000000000001", "1100000000000000100", "1100000000000000201", "1100000000000000301"
_USER = {"id": BOT, "username": "minnow", "discriminator": "0", "global_name": None, "avatar": None, "bot": True}
_EPOCH = 1_420_070_400_000  # Discord's own, in ms since 1970
_MAY = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15  # view, send, embed links, attach files
_MAY_READ_HISTORY = 1 << 16
_HELLO, _IDENTIFY, _HEARTBEAT, _RESUME, _ACKNOWLEDGED = 10, 2, 1, 6, 11


class FakeDiscord(Platform):
    """``knows_nonces``: a nonce is remembered, as Discord does for some minutes; otherwise they have passed."""

    def __init__(self) -> None:
        super().__init__(Channel("discord", HOME))
        self.knows_nonces = False
        self._gateways: list[web.WebSocketResponse] = []
        self._sequence = 0

    def rest_routes(self) -> Sequence[web.RouteDef]:
        api = "/api/v10"
        return [
            web.get(f"{api}/users/@me", self._me),
            web.get(f"{api}/oauth2/applications/@me", self._application),
            web.get(f"{api}/gateway/bot", self._gateway),
            web.put(f"{api}/applications/{{id}}/commands", self._commands),
            web.post(f"{api}/users/@me/channels", self._direct),
            web.post(f"{api}/channels/{{id}}/messages", self._post),
            web.get(f"{api}/channels/{{id}}/messages", self._history),
            web.patch(f"{api}/channels/{{id}}/messages/{{message}}", self._update),
            web.post(f"{api}/interactions/{{id}}/{{token}}/callback", self._answered),
            web.patch(f"{api}/webhooks/{{id}}/{{token}}/messages/@original", self._answered),
        ]

    def socket_routes(self) -> Sequence[web.RouteDef]:
        return [web.get("/", self._line)]

    def accept(self, channel: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        nonce = str(body["nonce"])
        if self.knows_nonces and body.get("enforce_nonce"):
            for message in self.messages:
                if message.channel == channel and message.delivery == nonce:
                    return {**message.kept, "nonce": nonce}
        kept = {
            "id": self._snowflake(), "channel_id": channel, "author": _USER, "type": 0, "flags": body.get("flags", 0),
            **{part: body.get(part, empty) for part, empty in (("content", ""), ("embeds", []), ("components", []))},
        }  # fmt: skip
        self.messages.append(Message(channel, nonce, kept))
        return {**kept, "nonce": nonce}

    def answer(self, how: How, accepted: Mapping[str, Any] | None) -> web.Response:
        match how:
            case How.SLOW_DOWN:
                said = {"message": "You are being rate limited.", "retry_after": float(RETRY_AFTER), "global": False}
                slower = {"Retry-After": str(RETRY_AFTER), "Via": "1.1 google"}
                return _json(said, status=429, headers=slower)
            case How.FAULT:
                return web.Response(status=500, text="Internal Server Error")
            case How.FOR_GOOD:
                return _json({"message": "Missing Access", "code": 50001}, status=403)
        return _json(accepted)

    async def type(self, line: str) -> None:
        """A person uses a slash command that has no field in the home channel."""
        person = {"id": PERSON, "username": "ann", "discriminator": "0", "global_name": "Ann", "avatar": None}
        member = {"user": person, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        interaction = {
            "id": self._snowflake(), "application_id": BOT, "type": 2, "token": "token", "version": 1,
            "guild_id": SERVER, "channel_id": HOME, "channel": {"id": HOME, "type": 0, "name": "alerts"},
            "member": {**member, "permissions": "0", "flags": 0}, "locale": "en-US", "entitlements": [],
            "authorizing_integration_owners": {"0": SERVER}, "context": 0, "attachment_size_limit": 1 << 20,
            "data": {"id": "1100000000000000900", "name": line.removeprefix("/"), "type": 1, "options": []},
        }  # fmt: skip
        await self._dispatch(self._gateways[-1], "INTERACTION_CREATE", interaction)

    async def _me(self, request: web.Request) -> web.Response:
        return _json(_USER)

    async def _application(self, request: web.Request) -> web.Response:
        said = {"id": BOT, "name": "minnow", "icon": None, "description": "", "bot_public": False, "flags": 0}
        return _json({**said, "bot_require_code_grant": False, "verify_key": "0", "owner": _USER})

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return _json({"url": self.socket_url, "shards": 1, "session_start_limit": limit})

    async def _commands(self, request: web.Request) -> web.Response:
        return _json([])

    async def _direct(self, request: web.Request) -> web.Response:
        return _json({"id": f"9{(await request.json())['recipient_id']}", "type": 1})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        return await self.send(request, request.match_info["id"], await request.json())

    async def _update(self, request: web.Request) -> web.StreamResponse:
        return await self.change(request, request.match_info["id"], request.match_info["message"], await request.json())

    def id_of(self, message: Message) -> str:
        return str(message.kept["id"])

    def no_such_message(self) -> web.Response:
        return _json({"message": "Unknown Message", "code": 10008}, status=404)

    async def _history(self, request: web.Request) -> web.Response:
        """What came after a message id, newest first; an empty list where it may not be read, as Discord does."""
        if self.look_fails():
            return self.answer(How.FAULT, None)
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        room = [
            message.kept
            for message in self.messages
            if message.channel == request.match_info["id"] and self.id_of(message) not in self.gone
        ]
        found = [kept for kept in room if int(kept["id"]) > after] if self.has_history else []
        return _json(list(reversed(found[:limit])))

    async def _answered(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        if request.method == "POST":
            return web.Response(status=204)
        return _json({"id": self._snowflake(), "channel_id": HOME, "author": _USER, "content": ""})

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"op": _HELLO, "d": {"heartbeat_interval": 41_250}})
        async for said in line:
            if said.type is not WSMsgType.TEXT:
                break
            match json.loads(said.data)["op"]:
                case int(op) if op == _HEARTBEAT:
                    await line.send_json({"op": _ACKNOWLEDGED})
                case int(op) if op == _IDENTIFY:
                    await self._welcome(line)
                case int(op) if op == _RESUME:
                    await self._dispatch(line, "RESUMED", {})
        return line

    async def _welcome(self, line: web.WebSocketResponse) -> None:
        ready = {
            "v": 10, "user": _USER, "guilds": [{"id": SERVER, "unavailable": True}], "session_id": "session",
            "resume_gateway_url": self.socket_url, "application": {"id": BOT, "flags": 0},
        }  # fmt: skip
        may = _MAY | (_MAY_READ_HISTORY if self.has_history else 0)
        everyone = {"id": SERVER, "name": "@everyone", "permissions": str(may), "position": 0, "color": 0, "flags": 0}
        place = {"id": HOME, "type": 0, "name": "alerts", "position": 0, "permission_overwrites": [], "nsfw": False}
        me = {"user": _USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        server = {
            "id": SERVER, "name": "home", "owner_id": PERSON, "icon": None, "features": [], "emojis": [],
            "roles": [{**everyone, "hoist": False, "managed": False, "mentionable": False}], "channels": [place],
            "members": [{**me, "flags": 0}], "member_count": 2, "threads": [], "stickers": [], "voice_states": [],
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
            "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0, "large": False, "unavailable": False,
        }  # fmt: skip
        await self._dispatch(line, "READY", ready)
        await self._dispatch(line, "GUILD_CREATE", server)
        self._gateways.append(line)

    async def _dispatch(self, line: web.WebSocketResponse, event: str, data: Mapping[str, Any]) -> None:
        self._sequence += 1
        await line.send_json({"op": 0, "t": event, "s": self._sequence, "d": data})

    def _snowflake(self) -> str:
        self._sequence += 1
        milliseconds = int(SystemClock().now().timestamp() * 1000) - _EPOCH
        return str((milliseconds << 22) + (self._sequence & 0xFFF))


def _json(said: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON under exactly the content type that Discord gives, which discord.py looks for."""
    body = json.dumps(said).encode()
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")
