"""Scoring: missing figures, what does not apply, the floor, the disagreement rule, points that add up."""

from __future__ import annotations

import pytest

from bot.rating.decision import judge
from bot.rating.scorecard import Evidence
from tests.bot.rating.company import PLAIN, PRODUCTION, RULES, STATED, figures, plain, seen


def signals(card, factor):
    return {signal.name: signal for signal in card.factor(factor).signals}


def without(*names):
    return {name: value for name, value in PLAIN.items() if name not in names}


def test_nothing_known_is_the_middle_less_the_floor_of_what_is_critical():
    card = seen({}).card

    assert card.coverage == 0
    assert card.factor("funding").score == card.factor("short_interest").score == -2
    assert card.factor("trend").score == 0
    assert set(card.missing) >= {"price", "cash", "short_shares"}


def test_a_missing_signal_counts_nothing_and_keeps_its_weight():
    full, less = seen(PLAIN).card.factor("trend"), seen(without("momentum")).card.factor("trend")

    assert less.score == pytest.approx(full.score - 0.35 * 0.25)
    assert (full.known, less.known) == (1.0, pytest.approx(0.65))


def test_a_missing_critical_figure_stands_at_the_floor_wherever_it_is_used():
    card = seen(without("cash")).card

    assert signals(card, "funding")["runway"].evidence is Evidence.FLOOR
    assert signals(card, "funding")["runway"].score == -2
    assert signals(card, "valuation")["sales"].score == -2
    assert signals(card, "funding")["dilution"].evidence is Evidence.KNOWN


def test_the_floor_is_off_where_only_a_text_is_judged():
    card = judge(figures(without("cash")), None, RULES, STATED).card

    assert signals(card, "funding")["runway"].evidence is Evidence.MISSING


def test_the_weight_of_what_does_not_apply_moves_to_the_rest():
    card = seen({**PLAIN, "debt": 0.0, "bottom_count": "not applicable"}).card

    assert signals(card, "funding")["interest"].evidence is Evidence.NOT_APPLICABLE
    assert signals(card, "funding")["runway"].share == pytest.approx(0.35 / 0.9)
    assert signals(card, "trend")["momentum"].share == pytest.approx(0.35 / 0.75)
    assert card.coverage == 1.0


@pytest.mark.parametrize(
    ("level", "short", "points"),
    [
        (3.0, 1.3e6, 0.25),
        (3.0, 1.5e6, 0),
        (1.7, 6.8e6, -0.25),
        (1.7, 6.7e6, 0),
        (2.4, 1e6, 0),
        (1.7, None, -0.25),
        (3.0, None, 0),
    ],
)
def test_analysts_and_short_sellers_who_disagree_move_a_quarter_of_a_point(level, short, points):
    values = without("short_shares") if short is None else {**PLAIN, "short_shares": short}
    neutral, told = seen({**values, "mean_rating": 2.4}).card, seen({**values, "mean_rating": level}).card

    assert told.raw - neutral.raw == pytest.approx(points)


def test_the_points_of_the_plain_company_add_up():
    card = judge(plain(), None, RULES, PRODUCTION).card

    assert card.score == 58.0
    assert round(50 + sum(row.points for row in card.factors) + card.disagreement, 1) == 58.0


def test_points_on_good_evidence_are_told_apart():
    strong = seen({"price": 20.0, "mean_200": 16.0}).card
    weak = judge(figures({"bottom_count": 4}), None, RULES, STATED).card

    assert weak.well_founded == 0
    assert strong.well_founded > 0.9
