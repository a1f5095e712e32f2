"""Who is told of an alert, and when: at once, in a digest after quiet hours or a full hour, or not at all."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Course, Reason
from bot.alerts.digest import digest
from bot.alerts.ports import Admission, Explanation, Outbox, Watchlists, WishBook
from bot.alerts.setting import State
from bot.alerts.watchlist import Channel, Silence, is_silenced
from bot.alerts.wishes import Wishes

log = logging.getLogger(__name__)

CHUNK = 500  # channels in one atomic step
SEVERAL = 3  # alerts that come to a channel in one turn become one message
FRESH = timedelta(minutes=30)  # how long an alert explains others


async def admit_all(outbox: Outbox, watchlists: Watchlists, book: WishBook, now: datetime) -> int:
    """Turn every recorded alert into outbox entries, chunk by chunk; the number of channels told to be told.

    Several alerts that come to a channel in one turn wait a moment for each other; so does, for longer, what an alert
    that was told explains.
    """
    pending = list(await outbox.admissions(CHUNK))
    for one in pending:
        if one.alert.explains:
            explanation = Explanation(one.alert.kind, one.alert.fingerprint, one.alert.card.title, now + FRESH)
            await outbox.explain(one.alert.explains, explanation)
    explanations = await outbox.explanations(now) if pending else {}
    admitted = 0
    while pending:
        chunks = [await _chunk(outbox, watchlists, book, one, explanations, now) for one in pending]
        crowded = _crowded(chunks)
        for chunk in chunks:
            alert, courses = chunk.admission.alert, {**chunk.courses}
            for channel in crowded & courses.keys():
                if _may_wait(alert, courses[channel]):
                    courses[channel] = replace(courses[channel], waits=Reason.TOGETHER)
            if await outbox.admit(alert, chunk.admission.cursor, chunk.then, courses.keys(), now, courses):
                admitted += len(courses)
            else:
                chunk.then = None  # another worker serves this alert
        pending = [Admission(one.admission.alert, one.then) for one in chunks if one.then is not None]
    return admitted


@dataclass
class _Chunk:
    """An alert, how it goes to its next channels, and the last of them where there are more (None: no more)."""

    admission: Admission
    courses: Mapping[Channel, Course]
    then: str | None


async def _chunk(
    outbox: Outbox,
    watchlists: Watchlists,
    book: WishBook,
    admission: Admission,
    explanations: Mapping[str, Explanation],
    now: datetime,
) -> _Chunk:
    alert = admission.alert
    if alert.addressed:
        channels: Sequence[Channel] = [Channel.parse(one) for one in alert.only[:CHUNK]]
    else:
        channels = await outbox.audience(alert.about, admission.cursor, CHUNK)
    meant = [one for one in channels if not alert.only or str(one) in alert.only]
    silences = await watchlists.silences(meant)
    await _end_silences(watchlists, alert, silences, now)
    courses = _courses(alert, silences, await book.wishes(meant), explanations.get(alert.kind), now)
    return _Chunk(admission, courses, str(channels[-1]) if len(channels) == CHUNK and not alert.addressed else None)


def _crowded(chunks: Sequence[_Chunk]) -> set[Channel]:
    """The channels that would get several messages in this turn."""
    count = Counter(
        channel
        for chunk in chunks
        for channel, course in chunk.courses.items()
        if _may_wait(chunk.admission.alert, course)
    )
    return {channel for channel, number in count.items() if number >= SEVERAL}


def _may_wait(alert: Alert, course: Course) -> bool:
    """Neither what is urgent nor what continues another waits for company, nor what waits already."""
    return alert.severity is not Severity.HIGH and not alert.follows and course.waits is None


async def _end_silences(
    watchlists: Watchlists, alert: Alert, silences: Mapping[Channel, tuple[Silence, ...]], now: datetime
) -> None:
    """A silence until something changes ends with the change; it does before the alert is admitted, so none is lost."""
    for channel, kept in silences.items():
        for silence in kept:
            if silence.concerns(alert, now) and silence.ended_by(alert):
                await watchlists.unsilence(channel, silence.about, silence.kind)


def _courses(
    alert: Alert,
    silences: Mapping[Channel, tuple[Silence, ...]],
    wishes: Mapping[Channel, Wishes],
    explained: Explanation | None,
    now: datetime,
) -> Mapping[Channel, Course]:
    """How an alert goes to each channel that wants it."""
    found = {channel: wish.course(alert, now) for channel, wish in wishes.items()}
    if explained is not None:
        until, because = explained.until, explained.because
        found |= {
            channel: replace(course, waits=Reason.EXPLAINED, until=until, because=because)
            for channel, course in found.items()
            if course is not None
            and _may_wait(alert, course)
            and wishes[channel].state(explained.kind) is not State.OFF
        }
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
