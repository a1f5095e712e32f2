"""Thesis change: a pillar is told once when it changes and lasts, the headline too, the way back quietly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.hours import NEW_YORK, sessions_after
from bot.monitor.shift import Shift
from bot.sources.recorded import Recorded
from bot.thesis.book import NAME, Kept
from bot.thesis.metric import Reading
from bot.thesis.snapshot import load_snapshot
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis
from bot.thesis.written import load_thesis
from bot.thesis_look import MacroFeeds
from jobs.thesis_change import HEADLINE, WATCHER, Seen, ask, is_due, judge
from tests.bot.thesis.test_thesis import AGAINST, BAD, GOOD
from tests.whole import SetClock, facts, rows

DAY = date(2026, 1, 14)
POLICY = ("cuts_priced", "curve", "target_range", "high_yield")
POLICY_SIZE = 25
POLICY_DOWN = {name: BAD[name] for name in POLICY}


def evening(day: date) -> datetime:
    return datetime.combine(day, time(18, 45), NEW_YORK).astimezone(UTC)


class Watch:
    """Looks of the real judge, one each evening, over episodes that are written and read as the store does."""

    def __init__(self) -> None:
        self.episodes, self.day, self.pages = {}, DAY, []

    def look(self, told: dict, *, why: dict | None = None):
        day = self.day
        seen = Seen({name: Reading(day, day, figures) for name, figures in told.items()}, why or {})
        judged = judge(seen, self.episodes, evening(day))
        self.episodes |= {one.name: _stored(one) for one in judged.moved}
        self.pages += judged.pages
        self.day = sessions_after(day, 1)
        return judged.occurrences

    def titles(self, told: dict, count: int = 1) -> list[str]:
        return [WATCHER.word(one.what).title for _ in range(count) for one in self.look(told)]

    @property
    def thesis(self) -> Thesis:
        return load_thesis(self.episodes[NAME].side)


def _stored(episode):
    return load_episode(dump_episode(replace(episode, turn=episode.turn + 1)))


@pytest.fixture
def watch():
    """After a first look at which everything supports."""
    watch = Watch()
    assert watch.look(GOOD) == ()
    return watch


def test_the_first_look_is_the_baseline_and_is_kept_with_its_day(watch):
    assert set(watch.episodes) == {
        NAME, HEADLINE, "policy", "valuation", "earnings", "leadership", "labor", "geopolitics",
    }  # fmt: skip
    assert watch.thesis.headline is Headline.INTACT
    (page,) = watch.pages
    assert (page.kind, page.day) == (WATCHER.name, DAY)
    assert set(load_snapshot(page.body).pillars.values()) == {State.SUPPORTS}


def test_a_quiet_evening_tells_nothing_and_keeps_its_day(watch):
    assert watch.titles(GOOD, 10) == []
    assert len(watch.pages) == 11


def test_no_look_moves_nothing():
    assert judge(None, {}, evening(DAY)).moved == ()


def test_a_pillar_is_told_once_with_each_metric_that_moved_it(watch):
    told = watch.titles(GOOD | POLICY_DOWN, 8)

    assert told == [
        "What the Fed did: supports → challenges", "Fed policy: supports → neutral", "Fed policy: neutral → challenges",
        "Yield curve, 10 years less 2: supports → challenges",
    ]  # fmt: skip
    assert watch.thesis.headline is Headline.INTACT


def test_the_card_says_what_did_it_by_which_level_and_how_all_stand(watch):
    happened = [one for _ in range(3) for one in watch.look(GOOD | POLICY_DOWN)]

    card = WATCHER.word(happened[-1].what)
    told = facts(card)
    assert card.title == "Fed policy: neutral → challenges"
    assert (
        card.lead == "A pillar with 25 % of the small-cap thesis has changed. Of six pillars 5 support, 1 challenges."
    )
    assert told["High-yield spread"].startswith("supports → challenges: spread 6.00 points; in 60 days +1.50 points")
    assert "challenges with spread above 5.00 points" in told["High-yield spread"]
    assert "Cuts priced by year end: challenges" in told["Beside it"]
    assert told["Thesis"] == "intact"
    assert told["Meanwhile: IWM less SPY, 63 sessions"].startswith("supports: lead +4.00 points")
    assert (card.tone, happened[-1].severity) == (Tone.RISK, Severity.NORMAL)
    assert "no proof that the thesis has failed" in card.note


def test_a_pillar_that_comes_back_is_a_quiet_follow_up_and_may_leave_again(watch):
    left = [one for _ in range(8) for one in watch.look(GOOD | POLICY_DOWN) if one.size == POLICY_SIZE]
    back = [one for _ in range(8) for one in watch.look(GOOD) if one.size == POLICY_SIZE]
    again = watch.titles(GOOD | POLICY_DOWN, 2)

    titles = [WATCHER.word(one.what).title for one in (*left, *back)]
    assert titles == [
        "Fed policy: supports → neutral", "Fed policy: neutral → challenges", "Fed policy: challenges → neutral",
        "Fed policy: neutral → supports, as before",
    ]  # fmt: skip
    assert [one.severity for one in back] == [Severity.NORMAL, Severity.QUIET]
    told = [one.fingerprint(WATCHER.name) for one in (*left, *back)]
    assert [one.follows for one in (*left, *back)] == ["", *told[:3]]
    assert again == ["What the Fed did: supports → challenges", "Fed policy: supports → neutral"]
    assert watch.episodes["policy"].number == 4
    assert len(set(told)) == 4


def test_metrics_that_waver_tell_nothing(watch):
    for _ in range(12):
        assert watch.titles(GOOD | {"cuts_priced": {"cuts_priced": 1.0}, "high_yield": BAD["high_yield"]}) == []
        assert watch.titles(GOOD) == []


def test_metrics_whose_pillar_stays_are_told_together_once_and_quietly(watch):
    down = GOOD | {name: AGAINST[name] for name in ("curve", "yield_gap", "oil")}
    told = [watch.look(down) for _ in range(12)]

    (oil,), (others,) = [looked for looked in told if looked]
    assert [[each.metric.name for each in one.what.moved] for one in (oil, others)] == [["oil"], ["curve", "yield_gap"]]
    assert WATCHER.word(others.what).title == "2 metrics of the small-cap thesis changed"
    assert [(one.severity, one.follows) for one in (oil, others)] == [(Severity.QUIET, "")] * 2
    assert set(watch.episodes) == {NAME, HEADLINE, *watch.thesis.pillars}


def test_the_card_of_a_metric_says_its_level_the_pillar_it_touches_and_what_comes_next(watch):
    ((happened,),) = [looked for _ in range(6) if (looked := watch.look(GOOD | {"curve": BAD["curve"]}))]

    card = WATCHER.word(happened.what)
    told = facts(card)
    assert card.title == "Yield curve, 10 years less 2: supports → challenges"
    assert card.lead == "No pillar of the small-cap thesis has changed by it. Of six pillars 6 support."
    curve = told["Yield curve, 10 years less 2"]
    assert curve.startswith("supports → challenges: slope -0.10 points; ")
    assert "(22 January 2026); challenges with slope below 0.00 points; so since 15 January 2026" in curve
    assert "next: neutral with slope at or above 0.00 points, 0.10 points away" in curve
    assert told["Pillar: Fed policy"] == "stays supports, score +1.00 → +0.50 of -1 to +1, with 25 % of the thesis"
    assert [(one.source, one.as_of.date()) for one in card.origins] == [("FRED T10Y2Y, DGS2, DGS10", date(2026, 1, 22))]
    assert card.tone is Tone.NOTE


def test_a_metric_whose_pillar_turns_at_the_same_look_is_told_by_its_pillar_alone(watch):
    (first,) = watch.look(GOOD | {name: AGAINST[name] for name in ("sahm", "payrolls")})

    assert WATCHER.word(first.what).title == "Labor market: supports → challenges"
    assert {one.name for one in first.what.changes} == {"sahm", "payrolls"}


def test_a_metric_that_is_lost_and_found_again_in_the_same_state_is_no_change(watch):
    without = {name: figures for name, figures in GOOD.items() if name != "vix"}

    assert [one for _ in range(8) for one in watch.look(without)] == []
    assert watch.thesis.standings["vix"].as_of == DAY
    assert watch.titles(GOOD, 2) == []


def test_a_metric_that_is_found_again_in_another_state_has_changed(watch):
    without = {name: figures for name, figures in GOOD.items() if name != "vix"}
    for _ in range(8):
        watch.look(without)

    assert watch.titles(GOOD | {"vix": AGAINST["vix"]}) == ["VIX: supports → challenges"]
    assert watch.titles(GOOD | {"vix": AGAINST["vix"]}, 5) == []


def test_no_metric_is_as_large_as_a_pillar_so_that_a_channel_can_ask_for_pillars_alone(watch):
    happened = [one for told in (AGAINST, GOOD) for _ in range(20) for one in watch.look(told)]
    sizes = {isinstance(one.what, Shift): set() for one in happened}
    for one in happened:
        sizes[isinstance(one.what, Shift)].add(one.size)

    assert max(sizes[True]) < 10 <= min(sizes[False])
    assert WATCHER.unit == "% of the thesis"


def test_the_headline_is_told_once_after_its_closes_with_every_pillar(watch):
    happened = [one for _ in range(20) for one in watch.look(AGAINST)]
    cards = [WATCHER.word(one.what) for one in happened]
    headlines = [card for card in cards if card.title.startswith("The small-cap thesis")]

    assert [card.title for card in headlines] == ["The small-cap thesis: intact → broken"]
    assert len(rows(headlines[0])) == 6
    assert headlines[0].lead == "Of six pillars 6 challenge. The weighted score is -1.00 of -1 to +1."
    assert headlines[0].tone is Tone.RISK
    assert len({one.fingerprint(WATCHER.name) for one in happened}) == len(happened)


def test_while_the_headline_waits_the_cards_of_pillars_say_so(watch):
    happened = [one for _ in range(7) for one in watch.look(AGAINST)]

    assert "intact (broken by" in facts(WATCHER.word(happened[-1].what))["Thesis"]


def test_a_source_that_is_out_for_an_evening_takes_no_pillar_away(watch):
    assert watch.titles({}, 4) == []  # to Wednesday the 21st, seven days after the last figures
    assert watch.titles(GOOD, 5) == []


def test_figures_that_grow_too_old_are_told_quietly_with_why_and_so_is_their_return(watch):
    without = {name: figures for name, figures in GOOD.items() if name not in POLICY}
    why = dict.fromkeys(POLICY, "FRED does not answer.")
    lost = [one for _ in range(7) for one in watch.look(without, why=why)]
    found = watch.look(GOOD)

    (gone,), (back,) = lost, found
    card = WATCHER.word(gone.what)
    assert card.title == "Fed policy: supports → not known"
    assert facts(card)["High-yield spread"] == (
        "supports → not known: FRED does not answer; the newest figure is of 14 January 2026"
    )
    assert WATCHER.word(back.what).title == "Fed policy: not known → supports"
    assert [one.severity for one in (gone, back)] == [Severity.QUIET, Severity.QUIET]
    assert back.follows == gone.fingerprint(WATCHER.name)
    assert not watch.episodes["policy"].is_open


def test_a_pillar_that_was_never_known_has_nowhere_to_come_back_to():
    watch = Watch()
    watch.look({name: figures for name, figures in GOOD.items() if name not in POLICY})

    (found,) = watch.look(GOOD)

    assert (WATCHER.word(found.what).title, found.severity) == ("Fed policy: not known → supports", Severity.QUIET)
    assert not watch.episodes["policy"].is_open


def test_a_thesis_of_another_version_begins_anew_in_silence(watch):
    watch.episodes[NAME] = replace(watch.episodes[NAME], side='{"version":99}')

    assert watch.titles(AGAINST) == []
    assert watch.thesis.headline is Headline.BROKEN
    assert watch.episodes["policy"].side == "challenges"
    assert watch.titles(AGAINST, 6) == []


def test_a_second_look_on_the_same_evening_tells_nothing_twice(watch):
    for _ in range(8):
        seen = Seen({name: Reading(watch.day, watch.day, one) for name, one in (GOOD | POLICY_DOWN).items()})
        at = evening(watch.day)
        watch.look(GOOD | POLICY_DOWN)
        assert judge(seen, watch.episodes, at + timedelta(minutes=15)).occurrences == ()


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ((14, 8, 46), (14, 18, 29), False),
        ((14, 8, 46), (14, 18, 30), True),
        ((14, 18, 30), (15, 8, 44), False),
        ((14, 18, 30), (15, 8, 45), True),
        ((16, 18, 30), (18, 12, 0), False),  # a weekend
        ((16, 18, 30), (20, 8, 0), True),  # Monday was a holiday, and its looks were missed
    ],
)
def test_it_is_asked_after_the_releases_and_after_the_close(last, now, due):
    at, then = (datetime(2026, 1, *moment, tzinfo=NEW_YORK).astimezone(UTC) for moment in (now, last))

    assert is_due(Kept(Thesis(), then), at) is due
    assert is_due(None, at)


def test_a_look_while_a_source_was_out_is_taken_again_for_some_hours(watch):
    watch.look({name: figures for name, figures in GOOD.items() if name != "vix"})
    kept = Kept(watch.thesis, evening(date(2026, 1, 15)))

    assert is_due(kept, evening(date(2026, 1, 15)) + timedelta(hours=1))
    assert not is_due(kept, evening(date(2026, 1, 15)) + timedelta(hours=4))


class Book:
    """A book in which one thesis is kept."""

    def __init__(self, kept: Kept | None) -> None:
        self._kept = kept

    async def kept(self) -> Kept | None:
        return self._kept


class Asked(Recorded):
    """A recording that counts how often anything was asked of it."""

    count = 0

    def _newest(self, kept, otherwise):
        self.count += 1
        return super()._newest(kept, otherwise)


class Followed:
    async def watched(self):
        return ()


async def test_between_two_looks_no_vendor_is_asked():
    source, at = Asked(), evening(DAY)
    feeds = MacroFeeds(*[source] * 10, Followed())

    assert await ask(feeds=feeds, book=Book(Kept(Thesis(), at)), clock=SetClock(at + timedelta(hours=1))) is None
    assert source.count == 0

    seen = await ask(feeds=feeds, book=Book(None), clock=SetClock(at))
    assert (seen.readings, source.count) == ({}, 19)
    assert seen.why["oil"] == "There is no oil price in the recording."
