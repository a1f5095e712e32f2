"""Sector and macro: the industry, the peers, the thesis times the exposure to rates."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("industry", {"industry_return": 0.2}, 2),
        ("peer_revisions", {"peer_breadth": -0.5}, -1),
        ("thesis", {"thesis_state": 1, "rate_exposure": 1.5}, 1.5),
        ("thesis", {"thesis_state": -1, "rate_exposure": 0.5}, -0.5),
    ],
)
def test_sector_scores(signal, figures, score):
    assert judged("sector", signal, **figures).score == pytest.approx(score, abs=1e-4)
