"""Slack's pace: a burst at once, then one after another, and no channel waits for its neighbour."""

import asyncio

import pytest

from bot.platforms.slack import pace
from bot.platforms.slack.pace import BURST, Pace

EVERY = 0.05


async def spent(turns):
    loop = asyncio.get_running_loop()
    began = loop.time()
    await turns
    return loop.time() - began


async def turns(pace, number, channel="C0HOME"):
    for _ in range(number):
        await pace.turn(channel)


async def test_a_short_burst_goes_out_at_once():
    assert await spent(turns(Pace(60.0), BURST)) < 1


async def test_after_the_burst_each_message_waits_for_the_one_before():
    assert await spent(turns(Pace(EVERY), BURST + 3)) >= 3 * EVERY


async def test_callers_at_the_same_time_wait_one_after_another():
    kept = Pace(EVERY)

    assert await spent(asyncio.gather(*(kept.turn("C0HOME") for _ in range(BURST + 3)))) >= 3 * EVERY


async def test_a_busy_channel_holds_up_no_other():
    kept = Pace(60.0)
    await turns(kept, BURST)

    waiting = asyncio.create_task(kept.turn("C0HOME"))
    assert await spent(turns(kept, BURST, "C0OTHER")) < 1
    assert not waiting.done()
    waiting.cancel()


async def test_a_quiet_channel_has_its_burst_again():
    kept = Pace(EVERY)
    await turns(kept, BURST + 1)

    await asyncio.sleep((BURST + 1) * EVERY)

    assert await spent(turns(kept, BURST)) < EVERY


@pytest.mark.parametrize("most", [1, 10])
async def test_only_the_last_channels_are_remembered(monkeypatch, most):
    monkeypatch.setattr(pace, "_KEPT", most)
    kept = Pace(EVERY)

    for number in range(50):
        await kept.turn(f"C{number}")

    assert list(kept._due) == [f"C{number}" for number in range(50 - most, 50)]
