"""Operating momentum: growth, surprise and news that fades."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("growth", {"revenue_growth": 0.25}, 1),
        ("growth", {"revenue_growth": 0.0}, -0.75),
        ("acceleration", {"revenue_growth": 0.25, "revenue_growth_before": 0.10}, 2),
        ("surprise", {"eps_actual": 0.275, "eps_estimate": 0.20}, 1),
        ("reaction", {"reaction": -0.15}, -2),
        ("guidance", {"guidance": "raise"}, 1.5),
        ("guidance", {"guidance": "cut"}, -2),
    ],
)
def test_operating_momentum_scores(signal, figures, score):
    assert judged("operating_momentum", signal, **figures).score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(("age", "share"), [(0, 1), (60, 1), (75, 0.5), (90, 0)])
def test_news_fades_from_day_60_to_day_90(age, share):
    assert judged("operating_momentum", "guidance", guidance="cut", days={"guidance": age}).score == -2 * share
    assert judged("operating_momentum", "reaction", reaction=0.15, days={"reaction": age}).score == 2 * share
