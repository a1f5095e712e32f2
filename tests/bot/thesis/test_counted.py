"""A close counts once, a late figure is taken in, a release counts at once, and asking counts nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.thesis.counted import counted, foreseen, is_behind
from bot.thesis.metric import Reading
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis

WED, THU, FRI = date(2026, 1, 14), date(2026, 1, 15), date(2026, 1, 16)
EVENING = datetime(2026, 1, 14, 23, 30, tzinfo=UTC)
DAY = timedelta(days=1)
VIX = next(one for pillar in PILLARS for one in pillar.metrics if one.name == "vix")
SPREAD = {"spread": 2.9, "spread_in_60_days": -0.1}


def readings(as_of: date, **told: dict) -> dict[str, Reading]:
    return {name: Reading(as_of, as_of, figures) for name, figures in told.items()}


def vix(value: float, as_of: date = WED) -> dict[str, Reading]:
    return readings(as_of, vix={"vix": value})


@pytest.fixture
def seen():
    return counted(Thesis(), vix(16.0) | readings(WED, sahm={"sahm": 0.2}), EVENING)[0]


def test_a_close_counts_once_however_often_it_is_looked_at(seen):
    thesis = seen
    for hours in range(8):
        thesis, _ = counted(thesis, vix(30.0, THU), EVENING + DAY + timedelta(hours=hours))

    assert (thesis.standings["vix"].seen, thesis.standings["vix"].day) == (1, THU)
    assert thesis.day == THU


def test_three_closes_are_three_evenings(seen):
    thesis, changes = seen, []
    for day in (EVENING + DAY, EVENING + 2 * DAY, EVENING + 5 * DAY, EVENING + 6 * DAY):  # Monday is a holiday
        thesis, moved = counted(thesis, vix(30.0, day.date()), day)
        changes.append([(one.name, one.after) for one in moved])

    assert changes == [[], [], [], [("vix", "challenges")]]


def test_while_the_market_is_open_no_close_is_counted(seen):
    noon = datetime(2026, 1, 15, 17, tzinfo=UTC)

    assert counted(seen, vix(30.0, THU), noon) == (seen, ())


def test_the_very_first_look_counts_whenever_it_is():
    thesis, _ = counted(Thesis(), vix(16.0, THU), datetime(2026, 1, 15, 17, tzinfo=UTC))

    assert (thesis.standings["vix"].settled, thesis.day) == (State.SUPPORTS, WED)


def test_a_figure_that_came_late_counts_for_the_close_that_it_missed(seen):
    without, _ = counted(seen, {}, EVENING + DAY)
    late, _ = counted(without, vix(30.0, THU), EVENING + DAY + timedelta(hours=1))

    assert is_behind(without, EVENING + DAY)
    assert (late.standings["vix"].seen, late.standings["vix"].day) == (1, THU)


def test_a_source_that_was_never_there_keeps_nobody_waiting(seen):
    both = vix(16.0, THU) | readings(WED, sahm={"sahm": 0.2})

    assert not is_behind(counted(seen, both, EVENING + DAY)[0], EVENING + DAY)


def test_a_release_in_the_morning_counts_at_once_and_a_price_does_not(seen):
    morning = datetime(2026, 1, 15, 13, 50, tzinfo=UTC)
    told = vix(30.0, THU) | readings(THU, sahm={"sahm": 0.6})

    thesis, changes = counted(seen, told, morning)

    assert thesis.standings["sahm"].settled is State.CHALLENGES
    assert thesis.standings["vix"] == seen.standings["vix"]
    assert ("sahm", "supports", "challenges") in [(one.name, one.before, one.after) for one in changes]
    assert thesis.day == WED  # the headline waits for closes


def test_the_same_release_in_the_evening_is_no_second_one(seen):
    told = readings(THU, sahm={"sahm": 0.6})
    morning, _ = counted(seen, told, datetime(2026, 1, 15, 13, 50, tzinfo=UTC))

    evening, changes = counted(morning, told, EVENING + DAY)

    assert evening.standings["sahm"] == morning.standings["sahm"]
    assert [one.name for one in changes] == []


def test_a_source_that_is_out_takes_no_state_away_until_its_figure_is_too_old(seen):
    thesis, states = seen, {}
    for place in range(1, 9):
        thesis, _ = counted(thesis, {}, EVENING + place * DAY)
        states[place] = thesis.standings["vix"].state(VIX, (EVENING + place * DAY).date())

    assert states[7] is State.SUPPORTS
    assert states[8] is State.UNKNOWN
    assert thesis.headline is Headline.UNKNOWN


def test_what_today_would_change_is_seen_without_counting(seen):
    one, _ = counted(seen, vix(30.0, THU), EVENING + DAY)
    two, _ = counted(one, vix(30.0, FRI), EVENING + 2 * DAY)
    tuesday = EVENING + 6 * DAY - timedelta(hours=5)

    coming = foreseen(two, vix(30.0, date(2026, 1, 20)), tuesday)

    assert (two.standings["vix"].settled, two.standings["vix"].seen) == (State.SUPPORTS, 2)
    assert coming.standings["vix"].settled is State.CHALLENGES


def test_a_weekend_is_no_close(seen):
    one, _ = counted(seen, vix(30.0, FRI), EVENING + 2 * DAY)

    for day in (3, 4):
        assert foreseen(one, vix(30.0, FRI), EVENING + day * DAY).standings["vix"].seen == 1


def test_a_falling_spread_counts_for_its_close():
    thesis, _ = counted(Thesis(), readings(WED, high_yield=SPREAD), EVENING)

    assert thesis.standings["high_yield"].settled is State.SUPPORTS


def test_figures_that_lack_too_much_take_no_state_away_and_are_waited_for(seen):
    thesis, changes = counted(seen, readings(THU, vix={"vix": None}, sahm={"sahm": 0.2}), EVENING + DAY)

    assert thesis.standings["vix"] == seen.standings["vix"]
    assert changes == ()
    assert is_behind(thesis, EVENING + DAY)
    assert foreseen(seen, readings(THU, vix={"vix": None}), EVENING + DAY).standings["vix"] == seen.standings["vix"]


def test_a_figure_that_could_not_change_the_answer_may_lack():
    held = {"last_move": -0.25, "meetings_without_cut": 0.0, "cuts_priced": 2.0}
    seen, _ = counted(Thesis(), readings(WED, target_range=held), EVENING)
    without, _ = counted(seen, readings(THU, target_range=held | {"cuts_priced": None}), EVENING + DAY)
    on_hold = {"last_move": 0.0, "meetings_without_cut": 2.0, "cuts_priced": None}
    needed, _ = counted(seen, readings(THU, target_range=on_hold), EVENING + DAY)

    assert without.standings["target_range"].day == THU
    assert needed.standings["target_range"] == seen.standings["target_range"]
