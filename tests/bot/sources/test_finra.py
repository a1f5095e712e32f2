"""FINRA over the wire: one file for every symbol, when it is due, kept, and told while FINRA is lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.market.settlements import settlements
from bot.market.ticker import Ticker
from bot.sources.finra import KEPT, Finra
from tests.bench.loopback import Reply
from tests.bot.sources.test_finra_file import file, line

APLD, BRKB = Ticker("APLD"), Ticker("BRK-B")
NOT_THERE = Reply("<Error><Code>AccessDenied</Code></Error>", 403, "application/xml")
ON_JANUARY_28 = datetime(2026, 1, 28, 15, 0, tzinfo=UTC)  # the day after the settlement of the 15th is published
ON_JANUARY_27 = ON_JANUARY_28 - timedelta(days=1)


class Published:
    """FINRA's file store: settlements that are out, with shares by symbol."""

    def __init__(self, *days: date) -> None:
        self.out = set(days)
        self.instead: Reply | None = None

    def __call__(self, asked):
        if self.instead is not None:
            return self.instead
        day = datetime.strptime(asked.path[-12:-4], "%Y%m%d").replace(tzinfo=UTC).date()
        if day not in self.out:
            return NOT_THERE
        rows = [line(symbol, shares=day.toordinal(), day=day) for symbol in ("APLD", "BRKB", "VODL")]
        return Reply(file(*rows), kind="text/csv")


@pytest.fixture
def store(hosts):
    hosts.answer = Published(date(2026, 1, 15), date(2025, 12, 31), date(2025, 12, 15))
    return hosts.answer


@pytest.fixture
def finra(store, shelf, clock):
    clock.at = ON_JANUARY_28
    return Finra(shelf, clock)


async def test_at_first_the_newest_file_and_the_one_before_are_fetched_for_all_symbols(finra, hosts):
    apld, brkb = await asyncio.gather(finra.short_interest(APLD), finra.short_interest(BRKB))
    history = await finra.short_history(APLD)

    assert hosts.addresses() == [
        "cdn.finra.org/equity/otcmarket/biweekly/shrt20260115.csv",
        "cdn.finra.org/equity/otcmarket/biweekly/shrt20251231.csv",
    ]
    assert (apld.settlement, brkb.ticker) == (date(2026, 1, 15), BRKB)
    assert [one.settlement for one in history] == [date(2025, 12, 31), date(2026, 1, 15)]


async def test_a_symbol_that_finra_does_not_list_is_missing(finra):
    with pytest.raises(Missing, match="FINRA lists no short interest of ZZZZ on 2026-01-15"):
        await finra.short_interest(Ticker("ZZZZ"))
    with pytest.raises(Missing):
        await finra.short_history(Ticker("ZZZZ"))


async def test_a_foreign_ticker_is_not_taken_for_another_company(finra):
    assert (await finra.short_interest(Ticker("VODL"))).shares
    with pytest.raises(Missing):
        await finra.short_interest(Ticker("VOD.L"))


async def test_until_a_file_is_out_the_one_before_is_told_and_it_is_asked_for_each_half_hour(
    finra, store, hosts, clock
):
    clock.at = ON_JANUARY_27
    store.out.discard(date(2026, 1, 15))
    for _ in range(5):
        assert (await finra.short_interest(APLD)).settlement == date(2025, 12, 31)
    assert len(hosts.asked) == 2
    clock.at += timedelta(minutes=29)
    await finra.short_interest(APLD)
    assert len(hosts.asked) == 2

    clock.at += timedelta(minutes=1)
    store.out.add(date(2026, 1, 15))

    assert (await finra.short_interest(APLD)).settlement == date(2026, 1, 15)
    assert (await finra.vendor.health()).failing_since is None


async def test_the_first_questions_find_a_file_also_while_time_runs(store, shelf):
    class Running:
        at = ON_JANUARY_28

        def now(self):
            self.at += timedelta(microseconds=1)
            return self.at

    assert (await Finra(shelf, Running()).short_interest(APLD)).settlement == date(2026, 1, 15)


async def test_nothing_is_asked_before_the_day_of_publication(finra, hosts, clock):
    clock.at = ON_JANUARY_27 - timedelta(days=1)
    await finra.short_interest(APLD)

    assert hosts.addresses() == [
        "cdn.finra.org/equity/otcmarket/biweekly/shrt20251231.csv",
        "cdn.finra.org/equity/otcmarket/biweekly/shrt20251215.csv",
    ]


async def test_a_file_that_is_long_overdue_is_trouble_and_not_patience(finra, store, clock):
    store.out.discard(date(2026, 1, 15))
    clock.at = ON_JANUARY_27 + timedelta(days=7)

    await finra.short_interest(APLD)
    clock.at += timedelta(minutes=30)

    assert (await finra.short_interest(APLD)).settlement == date(2025, 12, 31)
    assert (
        "FINRA does not hand out the short interest of 2026-01-15 (HTTP 403)" in (await finra.vendor.health()).trouble
    )


async def test_a_restart_asks_nothing_and_knows_as_much(finra, hosts, shelf, clock):
    before = await finra.short_history(APLD)
    asked = len(hosts.asked)

    again = Finra(shelf, clock)

    assert await again.short_history(APLD) == before
    assert len(hosts.asked) == asked


async def test_settlements_gather_and_the_oldest_makes_room(store, shelf, clock):
    store.out.update(islice(settlements(date(2026, 12, 31)), KEPT + 7))
    days = sorted(store.out)[-KEPT - 6 :]
    for day in days:
        clock.at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC) + timedelta(days=13)
        finra = Finra(shelf, clock)
        await finra.short_interest(APLD)

    kept = [one.settlement for one in await finra.short_history(APLD)]
    assert kept == days[-KEPT:]
    assert [one.settlement for one in await Finra(shelf, clock).short_history(APLD)] == kept
    assert len([name for name in shelf._bodies if name.startswith("finra:")]) == KEPT


@pytest.mark.parametrize("instead", [Reply("down", 503), Reply("<html>", 200, "text/html"), Reply("", 429)])
async def test_while_finra_is_lost_the_last_kept_is_told(finra, store, clock, instead):
    await finra.short_interest(APLD)
    store.instead = instead
    clock.at += timedelta(days=21)

    assert (await finra.short_interest(APLD)).settlement == date(2026, 1, 15)
    assert (await finra.vendor.health()).failing_since == clock.at


@pytest.mark.parametrize("instead", [Reply("down", 503), Reply("<html>", 200, "text/html"), Reply("", 429)])
async def test_where_nothing_is_kept_a_lost_finra_is_unavailable_and_not_asked_for_each_ticker(
    finra, store, hosts, instead
):
    store.instead = instead
    for _ in range(5):
        with pytest.raises(Unavailable):
            await finra.short_interest(APLD)

    assert len(hosts.asked) <= 2


async def test_after_two_minutes_a_lost_finra_is_asked_again(finra, store, clock):
    store.instead = Reply("down", 503)
    with pytest.raises(Unavailable):
        await finra.short_interest(APLD)
    store.instead = None
    clock.at += timedelta(minutes=2)

    assert (await finra.short_interest(APLD)).settlement == date(2026, 1, 15)


async def test_who_starts_on_a_first_day_learns_the_symbols_at_once(finra):
    await finra.renew()

    assert [one.ticker.symbol for one in await finra.listings()] == ["APLD", "BRKB", "VODL"]


async def test_listings_are_told_from_what_is_kept_and_ask_no_network(finra, hosts, shelf, clock):
    assert await finra.listings() == []
    assert not hosts.asked

    await finra.short_interest(APLD)

    assert [one.ticker.symbol for one in await finra.listings()] == ["APLD", "BRKB", "VODL"]
    assert len(await Finra(shelf, clock).listings()) == 3
    assert len(hosts.asked) == 2


async def test_what_cannot_be_read_any_more_is_fetched_again(finra, shelf, clock):
    for number in range(KEPT):
        await shelf.put(f"finra:{number}", b"written by another version", clock.at)

    assert (await finra.short_interest(APLD)).settlement == date(2026, 1, 15)
