"""Rate repricing: a quarter of a cut at year end is told once, its way back follows it, a cut as priced is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_episode, load_episode
from bot.cards import Tone
from bot.market.fed_funds import EffectiveRate, FedFundsFutures, settled_at
from bot.market.feeds import Missing
from bot.market.hours import NEW_YORK, sessions_after
from bot.sources.recorded import Recorded
from jobs.rate_repricing import WATCHER, Seen, ask, judge, word
from tests.whole import facts

NOW = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def seen(december: float, *, now: float = 3.63, at: datetime = NOW, effective: float | None = 3.63) -> Seen:
    """November (without a meeting) at ``now``, January 2027's neighbour at ``december``: the rate after 9 December."""
    average = (9 * now + 22 * december) / 31
    prices = ((date(2026, 11, 1), 100 - now), (date(2026, 12, 1), 100 - average))
    futures = FedFundsFutures(as_of=at, source="test", prices=prices)
    if effective is None:
        return Seen(futures, None)
    day = (at - timedelta(days=1)).date()
    rate = EffectiveRate(
        as_of=datetime(day.year, day.month, day.day, tzinfo=UTC), source="test", day=day, percent=effective
    )
    return Seen(futures, rate)


class Watch:
    """Looks of the real judge half an hour apart, over episodes that are written and read as the store does."""

    def __init__(self) -> None:
        self.episodes, self.at, self.stored = {}, NOW, 0

    def look(self, december: float, **other):
        judged = judge(seen(december, at=self.at, **other), self.episodes, self.at)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        self.at += HALF_HOUR
        return judged.occurrences


def test_the_first_look_is_the_baseline_and_a_quiet_one_writes_nothing():
    watch = Watch()

    assert watch.look(3.50) == ()
    assert watch.look(3.55) == ()
    assert (watch.stored, watch.episodes["2026"].side) == (1, "first look")


@pytest.mark.parametrize(("december", "told"), [(3.4385, 0), (3.4375, 1), (3.5615, 0), (3.5625, 1)])
def test_a_quarter_of_a_move_is_told(december, told):
    watch = Watch()
    watch.look(3.50)

    assert len(watch.look(december)) == told


def test_half_a_cut_more_is_told_once_with_its_sign_in_words():
    watch = Watch()
    watch.look(3.63)
    (happened,) = watch.look(3.505)
    card = word(happened.what)

    assert card.title == "Rates repriced: 0.5 cuts by the end of 2026, from no change"
    assert card.lead == ("No change → 0.5 cuts by the end of 2026: the rate expected then is 0.12 points lower.")
    assert (card.tone, happened.about, happened.severity) == (Tone.CATALYST, "", Severity.NORMAL)
    assert facts(card)["Counted from"] == "3.63 %, the effective rate of 1 November 2026"
    assert watch.look(3.505) == watch.look(3.52) == ()


def test_a_step_back_is_the_quiet_follow_up_of_the_alert_and_closes_it():
    watch = Watch()
    watch.look(3.63)
    (opening,) = watch.look(3.505)
    (closing,) = watch.look(3.63)

    assert closing.follows == opening.fingerprint(WATCHER.name)
    assert closing.severity is Severity.QUIET
    assert word(closing.what).title == "Rate repricing set back: no change by the end of 2026, from 0.5 cuts"
    assert not watch.episodes["2026"].is_open
    assert watch.look(3.63) == ()


def test_a_step_on_and_one_far_past_the_beginning_are_alerts_of_their_own():
    watch = Watch()
    watch.look(3.63)
    first, second, third = (*watch.look(3.505), *watch.look(3.38), *watch.look(3.88))

    assert [one.severity for one in (first, second, third)] == [Severity.NORMAL] * 3
    assert len({one.name for one in (first, second, third)}) == 3
    assert word(third.what).title == "Rates repriced: 1.0 hike by the end of 2026, from 1.0 cut"
    assert word(third.what).tone is Tone.RISK


def test_a_wobble_round_the_line_tells_once():
    watch = Watch()
    watch.look(3.50)
    told = [len(watch.look(rate)) for rate in (3.44, 3.43, 3.45, 3.43, 3.46, 3.43)]

    assert told == [0, 1, 0, 0, 0, 0]


def test_a_cut_that_comes_as_priced_is_no_repricing():
    watch = Watch()
    watch.look(3.38)

    assert watch.look(3.38, now=3.38, effective=3.38) == ()


def test_a_missing_effective_rate_changes_where_it_is_counted_from_and_nothing_else():
    watch = Watch()
    watch.look(3.63)
    (happened,) = watch.look(3.505, effective=None)

    assert facts(word(happened.what))["Counted from"] == "3.63 %, the rate futures imply for today"


def test_old_futures_and_those_from_a_wrong_clock_say_nothing():
    watch = Watch()
    watch.look(3.63)
    for at in (NOW - timedelta(days=2), NOW + timedelta(hours=3)):
        assert judge(seen(3.38, at=at), watch.episodes, NOW).occurrences == ()


def test_prices_that_do_not_reach_december_say_nothing():
    short = FedFundsFutures(as_of=NOW, source="test", prices=((date(2026, 11, 1), 96.37),))

    assert judge(Seen(short, None), {}, NOW).moved == ()


async def test_it_asks_for_futures_and_goes_without_the_effective_rate():
    source = Recorded()
    with pytest.raises(Missing):
        await ask(rates=source)

    source.tell(seen(3.5).futures)
    assert await ask(rates=source) == Seen(seen(3.5).futures, None)


async def test_a_club_hears_of_a_repricing_without_watching_a_ticker(club):
    club.price("APLD", 30)
    await club.type("watch APLD")
    club.rates(3.63, 3.63)
    assert await club.round("rate_repricing") == []

    club.clock.pass_by(minutes=30)
    club.rates(3.63, 3.38)
    assert len(told := await club.round("rate_repricing")) == 1
    assert told[0].startswith("Rates repriced: 1.")
    assert await club.round("rate_repricing") == []


def closes(*rates: float, until: datetime = NOW) -> tuple[FedFundsFutures, ...]:
    """Settlements of the sessions up to the one before ``until``, the newest last, by the rate in December."""
    today = until.astimezone(NEW_YORK).date()
    days = [sessions_after(today, -back) for back in range(len(rates), 0, -1)]
    told = zip(days, rates, strict=True)
    return tuple(seen(rate, at=settled_at(day) + timedelta(minutes=30)).futures for day, rate in told)


def look(watch: Watch, december: float, kept=()):
    judged = judge(replace(seen(december, at=watch.at), closes=kept), watch.episodes, watch.at)
    watch.stored += len(judged.moved)
    watch.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
    watch.at += HALF_HOUR
    return judged.occurrences


SLOW = closes(3.50, 3.53, 3.56, 3.57, 3.58)  # 3.58 is the settlement of the session before


def test_half_a_cut_in_five_sessions_is_told_where_it_goes_on_from_what_was_told():
    watch = Watch()
    look(watch, 3.50)
    (step,) = look(watch, 3.58, closes(3.50, 3.50, 3.50, 3.50, 3.50))
    assert word(step.what).title.startswith("Rates repriced: ")

    assert look(watch, 3.60, SLOW) == ()  # 0.40 of a hike in five sessions
    (swing,) = look(watch, 3.63, SLOW)
    card = word(swing.what)

    assert card.title == "Rates repriced in five sessions: no change by the end of 2026, from 0.2 cuts"
    assert facts(card)["In five sessions"] == "0.5 hikes added"
    assert (swing.severity, swing.follows) == (Severity.NORMAL, "")
    assert look(watch, 3.63, SLOW) == look(watch, 3.66, SLOW) == ()


def test_a_step_that_is_also_a_swing_is_told_once_with_both():
    watch = Watch()
    look(watch, 3.50)
    (told,) = look(watch, 3.63, closes(3.50, 3.50, 3.50, 3.50, 3.50))

    assert word(told.what).title.startswith("Rates repriced: ")
    assert facts(word(told.what))["In five sessions"] == "0.5 hikes added"
    assert look(watch, 3.63, closes(3.50, 3.50, 3.50, 3.50, 3.50)) == ()


def test_a_swing_that_is_set_back_is_not_told_again_when_its_settlement_is_five_sessions_old():
    watch = Watch()
    look(watch, 3.50)
    flat = (3.50, 3.50, 3.50, 3.50, 3.50)
    (opening,) = look(watch, 3.63, closes(*flat))
    (closing,) = look(watch, 3.50, closes(*flat))
    assert closing.follows == opening.fingerprint(WATCHER.name)

    assert look(watch, 3.50, closes(3.63, 3.50, 3.50, 3.50, 3.50)) == ()
    assert look(watch, 3.50, closes(*flat)) == ()
    assert not watch.episodes["2026, five sessions"].is_open


def test_without_the_settlement_of_five_sessions_ago_nothing_is_said_of_them():
    watch = Watch()
    look(watch, 3.50)
    look(watch, 3.58)

    assert look(watch, 3.63, SLOW[1:]) == ()
    (told,) = look(watch, 3.70, SLOW[1:])
    assert "In five sessions" not in facts(word(told.what))


def test_cuts_and_hikes_have_no_minus_anywhere():
    watch = Watch()
    look(watch, 3.88)
    (told,) = look(watch, 3.38, closes(3.88, 3.88, 3.88, 3.88, 3.88))
    card = word(told.what)

    assert "-" not in card.title + card.lead + str(facts(card)["Priced now"]) + str(facts(card)["In five sessions"])
    assert facts(card)["In five sessions"] == "2.0 cuts added"
