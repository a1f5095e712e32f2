"""Who is told of an alert, and when: at once, in a digest after quiet hours or a full hour, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.alerts.alert import Alert
from bot.alerts.digest import digest
from bot.alerts.ports import Outbox, Watchlists, WishBook
from bot.alerts.watchlist import Channel, Silence, is_silenced
from bot.alerts.wishes import Course, Wishes

log = logging.getLogger(__name__)

CHUNK = 500  # channels in one atomic step


async def admit_all(outbox: Outbox, watchlists: Watchlists, book: WishBook, now: datetime) -> int:
    """Turn every recorded alert into outbox entries, chunk by chunk; the number of channels told to be told."""
    admitted = 0
    for admission in await outbox.admissions(CHUNK):
        alert, cursor = admission.alert, admission.cursor
        while True:
            channels = [Channel.parse(alert.only)] if alert.only else await outbox.audience(alert.about, cursor, CHUNK)
            courses = _courses(alert, await watchlists.silences(channels), await book.wishes(channels), now)
            then = str(channels[-1]) if len(channels) == CHUNK else None
            if not await outbox.admit(alert, cursor, then, courses.keys(), now, courses):
                break  # another worker serves this alert
            admitted += len(courses)
            if then is None:
                break
            cursor = then
    return admitted


def _courses(
    alert: Alert, silences: Mapping[Channel, tuple[Silence, ...]], wishes: Mapping[Channel, Wishes], now: datetime
) -> Mapping[Channel, Course]:
    """How an alert goes to each channel that wants it."""
    found = {channel: wish.course(alert, now) for channel, wish in wishes.items()}
    return {
        channel: course
        for channel, course in found.items()
        if course is not None and not is_silenced(alert, silences.get(channel, ()), now)
    }


async def release_all(outbox: Outbox, book: WishBook, now: datetime) -> int:
    """Send on their way what channels hold and need not hold any more, as one digest each; how many alerts that were.

    The wishes are read here and not when an alert was held: who ends quiet hours early hears at once what waited.
    """
    released = 0
    due = dict(await outbox.releases(now, CHUNK))
    wishes = await book.wishes(list(due))
    for channel, since in due.items():
        until = wishes[channel].quiet_until(now)
        if until is not None:
            await outbox.postpone(channel, since, until)
            continue
        held = await outbox.held(channel)
        try:
            together = digest(held, now) if len(held) > 1 else None
        except (ArithmeticError, LookupError, TypeError, ValueError):
            log.exception("%s: what it holds could not be made one digest; sent one by one", channel)
            together = None
        if await outbox.release(channel, held, together, now):
            released += len(held)
    return released
