"""Funding, dilution and debt: months of cash, new shares, what is owed and what it costs."""

from __future__ import annotations

import pytest

from tests.bot.rating.factors.judged import judged


@pytest.mark.parametrize(
    ("signal", "figures", "score"),
    [
        ("runway", {"operating_cash_flow": -100e6, "capex": 20e6, "cash": 120e6}, -1.25),
        ("runway", {"operating_cash_flow": -100e6, "capex": 20e6, "cash": 180e6}, -0.5),
        ("runway", {"operating_cash_flow": -100e6, "capex": 20e6, "cash": 360e6}, 0.75),
        ("runway", {"operating_cash_flow": 20e6, "capex": 20e6}, 1.25),
        ("dilution", {"shares": 55e6, "shares_year_ago": 50e6}, -1),
        ("dilution", {"shares": 48.5e6, "shares_year_ago": 50e6}, 1.5),
        ("shelf", {"shelf": "big"}, -2),
        ("net_debt", {"debt": 400e6, "cash": 120e6}, -1),
        ("net_debt", {"debt": 100e6}, 1),
        ("net_debt", {"debt": 148e6, "ebitda": -50e6}, 0),
        ("net_debt", {"debt": 500e6, "ebitda": -50e6}, -2),
        ("interest", {"ebit": 18e6}, -0.75),
        ("interest", {"ebit": -1.0}, -2),
    ],
)
def test_funding_scores(signal, figures, score):
    assert judged("funding", signal, **figures).score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(("debt", "share"), [(0.0, 0.0), (3.5e6, 0.05 / 0.95), (7e6, 0.1), (90e6, 0.1)])
def test_interest_cover_does_not_apply_without_debt_and_glides_in(debt, share):
    """One percent of 700 million in assets is 7 million."""
    assert judged("funding", "interest", debt=debt).share == pytest.approx(share)
