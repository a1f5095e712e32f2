"""Ownership: institutions, holders, insiders."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("institutions", {"institutional_change": 0.15}, 2),
        ("holders", {"holder_change": -0.05}, -2),
        ("insiders", {"insider": "cluster_buy"}, 1.5),
        ("insiders", {"insider": "sell"}, -0.25),
    ],
)
def test_ownership_scores(signal, figures, score):
    assert judged("ownership", signal, **figures).score == pytest.approx(score, abs=1e-4)
