"""Valuation: multiples against peers, growth credited, and no steps where profit or cash turn."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("earnings", {"eps_next": 1.0, "peer_forward_pe": 20.0}, 0),
        ("earnings", {"eps_next": 1.0, "peer_forward_pe": 10.0}, -1.25),
        ("earnings", {"eps_next": 1.0, "peer_forward_pe": 40.0}, 2),
        ("earnings", {"eps_next": 1.0, "peer_forward_pe": 5.0}, -2),
        ("sales", {"revenue": 515e6, "peer_ev_sales": 2.0, "peer_growth": 0.1}, 0),
        ("sales", {"revenue": 515e6, "peer_ev_sales": 1.0, "peer_growth": 0.1}, -1.25),
        ("sales", {"revenue": 515e6, "peer_ev_sales": 1.0, "revenue_growth_next": 0.21, "peer_growth": 0.1}, -0.9063),
        ("sales", {"revenue": 515e6, "peer_ev_sales": 9.0, "peer_growth": 0.1}, 1),
        ("sales", {"cash": 2e9}, 1),
        ("sales", {"revenue": 0.0}, -2),
    ],
)
def test_valuation_scores(signal, figures, score):
    assert judged("valuation", signal, **figures).score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(("eps", "share"), [(-0.5, 0), (0.0, 0), (0.035, 1 / 3), (0.07, 0.5), (1.0, 0.5)])
def test_the_multiple_of_a_loss_maker_does_not_apply_and_glides_in(eps, share):
    """Half a percent of 700 million in assets is 7 cents a share."""
    assert judged("valuation", "earnings", eps_next=eps).share == pytest.approx(share)
