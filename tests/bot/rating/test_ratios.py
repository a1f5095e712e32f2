"""Ratios: rebuilt from statements, None where a figure is missing, endless where nothing divides."""

from __future__ import annotations

import math

import pytest

from bot.rating import ratios
from tests.bot.rating.company import figures, plain


def test_the_ratios_of_the_plain_company():
    known = plain()

    assert ratios.market_value(known) == 1e9
    assert ratios.enterprise_value(known) == 1.03e9
    assert ratios.sales_multiple(known) == pytest.approx(2.06)
    assert ratios.forward_multiple(known) == pytest.approx(18.18, abs=0.01)
    assert ratios.trailing_multiple(known) == 25
    assert ratios.free_cash_flow(known) == 40e6
    assert ratios.runway_months(known) == math.inf
    assert ratios.short_share(known) == pytest.approx(0.0533, abs=1e-4)
    assert ratios.high_target_share(known) == pytest.approx(2 / 3)


def test_a_burn_of_ten_million_a_month_ends_120_million_in_a_year():
    assert ratios.runway_months(plain(operating_cash_flow=-100e6, capex=20e6)) == 12


def test_losses_have_no_multiple_and_no_revenue_has_an_endless_one():
    assert ratios.forward_multiple(plain(eps_next=-0.1)) is None
    assert ratios.sales_multiple(plain(revenue=0.0)) == math.inf


@pytest.mark.parametrize("ratio", ["market_value", "enterprise_value", "sales_multiple", "forward_multiple",
                                   "trailing_multiple", "free_cash_flow", "runway_months", "high_target_share",
                                   "short_share"])  # fmt: skip
def test_nothing_is_made_of_missing_figures(ratio):
    assert getattr(ratios, ratio)(figures({"cash": 1.0})) is None
