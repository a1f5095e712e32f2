"""Release days over the wire: the table alone without a key, FRED's days with one, and the table while FRED is lost."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.calendar import Basis, Event, calendar
from bot.sources.calendar import Dates
from bot.sources.fred import Fred
from tests.bench.loopback import Reply

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
DAYS = {"50": ["2026-11-06", "2026-12-04", "2027-01-08"], "192": ["2026-12-01"], "10": ["2026-12-10"]}


class FredOf:
    def __init__(self) -> None:
        self.days, self.status = DAYS, 200

    def __call__(self, asked):
        rows = [{"release_id": 50, "date": day} for day in self.days[asked.query["release_id"]]]
        return Reply(json.dumps({"release_dates": rows}), self.status)


@pytest.fixture
def fred_of(hosts, clock):
    hosts.answer, clock.at = FredOf(), NOW
    return hosts.answer


def dates(shelf, clock, key="k" * 32):
    return Dates(Fred(shelf, clock, key), shelf, clock)


def coming(known, event):
    return [one.at.date() for one in known.after(NOW, days=60) if one.event is event]


async def test_without_a_key_nobody_is_asked(fred_of, hosts, shelf, clock):
    assert await dates(shelf, clock, "").calendar() is calendar()
    assert hosts.asked == []


async def test_with_a_key_fred_states_the_days_in_three_requests(fred_of, hosts, shelf, clock):
    source = dates(shelf, clock)
    for _ in range(5):
        known = await source.calendar()

    assert coming(known, Event.JOBS) == [date(2026, 12, 4), date(2027, 1, 8)]
    assert coming(known, Event.OPENINGS) == [date(2026, 12, 1)]
    assert coming(known, Event.PRICES) == [date(2026, 12, 10)]
    assert {one.basis for one in known.after(NOW, days=44) if one.event is Event.JOBS} == {Basis.STATED}
    assert len(hosts.asked) == 3
    assert hosts.asked[0].query["include_release_dates_with_no_data"] == "true"
    assert hosts.asked[0].query["realtime_start"] == "2026-09-16"


async def test_a_day_that_fred_moves_is_known_within_a_week(fred_of, hosts, shelf, clock):
    source = dates(shelf, clock)
    await source.calendar()
    fred_of.days = {**DAYS, "50": ["2026-11-06", "2026-12-16"]}
    for _ in range(5):
        clock.at += timedelta(days=1)  # Thursday to Monday: the prices' weekday is among them
        await source.calendar()
    assert len(hosts.asked) == 3 + 1 + 1  # and on Monday the openings of Tuesday

    clock.at += timedelta(days=1)
    assert coming(await source.calendar(), Event.JOBS)[0] == date(2026, 12, 16)


async def test_around_a_stated_day_it_is_asked_each_day_whether_it_has_moved(fred_of, hosts, shelf, clock):
    source = dates(shelf, clock)
    clock.at = datetime(2026, 12, 2, 13, tzinfo=UTC)
    await source.calendar()
    asked = []
    for _ in range(4):  # Thursday 3 to Sunday 6 December
        clock.at += timedelta(days=1)
        before = len(hosts.asked)
        await source.calendar()
        await source.calendar()
        asked.append([one.query["release_id"] for one in hosts.asked[before:]])

    assert asked == [["50", "10"], ["50"], ["50"], []]


@pytest.mark.parametrize("status", [400, 503])
async def test_while_fred_does_not_answer_the_table_stands_and_fred_is_not_pressed(
    fred_of, hosts, shelf, clock, status
):
    fred_of.status = status
    source = dates(shelf, clock)
    for _ in range(10):
        clock.at += timedelta(seconds=20)
        assert (await source.calendar()).stated == calendar().stated

    assert len(hosts.asked) <= 3


async def test_the_last_days_stand_while_fred_is_lost(fred_of, shelf, clock):
    source = dates(shelf, clock)
    await source.calendar()
    fred_of.status, clock.at = 503, NOW + timedelta(days=2)

    assert coming(await source.calendar(), Event.JOBS)[0] == date(2026, 12, 4)
