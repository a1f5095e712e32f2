"""Questions of one moment in one trip, each with its own answer."""

from __future__ import annotations

import asyncio

import pytest

from bot.alerts.ports import StoreAway
from bot.store.together import Together


class Asked:
    """A store that answers in capitals, or is away."""

    def __init__(self):
        self.trips, self.is_away, self.gate, self.arrived = [], False, None, asyncio.Event()

    async def __call__(self, keys):
        self.trips.append(list(keys))
        self.arrived.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.is_away:
            raise StoreAway("gone")
        return [key.upper() for key in keys]


async def test_questions_of_one_moment_are_one_trip_and_later_ones_another():
    asked = Asked()
    together = Together(asked)

    assert await asyncio.gather(*map(together.get, "abca")) == ["A", "B", "C", "A"]
    assert await together.get("d") == "D"
    assert asked.trips == [["a", "b", "c", "a"], ["d"]]


async def test_a_store_that_is_away_is_so_for_all_who_asked_and_the_next_trip_is_new():
    asked = Asked()
    together, asked.is_away = Together(asked), True

    gone = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(one) for one in gone] == [StoreAway, StoreAway]
    asked.is_away = False
    assert await together.get("a") == "A"


@pytest.mark.parametrize("is_away", [False, True])
async def test_who_went_away_does_not_keep_the_others_from_their_answer(is_away):
    asked = Asked()
    together, asked.gate, asked.is_away = Together(asked), asyncio.Event(), is_away
    first, second = asyncio.create_task(together.get("a")), asyncio.create_task(together.get("b"))
    await asked.arrived.wait()
    first.cancel()
    asked.gate.set()

    (answer,) = await asyncio.gather(second, return_exceptions=True)
    assert isinstance(answer, StoreAway) if is_away else answer == "B"
    assert first.cancelled()
