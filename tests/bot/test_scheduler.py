"""When rounds happen."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.market.hours import NEW_YORK
from bot.scheduler import Scheduler, trigger
from bot.watchers import Schedule


def fires(words, start, count):
    planned, now = [], start
    made = trigger(Schedule.parse(words))
    for _ in range(count):
        planned.append(made.get_next_fire_time(planned[-1] if planned else None, now))
        now = planned[-1] + timedelta(seconds=1)
    return planned


def test_weekdays_are_monday_to_friday():
    planned = fires("weekdays 18:30", datetime(2026, 11, 19, 12, tzinfo=NEW_YORK), 4)

    assert [one.strftime("%a %H:%M") for one in planned] == ["Thu 18:30", "Fri 18:30", "Mon 18:30", "Tue 18:30"]


@pytest.mark.parametrize(
    "start", [datetime(2026, 3, 6, 12, tzinfo=NEW_YORK), datetime(2026, 10, 30, 12, tzinfo=NEW_YORK)]
)
def test_half_past_nine_stays_half_past_nine_over_a_clock_change(start):
    assert {one.astimezone(NEW_YORK).strftime("%H:%M") for one in fires("weekdays 09:30", start, 5)} == {"09:30"}


def test_intervals_fall_on_one_grid_whenever_the_program_started():
    early = fires("every 5m", datetime(2026, 1, 1, 9, 58, 13, tzinfo=UTC), 3)
    late = fires("every 5m", datetime(2026, 1, 1, 10, 1, 59, tzinfo=UTC), 2)

    assert early[1:] == late


async def test_a_fire_carries_its_planned_time_and_the_next_runs_are_known():
    fired = asyncio.Queue()
    scheduler = Scheduler(lambda name, planned: fired.put((name, planned)), SystemClock())
    scheduler.add("tick", Schedule.parse("every 1s"))
    scheduler.start()

    name, planned = await asyncio.wait_for(fired.get(), 5)
    upcoming = scheduler.next_runs()["tick"]
    scheduler.stop()

    assert name == "tick"
    assert planned.microsecond == 0
    assert upcoming > planned


def test_a_clock_time_that_goes_on_fires_at_each_of_its_moments_over_a_clock_change():
    planned = fires("weekdays 08:30 then every 20s for 1m", datetime(2026, 10, 30, 8, 29, tzinfo=NEW_YORK), 5)

    assert [one.astimezone(NEW_YORK).strftime("%a %H:%M:%S") for one in planned] == [
        "Fri 08:30:00", "Fri 08:30:20", "Fri 08:30:40", "Fri 08:31:00", "Mon 08:30:00",
    ]  # fmt: skip


def test_what_fires_is_the_planned_moment_so_that_replicas_agree():
    schedule = Schedule.parse("weekdays 08:30 then every 20s for 3m")
    late = datetime(2026, 12, 4, 13, 30, 27, tzinfo=UTC)

    assert schedule.latest(late) == schedule.latest(late + timedelta(seconds=9)) == late.replace(second=20)
