"""Ratios against FinanceToolkit's on the same figures, where it has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from financetoolkit.ratios import solvency_model, valuation_model
from hypothesis import given
from hypothesis import strategies as st

from bot.rating import ratios
from bot.rating.figures import Figures

AT = datetime(2026, 1, 15, 21, 0, tzinfo=UTC)
MONEY = st.floats(1e5, 1e10)


@given(
    price=st.floats(0.5, 500), shares=st.floats(1e6, 1e9), debt=MONEY, cash=MONEY, revenue=MONEY,
    eps_trailing=st.floats(0.01, 50), operating_cash_flow=st.floats(-1e9, 1e9), capex=MONEY,
)  # fmt: skip
def test_value_multiples_and_free_cash_flow_are_those_of_financetoolkit(**values):
    figures = Figures(at=AT, values=values, ages=dict.fromkeys(values, 1.0), missing={}, phrases={})
    told = {name: pd.Series([value]) for name, value in values.items()}
    nothing = pd.Series([0.0])

    market_value = valuation_model.get_market_cap(told["price"], told["shares"])
    enterprise = valuation_model.get_enterprise_value(market_value, told["debt"], nothing, nothing, told["cash"])
    free = told["operating_cash_flow"] - told["capex"]

    assert ratios.market_value(figures) == pytest.approx(market_value[0])
    assert ratios.enterprise_value(figures) == pytest.approx(enterprise[0], rel=1e-9, abs=1.0)
    assert ratios.sales_multiple(figures) == pytest.approx(
        valuation_model.get_ev_to_sales_ratio(enterprise, told["revenue"])[0], rel=1e-6, abs=1e-4
    )
    assert ratios.trailing_multiple(figures) == pytest.approx(
        valuation_model.get_price_to_earnings_ratio(told["price"], told["eps_trailing"])[0]
    )
    assert ratios.free_cash_flow(figures) / ratios.market_value(figures) == pytest.approx(
        solvency_model.get_free_cash_flow_yield(free, market_value)[0]
    )
