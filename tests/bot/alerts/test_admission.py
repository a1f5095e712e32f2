"""Calm: off, silent, held by quiet hours or a full hour; released as one digest, whatever ends in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts import admission
from bot.alerts.admission import FRESH
from bot.alerts.alert import Alert, Severity
from bot.alerts.dispatch import Dispatcher, leases, worker
from bot.alerts.ports import NotifyError
from bot.alerts.setting import CAP, KIND, QUIET, STYLE, Change
from bot.alerts.watchlist import Channel, Silence
from bot.cards import Card
from bot.market.ticker import Ticker


async def wish(program, home, setting, word, old=""):
    assert await program.book.change(home, Change(setting, old, word, "ann", program.clock.now()))


async def test_a_channel_hears_a_kind_as_it_wishes_and_others_are_not_concerned(program, home):
    await program.watchlists.add(Channel("web", "other"), [Ticker("APLD")], "bob")
    await wish(program, home, KIND + "k", "off")
    await program.happens("up")
    await program.deliver()

    assert [channel for channel, _, _ in program.place.accepted] == ["web:other"]


async def test_an_alert_for_some_channels_only_reaches_those_of_them_that_watch(program, home):
    await program.watchlists.add(Channel("web", "desk"), [Ticker("APLD")], "bob")
    await program.watchlists.add(Channel("web", "away"), [Ticker("RKLB")], "cyd")
    await program.happens("for the desk", only=("web:desk", "web:away"))
    await program.deliver()

    assert [channel for channel, _, _ in program.place.accepted] == ["web:desk"]


async def test_an_alert_for_a_channel_behind_many_others_finds_it(program, home, monkeypatch):
    monkeypatch.setattr(admission, "CHUNK", 2)
    for n in range(5):
        await program.watchlists.add(Channel("web", f"c{n}"), [Ticker("APLD")], "bob")
    await program.happens("for the last", only=("web:home",))
    await program.deliver()

    assert [channel for channel, _, _ in program.place.accepted] == ["web:home"]


async def test_what_an_alert_is_only_for_does_not_pass_a_kind_that_is_off(program, home):
    await wish(program, home, KIND + "k", "off")
    await program.happens("unwanted", only=("web:home",))
    await program.deliver()

    assert program.titles == []


async def test_quiet_hours_hold_and_release_one_digest_when_they_end(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    alerts = [await program.happens(title) for title in ("one", "two", "three")]
    await program.deliver()
    assert program.titles == []

    program.clock.at += timedelta(hours=1)
    await program.deliver()
    await program.deliver()

    assert program.titles == ["APLD: 3 alerts that waited"]
    assert await program.outbox.told(home, [one.fingerprint for one in alerts]) == ["m1"] * 3


async def test_a_single_alert_that_waited_comes_as_itself(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    await program.happens("alone")
    await program.deliver()
    program.clock.at += timedelta(hours=1)
    await program.deliver()

    assert program.titles == ["alone"]


async def test_who_ends_quiet_hours_early_hears_at_once_what_waited(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    await program.happens("waiting")
    await program.deliver()

    await wish(program, home, QUIET, "", "14:00-16:00 UTC")
    await program.deliver()

    assert program.titles == ["waiting"]


async def test_quiet_hours_that_were_made_longer_hold_on(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    await program.happens("waiting")
    await program.deliver()
    await wish(program, home, QUIET, "14:00-18:00 UTC", "14:00-16:00 UTC")
    program.clock.at += timedelta(hours=1, minutes=30)
    await program.deliver()
    assert program.titles == []

    program.clock.at += timedelta(hours=2)
    await program.deliver()
    assert program.titles == ["waiting"]


async def test_what_is_over_the_cap_comes_as_a_digest_at_the_next_hour_or_after_the_quiet_that_began(program, home):
    await wish(program, home, CAP, "1")
    await wish(program, home, QUIET, "16:00-18:00 UTC")
    for title in ("one", "two", "three"):
        await program.happens(title)
        await program.deliver()
    program.clock.at += timedelta(hours=1)
    await program.deliver()
    assert program.titles == ["one"]

    program.clock.at += timedelta(hours=2)
    await program.deliver()
    assert program.titles == ["one", "APLD: 2 alerts that waited"]


async def test_a_change_of_how_long_alerts_wait_looks_at_them_anew_and_any_other_does_not(program, home):
    await wish(program, home, CAP, "1")
    for title in ("one", "two"):
        await program.happens(title)
        await program.deliver()
    await wish(program, home, KIND + "other", "off")
    await program.deliver()
    assert program.titles == ["one"]

    await wish(program, home, CAP, "", "1")
    await program.deliver()
    assert program.titles == ["one", "two"]


async def test_a_follow_up_of_an_alert_in_a_digest_continues_the_digest(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    opening = await program.happens("opening")
    await program.happens("other")
    await program.deliver()
    program.clock.at += timedelta(hours=1)
    await program.deliver()
    follows = []
    send = program.place.send

    async def seen(delivery):
        follows.append(delivery.follows)
        return await send(delivery)

    program.place.send = seen
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert follows == ["m1"]


async def test_two_workers_release_one_digest_and_lose_nothing(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    alerts = [await program.happens(f"n{number}") for number in range(9)]
    await program.deliver()
    program.clock.at += timedelta(hours=1)
    await asyncio.gather(program.deliver("one"), program.deliver("two"))
    await program.deliver()

    assert program.titles == ["APLD: 9 alerts that waited"]
    assert "" not in await program.outbox.told(home, [one.fingerprint for one in alerts])


async def test_a_digest_whose_answer_was_lost_is_looked_up_and_not_sent_again(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    alerts = [await program.happens(title) for title in ("one", "two")]
    await program.deliver()
    program.clock.at += timedelta(hours=1)
    program.place.answers = [(True, NotifyError("reset", doubtful=True))]
    await program.deliver()

    assert program.titles == ["APLD: 2 alerts that waited"]
    assert await program.outbox.told(home, [one.fingerprint for one in alerts]) == ["m1", "m1"]


@pytest.mark.parametrize("step", ["admit", "postpone", "release", "claim", "confirm"])
async def test_a_program_that_ends_after_any_step_of_a_digest_loses_and_repeats_nothing(
    program, home, monkeypatch, step
):
    """The step is done, its answer is never heard; what comes after is another worker."""
    monkeypatch.setattr(leases, "LEASE", 0.2)
    monkeypatch.setattr(worker, "POLL", 0.01)
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    alerts = [await program.happens(title) for title in ("one", "two", "three")]
    if step in ("release", "claim", "confirm"):
        await program.deliver("before")
        program.clock.at += timedelta(hours=1)
    real = getattr(program.outbox, step)

    class Killed(BaseException):
        pass

    async def done_and_dead(*given, **named):
        await real(*given, **named)
        monkeypatch.setattr(program.outbox, step, real)
        raise Killed

    monkeypatch.setattr(program.outbox, step, done_and_dead)
    dying = Dispatcher(
        program.outbox, program.watchlists, program.book, {"web": program.place}, program.clock, worker="dying"
    )

    async def until_killed():
        while True:
            await dying._turn()
            await asyncio.gather(*dying._queues.sending)

    with pytest.raises(Killed):
        await until_killed()

    await program.deliver("next")
    program.clock.at += timedelta(hours=2)
    await program.deliver("next")

    assert program.titles == ["APLD: 3 alerts that waited"]
    assert await program.outbox.told(home, [one.fingerprint for one in alerts]) == ["m1"] * 3


async def test_a_digest_that_cannot_be_made_lets_its_alerts_go_one_by_one(program, home, monkeypatch, caplog):
    def fails(*_given):
        raise ValueError("a fault")

    monkeypatch.setattr(admission, "digest", fails)
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    for title in ("one", "two"):
        await program.happens(title)
    await program.deliver()
    program.clock.at += timedelta(hours=1)
    await program.deliver()

    assert program.titles == ["one", "two"]
    assert "a fault" in caplog.text


async def test_an_addressed_alert_goes_to_its_channels_whatever_they_watch_and_keeps_their_calm(program, home):
    silent, other = Channel("web", "silent"), Channel("web", "other")
    await program.watchlists.add(other, [Ticker("APLD")], "bob")
    alert = Alert(
        kind="k", about="APLD", occurrence="x", at=program.clock.at, card=Card(title="x"), only=(str(silent),),
        addressed=True,
    )  # fmt: skip
    await program.episodes.record("", [], [alert])
    await program.deliver()
    assert [channel for channel, _, _ in program.place.accepted] == ["web:silent"]

    await wish(program, silent, QUIET, "14:00-16:00 UTC")
    await program.episodes.record("", [], [replace(alert, occurrence="y", only=(str(home), str(silent)))])
    await program.deliver()

    assert [channel for channel, _, _ in program.place.accepted] == ["web:silent", "web:home"]
    assert [held.alert.occurrence for held in await program.outbox.held(silent)] == ["y"]


async def test_several_of_one_moment_are_one_message_and_two_are_two(program, home):
    for title in ("one", "two"):
        await program.happens(title)
    await program.deliver()
    for title in ("three", "four", "five"):
        await program.happens(title)
    await program.deliver()

    assert program.titles == ["one", "two", "APLD: 3 alerts at once"]


async def test_what_is_urgent_or_continues_an_alert_does_not_wait_for_others(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    for title in ("one", "two", "three"):
        await program.happens(title)
    await program.happens("urgent", severity=Severity.HIGH)
    await program.happens("closing", follows=opening.fingerprint)
    await program.deliver()

    assert sorted(program.titles[1:]) == ["APLD: 3 alerts at once", "closing", "urgent"]


async def test_several_of_one_moment_count_as_one_against_the_cap(program, home):
    await wish(program, home, CAP, "1")
    for title in ("one", "two", "three"):
        await program.happens(title)
    await program.deliver()
    await program.happens("four")
    await program.deliver()

    assert program.titles == ["APLD: 3 alerts at once"]


async def test_an_event_holds_back_what_it_explains_and_the_digest_continues_it(program, home):
    event = await program.happens("Payrolls", about="", explains=("k",), kind="labor")
    await program.deliver()
    for title in ("one", "two"):
        await program.happens(title)
    await program.deliver()
    assert program.titles == ["Payrolls"]

    program.clock.at += FRESH
    await program.deliver()

    assert program.titles == ["Payrolls", "APLD: 2 alerts held back"]
    (followed, living), *_ = program.place.updated
    assert followed == "m1"
    assert living.fingerprint == event.fingerprint
    await program.happens("later")
    await program.deliver()
    assert program.titles[2:] == ["later"]


async def test_where_follow_ups_are_new_messages_what_an_event_explains_is_one_too(program, home):
    await wish(program, home, STYLE, "new")
    await program.happens("Payrolls", about="", explains=("k",), kind="labor")
    for title in ("one", "two"):
        await program.happens(title)
    await program.deliver()
    program.clock.at += FRESH
    await program.deliver()

    assert program.titles == ["Payrolls", "APLD: 2 alerts held back"]
    assert program.place.updated == []


async def test_an_event_that_a_channel_does_not_hear_explains_nothing_to_it(program, home):
    await wish(program, home, KIND + "labor", "off")
    await program.happens("Payrolls", about="", explains=("k",), kind="labor")
    await program.happens("one")
    await program.deliver()

    assert program.titles == ["one"]


async def test_a_silence_until_it_changes_lets_a_turn_through_and_ends_with_it(program, home):
    opening = await program.happens("opening")
    await program.deliver()
    until = program.clock.at + timedelta(days=1)
    await program.watchlists.silence(home, Silence("APLD", "k", until, change=True))
    await program.happens("further", follows=opening.fingerprint)
    await program.deliver()
    assert program.titles == ["opening"]

    await program.happens("back", follows=opening.fingerprint, severity=Severity.QUIET)
    await program.deliver()
    await program.happens("further still", follows=opening.fingerprint)
    await program.deliver()

    assert program.titles == ["opening", "back", "further still"]


async def test_a_quiet_follow_up_is_for_those_alone_who_were_told_what_it_follows(program, home):
    late = Channel("web", "late")
    opening = await program.happens("opening")
    await program.deliver()
    await program.watchlists.add(late, [Ticker("APLD")], "bob")
    await program.happens("closing", follows=opening.fingerprint, severity=Severity.QUIET)
    await program.deliver()

    assert [(where, title) for where, title, _ in program.place.accepted] == [
        ("web:home", "opening"),
        ("web:home", "closing"),
    ]


async def test_an_opening_and_its_close_that_wait_together_are_both_in_the_digest(program, home):
    await wish(program, home, QUIET, "14:00-16:00 UTC")
    opening = await program.happens("opening")
    await program.happens("closing", follows=opening.fingerprint, severity=Severity.QUIET)
    await program.deliver()
    program.clock.at += timedelta(hours=2)
    await program.deliver()

    assert program.titles == ["APLD: 2 alerts that waited"]
