"""Grades: their order, their bounds, and the robustness of the lines."""

from __future__ import annotations

import pytest

from bot.rating.grade import Grade, better, earned, kindest
from tests.bot.rating.company import RULES


def test_a_bound_only_ever_lowers_a_call():
    assert kindest(Grade.BUY, Grade.HOLD) is Grade.HOLD
    assert kindest(Grade.SELL, Grade.HOLD) is Grade.SELL
    assert better(Grade.BUY, Grade.HOLD)
    assert not better(Grade.HOLD, Grade.HOLD)


def test_not_rated_is_no_better_or_worse_than_a_call():
    with pytest.raises(ValueError, match="Not rated"):
        better(Grade.NOT_RATED, Grade.SELL)


@pytest.mark.parametrize(
    ("score", "standing", "call"),
    [
        (55.0, None, Grade.BUY),
        (54.9, None, Grade.HOLD),
        (52.0, Grade.BUY, Grade.BUY),
        (51.9, Grade.BUY, Grade.HOLD),
        (42.0, None, Grade.SELL),
        (42.1, Grade.HOLD, Grade.HOLD),
        (45.0, Grade.SELL, Grade.SELL),
        (45.1, Grade.SELL, Grade.HOLD),
    ],
)
def test_the_lines(score, standing, call):
    assert earned(score, standing, RULES) is call
