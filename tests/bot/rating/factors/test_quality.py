"""Profitability and quality: margin, the path out of losses, cash behind the earnings."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("margin", {"operating_margin": -0.2}, -1),
        ("loss_path", {"eps_this": -1.0, "eps_next": 0.1}, 1.5),
        ("loss_path", {"eps_this": -0.96, "eps_next": -0.7}, 0.75),
        ("loss_path", {"eps_this": -0.96, "eps_next": -1.0}, -0.5),
        ("loss_path", {"eps_this": -0.96, "eps_next": -1.4}, -1.5),
        ("loss_path", {"eps_this": 0.5, "eps_next": -1.0}, -1.5),
        ("accruals", {"net_income": 130e6, "operating_cash_flow": 60e6}, -2),
        ("accruals", {"net_income": -10e6, "operating_cash_flow": 60e6}, 1.5),
        ("piotroski", {"piotroski": 9}, 2),
        ("piotroski", {"piotroski": 0}, -2),
        ("beneish", {"beneish": -1.78}, -2),
    ],
)
def test_quality_scores(signal, figures, score):
    assert judged("quality", signal, **figures).score == pytest.approx(score, abs=1e-4)


def test_an_m_score_does_not_apply_before_there_is_revenue():
    assert judged("quality", "beneish", beneish="not applicable").share == 0
