"""A pace: a burst at once, then turn by turn, last come first served."""

from __future__ import annotations

import asyncio

from bot.sources.limiter import Limiter

TURN = 0.01  # seconds between turns in these tests
PER_HOUR = 3600 / TURN


async def test_a_burst_goes_at_once_and_the_rest_turn_by_turn():
    limiter, loop = Limiter(PER_HOUR, burst=5), asyncio.get_running_loop()
    started = loop.time()
    times = []

    async def one():
        await limiter.turn()
        times.append(loop.time() - started)

    await asyncio.gather(*(one() for _ in range(8)))

    assert times[4] < TURN
    assert times[7] >= 3 * TURN * 0.9


async def test_unused_turns_do_not_pile_up_beyond_the_burst():
    limiter, loop = Limiter(PER_HOUR, burst=2), asyncio.get_running_loop()
    await limiter.turn()
    await asyncio.wait_for(asyncio.gather(limiter.turn(), limiter.turn(), limiter.turn()), 1)
    limiter._counted_at -= 3600  # an hour in which nobody asked
    started = loop.time()

    for _ in range(4):
        await limiter.turn()

    assert loop.time() - started >= 2 * TURN * 0.9


async def test_a_question_asked_last_does_not_wait_behind_a_sweep():
    limiter, served = Limiter(PER_HOUR, burst=1), []
    await limiter.turn()

    async def ask(name):
        await limiter.turn()
        served.append(name)

    sweep = [asyncio.create_task(ask(f"sweep {n}")) for n in range(5)]
    await asyncio.sleep(0)
    await asyncio.gather(*sweep, asyncio.create_task(ask("a person")))

    assert served[0] == "a person"
    assert len(served) == 6


async def test_who_gives_up_takes_no_turn():
    limiter = Limiter(PER_HOUR, burst=1)
    await limiter.turn()
    given_up = asyncio.create_task(limiter.turn())
    patient = asyncio.create_task(limiter.turn())
    await asyncio.sleep(0)
    given_up.cancel()

    await asyncio.wait_for(patient, 1)

    assert given_up.cancelled()
    assert not limiter._waiting


async def test_all_who_wait_are_let_go_when_there_is_nothing_to_wait_for():
    limiter = Limiter(per_hour=1, burst=1)
    await limiter.turn()
    waiting = [asyncio.create_task(limiter.turn()) for _ in range(3)]
    await asyncio.sleep(0)

    limiter.let_go()

    await asyncio.wait_for(asyncio.gather(*waiting), 1)
