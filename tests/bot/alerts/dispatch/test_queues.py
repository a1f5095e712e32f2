"""What a worker holds is sent in order, tried again, parked, or handed back."""

from __future__ import annotations

import pytest

from bot.alerts.dispatch import queues
from bot.alerts.dispatch.queues import wait_before
from bot.alerts.ports import NotifyError, StoreAway
from bot.alerts.setting import LOUD, MENTION, Change
from bot.market.ticker import Ticker

APLD = Ticker("APLD")


@pytest.mark.parametrize("wait", [None, 3.0])
async def test_a_refused_send_is_tried_again_in_order(program, home, wait):
    program.place.answers = [(False, NotifyError("busy", retry_after=wait))] * 2
    await program.happens("first")
    await program.happens("second")
    await program.deliver()

    assert program.titles == ["first", "second"]


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


async def test_nothing_is_sent_while_the_store_cannot_say_whose_it_is(program, home, monkeypatch):
    monkeypatch.setattr(queues, "AGAIN", 0.01)
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


async def test_a_store_that_goes_away_after_the_send_is_told_when_it_is_back(program, home, monkeypatch):
    monkeypatch.setattr(queues, "AGAIN", 0.01)
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
