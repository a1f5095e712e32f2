"""The small Discord of the fault tests with more of it: pictures, refusals, people who press and type on."""

import json

from aiohttp import web

from tests.faults.fake_discord import BOT, HOME, PERSON, SERVER, FakeDiscord

LOCKED, BARE, THREAD, NO_HISTORY = (f"110000000000000020{digit}" for digit in "3456")
APPLICATION = {"id": BOT, "name": "minnow", "approximate_guild_count": 2}
ANN = {"id": PERSON, "username": "ann", "discriminator": "0", "global_name": "Ann", "avatar": None}
_VIEW, _SEND, _EMBEDS, _FILES, _HISTORY, _IN_THREADS = (1 << bit for bit in (10, 11, 14, 15, 16, 38))
MANAGE_CHANNELS = 1 << 4
ROLE = "1100000000000000102"


class Wire(FakeDiscord):
    """What arrived is kept as it came; what is answered can be told beforehand."""

    def __init__(self):
        super().__init__()
        self.token = "token"
        self.bodies, self.pictures = [], []  # of every send into a channel, also of refused ones
        self.refusals = []  # (status, body, headers) for the next sends
        self.callbacks, self.edits = [], []  # how interactions were answered: (body, picture)
        self.changed, self.refused_changes = [], []  # bodies of edited messages, also of refused ones; as refusals
        self.pictured = set()  # ids of messages that hold a picture
        self.refused_callbacks, self.refused_edits = [], []  # statuses and bodies for the next of them
        self.registered, self.failing_registrations = [], 0
        self.closes_with = 0  # a code the gateway closes with instead of a welcome

    def rest_routes(self):
        return [*super().rest_routes(), web.get("/api/v10/applications/@me", self._whose)]

    async def press(self, custom_id, *, guild=SERVER):
        await self._operate({"type": 2, "style": 2, "label": "x", "custom_id": custom_id}, guild)

    async def _operate(self, component, guild, **more):
        row = {"type": 1, "components": [component]}
        message = {
            "id": self._snowflake(), "channel_id": HOME, "author": {**ANN, "id": BOT, "bot": True}, "content": "",
            "timestamp": "2026-01-15T14:30:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
            "components": [row],
        }  # fmt: skip
        data = {"custom_id": component["custom_id"], "component_type": component["type"], **more}
        await self._interact(3, data, guild=guild, message=message)

    async def fill(self, name, *, guild=SERVER, may=0, rights=0, roles=(), **options):
        await self._interact(2, _form(name, options), guild=guild, rights=rights, roles=roles, app_permissions=str(may))

    async def choose(self, custom_id, line, *, guild=SERVER):
        """An option of a menu on a message that we sent some time ago."""
        select = {"type": 3, "custom_id": custom_id, "options": [{"label": "x", "value": line}], "min_values": 1}
        await self._operate(select, guild, values=[line])

    async def send_form(self, modal, *, guild=SERVER, rights=0, resolved=None, **answers):
        """A modal is sent: by the name of each field a text, or a list of what was chosen; else what stands there."""
        components = []
        for one in modal["components"]:
            if one["type"] == 10:
                components.append({"type": 10, "id": 1})
                continue
            field = one["component"]
            given = answers.get(field["custom_id"].partition("|")[0].removesuffix("*"))
            said = {"value": field.get("value", "")} if field["type"] == 4 else {"values": _standing(field)}
            said = said if given is None else {"value" if isinstance(given, str) else "values": given}
            inner = {"type": field["type"], "id": 2, "custom_id": field["custom_id"], **said}
            components.append({"type": 18, "id": 1, "component": inner})
        data = {
            "custom_id": modal["custom_id"],
            "components": components,
            **({"resolved": resolved} if resolved else {}),
        }
        await self._interact(5, data, guild=guild, rights=rights)

    async def invite(self, server, *, channels=("general",), system="", unavailable=None):
        """Somebody adds the app to another server; ``unavailable=False`` where that was out of order till now."""
        closed = [{"id": server, "type": 0, "allow": "0", "deny": str(_SEND)}]
        places = [
            {"id": f"{server[:-1]}{at}", "type": 0, "name": name, "position": at, "nsfw": False,
             "permission_overwrites": closed if name == "locked" else []}
            for at, name in enumerate(channels, 1)
        ]  # fmt: skip
        everyone = {"id": server, "name": "@everyone", "permissions": str(_VIEW | _SEND), "position": 0, "color": 0}
        role = {**everyone, "flags": 0, "hoist": False, "managed": False, "mentionable": False}
        me = {"user": {**ANN, "id": BOT, "bot": True}, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00"}
        data = {
            "id": server, "name": "another", "owner_id": PERSON, "icon": None, "features": [], "emojis": [],
            "roles": [role], "channels": places, "members": [{**me, "deaf": False, "mute": False, "flags": 0}],
            "member_count": 2, "threads": [], "stickers": [], "voice_states": [], "verification_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0,
            "preferred_locale": "en-US", "nsfw_level": 0, "large": False, "system_channel_id": system or None,
            **({} if unavailable is None else {"unavailable": unavailable}),
        }  # fmt: skip
        await FakeDiscord._dispatch(self, self._gateways[-1], "GUILD_CREATE", data)

    async def remove(self, server):
        """Somebody takes the app out of a server."""
        await FakeDiscord._dispatch(self, self._gateways[-1], "GUILD_DELETE", {"id": server})

    async def send_nonsense(self):
        """An event without anything that it should have."""
        await FakeDiscord._dispatch(self, self._gateways[-1], "INTERACTION_CREATE", {})

    async def complete(self, name, focused, **options):
        form = _form(name, options)
        for option in form["options"]:
            option["focused"] = option["name"] == focused
        await self._interact(4, form)

    async def _interact(self, kind, data, *, guild=SERVER, rights=0, roles=(), **more):
        interaction = {
            "id": self._snowflake(), "application_id": BOT, "type": kind, "token": "secret-token", "version": 1,
            "channel_id": HOME, "locale": "en-US",
            "channel": {"id": HOME, "type": 0 if guild else 1, "name": "alerts", "position": 0},
            "entitlements": [], "authorizing_integration_owners": {"0": guild or "0"}, "context": 0 if guild else 1,
            "attachment_size_limit": 1 << 20, "data": data, **more,
        }  # fmt: skip
        if guild:
            member = {
                "roles": list(roles), "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
                "flags": 0,
            }  # fmt: skip
            interaction |= {"guild_id": guild, "member": {**member, "user": ANN, "permissions": str(rights)}}
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
        sent = await self.send(request, request.match_info["id"], body)
        if picture is not None:
            self.pictured.add(self.messages[-1].kept["id"])
        return sent

    async def _update(self, request):
        self.changed.append(await request.json())
        if self.refused_changes:
            status, said, headers = self.refused_changes.pop(0)
            return web.json_response(said, status=status, headers={"Via": "1.1 google", **headers})
        answer = await super()._update(request)
        if answer.status != 200:
            return answer
        id = request.match_info["message"]
        pictures = [{"id": "1", "filename": "chart.png"}] if id in self.pictured else []
        message = next(one.kept for one in self.messages if self.id_of(one) == id)
        return web.json_response({**message, "attachments": pictures})

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


def _standing(select):
    """What a select holds that nobody touched."""
    chosen = [one["value"] for one in select.get("options", ()) if one.get("default")]
    return chosen + [one["id"] for one in select.get("default_values", ())]


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
