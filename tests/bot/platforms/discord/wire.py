"""The small Discord of the fault tests with more of it: pictures, refusals, people who press and type on."""

import json

from aiohttp import web

from tests.faults.fake_discord import BOT, HOME, PERSON, SERVER, FakeDiscord

LOCKED, BARE, THREAD, NO_HISTORY = (f"110000000000000020{digit}" for digit in "3456")
APPLICATION = {"id": BOT, "name": "minnow", "approximate_guild_count": 2}
ANN = {"id": PERSON, "username": "ann", "discriminator": "0", "global_name": "Ann", "avatar": None}
_SEND, _EMBEDS, _FILES, _HISTORY, _IN_THREADS = (1 << bit for bit in (11, 14, 15, 16, 38))


class Wire(FakeDiscord):
    """What arrived is kept as it came; what is answered can be told beforehand."""

    def __init__(self):
        super().__init__()
        self.token = "token"
        self.bodies, self.pictures = [], []  # of every send into a channel, also of refused ones
        self.refusals = []  # (status, body, headers) for the next sends
        self.callbacks, self.edits = [], []  # how interactions were answered: (body, picture)
        self.refused_callbacks, self.refused_edits = [], []  # statuses and bodies for the next of them
        self.registered, self.failing_registrations = [], 0
        self.closes_with = 0  # a code the gateway closes with instead of a welcome

    def rest_routes(self):
        return [*super().rest_routes(), web.get("/api/v10/applications/@me", self._whose)]

    async def press(self, custom_id, *, guild=SERVER):
        button = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
        row = {"type": 1, "components": [button]}
        message = {
            "id": self._snowflake(), "channel_id": HOME, "author": {**ANN, "id": BOT, "bot": True}, "content": "",
            "timestamp": "2026-01-15T14:30:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
            "components": [row],
        }  # fmt: skip
        await self._interact(3, {"custom_id": custom_id, "component_type": 2}, guild=guild, message=message)

    async def fill(self, name, *, guild=SERVER, may=0, **options):
        await self._interact(2, _form(name, options), guild=guild, app_permissions=str(may))

    async def complete(self, name, focused, **options):
        form = _form(name, options)
        for option in form["options"]:
            option["focused"] = option["name"] == focused
        await self._interact(4, form)

    async def _interact(self, kind, data, *, guild=SERVER, **more):
        interaction = {
            "id": self._snowflake(), "application_id": BOT, "type": kind, "token": "secret-token", "version": 1,
            "channel_id": HOME, "channel": {"id": HOME, "type": 0 if guild else 1, "name": "alerts"}, "locale": "en-US",
            "entitlements": [], "authorizing_integration_owners": {"0": guild or "0"}, "context": 0 if guild else 1,
            "attachment_size_limit": 1 << 20, "data": data, **more,
        }  # fmt: skip
        if guild:
            member = {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
            interaction |= {"guild_id": guild, "member": {**member, "user": ANN, "permissions": "0"}}
        else:
            interaction["user"] = ANN
        await self._dispatch(self._gateways[-1], "INTERACTION_CREATE", interaction)

    async def _me(self, request):
        return await super()._me(request) if self._knows(request) else _refused(401, "401: Unauthorized")

    async def _whose(self, request):
        return web.json_response(APPLICATION) if self._knows(request) else _refused(401, "401: Unauthorized")

    def _knows(self, request):
        return request.headers.get("Authorization") == f"Bot {self.token}"

    async def _commands(self, request):
        if self.failing_registrations:
            self.failing_registrations -= 1
            return _refused(400, "Invalid Form Body", 50035)
        self.registered.append(await request.json())
        return web.Response(body=b"[]", content_type="application/json")

    async def _post(self, request):
        body, picture = await _read(request)
        self.bodies.append(body)
        self.pictures.append(picture)
        if self.refusals:
            status, said, headers = self.refusals.pop(0)
            return web.json_response(said, status=status, headers={"Via": "1.1 google", **headers})
        return await self.send(request, request.match_info["id"], body)

    async def _answered(self, request):
        edit = request.method == "PATCH"
        refused = self.refused_edits if edit else self.refused_callbacks
        if refused:
            status, said = refused.pop(0)
            if status == 0:
                request.transport.abort()
                return web.Response()
            return web.json_response(said, status=status, headers={"Via": "1.1 google"})
        (self.edits if edit else self.callbacks).append(await _read(request))
        return web.json_response({"id": self._snowflake()}) if edit else web.Response(status=204)

    async def _welcome(self, line):
        if self.closes_with:
            await line.close(code=self.closes_with)
        else:
            await super()._welcome(line)

    async def _dispatch(self, line, event, data):
        if event == "GUILD_CREATE":
            home = data["channels"][0]
            denied = {LOCKED: _SEND, BARE: _EMBEDS | _FILES, NO_HISTORY: _HISTORY}
            channels = [
                {**home, "id": id, "name": f"c{id[-1]}", "permission_overwrites": [_denied(bits)]}
                for id, bits in denied.items()
            ]
            thread = {
                "id": THREAD, "type": 11, "name": "talk", "parent_id": HOME, "owner_id": PERSON, "message_count": 1,
                "member_count": 1, "thread_metadata": _OPEN, "guild_id": SERVER, "flags": 0,
            }  # fmt: skip
            data = {**data, "channels": [home, *channels], "threads": [thread]}
        await super()._dispatch(line, event, data)


_OPEN = {
    "archived": False, "locked": False, "auto_archive_duration": 60, "archive_timestamp": "2026-01-15T14:30:00+00:00",
}  # fmt: skip


def _denied(bits):
    return {"id": SERVER, "type": 0, "allow": "0", "deny": str(bits)}


def _form(name, options):
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    return {"id": "1100000000000000900", "name": name, "type": 1, "options": given}


def _refused(status, message, code=0):
    body = json.dumps({"message": message, "code": code}).encode()
    return web.Response(body=body, status=status, content_type="application/json", headers={"Via": "1.1 google"})


async def _read(request):
    """The body, and the bytes of the picture that came with it."""
    if request.content_type != "multipart/form-data":
        return await request.json(), None
    form = await request.post()
    said = form["payload_json"]
    return json.loads(said), form["files[0]"].file.read()
