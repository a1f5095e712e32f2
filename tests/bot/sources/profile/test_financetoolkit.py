"""Scores of accounts against FinanceToolkit's on the same statements: Beneish's M and the tests of Piotroski's F."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from financetoolkit.models import beneish_model, piotroski_model
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.sources.profile import scores
from bot.sources.profile.accounts import Accounts

MONEY = st.floats(1e5, 1e9)


@st.composite
def accounts(draw, end):
    """A year whose parts can be: costs under revenue, current assets and plant under the assets."""
    revenue, assets = draw(MONEY), draw(MONEY)
    gross, current, plant = (draw(st.floats(0.05, 0.45)) for _ in range(3))
    flow = st.integers(-(10**8), 10**8).map(float)  # whole dollars: a tiny fraction of one is lost in a quotient
    return Accounts(
        end=end, revenue=revenue, gross_profit=revenue * gross, overhead=draw(MONEY), ebit=draw(flow),
        depreciation=draw(MONEY), interest=draw(MONEY), net_income=draw(flow), operating_cash=draw(flow),
        capex=draw(MONEY), cash=draw(MONEY), debt=draw(MONEY), long_debt=draw(MONEY), assets=assets,
        current_assets=assets * current, current_liabilities=draw(MONEY), liabilities=draw(MONEY), equity=draw(MONEY),
        retained=draw(flow), receivables=draw(MONEY), plant=assets * plant,
    )  # fmt: skip


def differ(one, other):
    """By more than the last digits of a float, which ours takes for the same and FinanceToolkit does not."""
    return abs(one - other) > 1e-6 * max(abs(one), abs(other))


def line(before, now, name):
    """A line of both years as FinanceToolkit wants it: companies down, years across."""
    return pd.DataFrame([[getattr(before, name), getattr(now, name)]])


@given(before=accounts(date(2024, 12, 31)), now=accounts(date(2025, 12, 31)))
def test_the_m_score_is_that_of_financetoolkit(before, now):
    told = {name: line(before, now, name) for name in vars(now) if name != "end"}
    costs = told["revenue"] - told["gross_profit"]

    theirs = beneish_model.get_beneish_m_score(
        beneish_model.get_days_sales_in_receivables_index(told["receivables"], told["revenue"]),
        beneish_model.get_gross_margin_index(told["revenue"], costs),
        beneish_model.get_asset_quality_index(told["current_assets"], told["plant"], told["assets"]),
        beneish_model.get_sales_growth_index(told["revenue"]),
        beneish_model.get_depreciation_index(told["depreciation"], told["plant"]),
        beneish_model.get_selling_general_and_administrative_expenses_index(told["overhead"], told["revenue"]),
        beneish_model.get_leverage_index(told["current_liabilities"], told["long_debt"], told["assets"]),
        beneish_model.get_total_accruals_to_total_assets(told["net_income"], told["operating_cash"], told["assets"]),
    )

    assert scores.beneish(now, before) == pytest.approx(theirs.iloc[0, 1], rel=1e-6, abs=1e-6)


@given(
    before=accounts(date(2024, 12, 31)), now=accounts(date(2025, 12, 31)), opening=MONEY, issued=st.booleans()
)  # fmt: skip
def test_the_f_score_is_that_of_financetoolkit(before, now, opening, issued):
    assume(differ(before.gross_profit / before.revenue, now.gross_profit / now.revenue))
    assume(differ(before.revenue / opening, now.revenue / before.assets))
    assume(differ(before.long_debt / before.assets, now.long_debt / now.assets))
    assume(differ(before.current_assets / before.current_liabilities, now.current_assets / now.current_liabilities))
    assume(
        before.net_income == now.net_income == 0 or differ(before.net_income / opening, now.net_income / before.assets)
    )
    told = {name: line(before, now, name) for name in vars(now) if name != "end"}
    first, costs = pd.DataFrame([[opening, before.assets]]), told["revenue"] - told["gross_profit"]

    theirs = (
        piotroski_model.get_return_on_assets_criteria(told["net_income"], first),
        piotroski_model.get_operating_cashflow_criteria(told["operating_cash"]),
        piotroski_model.get_change_in_return_on_asset_criteria(told["net_income"], first),
        piotroski_model.get_accruals_criteria(told["net_income"], told["operating_cash"], first),
        piotroski_model.get_change_in_leverage_criteria(told["long_debt"], told["assets"]),
        piotroski_model.get_change_in_current_ratio_criteria(told["current_assets"], told["current_liabilities"]),
        piotroski_model.get_number_of_shares_criteria(pd.DataFrame([[0.0, float(issued)]])),
        piotroski_model.get_gross_margin_criteria(told["revenue"], costs),
        piotroski_model.get_asset_turnover_ratio_criteria(told["revenue"], first),
    )

    assert scores.piotroski(now, before, opening, shares_grew=issued) == sum(bool(one.iloc[0, 1]) for one in theirs)
