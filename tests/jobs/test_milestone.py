"""milestone: one reminder a stage, in the channel that keeps it alone; asked after its day; a hit or slip told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Tone
from jobs import milestone as watcher
from tests.whole import facts

HOME, ELSEWHERE = Channel("web", "home"), Channel("web", "elsewhere")
DUE = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # nine in the morning of a Monday, New York
DAY = timedelta(days=1)


@pytest.fixture
async def waiting(club):
    """A club that waits for a day of March since 15 January, and watches nothing."""
    club.price("ACHR", 9.0)
    await club.type("milestone add ACHR 2026-03-02 certification https://www.sec.gov/a.htm")
    return club


async def passing(club, days):
    """The titles of a round every quarter of an hour of these days, at the hours around nine."""
    told = []
    for day in range(days):
        for hours in (-2, -0.25, 0, 0.25, 2):
            club.clock.at = DUE - 40 * DAY + day * DAY + timedelta(hours=hours)
            told += [(day - 40, title) for title in await club.round("milestone")]
    return told


async def test_each_stage_is_told_once_at_nine_and_the_day_after_is_a_question(waiting):
    assert await passing(waiting, 60) == [
        (-30, "ACHR: certification is due in 30 days"),
        (-7, "ACHR: certification is due in 7 days"),
        (0, "ACHR: certification is due today"),
        (1, "ACHR: was certification hit, or did it slip?"),
    ]


async def test_only_the_channel_that_keeps_it_is_told(waiting):
    await waiting.type("watch ACHR", channel=ELSEWHERE)
    waiting.clock.at = DUE

    await waiting.round("milestone")

    assert [channel for channel, _ in waiting.inbox.sent] == [HOME]


async def test_it_is_told_to_two_channels_that_keep_one_each(waiting):
    await waiting.type("milestone add ACHR 2026-03-02 certification", channel=ELSEWHERE, user="bob")
    waiting.clock.at = DUE

    await waiting.round("milestone")
    await waiting.round("milestone")

    assert sorted(channel for channel, _ in waiting.inbox.sent) == [ELSEWHERE, HOME]


async def test_after_a_long_absence_the_last_stage_alone_is_told(waiting):
    waiting.clock.at = DUE + 5 * DAY

    assert await waiting.round("milestone") == ["ACHR: was certification hit, or did it slip?"]
    assert "5 days ago" in waiting.inbox.sent[-1][1].lead
    assert await waiting.round("milestone") == []


async def test_a_day_that_is_near_when_it_is_written_is_not_told_at_once(club):
    club.price("ACHR", 9.0)
    await club.type("milestone add ACHR 2026-01-20 data")

    assert await club.round("milestone") == []
    club.clock.at = datetime(2026, 1, 20, 14, 0, tzinfo=UTC)
    assert await club.round("milestone") == ["ACHR: data is due today"]


async def test_nine_in_the_morning_is_new_yorks_over_daylight_saving(club):
    club.price("ACHR", 9.0)
    await club.type("milestone add ACHR 2026-07-01 data")

    club.clock.at = datetime(2026, 6, 24, 13, 0, tzinfo=UTC)
    assert await club.round("milestone") == ["ACHR: data is due in 7 days"]
    club.clock.at = datetime(2026, 7, 1, 12, 59, tzinfo=UTC)
    assert await club.round("milestone") == []
    club.clock.at = datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    assert await club.round("milestone") == ["ACHR: data is due today"]


async def test_the_question_is_answered_with_a_button(waiting):
    waiting.clock.at = DUE + DAY
    await waiting.round("milestone")
    card = waiting.inbox.sent[-1][1]
    assert [len(one.line) <= 70 for one in card.actions] == [True] * 4

    await waiting.press(card, "It was hit", user="bob")
    assert await waiting.round("milestone") == ["ACHR: certification is hit"]
    told = waiting.inbox.sent[-1][1]
    assert (told.lead, told.tone) == ("Marked by bob; it was due on 2 March 2026.", Tone.CATALYST)
    assert await waiting.round("milestone") == []


async def test_a_slip_is_told_once_and_its_stages_begin_anew(waiting):
    waiting.clock.at = DUE
    await waiting.round("milestone")
    await waiting.type("milestone slip ACHR 1 2026-06-01", user="bob")

    assert await waiting.round("milestone") == ["ACHR: certification slips"]
    told = waiting.inbox.sent[-1][1]
    assert told.lead == "2 March 2026 → 1 June 2026, 91 days later. Marked by bob."
    assert told.tone is Tone.RISK
    assert await waiting.round("milestone") == []
    waiting.clock.at = datetime(2026, 5, 25, 13, 0, tzinfo=UTC)
    assert await waiting.round("milestone") == ["ACHR: certification is due in 7 days"]


async def test_newer_evidence_is_no_news_and_hides_no_reminder(waiting):
    waiting.clock.at = DUE - timedelta(hours=1)
    await waiting.round("milestone")
    await waiting.type("milestone keep ACHR 1 https://www.sec.gov/b.htm", user="bob")

    assert await waiting.round("milestone") == []
    waiting.clock.at = DUE
    assert await waiting.round("milestone") == ["ACHR: certification is due today"]
    await waiting.type("milestone hit ACHR 1")
    await waiting.type("milestone keep ACHR 1 https://www.sec.gov/c.htm")
    assert await waiting.round("milestone") == ["ACHR: certification is hit"]
    assert await waiting.round("milestone") == []


async def test_what_is_removed_is_never_told(waiting):
    await waiting.type("milestone remove ACHR 1")
    waiting.clock.at = DUE

    assert await waiting.round("milestone") == []


async def test_a_snoozed_stock_is_quiet_and_a_kind_that_is_off_is_not_told(waiting):
    await waiting.type("snooze ACHR 12w")
    waiting.clock.at = DUE
    assert await waiting.round("milestone") == []

    await waiting.type("milestone slip ACHR 1 2026-06-01")
    await waiting.type("alerts milestone off")
    waiting.clock.at += 200 * DAY
    assert await waiting.round("milestone") == []


async def test_the_card_names_who_entered_it_and_the_evidence(waiting):
    waiting.clock.at = DUE - 7 * DAY
    await waiting.round("milestone")
    card = waiting.inbox.sent[-1][1]

    assert card.origins[0].source == "the word of ann"
    assert facts(card)["Evidence"].url == "https://www.sec.gov/a.htm"
    assert str(facts(card)["Entered"][0]) == "by ann, "


async def test_two_replicas_that_judge_one_state_tell_it_once(waiting):
    waiting.clock.at = DUE
    rounds, store = waiting.minnow.rounds, waiting.minnow.store
    seen = await watcher.ask(book=store.milestones)
    known = (await store.episodes.episodes("milestone", [""]))[""]
    judged = watcher.judge(seen, known, waiting.clock.now())
    alerts = [await rounds.alert(watcher.WATCHER, one) for one in judged.occurrences]

    assert await store.episodes.record("", judged.moved, alerts)
    assert not await store.episodes.record("", judged.moved, alerts)
    again = [replace(one, size=1.0) for one in judged.occurrences]
    assert [one.fingerprint("milestone") for one in again] == [one.fingerprint for one in alerts]


async def test_hostile_words_arrive_as_words(club):
    club.price("ACHR", 9.0)
    await club.type("milestone add ACHR 2026-03-02 <!channel> @everyone *now* [x](https)")
    club.clock.at = DUE

    assert await club.round("milestone") == ["ACHR: <!channel> @everyone *now* [x](https) is due today"]
