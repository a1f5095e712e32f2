"""Curves: knots, the straight lines between them, the flat ends."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rating.curve import Curve
from tests.bot.rating.company import RULES

HILL = Curve.through([[0, -1], [2, 1], [4, 0]])


@pytest.mark.parametrize(
    ("value", "score"), [(-9, -1), (0, -1), (1, 0), (2, 1), (3, 0.5), (4, 0), (9, 0), (math.inf, 0), (-math.inf, -1)]
)
def test_a_curve_is_straight_between_its_knots_and_flat_outside(value, score):
    assert HILL(value) == score


@given(value=st.floats(-10, 10), name=st.sampled_from(sorted(RULES.curves)))
def test_no_curve_of_the_rules_leaves_two_points_either_way(value, name):
    assert -2 <= RULES.curves[name](value) <= 2


@pytest.mark.parametrize("knots", [[[0, 1]], [[0, 1], [0, 2]], [[1, 0], [0, 1]]])
def test_knots_that_do_not_rise_are_no_curve(knots):
    with pytest.raises(ValueError, match="knots"):
        Curve.through(knots)
