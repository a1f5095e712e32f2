"""Analyst direction: breadth shrunk for few analysts, changes believed where revisions agree."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("revisions", {"revisions_up": 3, "revisions_down": 0, "estimate_analysts": 4}, 1),
        ("revisions", {"revisions_up": 0, "revisions_down": 6, "estimate_analysts": 4}, -2),
        ("estimate", {"eps_next": 1.38, "eps_next_90d_ago": 1.08}, 1.5),
        ("targets", {"target_change": -0.25}, -2),
        ("ratings", {"net_ratings": -1, "estimate_analysts": 5}, -1.3333),
    ],
)
def test_analyst_direction_scores(signal, figures, score):
    assert judged("analyst_direction", signal, **figures).score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(("up", "down", "score"), [(1, 0, 2), (1, 1, 0), (0, 1, 0)])
def test_a_higher_estimate_counts_only_with_revisions_the_same_way(up, down, score):
    """An estimate of 90 days ago can stand on another basis."""
    told = judged(
        "analyst_direction", "estimate", eps_next=2.0, eps_next_90d_ago=1.0, revisions_up=up, revisions_down=down
    )

    assert told.score == score


def test_one_analyst_who_raises_is_no_crowd():
    told = judged("analyst_direction", "revisions", revisions_up=1, revisions_down=0, estimate_analysts=1)

    assert told.score == pytest.approx(2 / 3)
