"""Sending once, over a real store and a platform that answers as it is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.alerts.admission import admit_all
from bot.alerts.alert import Severity
from bot.alerts.dispatch import Dispatcher, leases, worker
from bot.alerts.watchlist import Channel, Silence
from bot.market.ticker import Ticker

APLD = Ticker("APLD")


async def test_an_alert_reaches_every_channel_that_watches_and_no_other(program, home):
    await program.watchlists.add(Channel("web", "other"), [Ticker("RKLB")], "bob")
    await program.happens("up")
    await program.deliver()
    await program.deliver()

    assert program.place.accepted == [("web:home", "up", program.place.accepted[0][2])]


async def test_an_alert_about_the_market_reaches_every_channel(program, home):
    await program.watchlists.add(Channel("web", "other"), [Ticker("RKLB")], "bob")
    await program.happens("rates", about="")
    await program.deliver()

    assert sorted(channel for channel, _, _ in program.place.accepted) == ["web:home", "web:other"]


async def test_a_snoozed_channel_is_not_told_and_hears_the_next_one_after(program, home):
    await program.watchlists.silence(home, Silence("APLD", "", program.clock.at + timedelta(hours=1)))
    await program.happens("during")
    await program.deliver()
    program.clock.at += timedelta(hours=2)
    await program.happens("after")
    await program.deliver()

    assert program.titles == ["after"]


async def test_what_a_dead_worker_held_is_sent_by_the_next(program, home, monkeypatch):
    monkeypatch.setattr(leases, "LEASE", 0.5)
    await program.happens("held")
    await admit_all(program.outbox, program.watchlists, program.book, program.clock.at)
    await program.outbox.beat("dead")
    assert await program.outbox.claim("dead", program.clock.at, 10)

    await program.deliver("alive")

    assert program.titles == ["held"]


async def test_a_worker_that_stood_still_does_not_send_what_another_has_taken_over(program, home):
    await program.happens("first")
    await program.happens("second")
    send = program.place.send

    async def stand_still(delivery):
        program.place.send = send
        message = await send(delivery)
        await program.outbox.take_over(["slow"], program.clock.at)
        await program.deliver("quick")
        return message

    program.place.send = stand_still
    await program.deliver("slow")

    assert program.titles == ["first", "second"]


async def test_a_worker_that_could_not_listen_for_a_lease_takes_nothing_from_the_living(program, home, monkeypatch):
    await program.happens("held")
    await admit_all(program.outbox, program.watchlists, program.book, program.clock.at)
    await program.outbox.beat("alive")
    (held,) = await program.outbox.claim("alive", program.clock.at, 10)
    waking = Dispatcher(
        program.outbox, program.watchlists, program.book, {"web": program.place}, program.clock, worker="waking"
    )
    await waking._turn()
    loop = asyncio.get_running_loop()
    real = loop.time
    monkeypatch.setattr(loop, "time", lambda: real() + 3 * leases.LEASE)
    await waking._turn()

    assert await program.outbox.holds(held, "alive")


@pytest.mark.parametrize("step", ["claim", "confirm"])
async def test_a_fault_of_ours_is_logged_and_stops_no_later_delivery(program, home, monkeypatch, caplog, step):
    monkeypatch.setattr(worker, "POLL", 0.01)
    real, faults = getattr(program.outbox, step), iter([ValueError("a fault")])

    async def done_and_then_faulty(*given, **named):
        done = await real(*given, **named) if step == "claim" else None
        for fault in faults:
            raise fault
        return done or await real(*given, **named)

    monkeypatch.setattr(program.outbox, step, done_and_then_faulty)
    await program.happens("once")
    dispatcher = Dispatcher(
        program.outbox, program.watchlists, program.book, {"web": program.place}, program.clock, worker="w"
    )
    running = asyncio.create_task(dispatcher.run())
    async with asyncio.timeout(20):
        while await program.outbox.admissions(1) or await program.outbox.waiting():
            dispatcher.wake()
            await asyncio.sleep(0)
    await dispatcher.stop(1)
    await running

    assert program.titles == ["once"]
    assert "a fault" in caplog.text


async def test_two_workers_share_the_work_and_repeat_nothing(program, home):
    for number in range(30):
        await program.happens(f"n{number:02}", severity=Severity.HIGH)

    await asyncio.gather(program.deliver("one"), program.deliver("two"))

    assert sorted(program.titles) == [f"n{number:02}" for number in range(30)]


async def test_what_a_channel_was_told_last_is_kept_the_newest_first(program, home):
    for title in ("one", "two"):
        await program.happens(title)
        await program.deliver()

    assert [alert.card.title for alert in await program.outbox.recent(home, 5)] == ["two", "one"]
    assert [alert.card.title for alert in await program.outbox.recent(home, 1)] == ["two"]
    assert await program.outbox.recent(Channel("web", "nowhere"), 5) == []
