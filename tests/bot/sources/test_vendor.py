"""One vendor: how answers, refusals and failures pass, and who is not asked any more."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.market.remedy import Remedy
from bot.sources.vendor import WORKERS, Refused, Throttled, Vendor, Vendors


class Fetch:
    """A request that ends as told, counted."""

    def __init__(self, *ends) -> None:
        self.ends, self.asked = list(ends), 0

    def __call__(self):
        self.asked += 1
        end = self.ends.pop(0) if len(self.ends) > 1 else self.ends[0]
        if isinstance(end, BaseException):
            raise end
        return end


@pytest.fixture
def vendor(clock, shelf):
    return Vendor("Yahoo", clock, shelf, per_hour=3_600_000, burst=1000)


async def test_an_answer_is_handed_over_and_dated(vendor, clock):
    assert await vendor.ask(Fetch("an answer")) == "an answer"

    health = await vendor.health()
    assert (health.answered_at, health.failing_since, health.trouble) == (clock.at, None, "")


@pytest.mark.parametrize("end", [Missing("No such ticker."), Refused("Too long.")])
async def test_no_such_ticker_and_no_such_request_are_answers(vendor, end):
    for _ in range(5):
        with pytest.raises(type(end)):
            await vendor.ask(Fetch(end))

    assert (await vendor.health()).failing_since is None


async def test_after_too_many_requests_nothing_is_asked_for_fifteen_minutes(vendor, clock):
    fetch = Fetch(Throttled(), "well again")
    for _ in range(3):
        with pytest.raises(Unavailable, match=r"Yahoo asks us to wait until 15:15 UTC\."):
            await vendor.ask(fetch)
    assert fetch.asked == 1

    clock.at += timedelta(minutes=15)

    assert await vendor.ask(fetch) == "well again"
    assert (await vendor.health()).paused_until is None


async def test_requests_under_way_in_one_storm_lengthen_the_pause_once(vendor, clock):
    gate = threading.Event()

    def storm():
        gate.wait(5)
        raise Throttled

    asked = [asyncio.create_task(vendor.ask(storm)) for _ in range(WORKERS)]
    await asyncio.sleep(0.02)
    gate.set()
    ends = await asyncio.gather(*asked, return_exceptions=True)

    assert all(isinstance(end, Unavailable) for end in ends)
    assert (await vendor.health()).paused_until == clock.at + timedelta(minutes=15)


async def test_a_pause_outlives_the_program(vendor, clock, shelf):
    with pytest.raises(Unavailable):
        await vendor.ask(Fetch(Throttled()))
    fetch = Fetch("an answer")
    restarted = Vendor("Yahoo", clock, shelf, per_hour=3_600_000, burst=1000)

    with pytest.raises(Unavailable):
        await restarted.ask(fetch)

    assert fetch.asked == 0


async def test_who_waits_for_a_turn_is_told_of_the_pause_at_once(clock, shelf):
    vendor = Vendor("Yahoo", clock, shelf, per_hour=1, burst=1)
    ends = await asyncio.wait_for(
        asyncio.gather(*(vendor.ask(Fetch(Throttled())) for _ in range(20)), return_exceptions=True), 5
    )

    assert len(ends) == 20
    assert all(isinstance(end, Unavailable) for end in ends)


async def test_a_lost_connection_is_unavailable_and_says_since_when(vendor, clock):
    await vendor.ask(Fetch("an answer"))
    answered_at = clock.at
    clock.at += timedelta(hours=1)

    with pytest.raises(Unavailable, match=r"Yahoo could not be reached \(TimeoutError\)\.") as lost:
        await vendor.ask(Fetch(TimeoutError()))

    assert lost.value.since == answered_at
    assert (await vendor.health()).failing_since == clock.at


async def test_garbage_stays_unreadable(vendor):
    with pytest.raises(Unreadable, match="not JSON"):
        await vendor.ask(Fetch(Unreadable("Yahoo's answer is not JSON.")))


async def test_after_three_failures_it_rests_for_ten_seconds(vendor, clock):
    fetch = Fetch(OSError())
    for _ in range(5):
        with pytest.raises(Unavailable):
            await vendor.ask(fetch)
    assert fetch.asked == 3

    clock.at += timedelta(seconds=10)
    with pytest.raises(Unavailable):
        await vendor.ask(fetch)

    assert fetch.asked == 4


async def test_a_fault_of_our_own_is_logged_and_harms_nobody(vendor, caplog):
    with pytest.raises(Unavailable):
        await vendor.ask(Fetch(KeyError("A3")))

    assert "asking Yahoo" in caplog.text
    assert await vendor.ask(Fetch("an answer")) == "an answer"


async def test_a_hanging_vendor_holds_up_no_other(vendor, clock, shelf):
    gate = threading.Event()
    hanging = [asyncio.create_task(vendor.ask(lambda: gate.wait(5))) for _ in range(WORKERS)]
    other = Vendor("FINRA", clock, shelf, per_hour=3600, burst=10)

    assert await asyncio.wait_for(other.ask(Fetch("an answer")), 2) == "an answer"

    gate.set()
    await asyncio.gather(*hanging)


async def test_health_of_all_vendors_is_told_in_order(vendor, clock, shelf):
    other = Vendor("FINRA", clock, shelf, per_hour=3600, burst=10)
    with pytest.raises(Unavailable):
        await other.ask(Fetch(OSError()))

    healths = await Vendors([vendor, other]).health()

    assert [(health.source, bool(health.trouble)) for health in healths] == [("Yahoo", False), ("FINRA", True)]


@pytest.mark.parametrize(
    ("end", "remedy"),
    [
        (ConnectionError(), Remedy.ASK_AGAIN),
        (Throttled(), Remedy.ASK_AGAIN),
        (Unavailable("Who are you?", remedy=Remedy.SET_CONTACT), Remedy.SET_CONTACT),
        (Unreadable("Garbage."), None),
        (Refused("Too long."), None),
    ],
)
async def test_what_can_be_done_about_it_is_known_while_it_is_asked_and_while_it_rests(vendor, end, remedy):
    for _ in range(5):  # from the third on it rests
        with pytest.raises(Unavailable) as lost:
            await vendor.ask(Fetch(end))

        assert lost.value.remedy is remedy
