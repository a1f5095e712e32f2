"""What channels hold back: until when, why, and its release."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.alerts.alert import Alert
from bot.alerts.codec import dump_alert, load_alert
from bot.alerts.course import Reason
from bot.alerts.ports import Explanation, Held
from bot.alerts.watchlist import Channel
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.outbox.entry import as_loud, delivery_id
from bot.store.server import Server, away


class RedisHeld:
    """The part of bot.alerts.ports.Outbox that is about alerts which wait in their channels."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def explain(self, kinds: Collection[str], explanation: Explanation) -> None:
        body = json.dumps({**asdict(explanation), "until": milliseconds(explanation.until)})
        await away(self._server.text.hset)(keys.EXPLAINED, mapping=dict.fromkeys(kinds, body))

    async def explanations(self, now: datetime) -> Mapping[str, Explanation]:
        kept = await away(self._server.text.hgetall)(keys.EXPLAINED)
        read = {kind: json.loads(body) for kind, body in kept.items()}
        found = {kind: Explanation(**{**body, "until": moment(body["until"])}) for kind, body in read.items()}
        return {kind: one for kind, one in found.items() if now < one.until}

    async def releases(self, now: datetime, limit: int) -> Sequence[tuple[Channel, datetime]]:
        call = away(self._server.text.zrangebyscore)
        due = await call(keys.RELEASES, "-inf", milliseconds(now), start=0, num=limit, withscores=True)
        return [(Channel.parse(name), moment(at)) for name, at in due]

    async def held(self, channel: Channel) -> Sequence[Held]:
        ids = await away(self._server.text.zrange)(keys.holding(channel), 0, -1)
        if not ids:
            return []
        kept = await away(self._server.text.hmget)(keys.HELD, ids)
        entries = {id: json.loads(body) for id, body in zip(ids, kept, strict=True) if body}
        if not entries:
            return []
        bodies = await away(self._server.text.hmget)(keys.ALERTS, [entry["alert"] for entry in entries.values()])
        return [
            Held(id, as_loud(load_alert(body), entry), Reason(entry["why"]), entry.get("because", ""))
            for (id, entry), body in zip(entries.items(), bodies, strict=True)
        ]

    async def postpone(self, channel: Channel, due: datetime, until: datetime) -> bool:
        arguments = [str(channel), milliseconds(due), milliseconds(until)]
        return bool(await self._server.run("postpone", [keys.RELEASES], arguments))

    async def release(self, channel: Channel, held: Sequence[Held], digest: Alert | None, now: datetime) -> bool:
        told = ["", "", ""]
        if digest is not None:
            told = [digest.fingerprint, dump_alert(digest), delivery_id(channel, digest.fingerprint)]
        touched = [keys.HELD, keys.holding(channel), keys.RELEASES, keys.ALERTS, keys.OUTBOX, keys.DUE, keys.ORDER]
        arguments = [str(channel), milliseconds(now), *told, *(one.id for one in held)]
        return bool(await self._server.run("release", touched, arguments))

    async def holding(self) -> int:
        names = await away(self._server.text.zrange)(keys.RELEASES, 0, -1)
        async with self._server.text.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.zcard(keys.holding(name))
            return sum(await away(pipe.execute)())
