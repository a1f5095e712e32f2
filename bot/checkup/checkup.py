"""The look itself: settings first, then the store, then, where asked for, all that answers over a network."""

from __future__ import annotations

import asyncio

from bot.alerts.ports import StoreAway
from bot.app import Store, open_store
from bot.checkup import answers, configured
from bot.checkup.table import Row, State, written
from bot.clock import SystemClock
from bot.settings import Settings
from bot.store.embedded import StoreRefused
from bot.words import say


async def checkup(settings: Settings, *, live: bool) -> int:
    """Print the table; 1 when anything failed, else 0."""
    clock = SystemClock()
    rows = [
        Row(say("settings"), State.OK, say("every value can be used")),
        configured.clock_row(clock.now()),
        *configured.chats(settings),
    ]
    rows += [*configured.macro(settings), configured.calendar(settings, clock.now())]
    try:
        store = await open_store(settings, clock)
    except (StoreRefused, StoreAway) as error:
        rows.append(
            Row(say("store"), State.FAILED, str(error), say("start the Redis that REDIS_URL names, or unset it"))
        )
    else:
        try:
            rows.append(await _store(store))
            if live:
                rows += await asyncio.gather(*answers.chats(settings))
                rows += await answers.sources(settings, store, clock)
        finally:
            await store.close()
    print(written(rows))
    return int(any(row.state is State.FAILED for row in rows))


async def _store(store: Store) -> Row:
    family, version = await store.server.version()
    if tuple(map(int, version.split(".")[:2])) < (7, 0):
        return Row(say("store"), State.FAILED, f"{family} {version}", say("use Redis or Valkey 7.0 or newer"))
    waiting = await store.outbox.waiting()
    where = say("embedded") if store.embedded else "REDIS_URL"
    told = say(
        "{family} {version} ({where}), {waiting} alerts waiting",
        family=family,
        version=version,
        where=where,
        waiting=waiting,
    )
    return Row(say("store"), State.OK, told)
