"""Answers kept with their age: what is asked again, and what is told while a vendor is lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.sources.cached import (
    Answer,
    Cached,
    MemoryShelf,
    on_each,
    same_day,
    unpacked,
    until,
    until_next_close,
    within,
)
from bot.words import filled, later


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Vendor:
    """Answers the how-manieth question it was, unless it is told otherwise."""

    def __init__(self) -> None:
        self.asked, self.end = 0, None

    async def ask(self, name):
        self.asked += 1
        await asyncio.sleep(0)
        if self.end is not None:
            raise self.end
        return {"name": name, "number": self.asked}


@pytest.fixture
def vendor():
    return Vendor()


@pytest.fixture
def cached(vendor, shelf, clock):
    return Cached("test", vendor.ask, shelf, clock, fresh=within(timedelta(minutes=1)), stale_for=timedelta(hours=1))


async def test_a_fresh_answer_is_not_asked_for_again_and_an_old_one_is(cached, vendor, clock):
    first = await cached.get("APLD")
    clock.at += timedelta(seconds=59)
    assert await cached.get("APLD") == first
    clock.at += timedelta(seconds=1)

    assert (await cached.get("APLD")).value["number"] == 2
    assert vendor.asked == 2


async def test_whether_an_answer_is_at_hand_is_told_without_asking(cached, vendor, clock):
    assert not await cached.has("APLD")
    await cached.get("APLD")
    assert await cached.has("APLD")
    clock.at += timedelta(minutes=1)

    assert not await cached.has("APLD")
    vendor.end = Missing("There is none.")
    with pytest.raises(Missing):
        await cached.get("APLD")
    assert await cached.has("APLD")
    assert vendor.asked == 2


async def test_questions_at_once_about_one_name_are_one_request(cached, vendor):
    answers = await asyncio.gather(*(cached.get("APLD") for _ in range(10)), cached.get("BBAI"))

    assert vendor.asked == 2
    assert len({answer.value["name"] for answer in answers}) == 2


async def test_that_there_is_none_is_remembered_as_long_as_an_answer_would_be(cached, vendor, clock):
    vendor.end = Missing("Yahoo has nothing on APLD.")
    for _ in range(3):
        with pytest.raises(Missing, match="Yahoo has nothing on APLD"):
            await cached.get("APLD")
    assert vendor.asked == 1

    vendor.end = None
    clock.at += timedelta(minutes=1)
    assert (await cached.get("APLD")).value["name"] == "APLD"


async def test_that_there_is_none_may_be_remembered_for_a_shorter_time(vendor, shelf, clock):
    cached = Cached(
        "test", vendor.ask, shelf, clock,
        fresh=within(timedelta(days=9)), stale_for=timedelta(0), missing_fresh=within(timedelta(minutes=1)),
    )  # fmt: skip
    vendor.end = Missing("None.")
    with pytest.raises(Missing):
        await cached.get("APLD")
    vendor.end = None
    with pytest.raises(Missing):
        await cached.get("APLD")

    clock.at += timedelta(minutes=1)
    first = await cached.get("APLD")
    clock.at += timedelta(days=8)
    assert await cached.get("APLD") == first


async def test_while_the_vendor_is_lost_the_last_answer_is_told_with_its_age_and_not_for_ever(cached, vendor, clock):
    first = await cached.get("APLD")
    vendor.end = Unavailable("Yahoo could not be reached.")
    clock.at += timedelta(hours=1)
    assert await cached.get("APLD") == first
    clock.at += timedelta(seconds=1)

    with pytest.raises(Unavailable):
        await cached.get("APLD")


async def test_a_name_that_could_not_be_asked_rests_and_is_asked_again_after_it(vendor, shelf, clock):
    resting = Cached(
        "test", vendor.ask, shelf, clock, fresh=within(timedelta(0)), stale_for=timedelta(0),
        rest=timedelta(minutes=10),
    )  # fmt: skip
    vendor.end = Unavailable("Yahoo could not be reached.", since=clock.at)
    for minutes in (0, 4, 5):
        clock.at += timedelta(minutes=minutes)
        with pytest.raises(Unavailable, match="could not be reached") as lost:
            await resting.get("APLD")
        assert lost.value.since is not None
    assert vendor.asked == 1
    with pytest.raises(Unavailable):
        await resting.get("BBAI")  # another name has its own rest
    assert vendor.asked == 2

    vendor.end = None
    clock.at += timedelta(minutes=1)
    assert (await resting.get("APLD")).value["number"] == 3


async def test_a_lost_vendor_does_not_turn_missing_into_an_answer(cached, vendor, clock):
    vendor.end = Missing("None.")
    with pytest.raises(Missing):
        await cached.get("APLD")
    vendor.end = Unavailable("Lost.")
    clock.at += timedelta(minutes=2)

    with pytest.raises(Unavailable):
        await cached.get("APLD")


async def test_what_cannot_be_read_any_more_is_asked_for_again(cached, vendor, shelf, clock):
    await shelf.put("test:APLD", b"written by another version", clock.at)

    assert (await cached.get("APLD")).value["number"] == 1


async def test_who_gives_up_harms_nobody_who_waits(cached):
    given_up, patient = asyncio.create_task(cached.get("APLD")), asyncio.create_task(cached.get("APLD"))
    await asyncio.sleep(0)
    given_up.cancel()

    assert (await patient).value["name"] == "APLD"


def test_an_answer_is_kept_small():
    answer = Answer({"history": [{"firm": "A Firm", "toGrade": "Buy"}] * 900}, at("2026-01-15T15:00"))

    assert len(answer.packed()) < 1000
    assert unpacked(answer.packed(), answer.at) == answer


@pytest.mark.parametrize(
    ("kept", "now", "is_fresh"),
    [
        ("2026-01-15T12:00", "2026-01-15T23:00", True),
        ("2026-01-15T12:00", "2026-01-16T10:59", True),  # 05:59 in New York
        ("2026-01-15T12:00", "2026-01-16T11:00", False),  # 06:00
        ("2026-07-15T12:00", "2026-07-16T10:00", False),  # 06:00 in summer
    ],
)
def test_a_day_begins_at_six_in_new_york(kept, now, is_fresh):
    assert same_day(at(kept), at(now)) is is_fresh


@pytest.mark.parametrize(
    ("kept", "now", "is_fresh"),
    [
        ("2026-01-15T15:00", "2026-01-15T21:29", True),  # in the session, and 16:29 in New York
        ("2026-01-15T15:00", "2026-01-15T21:30", False),
        ("2026-01-15T21:30", "2026-01-16T21:29", True),
        ("2026-01-16T21:30", "2026-01-20T21:29", True),  # over a weekend and a holiday
        ("2026-01-16T21:30", "2026-01-20T21:30", False),
    ],
)
def test_a_chart_lasts_until_the_next_session_has_closed(kept, now, is_fresh):
    assert until_next_close(at(kept), at(now)) is is_fresh


def test_an_answer_from_the_future_is_not_fresh():
    assert not within(timedelta(minutes=1))(at("2026-01-15T15:01"), at("2026-01-15T15:00"))


@pytest.mark.parametrize(
    ("kept", "now", "is_fresh"),
    [
        ("2026-01-15T14:00", "2026-01-15T14:59", True),  # nine to one minute before ten, a Thursday in New York
        ("2026-01-15T14:59", "2026-01-15T15:00", False),
        ("2026-01-15T15:00", "2026-01-15T22:29", True),
        ("2026-01-15T22:29", "2026-01-15T22:30", False),
        ("2026-01-15T22:30", "2026-01-16T14:59", True),  # over night
        ("2026-01-16T22:30", "2026-01-19T14:59", True),  # over the weekend
        ("2026-01-17T22:30", "2026-01-18T03:00", True),
        ("2026-01-16T22:30", "2026-01-19T15:00", False),
        ("2026-01-15T16:00", "2026-01-16T16:00", False),
    ],
)
def test_an_answer_until_clock_times_is_fresh_up_to_the_next_of_them(kept, now, is_fresh):
    assert until(time(10), time(17, 30))(at(kept), at(now)) is is_fresh


@pytest.mark.parametrize(
    ("kept", "now", "is_fresh"),
    [
        ("2026-01-13T11:00", "2026-01-20T10:59", True),  # six in the morning of a Tuesday, New York, to the next one
        ("2026-01-13T10:59", "2026-01-13T11:00", False),
        ("2026-01-15T20:00", "2026-01-20T11:00", False),
        ("2026-01-15T20:00", "2026-01-27T20:00", False),
    ],
)
def test_an_answer_of_a_weekday_is_fresh_for_a_week(kept, now, is_fresh):
    assert on_each(1)(at(kept), at(now)) is is_fresh


async def test_what_is_kept_is_told_however_old_and_nobody_is_asked(cached, vendor, clock):
    assert await cached.kept("APLD") is None
    await cached.get("APLD")
    clock.at += timedelta(days=400)

    assert (await cached.kept("APLD")).value["number"] == 1
    vendor.end = Missing("none")
    with pytest.raises(Missing):
        await cached.get("APLD")
    assert await cached.kept("APLD") is None
    assert vendor.asked == 2


async def test_that_there_is_none_is_kept_with_what_it_was_filled_from_so_that_any_language_can_say_it(vendor, clock):
    shelf = MemoryShelf()
    vendor.end = Missing(filled(later("Yahoo has no prices of {about}."), about="APLD"))
    for _ in range(2):  # of the vendor, then of the shelf
        with pytest.raises(Missing) as none:
            await Cached(
                "test", vendor.ask, shelf, clock, fresh=within(timedelta(minutes=1)), stale_for=timedelta(0)
            ).get("APLD")

        assert str(none.value) == "Yahoo has no prices of APLD."
        assert (none.value.sentence.template, none.value.sentence.values) == (
            "Yahoo has no prices of {about}.",
            {"about": "APLD"},
        )
    assert vendor.asked == 1
