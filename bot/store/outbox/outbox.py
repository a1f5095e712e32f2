"""From admission to confirmation: who is told, who sends it, and what came of it; the notification log."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.alerts.alert import Alert, Severity
from bot.alerts.codec import dump_alert, load_alert
from bot.alerts.course import STRAIGHT, Course
from bot.alerts.digest import KIND as DIGEST
from bot.alerts.living import Stamp, living
from bot.alerts.ports import Admission, Broken, Delivery
from bot.alerts.watchlist import Channel
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.outbox.entry import delivery, delivery_id
from bot.store.outbox.held import RedisHeld
from bot.store.server import away

_STAMPS = 50  # kept of each alert
_RECENT = 20  # alerts kept of each channel
_DIGEST = "~"  # before the id of a digest's message, in the notification log of what it carried
_HOUR = timedelta(hours=1) // timedelta(milliseconds=1)


class RedisOutbox(RedisHeld):
    """bot.alerts.ports.Outbox over Redis."""

    async def admissions(self, limit: int) -> Sequence[Admission]:
        cursors = await away(self._server.text.hgetall)(keys.ADMISSIONS)
        if not cursors:
            return []
        fingerprints = list(cursors)[:limit]
        bodies = await away(self._server.text.hmget)(keys.ALERTS, fingerprints)
        return sorted(
            (Admission(load_alert(body), cursors[one]) for one, body in zip(fingerprints, bodies, strict=True) if body),
            key=lambda admission: admission.alert.at,
        )

    async def audience(self, about: str, after: str, limit: int) -> Sequence[Channel]:
        floor = f"({after}" if after else "-"
        names = await away(self._server.text.zrangebylex)(keys.watchers(about), floor, "+", start=0, num=limit)
        return [Channel.parse(name) for name in names]

    async def admit(
        self,
        alert: Alert,
        cursor: str,
        then: str | None,
        channels: Collection[Channel],
        now: datetime,
        courses: Mapping[Channel, Course] | None = None,
    ) -> bool:
        wished = courses or {}
        calm = {one: course for one in channels if (course := wished.get(one, STRAIGHT)) != STRAIGHT}
        ordered = [*(one for one in channels if one not in calm), *calm]
        at, hour = milliseconds(now), milliseconds(now) // _HOUR
        arguments: list[object] = [alert.fingerprint, cursor, then or "", int(then is None)]
        before = alert.follows if alert.severity is Severity.QUIET else ""
        arguments += [at, hour, (hour + 1) * _HOUR, len(ordered), before]
        for one in ordered:
            arguments += [str(one), delivery_id(one, alert.fingerprint), delivery_id(one, before) if before else ""]
        for course in calm.values():
            arguments += [int(course.silent), course.waits or "", course.cap, int(course.apart), course.mention]
            arguments += [milliseconds(course.until or now), course.because]
        fixed = [keys.ADMISSIONS, keys.OUTBOX, keys.DUE, keys.ORDER, keys.HELD, keys.RELEASES, keys.PACE]
        own = [*map(keys.told, ordered), *map(keys.holding, calm)]
        return bool(await self._server.run("admit", [*fixed, *own], arguments))

    async def address(self, alert: Alert, channel: Channel, now: datetime) -> None:
        fingerprint = alert.fingerprint
        await self._server.run(
            "address",
            [keys.ALERTS, keys.OUTBOX, keys.DUE, keys.ORDER, keys.told(channel), keys.HELD],
            [fingerprint, dump_alert(alert), str(channel), delivery_id(channel, fingerprint), milliseconds(now)],
        )

    async def claim(self, worker: str, now: datetime, limit: int) -> Sequence[Delivery]:
        touched = [keys.DUE, keys.OUTBOX, keys.CLAIMS, keys.BROKEN, keys.PARKED, keys.BEATS]
        flat = await self._server.run("claim", touched, [worker, milliseconds(now), limit])
        if not flat:
            return []
        entries = [(key, json.loads(body)) for key, body in zip(flat[::2], flat[1::2], strict=True)]
        entries.sort(key=lambda kept: kept[1]["order"])
        bodies = await away(self._server.text.hmget)(keys.ALERTS, [entry["alert"] for _, entry in entries])
        alerts = [load_alert(body) for body in bodies]
        return [
            delivery(key, entry, alert, *await self._followed(entry, alert))
            for (key, entry), alert in zip(entries, alerts, strict=True)
        ]

    async def _followed(self, entry: Mapping[str, Any], alert: Alert) -> tuple[str, Alert | None]:
        """The message that an alert continues, from the channel's notification log, and what it shows from now on.

        Nothing where the channel wants what continues an alert as a message of its own.
        """
        if not alert.follows or (entry.get("apart") and not alert.stamps):
            return "", None
        channel = entry["channel"]
        message = await away(self._server.text.hget)(keys.told(channel), alert.follows) or ""
        if not message or message.startswith(_DIGEST):
            return message.removeprefix(_DIGEST), None
        root = await away(self._server.text.hget)(keys.ALERTS, alert.follows)
        stamp = [alert.follows, alert.fingerprint, milliseconds(alert.at), alert.card.title, _STAMPS]
        stamps = json.loads(await self._server.run("stamp", [keys.stamps(channel)], stamp))
        lines = [Stamp(key, moment(at), words) for key, at, words in stamps]
        return message, living(load_alert(root), lines) if root else None

    async def holds(self, delivery: Delivery, worker: str) -> bool:
        return bool(await away(self._server.text.hget)(keys.CLAIMS, delivery.id) == worker)

    async def retry(self, delivery: Delivery, worker: str, due: datetime, *, doubtful: bool) -> None:
        arguments = [delivery.id, worker, milliseconds(due), int(doubtful)]
        await self._server.run("retry", [keys.CLAIMS, keys.OUTBOX, keys.DUE], arguments)

    async def confirm(self, delivery: Delivery, message: str, *, anew: bool = False) -> None:
        alert, channel = delivery.alert, delivery.channel
        touched = [keys.CLAIMS, keys.OUTBOX, keys.DUE, keys.BROKEN, keys.told(channel), keys.HELD, keys.recent(channel)]
        listed = int(not alert.stamps and alert.kind != DIGEST)
        arguments: list[object] = [delivery.id, alert.fingerprint, message, str(channel)]
        await self._server.run("confirm", touched, [*arguments, alert.follows if anew else "", listed, _RECENT])

    async def recent(self, channel: Channel, limit: int) -> Sequence[Alert]:
        fingerprints = await away(self._server.text.lrange)(keys.recent(channel), 0, limit - 1)
        if not fingerprints:
            return []
        return [load_alert(body) for body in await away(self._server.text.hmget)(keys.ALERTS, fingerprints) if body]

    async def park(
        self,
        delivery: Delivery,
        reason: str,
        now: datetime,
        word: Alert | None,
        person: Channel | None,
        *,
        gone: bool = False,
    ) -> bool:
        mark = json.dumps({"reason": reason, "since": milliseconds(now), "gone": gone})
        arguments: list[object] = [delivery.id, str(delivery.channel), mark, milliseconds(now)]
        if word is not None and person is not None:
            arguments += [word.fingerprint, dump_alert(word), str(person), delivery_id(person, word.fingerprint)]
        touched = [keys.CLAIMS, keys.OUTBOX, keys.DUE, keys.BROKEN, keys.PARKED, keys.ALERTS, keys.ORDER]
        return bool(await self._server.run("park", touched, arguments))

    async def repair(self, channel: Channel, now: datetime) -> int:
        arguments = [str(channel), milliseconds(now)]
        return int(await self._server.run("repair", [keys.BROKEN, keys.PARKED, keys.DUE], arguments))

    async def forget(self, channel: Channel) -> bool:
        touched = [keys.BROKEN, keys.PARKED, keys.OUTBOX, keys.DUE, keys.HELD, keys.holding(channel), keys.RELEASES]
        closed = await self._server.run("forget", [*touched, keys.wishes(channel), keys.WISHING], [str(channel)])
        return int(closed) >= 0

    async def broken(self) -> Sequence[Broken]:
        marks = await away(self._server.text.hgetall)(keys.BROKEN)
        if not marks:
            return []
        parked = list(await away(self._server.text.hvals)(keys.PARKED))
        read = ((name, json.loads(mark)) for name, mark in sorted(marks.items()))
        return [
            Broken(
                Channel.parse(name), mark["reason"], moment(mark["since"]), parked.count(name), mark.get("gone", False)
            )
            for name, mark in read
        ]

    async def waiting(self) -> int:
        return int(await away(self._server.text.hlen)(keys.OUTBOX)) - int(
            await away(self._server.text.hlen)(keys.PARKED)
        )

    async def told(self, channel: Channel, fingerprints: Sequence[str]) -> Sequence[str]:
        if not fingerprints:
            return []
        messages = await away(self._server.text.hmget)(keys.told(channel), list(fingerprints))
        return [(message or "").removeprefix(_DIGEST) for message in messages]

    async def beat(self, worker: str) -> None:
        await away(self._server.text.hincrby)(keys.BEATS, worker, 1)

    async def beats(self) -> Mapping[str, int]:
        return {worker: int(count) for worker, count in (await away(self._server.text.hgetall)(keys.BEATS)).items()}

    async def take_over(self, dead: Collection[str], now: datetime, held: Collection[str] = ()) -> int:
        touched = [keys.CLAIMS, keys.OUTBOX, keys.DUE, keys.BEATS]
        return int(await self._server.run("take_over", touched, [milliseconds(now), len(dead), *dead, *held]))
