"""The last good answers, kept with their age."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from bot.clock import Clock
from bot.market.feeds import Missing, Unavailable
from bot.market.hours import NEW_YORK, last_session_on_or_before
from bot.words import Sentence, filled

Fresh = Callable[[datetime, datetime], bool]  # kept at, now -> whether the vendor need not be asked again

DAY_BEGINS = timedelta(hours=6)  # New York time at which a new day's answers are wanted
CLOSED_FOR_SURE = time(16, 30)  # New York time by which the day's last delayed prices are in


class Shelf(Protocol):
    """A place for bytes that outlives the program."""

    async def get(self, name: str) -> tuple[bytes, datetime] | None:
        """What was put there and when, None if nothing was."""
        ...

    async def put(self, name: str, body: bytes, at: datetime) -> None:
        """Keep ``body``, in place of what was there."""
        ...


class MemoryShelf:
    """A shelf for answers that are not worth keeping longer than the program runs."""

    def __init__(self) -> None:
        self._bodies: dict[str, tuple[bytes, datetime]] = {}

    async def get(self, name: str) -> tuple[bytes, datetime] | None:
        return self._bodies.get(name)

    async def put(self, name: str, body: bytes, at: datetime) -> None:
        self._bodies[name] = body, at


def within(span: timedelta) -> Fresh:
    """Fresh for a span; an answer from the future is not."""
    return lambda kept_at, now: timedelta(0) <= now - kept_at < span


def same_day(kept_at: datetime, now: datetime) -> bool:
    """Fresh until six in the morning, New York time."""
    return _day(kept_at) == _day(now)


def on_each(weekday: int) -> Fresh:
    """Fresh until six in the morning, New York time, of the next such weekday, 0 for Monday."""

    def week(moment: datetime) -> int:
        return (_day(moment).toordinal() - 1 - weekday) // 7

    return lambda kept_at, now: week(kept_at) == week(now)


def until_next_close(kept_at: datetime, now: datetime) -> bool:
    """Fresh until the next session has closed and its last, delayed prices are in."""
    return _closed_session(kept_at) == _closed_session(now)


def until(*times: time) -> Fresh:
    """Fresh until the next of these clock times (New York, soonest first) of a weekday."""
    return lambda kept_at, now: _passed(kept_at, times) == _passed(now, times)


def _passed(moment: datetime, times: Sequence[time]) -> tuple[date, int]:
    """The weekday and how many of its times have passed; a weekend belongs to its Friday."""
    local = moment.astimezone(NEW_YORK)
    day, count = local.date(), sum(local.time() >= one for one in times)
    if day.weekday() < 5 and count:
        return day, count
    day -= timedelta(days=max(1, day.weekday() - 4))
    return (day if day.weekday() < 5 else day - timedelta(days=2)), len(times)


def _day(moment: datetime) -> date:
    return (moment.astimezone(NEW_YORK).replace(tzinfo=None) - DAY_BEGINS).date()


def _closed_session(moment: datetime) -> date:
    local = moment.astimezone(NEW_YORK)
    over = local.date() if local.time() >= CLOSED_FOR_SURE else local.date() - timedelta(days=1)
    return last_session_on_or_before(over)


@dataclass(frozen=True)
class Answer:
    """A vendor's answer (JSON values) and when it was given; ``missing`` is the sentence that it has none."""

    value: Any
    at: datetime
    missing: str = ""

    def packed(self) -> bytes:
        return zlib.compress(json.dumps([_written(self.missing), self.value]).encode())


def unpacked(body: bytes, at: datetime) -> Answer | None:
    """A kept answer; None if it cannot be read, so that the vendor is asked."""
    try:
        missing, value = json.loads(zlib.decompress(body))
        return Answer(value, at, _sentence(missing))
    except (ValueError, TypeError, LookupError, zlib.error):
        return None


def _written(sentence: str) -> str | list[Any]:
    """As JSON values: with what it was filled from, so that it is said in whatever language it is read again."""
    return [sentence.template, dict(sentence.values)] if isinstance(sentence, Sentence) else sentence


def _sentence(written: str | list[Any]) -> str:
    if isinstance(written, str):
        return written
    template, values = written
    return filled(template, **values)


class Cached:
    """Asks a vendor once while an answer is fresh; concurrent questions about one name share one request.

    ``rest`` is how long a name that could not be asked is not asked again: what is dear, or asked by every command,
    must neither knock at a lost vendor each time nor wait for its turn.
    """

    def __init__(
        self,
        name: str,
        ask: Callable[[str], Awaitable[Any]],
        shelf: Shelf,
        clock: Clock,
        *,
        fresh: Fresh,
        stale_for: timedelta,
        missing_fresh: Fresh | None = None,
        rest: timedelta = timedelta(0),
        is_due: Callable[[Answer, datetime], bool] | None = None,
    ) -> None:
        """``is_due`` says of a fresh answer that a newer one is wanted all the same: something is being published."""
        self._name, self._ask, self._shelf, self._clock = name, ask, shelf, clock
        self._fresh, self._stale_for, self._rest, self._is_due = fresh, stale_for, rest, is_due
        self._missing_fresh = missing_fresh or fresh
        self._lost: dict[str, tuple[datetime, Unavailable]] = {}
        self._under_way: dict[str, asyncio.Task[Answer]] = {}

    async def get(self, name: str) -> Answer:
        """A fresh answer, or the last good one, not older than ``stale_for``, while the vendor is Unavailable.

        Raises Missing (remembered as long as an answer would be, or by ``missing_fresh``), Unavailable.
        """
        task = self._under_way.get(name)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._look(name))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # perhaps nobody waits any more
            task.add_done_callback(lambda _: self._under_way.pop(name))
            self._under_way[name] = task
        answer = await asyncio.shield(task)
        if answer.missing:
            raise Missing(answer.missing)
        return answer

    async def has(self, name: str) -> bool:
        """Whether a fresh answer, or that there is none, is at hand: ``get`` would ask nobody."""
        return self._good(await self._kept(name)) is not None

    async def kept(self, name: str) -> Answer | None:
        """The last answer however old it is, None where none is kept or the vendor has none: nobody is asked."""
        last = await self._kept(name)
        return last if last is not None and not last.missing else None

    async def _kept(self, name: str) -> Answer | None:
        kept = await self._shelf.get(f"{self._name}:{name}")
        return unpacked(*kept) if kept else None

    def _good(self, last: Answer | None) -> Answer | None:
        """The last answer where it need not be asked for again."""
        if last is None:
            return None
        fresh = self._missing_fresh if last.missing else self._fresh
        return last if fresh(last.at, self._clock.now()) and not self._wanted(last) else None

    def _wanted(self, last: Answer) -> bool:
        return self._is_due is not None and self._is_due(last, self._clock.now())

    async def _look(self, name: str) -> Answer:
        last = await self._kept(name)
        if (good := self._good(last)) is not None:
            return good
        try:
            answer = Answer(await self._asked(name), self._clock.now())
        except Missing as none:
            answer = Answer(None, self._clock.now(), none.sentence)
        except Unavailable:
            if last is not None and not last.missing and self._clock.now() - last.at <= self._stale_for:
                return last
            raise
        await self._shelf.put(f"{self._name}:{name}", answer.packed(), answer.at)
        return answer

    async def _asked(self, name: str) -> Any:
        """The vendor's answer, or while it rests the refusal it gave last."""
        at, failure = self._lost.get(name, (None, None))
        if at is not None and failure is not None and timedelta(0) <= self._clock.now() - at < self._rest:
            raise copy(failure)
        try:
            answer = await self._ask(name)
        except Unavailable as lost:
            self._lost[name] = self._clock.now(), lost
            raise
        self._lost.pop(name, None)
        return answer
