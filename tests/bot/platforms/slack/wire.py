"""The small Slack of the fault tests with more of it: files, refusals, tokens, people who press, old signatures."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientSession, web

from tests.faults.fake_slack import BOT, PERSON, TEAM, FakeSlack, _asked

HOME = "C0HOME"
PASS, CUT, NEVER = "pass", "cut", "never"  # how a call is answered: as it should be, or not at all
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-secret", "xapp-secret", "signing-secret"


@dataclass(frozen=True)
class Told:
    """An answer that a test wants; ``body`` is text or what JSON is made of."""

    body: object
    status: int = 200
    headers: Mapping[str, str] | None = None

    def response(self):
        if isinstance(self.body, str):
            return web.Response(text=self.body, status=self.status, headers=self.headers)
        return web.json_response(self.body, status=self.status, headers=self.headers)


def refusal(error, status=200, headers=None, **more):
    return Told({"ok": False, "error": error, **more}, status, headers)


class Wire(FakeSlack):
    """What arrived is kept as it came; what is answered can be told beforehand, for each method in turn."""

    def __init__(self):
        super().__init__()
        self.tokens = {BOT_TOKEN, APP_TOKEN}
        self.calls = []  # (method, arguments) of every call, also of refused ones
        self.refusals = {}  # method: answers for its next calls, what is Told, PASS, CUT or NEVER
        self.files = {}  # by id: what was uploaded
        self.lying = {}  # by name: what people put there
        self.acknowledged = []  # what the socket was answered
        self.standing = {}  # what users.info and conversations.info say, by id
        self.groups = {}  # who is in a user group, by its id
        self.deaf, self.hangs = False, 0  # lines that answer no ping; so many of the next handshakes get no answer

    def rest_routes(self):
        more = [
            web.post("/api/files.getUploadURLExternal", self._upload_place),
            web.post("/upload/{id}", self._upload),
            web.post("/api/files.completeUploadExternal", self._complete),
            web.post("/api/chat.update", self._done),
            web.post("/api/chat.postEphemeral", self._done),
            web.post("/api/views.open", self._done),
            web.post("/api/views.update", self._done),
            web.post("/api/views.publish", self._done),
            web.get("/files-pri/{name}", self._lies),
            web.route("*", "/api/files.info", self._known),
            web.route("*", "/api/users.info", self._known),
            web.route("*", "/api/conversations.info", self._known),
            web.route("*", "/api/usergroups.users.list", self._members),
        ]
        return [web.route(one.method, one.path, self._told(one.handler)) for one in [*more, *super().rest_routes()]]

    async def _members(self, request):
        group = (await _asked(request)).get("usergroup")
        known = group in self.groups
        return (
            web.json_response({"ok": True, "users": self.groups[group]})
            if known
            else refusal("no_such_subteam").response()
        )

    def asked(self, method):
        """The arguments of every call of a method, in order."""
        return [arguments for name, arguments in self.calls if name == method]

    async def type(self, line, *, channel=HOME, trigger=""):
        """A person types a slash command; with a trigger of before, Slack delivers one again."""
        self._typed += 1
        command, _, text = line.partition(" ")
        await self._deliver("slash_commands", self.typed(command, text, channel, trigger or f"trigger{self._typed}"))

    def typed(self, command, text="", channel=HOME, trigger="trigger"):
        return {
            "command": command, "text": text, "channel_id": channel, "user_id": PERSON, "user_name": "ann",
            "team_id": TEAM, "trigger_id": trigger, "response_url": f"{self.url}/response",
        }  # fmt: skip

    async def press(self, element, *, channel=HOME, thread="", trigger=""):
        """A person presses a button, or chooses from a menu, as Slack kept it."""
        self._typed += 1
        chosen = {"selected_option": element["options"][-1]} if "options" in element else {"value": element["value"]}
        place = {"type": "message", "message_ts": "1.0", "channel_id": channel, "is_ephemeral": False}
        message = {"type": "message", "ts": "1.0", "text": "x"}
        if thread:
            place, message = {**place, "thread_ts": thread}, {**message, "thread_ts": thread}
        await self._deliver("interactive", {
            "type": "block_actions", "user": {"id": PERSON, "username": "ann", "team_id": TEAM}, "api_app_id": "A0APP",
            "team": {"id": TEAM, "domain": "home"}, "container": place, "channel": {"id": channel, "name": "home"},
            "message": message, "trigger_id": trigger or f"trigger{self._typed}", "state": {"values": {}},
            "response_url": f"{self.url}/response",
            "actions": [{"type": element["type"], "action_id": element["action_id"], "block_id": "b", **chosen}],
        })  # fmt: skip

    async def press_in(self, view, element, *, block="b"):
        """A person presses a button of a modal or of their Home tab."""
        self._typed += 1
        await self._deliver("interactive", {
            "type": "block_actions", "user": {"id": PERSON, "username": "ann", "team_id": TEAM}, "api_app_id": "A0APP",
            "team": {"id": TEAM, "domain": "home"}, "container": {"type": "view", "view_id": "V1"},
            "view": {"id": "V1", "private_metadata": "", **view}, "trigger_id": f"trigger{self._typed}",
            "actions": [{"type": "button", "action_id": element["action_id"], "block_id": block,
                         "value": element["value"]}],
        })  # fmt: skip

    async def submit(self, view, *, trigger="", **filled):
        """A person sends a modal off, its other inputs as they stood; each value as Slack words it."""
        self._typed += 1
        values = {block["block_id"]: _stood(block["element"]) for block in view["blocks"] if block["type"] == "input"}
        for name, said in filled.items():
            ((id, stood),) = values[name].items()
            values[name] = {id: {"type": stood["type"], **said}}
        await self._deliver("interactive", {
            "type": "view_submission", "user": {"id": PERSON, "username": "ann", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "home"}, "trigger_id": trigger or f"trigger{self._typed}",
            "view": {**view, "id": "V1", "hash": "1.a", "state": {"values": values}}, "response_urls": [],
        })  # fmt: skip

    async def suggest(self, view, block, typed):
        """A person types in a select that we complete."""
        self._typed += 1
        element = next(one["element"] for one in view["blocks"] if one.get("block_id") == block)
        await self._deliver("interactive", {
            "type": "block_suggestion", "user": {"id": PERSON, "name": "ann", "team_id": TEAM},
            "team": {"id": TEAM, "domain": "home"}, "action_id": element["action_id"], "block_id": block,
            "container": {"type": "view", "view_id": "V1"}, "view": {**view, "id": "V1"}, "value": typed,
        })  # fmt: skip

    async def happen(self, *, id="", **event):
        """Something happens in the workspace."""
        self._typed += 1
        await self._deliver("events_api", {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A0APP", "event": event,
            "event_id": id or f"Ev{self._typed}",
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        })  # fmt: skip

    async def _deliver(self, kind, payload):
        envelope = {"type": kind, "accepts_response_payload": True, "payload": payload}
        await self._lines[-1].send_json({**envelope, "envelope_id": f"envelope{self._typed}"})

    def _told(self, handler):
        async def answer(request):
            method = request.path.removeprefix("/api/")
            given = {} if method.startswith(("/upload", "/files-pri")) else await _asked(request)
            self.calls.append((method, given))
            told = self.refusals.get(method)
            if told and (answer := told.pop(0)) != PASS:
                return await self._as_told(answer, request)
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if request.path.startswith("/api/") and token not in self.tokens:
                return refusal("invalid_auth").response()
            return await handler(request)

        return answer

    async def _as_told(self, answer, request):
        if answer == NEVER:
            await self._closing.wait()
        if isinstance(answer, str):
            request.transport.abort()
            return web.Response()
        return answer.response()

    async def _hello(self, request):
        return web.json_response({"ok": True, "user": "minnow", "user_id": BOT, "team": "Home", "team_id": TEAM})

    async def _history(self, request):
        """The newest first, a thread the oldest first, pages by cursor; metadata only where it is asked for."""
        asked = await _asked(request)
        if self.look_fails():
            return web.Response(status=500, text="Server Error")
        if not self.has_history:
            return refusal("missing_scope", needed="channels:history").response()
        kept = [one.kept for one in self.messages if one.channel == asked["channel"]]
        thread = asked.get("ts")
        if thread and thread not in {one["ts"] for one in kept}:
            return refusal("thread_not_found").response()
        kept = [one for one in kept if thread in (one["ts"], one.get("thread_ts"))] if thread else [
            one for one in reversed(kept) if "thread_ts" not in one
        ]  # fmt: skip
        kept = [one for one in kept if float(one["ts"]) > float(asked.get("oldest", 0))]
        if asked.get("include_all_metadata") not in (True, "true", "1"):
            kept = [{name: value for name, value in one.items() if name != "metadata"} for one in kept]
        start, most = int(asked.get("cursor") or 0), int(asked.get("limit", 100))
        end = start + most
        more = {"has_more": True, "response_metadata": {"next_cursor": str(end)}} if end < len(kept) else {}
        return web.json_response({"ok": True, "messages": kept[start:end], "has_more": False, **more})

    async def _upload_place(self, request):
        id = f"F{len(self.files)}"
        self.files[id] = None
        return web.json_response({"ok": True, "upload_url": f"{self.url}/upload/{id}", "file_id": id})

    async def _upload(self, request):
        self.files[request.match_info["id"]] = await request.read()
        return web.Response(text="OK")

    async def _lies(self, request):
        """Who may not read a file is sent to a page to sign in at."""
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.Response(status=302, headers={"Location": "https://slack.com/signin"})
        return web.Response(body=self.lying[request.match_info["name"]], content_type="text/csv")

    async def _done(self, request):
        return web.json_response({"ok": True})

    async def _known(self, request):
        asked = await _asked(request)
        kind = next(one for one in ("user", "channel", "file") if one in asked)
        id = asked[kind]
        if id not in self.standing:
            return refusal(f"{kind}_not_found").response()
        return web.json_response({"ok": True, kind: {"id": id, **self.standing[id]}})

    async def _complete(self, request):
        return web.json_response({"ok": True, "files": []})

    async def _line(self, request):
        if self.hangs:
            self.hangs -= 1
            await self._closing.wait()
            return web.Response()
        line = web.WebSocketResponse(autoping=not self.deaf)
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        self._lines.append(line)
        async for said in line:
            if said.type is web.WSMsgType.TEXT and "envelope_id" in said.data:
                self.acknowledged.append(json.loads(said.data))
        return line


def _stood(element):
    """An input nobody touched."""
    given = {
        "initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options",
        "initial_users": "selected_users", "initial_date_time": "selected_date_time",
    }  # fmt: skip
    stood = {word: element[name] for name, word in given.items() if name in element}
    return {element["action_id"]: {"type": element["type"], **stood}}


class Door:
    """Our own HTTP address, and a Slack that signs what it sends there."""

    def __init__(self, routes, now):
        self._routes, self._now = routes, now

    async def open(self):
        app = web.Application()
        app.add_routes(self._routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = ClientSession()

    async def close(self):
        await self._session.close()
        await self._runner.cleanup()

    async def send(self, payload, *, path="/slack/events", age=0, secret=SECRET, signed=None, charset="utf-8"):
        """Status and body of our answer; ``signed`` is what the signature was made for, where that is not the body."""
        body = payload if isinstance(payload, bytes) else urlencode(payload).encode()
        stamp = str(int(self._now().timestamp()) - age)
        base = b"v0:%s:%s" % (stamp.encode(), body if signed is None else signed)
        signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": f"application/x-www-form-urlencoded; charset={charset}",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature,
        }
        async with self._session.post(self._url + path, data=body, headers=headers) as answer:
            return answer.status, await answer.text()
