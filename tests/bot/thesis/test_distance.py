"""How far a metric is from its next state, with the figure and the level named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thesis.distance import distances
from bot.thesis.levels import Sense
from bot.thesis.metric import Reading, Standing, step
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State

METRICS = {metric.name: metric for pillar in PILLARS for metric in pillar.metrics}
DAY = date(2026, 1, 14)


def standing(name: str, *closes: dict[str, float | None]) -> Standing:
    found = Standing()
    for place, figures in enumerate(closes):
        day = DAY + timedelta(days=place)
        found = step(METRICS[name], found, Reading(day, day, figures))
    return found


def test_a_neutral_metric_has_a_way_to_either_side():
    up, down = distances(METRICS["cuts_priced"], standing("cuts_priced", {"cuts_priced": 1.5}))

    assert (up.to, up.readings) == (State.SUPPORTS, 2)
    assert (up.needs[0].sense, up.needs[0].level, up.needs[0].gap) == (Sense.AT_LEAST, 2.0, 0.5)
    assert (down.to, down.needs[0].gap) == (State.CHALLENGES, -1.0)


def test_a_support_is_left_under_its_exit():
    (out,) = distances(METRICS["cuts_priced"], standing("cuts_priced", {"cuts_priced": 2.2}))

    assert (out.to, out.needs[0].sense, out.needs[0].level) == (State.NEUTRAL, Sense.BELOW, 1.75)
    assert out.needs[0].gap == pytest.approx(-0.45)


def test_a_support_inside_its_exit_band_is_still_left_at_the_exit():
    (out,) = distances(METRICS["cuts_priced"], standing("cuts_priced", {"cuts_priced": 2.2}, {"cuts_priced": 1.9}))

    assert [(need.level, round(need.gap, 2)) for need in out.needs] == [(1.75, -0.15)]


def test_a_pending_state_needs_only_to_last():
    (out,) = distances(METRICS["cuts_priced"], standing("cuts_priced", {"cuts_priced": 2.2}, {"cuts_priced": 1.5}))

    assert (out.to, out.needs, out.readings) == (State.NEUTRAL, (), 1)


def test_a_challenge_with_two_reasons_ends_when_both_do():
    figures = {"spread": 5.5, "spread_in_60_days": 1.5}

    (out,) = distances(METRICS["high_yield"], standing("high_yield", figures))

    assert {(need.figure, need.sense, need.level) for need in out.needs} == {
        ("spread", Sense.AT_MOST, 4.5),
        ("spread_in_60_days", Sense.BELOW, 1.0),
    }


def test_of_several_ways_the_cheapest_is_told():
    figures = {"slope": 0.10, "slope_in_60_days": 0.0, "two_in_60_days": 0.0, "ten_in_60_days": 0.0}

    down = distances(METRICS["curve"], standing("curve", figures))[1]

    assert [(need.figure, need.level) for need in down.needs] == [("slope", 0.0)]


def test_a_condition_asked_on_entering_only_is_no_way_out():
    (out,) = distances(METRICS["high_yield"], standing("high_yield", {"spread": 3.0, "spread_in_60_days": -0.1}))

    assert [(need.figure, need.level) for need in out.needs] == [("spread", 3.75)]


def test_a_metric_with_nothing_between_goes_straight_to_the_other_side():
    (out,) = distances(METRICS["oil"], standing("oil", {"oil_in_30_days": 5.0}))

    assert (out.to, out.needs[0].gap) == (State.CHALLENGES, 15.0)


def test_an_unknown_metric_has_no_distance():
    assert distances(METRICS["oil"], Standing()) == ()
    assert distances(METRICS["oil"], standing("oil", {"oil_in_30_days": 5.0}, {"oil_in_30_days": None})) == ()
