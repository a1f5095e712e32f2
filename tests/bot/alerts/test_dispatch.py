"""Sending once, over a real store and a platform that answers as it is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.alerts import dispatch
from bot.alerts.alert import Alert
from bot.alerts.dispatch import Dispatcher, admit_all, wait_before
from bot.alerts.ports import NotifyError, StoreAway
from bot.alerts.watchlist import Channel, Silence
from bot.cards import Card
from bot.market.ticker import Ticker
from bot.store.episodes import RedisEpisodes
from bot.store.outbox import RedisOutbox
from bot.store.watchlists import RedisWatchlists

APLD = Ticker("APLD")


class Moving:
    """A clock on which every look takes a second, so that waits pass without waiting."""

    def __init__(self, at):
        self.at = at

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at


class Place:
    """A platform that keeps what it accepted; ``answers`` are raised in turn, after accepting where asked."""

    def __init__(self):
        self.accepted: list[tuple[str, str, str]] = []
        self.answers: list[tuple[bool, NotifyError]] = []
        self.readable = True

    async def send(self, delivery):
        accepts, error = self.answers.pop(0) if self.answers else (True, None)
        if accepts:
            self.accepted.append((str(delivery.channel), delivery.alert.card.title, delivery.id))
        if error is not None:
            raise error
        return f"m{len(self.accepted)}"

    async def find(self, delivery):
        if not self.readable:
            raise NotifyError("no history", permanent=True)
        return next((f"m{n}" for n, kept in enumerate(self.accepted, 1) if kept[2] == delivery.id), None)


class Program:
    """The store, a platform called web, and one delivery worker."""

    def __init__(self, server, now):
        self.clock = Moving(now)
        self.outbox, self.episodes = RedisOutbox(server), RedisEpisodes(server)
        self.watchlists = RedisWatchlists(server, self.clock)
        self.place = Place()

    async def happens(self, title, *, about="APLD", follows=""):
        alert = Alert(
            kind="k", about=about, occurrence=title, at=self.clock.at, card=Card(title=title), follows=follows
        )
        await self.episodes.record(about, [], [alert])
        return alert

    async def deliver(self, worker="w"):
        dispatcher = Dispatcher(self.outbox, self.watchlists, {"web": self.place}, self.clock, worker=worker)
        async with asyncio.timeout(20):
            await dispatcher.drain()

    @property
    def titles(self):
        return [title for _, title, _ in self.place.accepted]


@pytest.fixture
def program(server, now):
    return Program(server, now)


@pytest.fixture
async def home(program):
    channel = Channel("web", "home")
    await program.watchlists.add(channel, [APLD], "ann")
    return channel


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


@pytest.mark.parametrize("wait", [None, 3.0])
async def test_a_refused_send_is_tried_again_in_order(program, home, wait):
    program.place.answers = [(False, NotifyError("busy", retry_after=wait))] * 2
    await program.happens("first")
    await program.happens("second")
    await program.deliver()

    assert program.titles == ["first", "second"]


async def test_a_lost_answer_is_looked_up_and_not_sent_again(program, home):
    program.place.answers = [(True, NotifyError("reset", doubtful=True))]
    alert = await program.happens("once")
    await program.deliver()

    assert program.titles == ["once"]
    assert await program.outbox.told(home, [alert.fingerprint]) == ["m1"]


async def test_a_lost_answer_that_was_never_accepted_is_sent_again(program, home):
    program.place.answers = [(False, NotifyError("reset", doubtful=True))]
    await program.happens("once")
    await program.deliver()

    assert program.titles == ["once"]


async def test_doubt_outlives_a_clean_refusal_that_came_after_it(program, home):
    program.place.answers = [(True, NotifyError("reset", doubtful=True))]
    find = program.place.find

    async def busy_once(delivery):
        program.place.find = find
        raise NotifyError("busy", retry_after=1)

    program.place.find = busy_once
    await program.happens("once")
    await program.deliver()

    assert program.titles == ["once"]


async def test_where_no_history_can_be_read_a_lost_answer_may_repeat_and_never_loses(program, home):
    program.place.readable = False
    program.place.answers = [(True, NotifyError("reset", doubtful=True))]
    await program.happens("twice")
    await program.deliver()

    assert program.titles == ["twice", "twice"]


async def test_a_permanent_failure_parks_and_tells_the_person_who_set_the_channel_up(program, home):
    program.place.answers = [(False, NotifyError("I am not in that channel.", permanent=True))]
    await program.happens("one")
    await program.happens("two")
    await program.deliver()

    ((told, _, _),) = program.place.accepted
    assert told == "web:@ann"
    (broken,) = await program.outbox.broken()
    assert (broken.channel, broken.parked) == (home, 2)

    await program.outbox.repair(home, program.clock.at)
    await program.deliver()
    assert program.titles[1:] == ["one", "two"]
    assert await program.outbox.broken() == []


async def test_what_a_dead_worker_held_is_sent_by_the_next(program, home, monkeypatch):
    monkeypatch.setattr(dispatch, "LEASE", 0.5)
    await program.happens("held")
    await admit_all(program.outbox, program.watchlists, program.clock.at)
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
    await admit_all(program.outbox, program.watchlists, program.clock.at)
    await program.outbox.beat("alive")
    (held,) = await program.outbox.claim("alive", program.clock.at, 10)
    waking = Dispatcher(program.outbox, program.watchlists, {"web": program.place}, program.clock, worker="waking")
    await waking._turn()
    loop = asyncio.get_running_loop()
    real = loop.time
    monkeypatch.setattr(loop, "time", lambda: real() + 3 * dispatch.LEASE)
    await waking._turn()

    assert await program.outbox.holds(held, "alive")


@pytest.mark.parametrize("step", ["claim", "confirm"])
async def test_a_fault_of_ours_is_logged_and_stops_no_later_delivery(program, home, monkeypatch, caplog, step):
    monkeypatch.setattr(dispatch, "POLL", 0.01)
    real, faults = getattr(program.outbox, step), iter([ValueError("a fault")])

    async def done_and_then_faulty(*given):
        done = await real(*given) if step == "claim" else None
        for fault in faults:
            raise fault
        return done or await real(*given)

    monkeypatch.setattr(program.outbox, step, done_and_then_faulty)
    await program.happens("once")
    dispatcher = Dispatcher(program.outbox, program.watchlists, {"web": program.place}, program.clock, worker="w")
    running = asyncio.create_task(dispatcher.run())
    async with asyncio.timeout(20):
        while await program.outbox.admissions(1) or await program.outbox.waiting():
            dispatcher.wake()
            await asyncio.sleep(0)
    await dispatcher.stop(1)
    await running

    assert program.titles == ["once"]
    assert "a fault" in caplog.text


async def test_nothing_is_sent_while_the_store_cannot_say_whose_it_is(program, home, monkeypatch):
    monkeypatch.setattr(dispatch, "POLL", 0.01)
    holds, failures = program.outbox.holds, iter([StoreAway("gone")] * 3)
    sent_at_failure = []

    async def away_for_a_while(delivery, worker):
        for failure in failures:
            sent_at_failure.append(len(program.titles))
            raise failure
        return await holds(delivery, worker)

    monkeypatch.setattr(program.outbox, "holds", away_for_a_while)
    await program.happens("once")
    await program.deliver()

    assert sent_at_failure == [0, 0, 0]
    assert program.titles == ["once"]


async def test_two_workers_share_the_work_and_repeat_nothing(program, home):
    for number in range(30):
        await program.happens(f"n{number:02}")

    await asyncio.gather(program.deliver("one"), program.deliver("two"))

    assert sorted(program.titles) == [f"n{number:02}" for number in range(30)]


async def test_a_store_that_goes_away_after_the_send_is_told_when_it_is_back(program, home, monkeypatch):
    monkeypatch.setattr(dispatch, "POLL", 0.01)
    confirm, failures = program.outbox.confirm, iter([StoreAway("gone")] * 3)

    async def away_for_a_while(delivery, message):
        for failure in failures:
            raise failure
        await confirm(delivery, message)

    monkeypatch.setattr(program.outbox, "confirm", away_for_a_while)
    alert = await program.happens("once")
    await program.deliver()

    assert program.titles == ["once"]
    assert await program.outbox.told(home, [alert.fingerprint]) == ["m1"]


def test_waits_double_and_have_a_longest():
    assert [wait_before(tries) for tries in (1, 2, 3, 20)] == [1, 2, 4, 300]
