"""A small Slack: the Web API methods that the bot uses, and a socket that carries what a person typed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.alerts.watchlist import Channel
from bot.clock import SystemClock
from tests.faults.fake_chat import RETRY_AFTER, How, Message, Platform

BOT, TEAM, PERSON = "U0BOT", "T0TEAM", "U0ANN"


class FakeSlack(Platform):
    """Knows every channel; ``history`` answers missing_scope where it may not be read."""

    def __init__(self) -> None:
        super().__init__(Channel("slack", "C0HOME"))
        self._lines: list[web.WebSocketResponse] = []
        self._last, self._typed = 0.0, 0

    def rest_routes(self) -> Sequence[web.RouteDef]:
        return [
            web.post("/api/auth.test", self._hello),
            web.post("/api/apps.connections.open", self._open),
            web.post("/api/chat.postMessage", self._post),
            web.post("/api/chat.update", self._update),
            web.route("*", "/api/conversations.history", self._history),
            web.route("*", "/api/conversations.replies", self._history),
            web.post("/api/conversations.open", self._direct),
            web.post("/response", self._response),
        ]

    def socket_routes(self) -> Sequence[web.RouteDef]:
        return [web.get("/link", self._line)]

    def accept(self, channel: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        self._last = max(self._last + 1e-6, SystemClock().now().timestamp())
        ts = f"{self._last:.6f}"
        kept = {"type": "message", "user": BOT, "ts": ts, "text": body.get("text", ""), "metadata": body["metadata"]}
        if "thread_ts" in body:
            kept["thread_ts"] = body["thread_ts"]
        self.messages.append(Message(channel, body["metadata"]["event_payload"]["delivery"], kept))
        return {"ok": True, "channel": channel, "ts": ts, "message": kept}

    def answer(self, how: How, accepted: Mapping[str, Any] | None) -> web.Response:
        match how:
            case How.SLOW_DOWN:
                slower = {"Retry-After": str(RETRY_AFTER)}
                return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=slower)
            case How.FAULT:
                return web.Response(status=500, text="<html>Server Error</html>", content_type="text/html")
            case How.FOR_GOOD:
                return web.json_response({"ok": False, "error": "not_in_channel"})
        return web.json_response({"ok": True, **(accepted or {})})

    async def type(self, line: str) -> None:
        """A person types a slash command in the home channel."""
        command, _, text = line.partition(" ")
        self._typed += 1
        payload = {
            "command": command, "text": text, "channel_id": self.home.id, "user_id": PERSON, "user_name": "ann",
            "team_id": TEAM, "trigger_id": f"trigger{self._typed}", "response_url": f"{self.url}/response",
        }  # fmt: skip
        envelope = {"type": "slash_commands", "accepts_response_payload": True, "payload": payload}
        await self._lines[-1].send_json({**envelope, "envelope_id": f"envelope{self._typed}"})

    async def _hello(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "user_id": BOT, "bot_id": "B0BOT", "team_id": TEAM, "team": "home"})

    async def _open(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": f"{self.socket_url}/link"})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        body = await _asked(request)
        channel = str(body["channel"])
        return await self.send(request, f"D{channel}" if channel.startswith("U") else channel, body)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        body = await _asked(request)
        shown = {part: body[part] for part in ("text", "blocks") if part in body}
        return await self.change(request, str(body["channel"]), str(body["ts"]), shown)

    def id_of(self, message: Message) -> str:
        return str(message.kept["ts"])

    def no_such_message(self) -> web.Response:
        return web.json_response({"ok": False, "error": "message_not_found"})

    async def _history(self, request: web.Request) -> web.Response:
        asked = await _asked(request)
        if self.look_fails():
            return self.answer(How.FAULT, None)
        if not self.has_history:
            return web.json_response({"ok": False, "error": "missing_scope", "needed": "channels:history"})
        thread, since = asked.get("ts"), float(asked.get("oldest", 0))
        found = [
            message.kept
            for message in reversed(self.messages)
            if message.channel == asked["channel"]
            and self.id_of(message) not in self.gone
            and float(message.kept["ts"]) > since
            and (message.kept.get("thread_ts") == thread or message.kept["ts"] == thread)
        ]
        return web.json_response({"ok": True, "messages": found[: int(asked.get("limit", 100))], "has_more": False})

    async def _direct(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "channel": {"id": f"D{(await _asked(request))['users']}"}})

    async def _response(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        return web.Response(text="ok")

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        self._lines.append(line)
        async for _acknowledged in line:
            pass
        return line


async def _asked(request: web.Request) -> dict[str, Any]:
    """A call's arguments, wherever the client put them."""
    asked: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        asked |= json.loads(await request.text())
    else:
        asked |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return asked
