"""A metric changes only when a new state has lasted, and says since when; what is missing or old is unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thesis.metric import Reading, Standing, step
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State

METRICS = {metric.name: metric for pillar in PILLARS for metric in pillar.metrics}
CUTS = METRICS["cuts_priced"]
JAN_14, JAN_15, FEB_27, MAR_5, MAR_20, SEP_18 = (
    date(2026, 1, 14),
    date(2026, 1, 15),
    date(2026, 2, 27),
    date(2026, 3, 5),
    date(2026, 3, 20),
    date(2026, 9, 18),
)


def read(metric, standing: Standing, day: date, as_of: date | None = None, **figures: float | None) -> Standing:
    return step(metric, standing, Reading(day, as_of or day, figures))


def cuts(standing: Standing, *closes: tuple[date, float | None]) -> Standing:
    for day, value in closes:
        standing = read(CUTS, standing, day, cuts_priced=value)
    return standing


def every_weekday(told: dict[date, float], until: date) -> list[tuple[date, float]]:
    """The closes told, each repeated until the next one."""
    day, value, closes = min(told), 0.0, []
    while day <= until:
        value = told.get(day, value)
        if day.weekday() < 5:
            closes.append((day, value))
        day += timedelta(days=1)
    return closes


def test_the_policy_metric_replays_2026():
    """Cuts priced for 2026: CME's FedWatch history to 20 March, its settlements of 18 September (1.34 hikes).

    Only these closes are published; each is repeated until the next. Two closes are asked for, so a change is sure a
    session later and counts from the day that began it.
    """
    told = {JAN_14: 2.2, JAN_15: 1.9, FEB_27: 2.5, MAR_5: 1.5, MAR_20: -0.3, SEP_18: -1.34}
    standing, states, sure = Standing(), {}, {}
    for day, value in every_weekday(told, SEP_18):
        before = standing.settled
        standing = cuts(standing, (day, value))
        states[day] = standing.state(CUTS, day)
        if standing.settled is not before:
            sure[standing.since] = (day, before, standing.settled)

    assert states[JAN_15] is State.SUPPORTS  # 1.9 is under the entry of 2.0 and above the exit of 1.75
    assert sure == {
        JAN_14: (JAN_14, State.UNKNOWN, State.SUPPORTS),
        MAR_5: (date(2026, 3, 6), State.SUPPORTS, State.NEUTRAL),
        MAR_20: (date(2026, 3, 23), State.NEUTRAL, State.CHALLENGES),
    }
    assert states[SEP_18] is State.CHALLENGES


def test_1_9_does_not_enter_supports_on_its_own():
    assert cuts(Standing(), (JAN_15, 1.9)).settled is State.NEUTRAL


def test_one_close_that_comes_back_changes_nothing():
    standing = cuts(Standing(), (JAN_14, 2.2), (JAN_15, 1.5), (date(2026, 1, 16), 2.2), (date(2026, 1, 20), 1.5))

    assert (standing.settled, standing.seen, standing.pending_since) == (State.SUPPORTS, 1, date(2026, 1, 20))


def test_a_pending_state_that_turns_into_another_begins_anew():
    standing = cuts(Standing(), (JAN_14, 2.2), (JAN_15, 1.5), (date(2026, 1, 16), -0.3))

    assert (standing.settled, standing.pending, standing.seen) == (State.SUPPORTS, State.CHALLENGES, 1)


def test_a_second_look_on_the_same_day_counts_nothing():
    once = cuts(Standing(), (JAN_14, 2.2), (JAN_15, 1.5))

    assert cuts(once, (JAN_15, 1.5), (JAN_14, 0.0)) == once


def test_a_move_of_the_fed_itself_changes_the_state_at_once():
    fed = METRICS["target_range"]
    held = read(fed, Standing(), SEP_18 - timedelta(days=3), last_move=0, meetings_without_cut=1, cuts_priced=1.2)

    raised = read(fed, held, SEP_18, last_move=1, meetings_without_cut=2, cuts_priced=-1.34)

    assert held.settled is State.NEUTRAL
    assert raised.settled is State.CHALLENGES


def test_two_meetings_without_a_cut_challenge_only_while_less_than_one_is_priced():
    fed = METRICS["target_range"]

    def after(priced: float) -> State:
        return read(fed, Standing(), SEP_18, last_move=0, meetings_without_cut=2, cuts_priced=priced).settled

    assert (after(0.9), after(1.0)) == (State.CHALLENGES, State.NEUTRAL)


def test_two_weeks_are_two_publications_and_not_two_closes():
    claims = METRICS["claims"]
    standing = read(claims, Standing(), date(2026, 1, 8), claims_in_year=-1.0)
    for day in (15, 16, 20, 21):
        standing = read(claims, standing, date(2026, 1, day), date(2026, 1, 15), claims_in_year=4.0)
    waited = standing

    assert (waited.settled, waited.pending, waited.seen) == (State.SUPPORTS, State.NEUTRAL, 1)
    assert read(claims, waited, date(2026, 1, 22), claims_in_year=4.0).settled is State.NEUTRAL


def test_a_metric_that_was_never_read_is_unknown():
    assert Standing().state(CUTS, JAN_14) is State.UNKNOWN


def test_missing_figures_make_it_unknown_at_once_and_are_forgiven_at_once():
    blind = cuts(Standing(), (JAN_14, 2.2), (JAN_15, None))

    assert blind.state(CUTS, JAN_15) is State.UNKNOWN
    assert blind.blind_since == JAN_15
    assert cuts(blind, (date(2026, 1, 16), 1.9)).state(CUTS, date(2026, 1, 16)) is State.SUPPORTS


def test_an_old_figure_is_unknown():
    standing = cuts(Standing(), (JAN_14, 2.2))

    assert standing.state(CUTS, JAN_14 + timedelta(days=7)) is State.SUPPORTS
    assert standing.state(CUTS, JAN_14 + timedelta(days=8)) is State.UNKNOWN


def test_after_a_long_silence_the_first_figure_speaks_at_once():
    standing = cuts(Standing(), (JAN_14, 2.2), (FEB_27, 1.5))

    assert (standing.settled, standing.since) == (State.NEUTRAL, FEB_27)


@pytest.mark.parametrize(
    ("metric", "figures", "state"),
    [
        (
            "curve",
            {"slope": 0.71, "slope_in_60_days": 0.15, "two_in_60_days": -0.15, "ten_in_60_days": -0.02},
            "supports",
        ),
        (
            "curve",
            {"slope": 0.71, "slope_in_60_days": 0.15, "two_in_60_days": 0.1, "ten_in_60_days": 0.25},
            "challenges",
        ),
        (
            "curve",
            {"slope": -0.01, "slope_in_60_days": 0.2, "two_in_60_days": -0.2, "ten_in_60_days": 0.0},
            "challenges",
        ),
        (
            "curve",
            {"slope": 0.40, "slope_in_60_days": -0.15, "two_in_60_days": 0.2, "ten_in_60_days": 0.05},
            "challenges",
        ),
        (
            "curve",
            {"slope": 0.40, "slope_in_60_days": -0.15, "two_in_60_days": -0.1, "ten_in_60_days": -0.25},
            "neutral",
        ),
        ("high_yield", {"spread": 3.4, "spread_in_60_days": 0.0}, "supports"),
        ("high_yield", {"spread": 3.4, "spread_in_60_days": 0.1}, "neutral"),
        ("high_yield", {"spread": 3.4, "spread_in_60_days": 1.0}, "challenges"),
        ("high_yield", {"spread": 5.01, "spread_in_60_days": 0.0}, "challenges"),
        ("pe_ratio", {"pe_ratio": 0.693}, "supports"),
        ("pe_ratio", {"pe_ratio": 0.90}, "challenges"),
        ("yield_gap", {"yield_gap": 1.0}, "neutral"),
        ("forward_growth", {"growth": 16.0, "growth_in_60_days": -3.0}, "challenges"),
        ("forward_growth", {"growth": 15.0, "growth_in_60_days": 0.0}, "supports"),
        ("breadth", {"breadth": -0.10}, "challenges"),
        ("growth_lead", {"growth_lead": 3.0}, "supports"),
        ("season", {"beat_rate": 60.0, "margin_change": 0.0}, "neutral"),
        ("season", {"beat_rate": 70.0, "margin_change": -0.51}, "challenges"),
        ("lead_63", {"lead_63": 2.0}, "supports"),
        ("lead_ytd", {"lead_ytd": 5.7}, "supports"),
        ("above_200", {"above_200": 35.0}, "challenges"),
        ("sahm", {"sahm": 0.30}, "neutral"),
        ("sahm", {"sahm": 0.50}, "challenges"),
        ("claims", {"claims_in_year": 15.0}, "challenges"),
        ("payrolls", {"surprise_3_months": 0.0, "surprise_last": -0.9, "surprise_before": -1.2}, "supports"),
        ("payrolls", {"surprise_3_months": -60.0, "surprise_last": -1.0, "surprise_before": -1.2}, "challenges"),
        ("payrolls", {"surprise_3_months": 5.0, "surprise_last": None, "surprise_before": None}, "unknown"),
        ("gpr", {"gpr_percentile": 60.0}, "neutral"),
        ("gpr", {"gpr_percentile": 90.0}, "challenges"),
        ("oil", {"oil_in_30_days": 20.0}, "challenges"),
        ("supply", {"gscpi": 1.01}, "challenges"),
        ("vix", {"vix": 23.0}, "neutral"),
        ("vix", {"vix": 25.1}, "challenges"),
    ],
)
def test_the_levels_are_those_of_the_table(metric, figures, state):
    assert read(METRICS[metric], Standing(), JAN_15, **figures).settled == state


@pytest.mark.parametrize(
    ("metric", "entered", "stays", "leaves"),
    [
        ("curve", {"slope": 0.7, "slope_in_60_days": 0.2, "two_in_60_days": -0.2, "ten_in_60_days": 0.0}, 0.05, 0.04),
        ("high_yield", {"spread": 3.4, "spread_in_60_days": -0.1}, 3.74, 3.75),
        ("pe_ratio", {"pe_ratio": 0.70}, 0.78, 0.79),
        ("forward_growth", {"growth": 16.0, "growth_in_60_days": 0.0}, 13.0, 12.9),
        ("breadth", {"breadth": 0.06}, 0.0, -0.01),
        ("lead_63", {"lead_63": 3.0}, 0.5, 0.4),
        ("lead_ytd", {"lead_ytd": 2.0}, 0.0, -0.1),
        ("above_200", {"above_200": 60.0}, 50.0, 49.0),
        ("sahm", {"sahm": 0.55}, 0.35, 0.34),
        ("claims", {"claims_in_year": 16.0}, 10.0, 9.9),
        ("gpr", {"gpr_percentile": 95.0}, 80.0, 79.0),
        ("vix", {"vix": 30.0}, 22.1, 22.0),
    ],
)
def test_the_exits_are_those_of_the_table(metric, entered, stays, leaves):
    measured = METRICS[metric]
    key = {"curve": "slope_in_60_days", "high_yield": "spread"}.get(metric, next(iter(entered)))
    start = read(measured, Standing(), JAN_14, **entered)

    def moved(value: float, count: int = 5) -> Standing:
        standing = start
        for place in range(1, count + 1):
            standing = read(measured, standing, JAN_14 + timedelta(days=place), **(entered | {key: value}))
        return standing

    assert moved(stays).settled is start.settled
    assert moved(stays).pending is None
    assert moved(leaves).settled is not start.settled
    if measured.dwell.count > 1:
        assert moved(leaves, measured.dwell.count - 1).settled is start.settled


def test_a_rising_spread_does_not_end_a_support_that_holds():
    spread = METRICS["high_yield"]
    start = read(spread, Standing(), JAN_14, spread=3.4, spread_in_60_days=-0.1)

    assert read(spread, start, JAN_15, spread=3.5, spread_in_60_days=0.2).pending is None


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", "30-day fed funds futures"),
        ("fed funds futures", "30-day fed funds futures"),
        ("Yahoo Finance", "30-day fed funds futures: Yahoo Finance"),
    ],
)
def test_who_told_the_newest_figure_is_named_where_the_metric_does_not_say_it(source, told):
    first = step(CUTS, Standing(), Reading(JAN_14, JAN_14, {"cuts_priced": 2.2}, "CME"))

    assert step(CUTS, first, Reading(JAN_15, JAN_15, {"cuts_priced": 1.9}, source)).told_by(CUTS) == told
