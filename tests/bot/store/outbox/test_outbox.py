"""The outbox over a real Redis: each step is atomic, repeatable, and loses nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Course, Reason
from bot.alerts.digest import digest
from bot.alerts.episode import Episode
from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.market.ticker import Ticker
from bot.store import keys
from bot.store.episodes import RedisEpisodes
from bot.store.outbox import RedisOutbox
from bot.store.watchlists import RedisWatchlists

HOME, AWAY = Channel("web", "home"), Channel("slack", "C1")


class Still:
    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


@pytest.fixture
def outbox(server):
    return RedisOutbox(server)


@pytest.fixture
def episodes(server):
    return RedisEpisodes(server)


@pytest.fixture
def watchlists(server, now):
    return RedisWatchlists(server, Still(now))


def an_alert(now, occurrence="o1", **more):
    return Alert(kind="k", about="APLD", occurrence=occurrence, at=now, card=Card(title="T"), **more)


def an_episode(now, **more):
    fields = {"kind": "k", "about": "APLD", "name": "mean", "side": "above", "level": 1.0, "value": 2.0, "seen_at": now}
    return Episode(**{**fields, **more})


async def admitted(outbox, episodes, alert, *channels, now):
    await episodes.record(alert.about, [], [alert])
    assert await outbox.admit(alert, "", None, channels, now)


async def test_an_alert_goes_from_record_to_confirm_and_leaves_only_the_log(outbox, episodes, now):
    alert = an_alert(now)
    await admitted(outbox, episodes, alert, HOME, now=now)
    (delivery,) = await outbox.claim("w", now, 10)
    await outbox.confirm(delivery, "m1")

    assert await outbox.waiting() == 0
    assert await outbox.told(HOME, [alert.fingerprint]) == ["m1"]
    assert await outbox.claim("w", now, 10) == []


async def test_an_alert_that_a_channel_was_told_is_not_admitted_again(outbox, episodes, now):
    alert = an_alert(now)
    await admitted(outbox, episodes, alert, HOME, now=now)
    (delivery,) = await outbox.claim("w", now, 10)
    await outbox.confirm(delivery, "m1")
    await outbox.address(alert, HOME, now)

    assert await outbox.claim("w", now, 10) == []


async def test_recording_an_alert_twice_admits_it_once(outbox, episodes, now):
    alert = an_alert(now)
    await episodes.record("APLD", [], [alert])
    await episodes.record("APLD", [], [alert])

    assert [one.alert for one in await outbox.admissions(10)] == [alert]


async def test_an_episode_that_moved_meanwhile_refuses_the_older_judgement_and_its_alert(outbox, episodes, now):
    await episodes.record("APLD", [an_episode(now)], [])
    stale = an_episode(now, side="below")

    assert not await episodes.record("APLD", [stale], [an_alert(now)])
    assert await outbox.admissions(10) == []
    assert (await episodes.episodes("k", ["APLD"]))["APLD"]["mean"].side == "above"


async def test_only_the_worker_at_the_cursor_moves_an_admission(outbox, episodes, now):
    alert = an_alert(now)
    await episodes.record("APLD", [], [alert])

    assert await outbox.admit(alert, "", str(HOME), [HOME], now)
    assert not await outbox.admit(alert, "", str(HOME), [HOME], now)
    assert [one.cursor for one in await outbox.admissions(10)] == [str(HOME)]


async def test_a_claimed_entry_is_nobody_elses_until_its_worker_is_dead(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now), HOME, now=now)
    await outbox.claim("first", now, 10)

    assert await outbox.claim("second", now + timedelta(hours=9), 10) == []
    assert await outbox.take_over(["first"], now) == 1
    (again,) = await outbox.claim("second", now, 10)
    assert again.doubtful
    assert again.tries == 2
    assert [await outbox.holds(again, worker) for worker in ("first", "second")] == [False, True]


async def test_what_a_worker_really_holds_is_not_taken_from_it(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now), HOME, AWAY, now=now)
    mine, lost = await outbox.claim("w", now, 10)

    assert await outbox.take_over(["w"], now, [mine.id]) == 1
    assert [one.id for one in await outbox.claim("w", now, 10)] == [lost.id]


async def test_who_claims_or_takes_back_what_it_lost_counts_as_living_and_can_be_found_dead(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now), HOME, AWAY, now=now)
    mine, lost = await outbox.claim("w", now, 10)
    assert list(await outbox.beats()) == ["w"]

    await outbox.take_over(["w"], now, [mine.id])
    assert list(await outbox.beats()) == ["w"]

    await outbox.take_over(["w"], now)
    assert list(await outbox.beats()) == []
    assert {one.id for one in await outbox.claim("next", now, 10)} == {mine.id, lost.id}


async def test_a_retry_is_due_later_and_keeps_its_doubt(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now), HOME, now=now)
    (delivery,) = await outbox.claim("w", now, 10)
    later = now + timedelta(seconds=4)
    await outbox.retry(delivery, "w", later, doubtful=True)

    assert await outbox.claim("w", now, 10) == []
    (again,) = await outbox.claim("w", later, 10)
    assert (again.doubtful, again.tries, again.first_try) == (True, 2, now)


async def test_a_late_retry_of_a_worker_that_lost_its_claim_changes_nothing(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now), HOME, now=now)
    (delivery,) = await outbox.claim("slow", now, 10)
    await outbox.take_over(["slow"], now)
    (taken,) = await outbox.claim("quick", now, 10)
    await outbox.retry(delivery, "slow", now, doubtful=False)

    assert await outbox.claim("third", now, 10) == []
    assert taken.doubtful


async def test_a_broken_channel_keeps_its_alerts_and_tells_its_person_once(outbox, episodes, now):
    for occurrence in ("o1", "o2"):
        await admitted(outbox, episodes, an_alert(now, occurrence), AWAY, now=now)
    first, second = await outbox.claim("w", now, 10)
    person = Channel.to_person("slack", "U1")
    word = Alert(kind="broken_delivery", about="", occurrence="x", at=now, card=Card(title="W"))

    assert await outbox.park(first, "Invite me.", now, word, person)
    assert not await outbox.park(second, "Invite me.", now, word, person)
    (told,) = await outbox.claim("w", now, 10)
    assert (told.channel, told.alert) == (person, word)
    (broken,) = await outbox.broken()
    assert (broken.channel, broken.reason, broken.since, broken.parked) == (AWAY, "Invite me.", now, 2)


async def test_new_alerts_of_a_broken_channel_are_parked_unsent_and_released_by_repair_in_order(outbox, episodes, now):
    await admitted(outbox, episodes, an_alert(now, "o1"), AWAY, now=now)
    (first,) = await outbox.claim("w", now, 10)
    await outbox.park(first, "gone", now, None, None)
    await admitted(outbox, episodes, an_alert(now, "o2"), AWAY, now=now)

    assert await outbox.claim("w", now, 10) == []
    assert await outbox.repair(AWAY, now) == 2
    released = await outbox.claim("w", now, 10)
    assert [one.alert.occurrence for one in released] == ["o1", "o2"]
    await outbox.confirm(released[0], "m")
    assert await outbox.broken() == []


async def test_a_follow_up_knows_the_message_it_continues(outbox, episodes, now):
    opening = an_alert(now, "opened")
    await admitted(outbox, episodes, opening, HOME, now=now)
    (delivery,) = await outbox.claim("w", now, 10)
    await outbox.confirm(delivery, "message-7")
    await admitted(outbox, episodes, an_alert(now, "closed", follows=opening.fingerprint), HOME, now=now)

    (follow_up,) = await outbox.claim("w", now, 10)

    assert follow_up.follows == "message-7"


async def test_the_audience_comes_in_pages_and_everyone_is_the_audience_of_the_market(outbox, watchlists):
    channels = [Channel("web", f"c{number}") for number in range(5)]
    for channel in channels:
        await watchlists.add(channel, [Ticker("APLD")], "me")

    first = await outbox.audience("APLD", "", 3)
    rest = await outbox.audience("APLD", str(first[-1]), 3)

    assert [*first, *rest] == channels
    assert await outbox.audience("", "", 9) == channels
    assert await outbox.audience("RKLB", "", 9) == []


async def sent(outbox, episodes, now, occurrence, course, *channels):
    """An alert that is admitted on a course."""
    alert = an_alert(now, occurrence)
    await episodes.record(alert.about, [], [alert])
    where = channels or (HOME,)
    assert await outbox.admit(alert, "", None, where, now, dict.fromkeys(where, course))
    return alert


async def test_a_silent_course_delivers_the_alert_quietly_there_and_loud_elsewhere(outbox, episodes, now):
    alert = an_alert(now)
    await episodes.record(alert.about, [], [alert])
    await outbox.admit(alert, "", None, [HOME, AWAY], now, {HOME: Course(silent=True)})

    loud = {one.channel: one.alert.severity for one in await outbox.claim("w", now, 10)}

    assert loud == {HOME: Severity.QUIET, AWAY: Severity.NORMAL}


async def test_one_step_serves_channels_of_every_course(outbox, episodes, now):
    alert = an_alert(now)
    await episodes.record(alert.about, [], [alert])
    places = [Channel("web", name) for name in ("a", "b", "c", "d", "e")]
    courses = {places[0]: Course(waits=Reason.QUIET), places[2]: Course(silent=True), places[3]: Course(cap=1)}

    assert await outbox.admit(alert, "", None, places, now, {**courses, AWAY: Course(silent=True)})

    loud = {one.channel.id: one.alert.severity for one in await outbox.claim("w", now, 10)}
    assert loud == {"b": Severity.NORMAL, "c": Severity.QUIET, "d": Severity.NORMAL, "e": Severity.NORMAL}
    assert [bool(await outbox.held(place)) for place in places] == [True, False, False, False, False]


async def test_what_waits_is_not_due_and_is_held_in_order(outbox, episodes, now):
    alerts = [
        await sent(outbox, episodes, now, name, Course(silent=True, waits=Reason.QUIET)) for name in ("b", "a", "c")
    ]

    held = await outbox.held(HOME)

    assert await outbox.claim("w", now + timedelta(days=1), 10) == []
    assert [one.alert.fingerprint for one in held] == [one.fingerprint for one in alerts]
    assert {(one.alert.severity, one.reason) for one in held} == {(Severity.QUIET, Reason.QUIET)}
    assert await outbox.releases(now, 10) == [(HOME, now)]
    assert (await outbox.waiting(), await outbox.holding()) == (0, 3)


async def test_a_digest_marks_each_alert_as_told_when_it_is_confirmed_and_not_before(server, outbox, episodes, now):
    alerts = [await sent(outbox, episodes, now, name, Course(waits=Reason.QUIET)) for name in ("a", "b")]
    held = await outbox.held(HOME)
    prints = [one.fingerprint for one in alerts]

    assert await outbox.release(HOME, held, digest(held, now), now)
    (delivery,) = await outbox.claim("w", now, 10)
    assert await outbox.told(HOME, prints) == ["", ""]
    assert (await outbox.holding(), await outbox.releases(now, 10)) == (0, [])
    await outbox.confirm(delivery, "m1")

    assert await outbox.told(HOME, prints) == ["m1", "m1"]
    assert await outbox.waiting() == 0
    assert await outbox.held(HOME) == []
    assert not await server.text.exists(keys.HELD, keys.holding(HOME), keys.RELEASES)


async def test_a_digest_carries_its_alerts_through_a_dead_worker_a_retry_and_a_broken_channel(outbox, episodes, now):
    alerts = [await sent(outbox, episodes, now, name, Course(waits=Reason.QUIET)) for name in ("a", "b")]
    held = await outbox.held(HOME)
    await outbox.release(HOME, held, digest(held, now), now)
    await outbox.claim("dead", now, 10)
    await outbox.take_over(["dead"], now)
    (again,) = await outbox.claim("w", now, 10)
    await outbox.retry(again, "w", now, doubtful=True)
    (again,) = await outbox.claim("w", now, 10)
    await outbox.park(again, "gone", now, None, None)
    await outbox.repair(HOME, now)
    (again,) = await outbox.claim("w", now, 10)
    await outbox.confirm(again, "m1")

    assert await outbox.told(HOME, [one.fingerprint for one in alerts]) == ["m1", "m1"]


async def test_of_two_workers_that_release_the_same_one_does(outbox, episodes, now):
    await sent(outbox, episodes, now, "a", Course(waits=Reason.QUIET))
    held = await outbox.held(HOME)
    await sent(outbox, episodes, now, "b", Course(waits=Reason.QUIET))
    more = await outbox.held(HOME)

    assert await outbox.release(HOME, held, None, now)
    assert not await outbox.release(HOME, more, digest(more, now), now)
    assert [one.alert.occurrence for one in await outbox.claim("w", now, 10)] == ["a"]
    assert [one.alert.occurrence for one in await outbox.held(HOME)] == ["b"]
    assert await outbox.releases(now, 10) == [(HOME, now)]


async def test_what_is_held_or_carried_is_not_admitted_or_addressed_again(server, outbox, episodes, now):
    alert = await sent(outbox, episodes, now, "a", Course(waits=Reason.QUIET))
    await sent(outbox, episodes, now, "b", Course(waits=Reason.QUIET))

    async def again():
        await outbox.address(alert, HOME, now)
        await server.text.hset(keys.ADMISSIONS, alert.fingerprint, "")
        assert await outbox.admit(alert, "", None, [HOME], now)

    await again()
    held = await outbox.held(HOME)
    await outbox.release(HOME, held, digest(held, now), now)
    await again()

    assert [one.alert.kind for one in await outbox.claim("w", now, 10)] == ["digest"]


async def test_what_is_over_the_cap_waits_for_the_next_hour_and_the_count_begins_anew(outbox, episodes, now):
    at = now + timedelta(minutes=20)
    for name in ("a", "b", "c"):
        await sent(outbox, episodes, at, name, Course(cap=2))
    (over,) = await outbox.held(HOME)
    await sent(outbox, episodes, now + timedelta(hours=1), "d", Course(cap=2))

    assert (over.alert.occurrence, over.reason) == ("c", Reason.CAP)
    assert await outbox.releases(at, 10) == []
    assert await outbox.releases(now + timedelta(hours=1), 10) == [(HOME, now + timedelta(hours=1))]
    claimed = await outbox.claim("w", now + timedelta(hours=1), 10)
    assert [one.alert.occurrence for one in claimed] == ["a", "b", "d"]


async def test_what_waits_for_the_next_hour_does_not_keep_what_is_due_sooner(outbox, episodes, now):
    await sent(outbox, episodes, now, "quiet", Course(waits=Reason.QUIET))
    for name in ("a", "over"):
        await sent(outbox, episodes, now, name, Course(cap=1))

    assert await outbox.releases(now, 10) == [(HOME, now)]


async def test_a_cap_counts_each_channel_for_itself(outbox, episodes, now):
    for name in ("a", "b"):
        await sent(outbox, episodes, now, name, Course(cap=1), HOME, AWAY)

    assert [[one.alert.occurrence for one in await outbox.held(where)] for where in (HOME, AWAY)] == [["b"], ["b"]]


async def test_a_wait_is_put_off_unless_its_time_was_changed_meanwhile(outbox, episodes, now):
    await sent(outbox, episodes, now, "a", Course(waits=Reason.QUIET))
    later = now + timedelta(hours=9)

    assert not await outbox.postpone(HOME, now - timedelta(seconds=1), later)
    assert await outbox.postpone(HOME, now, later)
    assert await outbox.releases(now, 10) == []
    await sent(outbox, episodes, now, "b", Course(waits=Reason.QUIET))
    assert await outbox.releases(now, 10) == [(HOME, now)]
