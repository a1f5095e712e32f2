"""Flips: the nearest turns of a call, exact on both sides."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from bot.rating.decision import judge
from bot.rating.flips import flips
from bot.rating.grade import Grade
from bot.rating.shaken import carried
from tests.bot.rating.company import COMPLETE, PLAIN, PRODUCTION, RULES, figures, plain, seen


def nearest(known, limit=2):
    return flips(known, judge(known, None, RULES, PRODUCTION).call, None, RULES, PRODUCTION, limit)


def test_the_price_turns_the_plain_company_first():
    first, second = nearest(plain())

    assert (first.input, first.call) == ("price", Grade.HOLD)
    assert first.there == pytest.approx(25.54, abs=0.01)
    assert first.moves < second.moves


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(values=COMPLETE)
def test_a_flip_turns_the_call_there_and_not_just_before(values):
    known = figures(values)
    call = judge(known, None, RULES, PRODUCTION).call

    for flip in nearest(known, limit=5):
        there = known.having(carried(known, flip.input, flip.there))
        before = flip.now + (flip.there - flip.now) * (1 - 1e-6)
        assert judge(there, None, RULES, PRODUCTION).call is flip.call
        assert flip.call is not call
        if flip.unit != "count":
            short_of_it = known.having(carried(known, flip.input, before))
            assert judge(short_of_it, None, RULES, PRODUCTION).call is call


def test_counts_flip_at_whole_numbers():
    just = {**PLAIN, "industry_return": -0.2, "momentum": -0.25}
    flipped = [flip for flip in nearest(figures(just), limit=50) if flip.unit == "count"]

    assert flipped
    assert all(flip.there == round(flip.there) for flip in flipped)


def test_a_stock_that_is_not_rated_has_no_flips():
    assert seen({}).call is Grade.NOT_RATED
    assert nearest(figures({})) == ()
