"""Confidence: what agrees, what survives a shake, and the words for it."""

from __future__ import annotations

import pytest

from bot.rating.confidence import Confidence, agreement, confidence, stability
from bot.rating.grade import Grade
from tests.bot.rating.company import PLAIN, PRODUCTION, RULES, plain, seen


def shaken(**changed):
    known = plain(**changed)
    return stability(known, seen({**PLAIN, **changed}).call, None, RULES, PRODUCTION, "seed")


def test_a_call_far_from_its_lines_survives_a_shake_better_than_one_on_the_line():
    assert shaken() > 0.95
    assert shaken(industry_return=-0.2, momentum=-0.28) < 0.8


def test_the_same_seed_shakes_alike():
    known = plain(industry_return=-0.2, momentum=-0.28)
    once, again, otherwise = (stability(known, Grade.BUY, None, RULES, PRODUCTION, seed) for seed in ("a", "a", "b"))

    assert once == again
    assert once != otherwise


def test_agreement_is_the_weight_that_pulls_the_way_of_the_total():
    assert agreement(seen(PLAIN).card) == pytest.approx(0.95)  # all but short interest
    assert 0 < agreement(seen({**PLAIN, "momentum": -0.5, "mean_200": 30.0}).card) < 0.9


@pytest.mark.parametrize(
    ("coverage", "stable", "word"),
    [(0.9, 0.9, Confidence.HIGH), (0.8, 0.6, Confidence.MEDIUM), (0.7, 0.4, Confidence.LOW)],
)
def test_confidence_is_a_product_in_words(coverage, stable, word):
    assert confidence(coverage, 0.75, stable, RULES) is word
