"""The consensus over the wire: asked before a release and seldom, kept with what came, and never one from after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.calendar import Calendar, Event
from bot.market.consensus import Awaited
from bot.market.feeds import Unavailable
from bot.market.labor import LaborMarket
from bot.market.readings import Readings
from bot.sources.consensus import ConsensusBook
from bot.sources.recorded import Recorded
from bot.sources.yahoo_events import FIELDS
from tests.bench.loopback import Reply
from tests.bench.yahoo import play, told

DUE = datetime(2026, 12, 4, 13, 30, tzinfo=UTC)
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
STATED = Calendar().with_stated(Event.JOBS, [date(2026, 11, 6), date(2026, 12, 4), date(2027, 1, 8)], "FRED")
EVENTS = "/v1/finance/visualization"


class Events:
    """Yahoo with these rows in its calendar, in pages of a hundred."""

    def __init__(self) -> None:
        self.rows, self.status = [payrolls(75)], 200

    def __call__(self, asked):
        if asked.path != EVENTS or "crumb" not in asked.query:
            return play(asked)
        if self.status != 200:
            return Reply("no", self.status)
        columns = [{"id": name} for name in FIELDS]
        page, self.rows = self.rows[:100], self.rows[100:] or self.rows
        return told("finance", {"documents": [{"columns": columns, "rows": page}]})


def payrolls(consensus: object) -> list[object]:
    return ["Non-Farm Payrolls", "US", "2026-12-04T13:30:00.000Z", "Nov", consensus]


@pytest.fixture
def events(hosts, clock):
    hosts.answer, clock.at = Events(), DUE - timedelta(hours=20)
    return hosts.answer


@pytest.fixture
def labor():
    source = Recorded()
    source.tell_calendar(STATED)
    tell(source, (OCTOBER, 159_000.0))
    return source


def tell(source: Recorded, *points) -> None:
    before = ((date(2026, 9, 1), 158_950.0), (OCTOBER, 159_000.0))
    series = Readings(as_of=DUE, source="BLS", name="payrolls", points=tuple(sorted({*before, *points})))
    source.tell_labor(LaborMarket(payrolls=series))


@pytest.fixture
def book(yahoo, labor, shelf, clock, events):
    return ConsensusBook(yahoo, labor, labor, shelf, clock)


def asked(hosts) -> int:
    return sum(one.path == EVENTS for one in hosts.asked)


async def payrolls_of(book) -> list[tuple[date, float, float | None]]:
    return [(one.about, one.expected, one.actual) for one in await book.consensus(Awaited.PAYROLLS)]


async def test_the_day_before_it_is_asked_once_and_kept(book, hosts, clock):
    (one,) = await book.consensus(Awaited.PAYROLLS)
    assert (one.about, one.expected, one.as_of, one.due) == (NOVEMBER, 75.0, clock.at, DUE)
    assert one.source == "Yahoo Finance"

    for _ in range(50):
        clock.at += timedelta(minutes=23)
        assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]
    assert asked(hosts) == 1


async def test_far_from_a_release_nobody_is_asked(book, hosts, clock):
    clock.at = datetime(2026, 12, 7, 15, tzinfo=UTC)  # a Monday
    assert await payrolls_of(book) == []
    assert asked(hosts) == 0


async def test_an_empty_row_is_asked_for_once_more_shortly_before(book, hosts, clock, events):
    events.rows = [payrolls(None)]
    assert await payrolls_of(book) == []
    clock.at = DUE - timedelta(hours=2)
    assert await payrolls_of(book) == []
    assert asked(hosts) == 1

    clock.at, events.rows = DUE - timedelta(minutes=15), [payrolls("80K")]
    assert await payrolls_of(book) == [(NOVEMBER, 80.0, None)]
    clock.at = DUE - timedelta(minutes=5)
    await payrolls_of(book)
    assert asked(hosts) == 2


async def test_a_row_that_stays_empty_is_asked_for_twice_and_no_more(book, hosts, clock, events):
    events.rows = [payrolls(None)]
    for minutes in (20 * 60, 25, 20, 15, 10, 5, 1):
        clock.at = DUE - timedelta(minutes=minutes)
        assert await payrolls_of(book) == []
    assert asked(hosts) == 2


async def test_in_the_hour_of_another_release_nobody_waits_for_it(book, hosts, clock):
    clock.at = DUE - timedelta(hours=24)  # Thursday, when claims are told
    assert await payrolls_of(book) == []
    assert asked(hosts) == 0


@pytest.mark.parametrize("after", [timedelta(0), timedelta(seconds=20), timedelta(hours=3)])
async def test_from_the_release_minute_on_what_is_told_is_no_consensus(book, hosts, clock, after):
    clock.at = DUE + after
    assert await payrolls_of(book) == []
    assert asked(hosts) == 0


async def test_what_came_is_kept_as_it_was_told_first(book, clock, labor):
    await payrolls_of(book)
    clock.at = DUE + timedelta(minutes=1)
    assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]

    tell(labor, (NOVEMBER, 159_053.0))
    assert await payrolls_of(book) == [(NOVEMBER, 75.0, 53.0)]
    tell(labor, (NOVEMBER, 159_010.0))  # revised
    assert await payrolls_of(book) == [(NOVEMBER, 75.0, 53.0)]


async def test_a_month_that_was_not_seen_as_the_newest_has_no_first_word(book, clock, labor):
    await payrolls_of(book)
    clock.at = DUE + timedelta(days=20)
    tell(labor, (NOVEMBER, 159_053.0), (date(2026, 12, 1), 159_100.0))

    assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]


async def test_it_outlives_the_program(book, yahoo, labor, shelf, clock, hosts):
    await payrolls_of(book)
    again = ConsensusBook(yahoo, labor, labor, shelf, clock)

    assert await payrolls_of(again) == [(NOVEMBER, 75.0, None)]
    assert asked(hosts) == 1


@pytest.mark.parametrize("status", [500, 404, 400, 429])
async def test_while_yahoo_does_not_answer_there_is_none_and_it_is_not_pressed(book, hosts, clock, events, status):
    events.status = status
    for _ in range(20):
        assert await payrolls_of(book) == []
        clock.at += timedelta(seconds=20)
    assert asked(hosts) == 1

    events.status, clock.at = 200, DUE - timedelta(hours=12)
    assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]


async def test_a_row_on_the_second_page_is_found_and_a_third_is_not_asked_for(book, hosts, events):
    other = ["CPI MM", "BH", "2026-12-04T20:00:00.000Z", "Nov", 0.1]
    events.rows = [*[other] * 100, payrolls(75), *[other] * 120]

    assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]
    assert asked(hosts) == 2


async def test_without_labor_figures_what_is_expected_is_told_all_the_same(book, clock, labor):
    await payrolls_of(book)
    labor.out, clock.at = DUE, DUE + timedelta(minutes=2)
    with pytest.raises(Unavailable):
        await labor.labor()

    assert await payrolls_of(book) == [(NOVEMBER, 75.0, None)]
