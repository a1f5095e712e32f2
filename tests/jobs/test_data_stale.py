"""A source that is gone for half an hour: told once to everyone, and quietly once more when it is back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.cards import Moment, Tone
from bot.market.feeds import Health
from bot.sources.recorded import Recorded
from bot.sources.standing import Standing
from bot.wiring import needs
from jobs.data_stale import LONG, WATCHER, ask, judge, word

START = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)  # a Thursday, 10:00 in New York
MINUTE = timedelta(minutes=1)
WELL = Health("Yahoo", answered_at=START)


def lost(since: datetime, *, answered: datetime | None = START, **other: object) -> Health:
    return Health(
        "Yahoo", answered_at=answered, failing_since=since, trouble="Yahoo does not work (HTTP 502).", **other
    )


class Watch:
    """Rounds of the real judge over episodes that are written and read as the store does."""

    def __init__(self) -> None:
        self.episodes, self.stored = {}, 0

    def look(self, at: datetime, *sources: Health):
        judged = judge(sources, self.episodes, at)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences


def titles(occurrences) -> list[str]:
    return [word(one.what).title for one in occurrences]


def test_a_source_that_answers_says_and_writes_nothing():
    watch = Watch()

    assert watch.look(START, WELL, Health("FINRA")) == ()
    assert watch.stored == 0


@pytest.mark.parametrize(("after", "told"), [(LONG - timedelta(seconds=1), 0), (LONG, 1)])
def test_a_source_is_gone_after_half_an_hour(after, told):
    assert len(Watch().look(START + after, lost(START))) == told


def test_it_is_told_once_to_every_channel_with_the_time_its_data_is_from():
    watch, since = Watch(), START + MINUTE
    (alert,) = watch.look(START + 40 * MINUTE, lost(since))
    said = word(alert.what)

    assert (alert.about, alert.severity, alert.follows, alert.size) == ("", Severity.NORMAL, "", 40)
    assert said.title == "Yahoo does not answer"
    assert said.lead == "Data stale since 15 January 2026, 10:00 New York time."
    assert [(fact.name, fact.value) for fact in said.facts] == [
        ("Stale since", Moment(START)),
        ("Reason", "Yahoo does not work (HTTP 502)."),
    ]
    assert (said.origins[0].source, said.origins[0].as_of, said.origins[0].stale) == ("Yahoo", START, True)
    assert said.tone is Tone.TROUBLE
    assert [action.line for action in said.actions] == ["status"]
    for minutes in (45, 50, 300, 3_000):
        assert watch.look(START + minutes * MINUTE, lost(since)) == ()


def test_a_source_that_is_back_is_a_quiet_follow_up():
    watch, back = Watch(), START + 130 * MINUTE
    (alert,) = watch.look(START + 40 * MINUTE, lost(START + MINUTE))
    (over,) = watch.look(START + 135 * MINUTE, replace(WELL, answered_at=back))
    said = word(over.what)

    assert over.severity is Severity.QUIET
    assert over.follows == alert.fingerprint("data_stale")
    assert over.size == 130
    assert said.title == "Yahoo answers again"
    assert said.lead == "Its data was stale for 2 hours, since 15 January 2026, 10:00 New York time."
    assert said.facts[0].value == ("from ", Moment(START), " until ", Moment(back))
    assert (said.tone, said.origins[0].stale) == (Tone.NOTE, False)
    assert watch.look(START + 140 * MINUTE, replace(WELL, answered_at=back)) == ()


def test_a_restart_that_forgot_the_failure_does_not_close_it():
    watch = Watch()
    (alert,) = watch.look(START + 40 * MINUTE, lost(START + MINUTE))

    assert watch.look(START + 50 * MINUTE, Health("Yahoo")) == ()
    assert watch.look(START + 55 * MINUTE, WELL) == ()
    assert watch.look(START + 90 * MINUTE, lost(START + 52 * MINUTE)) == ()
    (over,) = watch.look(START + 95 * MINUTE, replace(WELL, answered_at=START + 92 * MINUTE))
    assert over.follows == alert.fingerprint("data_stale")


def test_the_next_outage_is_another_alert():
    watch = Watch()
    told = [
        *watch.look(START + 40 * MINUTE, lost(START + MINUTE)),
        *watch.look(START + 50 * MINUTE, replace(WELL, answered_at=START + 48 * MINUTE)),
        *watch.look(START + 99 * MINUTE, lost(START + 60 * MINUTE, answered=START + 59 * MINUTE)),
    ]

    assert titles(told) == ["Yahoo does not answer", "Yahoo answers again", "Yahoo does not answer"]
    assert len({one.fingerprint("data_stale") for one in told}) == 3
    assert word(told[2].what).lead == "Data stale since 15 January 2026, 10:59 New York time."


def test_an_outage_is_known_by_when_it_began_whoever_finds_it_and_when():
    (first,), (second,) = (Watch().look(START + n * MINUTE, lost(START + MINUTE)) for n in (40, 45))

    assert first.fingerprint("data_stale") == second.fingerprint("data_stale")


def test_each_source_stands_for_itself():
    watch = Watch()
    finra = Health("FINRA", failing_since=START)

    assert titles(watch.look(START + LONG, lost(START), finra)) == ["Yahoo does not answer", "FINRA does not answer"]
    assert titles(watch.look(START + 40 * MINUTE, replace(WELL, answered_at=START + 39 * MINUTE), finra)) == [
        "Yahoo answers again"
    ]


def test_a_source_that_never_answered_has_no_data_that_could_be_stale():
    (alert,) = Watch().look(START + LONG, Health("FINRA", failing_since=START))
    said = word(alert.what)

    assert said.lead == "No data from FINRA yet; asked since 15 January 2026, 10:00 New York time."
    assert [(fact.name, fact.value) for fact in said.facts] == [
        ("Not answered since", Moment(START)),
        ("Reason", "not known"),
    ]
    assert said.origins == ()


def test_a_source_that_is_left_alone_says_until_when():
    until = START + timedelta(hours=2)
    (alert,) = Watch().look(START + LONG, lost(START, paused_until=until, failed_at=START))

    assert ("Asked again", Moment(until)) in [(fact.name, fact.value) for fact in word(alert.what).facts]


def test_one_failure_before_a_night_without_questions_is_no_outage():
    """The last round of a session failed once; nobody asks until the morning, when it answers."""
    watch = Watch()
    once = lost(START, failed_at=START)

    assert watch.look(START + timedelta(hours=17), once) == ()
    assert len(watch.look(START + timedelta(hours=18), replace(once, failed_at=START + timedelta(hours=18)))) == 1


def test_a_source_that_answers_another_replica_is_not_gone():
    watch = Watch()
    half = lost(START, answered=START + 20 * MINUTE)
    assert watch.look(START + 40 * MINUTE, half) == ()

    watch.look(START + 80 * MINUTE, lost(START + 30 * MINUTE))
    assert titles(watch.look(START + 90 * MINUTE, replace(half, answered_at=START + 85 * MINUTE))) == [
        "Yahoo answers again"
    ]
    assert watch.look(START + 95 * MINUTE, replace(half, answered_at=START + 85 * MINUTE)) == ()


def test_what_a_vendor_keeps_of_its_failures_is_what_is_judged():
    def seen(standing: Standing) -> Health:
        return Health("Yahoo", standing.answered_at, standing.failing_since, None, standing.trouble, standing.failed_at)

    watch, once = Watch(), Standing().answered(START).failed(START + MINUTE, "lost")

    assert watch.look(START + 200 * MINUTE, seen(once)) == ()
    assert watch.look(START + 200 * MINUTE, seen(once.throttled(START + 3 * MINUTE, "Yahoo"))) == ()
    assert len(watch.look(START + 200 * MINUTE, seen(once.failed(START + 33 * MINUTE, "lost")))) == 1


@given(st.lists(st.tuples(st.integers(1, 50), st.booleans()), max_size=30))
def test_an_alert_and_its_follow_up_alternate_on_any_path(steps):
    watch, now, health, last = Watch(), START, WELL, ""
    for minutes, answers in steps:
        now += minutes * MINUTE
        if answers:
            health = Health("Yahoo", answered_at=now)
        else:
            health = replace(health, failing_since=health.failing_since or now, failed_at=now, trouble="lost")
        for one in watch.look(now, health):
            assert one.follows == last
            last = "" if last else one.fingerprint("data_stale")
            assert load_card(dump_card(word(one.what))) == word(one.what)


async def test_the_watcher_asks_for_nothing_but_how_the_sources_stand():
    source = Recorded()
    source.out = START

    (seen,) = await ask(health=source)

    assert seen.failing_since == START
    assert list(needs(ask)) == ["health"]
    assert (WATCHER.name, WATCHER.by_ticker, WATCHER.schedule.words) == ("data_stale", False, "every 5m")


async def test_a_club_hears_of_an_outage_once_and_of_its_end_once(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    assert await club.round("data_stale") == []

    club.market.out = club.clock.now()
    club.clock.pass_by(minutes=31)
    assert await club.round("data_stale") == ["Test market does not answer"]
    assert await club.round("data_stale") == []

    club.market.out = None
    club.clock.pass_by(minutes=5)
    club.price("APLD", 31)
    assert await club.round("data_stale") == ["Test market answers again"]
    assert await club.round("data_stale") == []
