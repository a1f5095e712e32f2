"""A delivery is looked up where in doubt, updates what it follows, and carries its channel's note."""

from __future__ import annotations

from bot.alerts.alert import Alert
from bot.alerts.marks import Note, note_on
from bot.alerts.ports import NotifyError, StoreAway
from bot.alerts.setting import STYLE, Change
from bot.alerts.watchlist import Channel
from bot.cards import Card, Fact
from bot.market.ticker import Ticker

APLD = Ticker("APLD")


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
