"""rating_change: told once for a change that holds; the standing moves with its alert or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.cards import Tone
from bot.market.feeds import Missing
from bot.market.hours import closes, sessions_after
from bot.market.remedy import Remedy
from bot.market.ticker import Ticker
from bot.rated.ratings import Counted, Rated, Ratings, standing_of
from bot.rating.grade import Grade
from bot.rating.rating import rate
from bot.rating.rules import read_rules
from bot.rating.scoring import score
from bot.rating.standing import Standing
from bot.rating.usable import usable
from jobs.rating_change import WATCHER, judge, picture, word
from tests.company import SHORTS, STATEMENTS, company
from tests.whole import facts, rows

APLD = Ticker("APLD")
START = closes(datetime(2026, 1, 14, tzinfo=UTC).date()) + timedelta(hours=2)
OFF = Missing("SEC filings are off: set SEC_CONTACT.", remedy=Remedy.SET_CONTACT)
GONE = dict.fromkeys((*STATEMENTS, *SHORTS), OFF)


def counted(at, known=None, **changed) -> Counted:
    """What ask brings for a company at ``at``, judged from an episode."""
    standing, profile, rules = standing_of(known), company(at, **changed), read_rules()
    rated = Rated(APLD, profile, usable(profile, rules), rate(profile, standing), standing)
    before = score(standing.basis, rules, rules.modes["production"]) if standing and standing.basis else None
    return Counted(rated, before, known)


@pytest.fixture
def baseline():
    """The episode after the first look, as the store gives it back."""
    (first,) = judge(counted(START), {}, START).moved
    return replace(load_episode(dump_episode(first)), turn=1)


def after(baseline, sessions=1, **changed):
    at = closes(sessions_after(START.date(), sessions)) + timedelta(hours=2)
    return judge(counted(at, baseline, **changed), {"standing": baseline}, at)


def test_the_first_look_is_the_baseline_and_says_nothing():
    judged = judge(counted(START), {}, START)

    assert judged.occurrences == ()
    (first,) = judged.moved
    assert (first.kind, first.about, first.name, first.value, first.level) == (
        "rating_change",
        "APLD",
        "standing",
        58.4,
        1,
    )
    assert standing_of(first) == Standing.from_json(first.side)
    assert standing_of(first).call is Grade.BUY


def test_a_close_that_changes_nothing_moves_the_standing_only(baseline):
    judged = after(baseline, momentum=0.2)

    assert judged.occurrences == ()
    (moved,) = judged.moved
    assert standing_of(moved).session == sessions_after(START.date(), 1)
    assert moved.turn == baseline.turn


def test_a_change_moves_with_its_alert(baseline):
    judged = after(baseline, going_concern=True)

    (alert,), (moved,) = judged.occurrences, judged.moved
    assert moved.alert == alert.fingerprint("rating_change")
    assert standing_of(moved).grade is Grade.SELL
    assert alert.severity is Severity.NORMAL
    assert alert.name.endswith(", Sell, 2026-01-15")


def test_nothing_is_judged_from_an_episode_that_another_replica_has_moved(baseline):
    seen = counted(START + timedelta(days=1), baseline, going_concern=True)

    assert judge(seen, {"standing": replace(baseline, turn=2)}, START).moved == ()
    assert judge(seen, {}, START).moved == ()
    assert judge(None, {"standing": baseline}, START).moved == ()


def test_a_rating_lost_and_found_is_a_quiet_word_with_what_would_help(baseline):
    lost = after(baseline, lost=GONE)
    (alert,) = lost.occurrences
    card = word(alert.what)

    assert alert.severity is Severity.QUIET
    assert card.title == "APLD: Buy → Not rated"
    assert card.tone is Tone.NOTE
    assert "Set SEC_CONTACT" in facts(card)["What would help"]

    known, told = lost.moved[0], []
    for sessions in (2, 3, 4):  # back for three closes
        found = after(known, sessions)
        told += found.occurrences
        known = found.moved[0]
    (again,) = told
    assert word(again.what).title == "APLD: Not rated → Buy 58.4"
    assert "known for a rating again" in word(again.what).lead


def test_another_rule_set_is_named_beside_the_change(baseline):
    standing = replace(standing_of(baseline), ruleset="minnow-0-old")
    (alert,) = after(replace(baseline, side=standing.to_json()), going_concern=True).occurrences

    assert facts(word(alert.what))["Rules"].startswith("minnow-0-old before, minnow-1-")


def test_a_standing_that_cannot_be_read_begins_anew_without_a_word(baseline):
    judged = after(replace(baseline, side="what an older program wrote"), going_concern=True)

    assert judged.occurrences == ()
    assert standing_of(judged.moved[0]).call is Grade.SELL


async def test_the_card_survives_the_outbox_and_its_drivers_add_up(baseline):
    (alert,) = after(baseline, going_concern=True, momentum=-0.4, revisions_up=0.0, revisions_down=4.0).occurrences
    card = word(alert.what)

    assert load_card(dump_card(card)) == card
    assert card.tone is Tone.RISK
    *drivers, total = rows(card)
    assert [row[0] for row in drivers][:2] == ["trend", "analyst direction"]
    assert round(50 + sum(float(row[2]) for row in drivers), 1) == float(total[2])
    assert round(sum(float(row[3]) for row in drivers), 1) == float(total[3])
    chart = await picture(alert.what)
    assert load_card(dump_card(replace(card, chart=chart))).chart == chart


class Asked:
    """A ProfileFeed and a store that say what a test tells them, and count the questions."""

    def __init__(self, now):
        self.at, self.episode, self.changed, self.asked, self.written = now, None, {}, 0, []

    def now(self):
        return self.at

    async def profile(self, ticker):
        self.asked += 1
        return company(self.at, **self.changed)

    async def episodes(self, kind, abouts):
        return {"APLD": {"standing": self.episode}} if self.episode else {}

    async def write(self, call):
        self.written.append(call)
        return True


async def test_a_close_is_counted_once_its_prices_are_in_and_never_twice(baseline):
    asked = Asked(START)
    ratings = Ratings(asked, asked, asked, asked)
    asked.at = closes(START.date()) + timedelta(minutes=59)
    assert (await ratings.at_close(APLD), asked.asked) == (None, 0)

    asked.at = START
    assert (await ratings.at_close(APLD)).known is None
    asked.episode = baseline
    assert (await ratings.at_close(APLD), asked.asked) == (None, 1)
    asked.at += timedelta(days=1)
    assert (await ratings.at_close(APLD)).known == baseline


async def test_a_close_whose_price_is_late_waits_four_hours(baseline):
    asked = Asked(START + timedelta(days=1))
    asked.episode, asked.changed = baseline, {"earlier": timedelta(days=1)}
    ratings = Ratings(asked, asked, asked, asked)

    assert await ratings.at_close(APLD) is None
    assert asked.written == []  # nothing was given
    asked.at += timedelta(hours=2)
    assert await ratings.at_close(APLD) is not None
    assert [call.session for call in asked.written] == [START.date() + timedelta(days=1)]


def test_the_watcher_asks_around_the_clock():
    assert (WATCHER.name, WATCHER.schedule.words) == ("rating_change", "every 30m")
