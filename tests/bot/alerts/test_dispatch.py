"""Sending once, over a real store and a platform that answers as it is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.alerts import dispatch
from bot.alerts.admission import admit_all
from bot.alerts.alert import Alert, Severity
from bot.alerts.dispatch import Dispatcher, wait_before
from bot.alerts.marks import Note, note_on
from bot.alerts.ports import NotifyError, StoreAway
from bot.alerts.setting import LOUD, MENTION, STYLE, Change
from bot.alerts.watchlist import Channel, Silence
from bot.cards import Card, Fact
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


async def test_a_place_that_is_gone_is_told_once_and_forgotten_after_a_week(program, home):
    program.place.answers = [(False, NotifyError("It is gone.", permanent=True, gone=True))]
    await program.happens("one")
    await program.happens("two")
    await program.deliver()
    assert program.titles == ["Alerts cannot reach a channel you set up"]
    assert (await program.outbox.broken())[0].gone

    program.clock.at += dispatch.GONE_FOR - timedelta(minutes=5)
    await program.deliver()
    await admit_all(program.outbox, program.watchlists, program.book, program.clock.at)
    assert len(await program.outbox.broken()) == 1
    program.clock.at += timedelta(minutes=5)
    await program.turn()

    assert await program.outbox.broken() == []
    assert (await program.watchlists.watchlist(home)).tickers == ()
    await program.happens("three")
    await program.deliver()
    assert len(program.titles) == 1
    assert await program.outbox.waiting() == 0


@pytest.mark.parametrize("way", ["refused only", "used again"])
async def test_a_place_that_may_work_again_is_never_forgotten(program, home, way):
    program.place.answers = [(False, NotifyError("No.", permanent=True, gone=way == "used again"))]
    await program.happens("one")
    await program.deliver()
    if way == "used again":
        await program.outbox.repair(home, program.clock.at)

    program.clock.at += 2 * dispatch.GONE_FOR
    await program.turn()

    assert len(await program.outbox.broken()) == 1
    assert (await program.watchlists.watchlist(home)).tickers


async def test_what_a_dead_worker_held_is_sent_by_the_next(program, home, monkeypatch):
    monkeypatch.setattr(dispatch, "LEASE", 0.5)
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
    monkeypatch.setattr(loop, "time", lambda: real() + 3 * dispatch.LEASE)
    await waking._turn()

    assert await program.outbox.holds(held, "alive")


@pytest.mark.parametrize("step", ["claim", "confirm"])
async def test_a_fault_of_ours_is_logged_and_stops_no_later_delivery(program, home, monkeypatch, caplog, step):
    monkeypatch.setattr(dispatch, "POLL", 0.01)
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
        await program.happens(f"n{number:02}", severity=Severity.HIGH)

    await asyncio.gather(program.deliver("one"), program.deliver("two"))

    assert sorted(program.titles) == [f"n{number:02}" for number in range(30)]


async def test_a_store_that_goes_away_after_the_send_is_told_when_it_is_back(program, home, monkeypatch):
    monkeypatch.setattr(dispatch, "POLL", 0.01)
    confirm, failures = program.outbox.confirm, iter([StoreAway("gone")] * 3)

    async def away_for_a_while(delivery, message, *, anew):
        for failure in failures:
            raise failure
        await confirm(delivery, message, anew=anew)

    monkeypatch.setattr(program.outbox, "confirm", away_for_a_while)
    alert = await program.happens("once")
    await program.deliver()

    assert program.titles == ["once"]
    assert await program.outbox.told(home, [alert.fingerprint]) == ["m1"]


def test_waits_double_and_have_a_longest():
    assert [wait_before(tries) for tries in (1, 2, 3, 20)] == [1, 2, 4, 300]


async def test_a_follow_up_updates_the_message_it_follows_with_what_happened(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    await program.happens("further", follows=opening.fingerprint)
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["opening", "further", "closing"]
    assert [message for message, _ in program.place.updated] == ["m1", "m1"]
    _, living = program.place.updated[-1]
    assert [(fact.name, fact.value[0]) for fact in living.card.facts] == [("Now", "closing, "), ("Before", "further, ")]


async def test_a_channel_that_wants_new_messages_has_none_updated_and_none_in_a_thread(program, home):
    followed, send = [], program.place.send

    async def seen(delivery):
        followed.append(delivery.follows)
        return await send(delivery)

    program.place.send = seen
    await program.book.change(home, Change(STYLE, "", "new", "ann", program.clock.now()))
    opening = await program.happens("opening")
    await program.deliver()
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["opening", "closing"]
    assert followed == ["", ""]
    assert program.place.updated == []


async def test_a_message_that_a_person_deleted_is_posted_anew_and_followed_from_then_on(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    program.place.deleted.add("m1")
    await program.happens("further", follows=opening.fingerprint)
    await program.deliver()
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["opening", "opening", "closing"]
    assert [message for message, _ in program.place.updated] == ["m1", "m2"]
    assert await program.outbox.told(home, [opening.fingerprint]) == ["m2"]


async def test_a_message_posted_anew_whose_answer_was_lost_is_found_and_not_repeated(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    program.place.deleted.add("m1")
    program.place.answers = [(True, NotifyError("lost", doubtful=True))]
    await program.happens("further", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["opening", "opening"]
    assert await program.outbox.told(home, [opening.fingerprint]) == ["m2"]


async def test_an_acknowledgement_is_a_line_on_the_message_and_no_message(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    seen = Alert(
        kind="ack",
        about="",
        occurrence="seen by ann",
        at=program.clock.at,
        card=Card(title="Seen by ann"),
        follows=opening.fingerprint,
        stamps=True,
    )
    for _ in range(2):
        await program.outbox.address(seen, home, program.clock.now())
        await program.deliver()

    assert program.titles == ["opening"]
    ((message, living),) = program.place.updated
    assert (message, living.card.facts[0].value[0]) == ("m1", "Seen by ann, ")


async def test_a_line_on_a_message_that_is_gone_posts_nothing(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    program.place.deleted.add("m1")
    seen = Alert(
        kind="ack", about="", occurrence="s", at=program.clock.at, card=Card(title="Seen"), follows=opening.fingerprint,
        stamps=True,
    )  # fmt: skip
    await program.outbox.address(seen, home, program.clock.now())
    await program.deliver()

    assert program.titles == ["opening"]
    assert await program.outbox.waiting() == 0


async def test_a_message_of_several_alerts_is_not_changed_by_what_continues_one(program, home):
    opening = await program.happens("one")
    for title in ("two", "three"):
        await program.happens(title)
    await program.deliver()
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["APLD: 3 alerts at once", "closing"]
    assert program.place.updated == []


async def test_a_mention_travels_with_the_delivery_and_with_a_digest(program, home):
    mentions, send = [], program.place.send

    async def seen(delivery):
        mentions.append((delivery.alert.card.title, delivery.mention))
        return await send(delivery)

    program.place.send = seen
    for setting, word in ((MENTION, "&7"), (LOUD, "all")):
        await program.book.change(home, Change(setting, "", word, "ann", program.clock.now()))
    await program.happens("loud")
    await program.deliver()
    for title in ("one", "two", "three"):
        await program.happens(title)
    await program.deliver()

    assert mentions == [("loud", "&7"), ("APLD: 3 alerts at once", "&7")]


async def test_what_a_channel_was_told_last_is_kept_the_newest_first(program, home):
    for title in ("one", "two"):
        await program.happens(title)
        await program.deliver()

    assert [alert.card.title for alert in await program.outbox.recent(home, 5)] == ["two", "one"]
    assert [alert.card.title for alert in await program.outbox.recent(home, 1)] == ["two"]
    assert await program.outbox.recent(Channel("web", "nowhere"), 5) == []


async def test_a_note_is_told_with_the_alert_in_its_own_channel(program, home):
    desk = Channel("web", "desk")
    await program.watchlists.add(desk, [Ticker("APLD")], "bob")
    word = Note("buy zone 8-9", "ann").word
    assert await program.book.change(home, Change(note_on("APLD"), "", word, "ann", program.clock.now()))
    sent, send = {}, program.place.send

    async def keep(delivery):
        sent[delivery.channel] = delivery.alert.card.facts
        return await send(delivery)

    program.place.send = keep
    alert = await program.happens("up")
    await program.deliver()

    assert sent == {desk: (), home: (Fact("Note here", "“buy zone 8-9” (ann)"),)}
    assert all([await program.outbox.told(one, [alert.fingerprint]) != [""] for one in (home, desk)])


async def test_a_note_stays_on_a_message_that_is_updated(program, home):
    word = Note("buy zone 8-9", "ann").word
    opening = await program.happens("opening")
    assert await program.book.change(home, Change(note_on("APLD"), "", word, "ann", program.clock.now()))
    await program.deliver()
    await program.happens("further", follows=opening.fingerprint)
    await program.deliver()

    ((_, living),) = program.place.updated
    assert living.card.facts[-1] == Fact("Note here", "“buy zone 8-9” (ann)")


async def test_a_store_that_goes_away_while_a_note_is_looked_up_loses_no_alert(program, home, monkeypatch):
    word, tries = program.book.word, []

    async def away_once(channel, setting):
        tries.append(setting)
        if len(tries) == 1:
            raise StoreAway
        return await word(channel, setting)

    monkeypatch.setattr(program.book, "word", away_once)
    await program.happens("up")
    await program.deliver()

    assert program.titles == ["up"]
    assert tries == ["note:APLD"] * 2
