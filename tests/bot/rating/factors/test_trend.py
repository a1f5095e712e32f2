"""Trend: the year, the 200-day mean, the bottom, the high."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("momentum", {"momentum": 0.6}, 1.5),
        ("momentum", {"momentum": -0.9}, -2),
        ("long_mean", {"price": 22.0, "mean_200": 20.0}, 1),
        ("bottom", {"bottom_count": 0}, -1),
        ("bottom", {"bottom_count": 4}, 2),
        ("year_high", {"price": 14.0, "high_52w": 20.0}, 0),
    ],
)
def test_trend_scores(signal, figures, score):
    assert judged("trend", signal, **figures).score == pytest.approx(score, abs=1e-4)
