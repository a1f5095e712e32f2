"""Pillars, headline and changes: weights add up, unknown stays unknown, five closes before a headline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.thesis.metric import Reading
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis, advance, score, view

DAY = date(2026, 1, 14)
GOOD = {
    "cuts_priced": {"cuts_priced": 2.2},
    "curve": {"slope": 0.7, "slope_in_60_days": 0.2, "two_in_60_days": -0.2, "ten_in_60_days": 0.0},
    "target_range": {"last_move": -1.0, "meetings_without_cut": 0.0, "cuts_priced": 2.2},
    "high_yield": {"spread": 2.9, "spread_in_60_days": -0.1},
    "pe_ratio": {"pe_ratio": 0.69},
    "yield_gap": {"yield_gap": 1.5},
    "forward_growth": {"growth": 20.0, "growth_in_60_days": 0.0},
    "breadth": {"breadth": 0.1},
    "growth_lead": {"growth_lead": 5.0},
    "season": {"beat_rate": 65.0, "margin_change": 0.1},
    "lead_63": {"lead_63": 4.0},
    "lead_ytd": {"lead_ytd": 5.7},
    "above_200": {"above_200": 60.0},
    "sahm": {"sahm": 0.2},
    "claims": {"claims_in_year": -2.0},
    "payrolls": {"surprise_3_months": 10.0, "surprise_last": 0.5, "surprise_before": 0.1},
    "gpr": {"gpr_percentile": 50.0},
    "oil": {"oil_in_30_days": 2.0},
    "supply": {"gscpi": 0.0},
    "vix": {"vix": 15.0},
}
BAD = {
    "cuts_priced": {"cuts_priced": -1.34},
    "curve": {"slope": -0.1, "slope_in_60_days": -0.2, "two_in_60_days": 0.3, "ten_in_60_days": 0.1},
    "target_range": {"last_move": 1.0, "meetings_without_cut": 6.0, "cuts_priced": -1.34},
    "high_yield": {"spread": 6.0, "spread_in_60_days": 1.5},
    "forward_growth": {"growth": 5.0, "growth_in_60_days": -4.0},
    "breadth": {"breadth": -0.2},
    "growth_lead": {"growth_lead": -2.0},
    "season": {"beat_rate": 40.0, "margin_change": -1.0},
}


def readings(day: date, told: dict) -> dict[str, Reading]:
    return {name: Reading(day, day, figures) for name, figures in told.items()}


def run(told: dict, closes: int, thesis: Thesis | None = None, start: date = DAY):
    """The thesis after some closes of the same figures, and every change on the way."""
    thesis, changes = thesis or Thesis(), []
    for place in range(closes):
        day = start + timedelta(days=place)
        thesis, moved = advance(thesis, readings(day, told), day)
        changes += moved
    return thesis, changes


def without(*names: str) -> dict:
    return {name: figures for name, figures in GOOD.items() if name not in names}


def test_all_weights_add_up_to_one():
    assert sum(pillar.weight for pillar in PILLARS) == pytest.approx(1)
    for pillar in PILLARS:
        assert sum(metric.weight for metric in pillar.metrics) == pytest.approx(1)


def test_no_two_parts_share_a_name():
    names = [one.name for pillar in PILLARS for one in (pillar, *pillar.metrics)]

    assert len(names) == len(set(names))


def test_the_weights_of_the_pillars_are_the_documented_ones():
    assert {pillar.name: pillar.weight for pillar in PILLARS} == {
        "policy": 0.25,
        "valuation": 0.10,
        "earnings": 0.25,
        "leadership": 0.15,
        "labor": 0.15,
        "geopolitics": 0.10,
    }


def test_everything_in_favour_is_intact_at_once():
    thesis, changes = run(GOOD, 1)

    assert thesis.headline is Headline.INTACT
    assert set(thesis.pillars.values()) == {State.SUPPORTS}
    assert [one.name for one in changes][-1] == "thesis"


def test_nothing_known_is_unknown_and_tells_nothing():
    thesis, changes = run({}, 3)

    assert thesis.headline is Headline.UNKNOWN
    assert set(thesis.pillars.values()) == {State.UNKNOWN}
    assert changes == []


def test_a_pillar_with_less_than_sixty_percent_is_unknown_and_not_neutral():
    thesis, _ = run(without("curve", "high_yield"), 1)  # .40 and .15 of policy are left
    policy = view(PILLARS[0], thesis.standings, State.UNKNOWN, DAY)

    assert (policy.state, policy.score) == (State.UNKNOWN, None)
    assert policy.coverage == pytest.approx(0.55)


def test_a_pillar_at_sixty_percent_is_the_mean_of_what_is_known():
    thesis, _ = run(without("curve", "target_range"), 1)
    policy = view(PILLARS[0], thesis.standings, State.UNKNOWN, DAY)

    assert policy.coverage == pytest.approx(0.60)
    assert (policy.state, policy.score) == (State.SUPPORTS, pytest.approx(1.0))


def test_the_headline_is_unknown_where_pillars_of_sixty_percent_are_not_known():
    policy_and_earnings_only = {name: GOOD[name] for name in list(GOOD)[:4] + list(GOOD)[6:10]}

    assert run(policy_and_earnings_only, 1)[0].headline is Headline.UNKNOWN
    assert run(policy_and_earnings_only | {"pe_ratio": GOOD["pe_ratio"]}, 1)[0].headline is Headline.INTACT


def test_a_headline_waits_for_five_closes_after_the_pillars_have_turned():
    thesis, _ = run(GOOD, 1)
    moved, changes = run(GOOD | BAD, 12, thesis, DAY + timedelta(days=1))
    turned = [one for one in changes if one.name == "thesis"]

    assert [(one.before, one.after) for one in turned] == [("intact", "under review")]
    assert moved.headline is Headline.UNDER_REVIEW
    assert moved.pillars["policy"] is State.CHALLENGES


def test_a_change_names_the_day_that_began_it():
    thesis, _ = run(GOOD, 1)
    first = DAY + timedelta(days=1)
    _, changes = run(GOOD | {"cuts_priced": {"cuts_priced": 1.5}}, 2, thesis, first)

    assert [(one.name, one.before, one.after, one.since) for one in changes] == [
        ("cuts_priced", "supports", "neutral", first)
    ]


def test_a_second_look_on_the_same_day_changes_nothing():
    thesis, _ = run(GOOD, 1)

    again, changes = advance(thesis, readings(DAY, GOOD | BAD), DAY)

    assert again == thesis
    assert changes == ()


def test_figures_that_grow_old_turn_a_pillar_unknown_with_no_reading_at_all():
    thesis, _ = run(GOOD, 1)

    aged, changes = advance(thesis, {}, DAY + timedelta(days=8))

    assert aged.pillars["leadership"] is State.UNKNOWN
    assert ("lead_63", "supports", "unknown") in [(one.name, one.before, one.after) for one in changes]
    assert aged.pillars["labor"] is State.SUPPORTS


def test_a_failed_policy_pillar_beside_leading_small_caps_is_told_as_both():
    """March to August 2026: the pillar failed and small caps still led."""
    policy_failed = {name: BAD[name] for name in ("cuts_priced", "curve", "target_range", "high_yield")}
    thesis, _ = run(GOOD | policy_failed, 1)

    assert thesis.pillars["policy"] is State.CHALLENGES
    assert thesis.pillars["leadership"] is State.SUPPORTS
    views = [view(pillar, thesis.standings, thesis.pillars[pillar.name], DAY) for pillar in PILLARS]
    assert score(views) == pytest.approx(0.75 - 0.25)
    assert thesis.headline is Headline.INTACT


def test_intact_is_left_under_its_exit_and_not_under_its_entry():
    """Earnings and labor against, the rest for: 0.60 - 0.40 = 0.20, the exit itself."""
    labor = {
        "sahm": {"sahm": 0.6},
        "claims": {"claims_in_year": 20.0},
        "payrolls": {"surprise_3_months": -90.0, "surprise_last": -2.0, "surprise_before": -2.0},
    }
    earnings = {name: BAD[name] for name in ("forward_growth", "breadth", "growth_lead", "season")}
    intact, _ = run(GOOD, 1)

    stays, _ = run(GOOD | labor | earnings, 20, intact, DAY + timedelta(days=1))
    fresh, _ = run(GOOD | labor | earnings, 1)

    assert stays.headline is Headline.INTACT
    assert fresh.headline is Headline.UNDER_REVIEW


AGAINST = BAD | {
    "pe_ratio": {"pe_ratio": 0.95},
    "yield_gap": {"yield_gap": -0.5},
    "lead_63": {"lead_63": -3.0},
    "lead_ytd": {"lead_ytd": -4.0},
    "above_200": {"above_200": 20.0},
    "sahm": {"sahm": 0.6},
    "claims": {"claims_in_year": 20.0},
    "payrolls": {"surprise_3_months": -90.0, "surprise_last": -2.0, "surprise_before": -2.0},
    "gpr": {"gpr_percentile": 95.0},
    "oil": {"oil_in_30_days": 30.0},
    "supply": {"gscpi": 2.0},
    "vix": {"vix": 40.0},
}


def test_everything_against_is_broken():
    thesis, _ = run(AGAINST, 1)

    assert thesis.headline is Headline.BROKEN
    assert set(thesis.pillars.values()) == {State.CHALLENGES}


def test_from_intact_to_broken_takes_five_closes_that_say_so_and_names_the_first_of_them():
    thesis, _ = run(GOOD, 1)
    turned = []
    for place in range(1, 13):
        day = DAY + timedelta(days=place)
        thesis, changes = advance(thesis, readings(day, AGAINST), day)
        turned += [(day, one) for one in changes if one.name == "thesis"]

    ((day, change),) = turned
    assert (change.before, change.after) == ("intact", "broken")
    assert day - change.since == timedelta(days=4)


def test_a_headline_that_comes_back_within_five_closes_was_no_change():
    thesis, _ = run(GOOD, 1)
    wavering, _ = run(AGAINST, 6, thesis, DAY + timedelta(days=1))

    recovered, changes = run(GOOD, 12, wavering, DAY + timedelta(days=7))

    assert wavering.headline is Headline.INTACT
    assert wavering.pending is not None
    assert recovered.headline is Headline.INTACT
    assert "thesis" not in [one.name for one in changes]


def test_a_day_without_any_figure_is_unknown_and_over_with_the_next():
    thesis, _ = run(GOOD, 1)

    blind, changes = run({name: {} for name in GOOD}, 1, thesis, DAY + timedelta(days=1))

    assert blind.headline is Headline.UNKNOWN
    assert ("thesis", "intact", "unknown") in [(one.name, one.before, one.after) for one in changes]
    assert run(GOOD, 1, blind, DAY + timedelta(days=2))[0].headline is Headline.INTACT
