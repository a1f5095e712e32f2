"""When rounds happen: the only file that knows APScheduler."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.market.hours import NEW_YORK
from bot.watchers import GRID, Schedule

_DAYS = {"daily": "*", "weekdays": "mon-fri"}  # names, never numbers: APScheduler counts from Monday, cron from Sunday


def trigger(schedule: Schedule) -> Any:
    """APScheduler's trigger: an interval on a fixed grid, or New York clock time with day names, or what follows it."""
    if schedule.at is None:
        return IntervalTrigger(seconds=schedule.seconds, start_date=GRID, timezone=UTC)
    if schedule.then.steps:
        return _Moments(schedule)
    days = _DAYS.get(schedule.days, schedule.days)
    return CronTrigger(day_of_week=days, hour=schedule.at.hour, minute=schedule.at.minute, second=0, timezone=NEW_YORK)


class _Moments(BaseTrigger):  # type: ignore[misc]  # APScheduler tells no types
    """The planned moments of a schedule, one after another."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return self._schedule.following(previous or now - timedelta(microseconds=1))


class Scheduler:
    """Calls ``fire(name, planned)`` when a schedule says so; a late job runs once, and never twice at a time."""

    def __init__(self, fire: Callable[[str, datetime], Awaitable[None]], clock: Clock) -> None:
        self._fire, self._clock = fire, clock
        self._inner = AsyncIOScheduler(
            executors={"default": AsyncIOExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # "skipped: still running" is no news

    def add(self, name: str, schedule: Schedule) -> None:
        self._inner.add_job(self._run, trigger(schedule), id=name, args=[name, schedule])

    async def _run(self, name: str, schedule: Schedule) -> None:
        await self._fire(name, schedule.latest(self._clock.now()))

    def start(self) -> None:
        self._inner.start()

    def stop(self) -> None:
        self._inner.shutdown(wait=False)

    def next_runs(self) -> Mapping[str, datetime]:
        """The next planned time of each schedule, UTC."""
        return {job.id: job.next_run_time.astimezone(UTC) for job in self._inner.get_jobs() if job.next_run_time}
