"""Many questions, few requests; a bad name does not spoil the others."""

from __future__ import annotations

import asyncio

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.sources.batched import Batched
from bot.sources.vendor import Refused


class Vendor:
    """Answers each name with its length; refuses requests as told."""

    def __init__(self, *, most: int = 1000, bad: frozenset[str] = frozenset()) -> None:
        self.most, self.bad, self.requests = most, bad, []

    async def ask(self, names):
        self.requests.append(list(names))
        if len(names) > self.most or self.bad & set(names):
            raise Refused("Too long, or a name that it does not like.")
        return {name: len(name) for name in names if not name.startswith("ZZ")}


def batched(vendor: Vendor, limit: int = 100) -> Batched[int]:
    return Batched(vendor.ask, "Yahoo", limit)


async def ask(questions: Batched[int], *names: str):
    return await asyncio.gather(*map(questions.get, names), return_exceptions=True)


async def test_two_hundred_questions_are_two_requests():
    vendor = Vendor()

    answers = await ask(batched(vendor), *(f"T{n}" for n in range(200)))

    assert answers == [len(f"T{n}") for n in range(200)]
    assert list(map(len, vendor.requests)) == [100, 100]


async def test_a_name_asked_for_twice_at_once_is_in_the_request_once():
    vendor = Vendor()

    assert await ask(batched(vendor), "APLD", "APLD") == [4, 4]
    assert vendor.requests == [["APLD"]]


async def test_a_name_left_out_of_the_answer_is_missing_and_the_others_are_not():
    good, missing = await ask(batched(Vendor()), "APLD", "ZZNOPE")

    assert good == 4
    assert isinstance(missing, Missing)
    assert str(missing) == "Yahoo knows no ZZNOPE."


async def test_a_request_that_is_refused_for_its_size_is_halved_and_the_size_remembered():
    vendor = Vendor(most=30)
    questions = batched(vendor)

    assert await ask(questions, *(f"T{n:02}" for n in range(100))) == [3] * 100
    vendor.requests.clear()
    assert await ask(questions, *(f"T{n:02}" for n in range(100))) == [3] * 100

    assert max(map(len, vendor.requests)) == 25


async def test_one_bad_name_is_found_and_kept_out_of_later_requests():
    vendor = Vendor(bad=frozenset({"T07"}))
    questions, names = batched(vendor), [f"T{n:02}" for n in range(64)]

    first = await ask(questions, *names)
    vendor.requests.clear()
    again = await ask(questions, *names)

    assert [type(answer) for answer in first].count(Refused) == 1
    assert isinstance(first[7], Refused)
    assert isinstance(again[7], Refused)
    assert list(map(len, vendor.requests)) == [63]


async def test_a_vendor_that_refuses_everything_is_not_asked_without_end():
    vendor = Vendor(most=0)

    answers = await ask(batched(vendor), *(f"T{n}" for n in range(100)))

    assert all(isinstance(answer, Refused) for answer in answers)
    assert len(vendor.requests) < 40


async def test_a_lost_vendor_is_lost_for_all_in_the_request():
    async def lost(names):
        raise Unavailable("Yahoo could not be reached.")

    answers = await ask(Batched(lost, "Yahoo", 100), "APLD", "BBAI")

    assert [type(answer) for answer in answers] == [Unavailable, Unavailable]
    assert answers[0] is not answers[1]  # each is raised in a task of its own


async def test_who_gives_up_harms_nobody_who_waits_for_the_same_name():
    questions = batched(Vendor())
    given_up, patient = (asyncio.create_task(questions.get("APLD")) for _ in range(2))
    await asyncio.sleep(0)
    given_up.cancel()

    assert await patient == 4
    with pytest.raises(asyncio.CancelledError):
        await given_up
