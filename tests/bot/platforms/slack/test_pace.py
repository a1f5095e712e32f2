"""A channel is written to as fast as Slack likes it, and holds up no other."""

import asyncio

from bot.platforms.slack import pace as room
from bot.platforms.slack.pace import BURST, Pace

EVERY = 0.05


async def elapsed(*turns):
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*turns)
    return loop.time() - began


async def test_a_short_burst_goes_at_once_and_what_follows_in_step():
    pace = Pace(EVERY)

    assert await elapsed(*(pace.turn("C1") for _ in range(BURST))) < EVERY
    assert await elapsed(*(pace.turn("C1") for _ in range(3))) >= 2 * EVERY


async def test_a_channel_waits_for_no_other():
    pace = Pace(60.0)
    for _ in range(BURST):
        await pace.turn("C1")
    waiting = asyncio.create_task(pace.turn("C1"))

    assert await elapsed(*(pace.turn(f"C{n}") for n in range(2, 50))) < 1.0
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_so_many_channels_are_remembered(monkeypatch):
    monkeypatch.setattr(room, "_KEPT", 10)
    pace = Pace(60.0)

    for number in range(50):
        await pace.turn(f"C{number}")

    assert len(pace._due) == 10
