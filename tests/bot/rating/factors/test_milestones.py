"""The milestone clock: months left, kept or slipped, ahead of the rival or behind."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("months", {"milestone_months": 6}, 1.5),
        ("months", {"milestone_months": 30}, -1.25),
        ("status", {"milestone_status": "slip"}, -1.5),
        ("status", {"milestone_status": "hit"}, 1),
        ("rival", {"rival": "ahead"}, 1),
        ("rival", {"rival": "behind"}, -1),
    ],
)
def test_milestones_scores(signal, figures, score):
    assert judged("milestones", signal, **figures).score == pytest.approx(score, abs=1e-4)
