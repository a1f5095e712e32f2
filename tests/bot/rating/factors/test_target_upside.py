"""Target upside: low weight to hope, less where targets lie apart or few stand behind them."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("mean", {"target_mean": 30.0, "target_spread": 0.1}, 1),
        ("mean", {"target_mean": 30.0, "target_spread": 0.4}, 0.4),
        ("mean", {"target_mean": 20.0, "target_spread": 0.6}, -0.5),
        ("mean", {"target_mean": 20.0, "target_spread": 0.1}, -1),
        ("mean", {"target_mean": 30.0, "target_spread": 0.0, "target_analysts": 2}, 0.5),
        ("high", {"target_high": 20.0, "target_spread": 0.1}, -2),
        ("high", {"target_high": 40.0, "target_spread": 0.1}, 0.75),
    ],
)
def test_target_upside_scores(signal, figures, score):
    assert judged("target_upside", signal, **figures).score == pytest.approx(score, abs=1e-4)


def test_targets_whose_spread_is_unknown_are_trusted_by_six_tenths():
    assert judged("target_upside", "mean", target_mean=30.0, target_spread=float("nan")).score == pytest.approx(0.6)
