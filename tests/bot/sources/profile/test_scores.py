"""Published scores: their formulas on round numbers, and what unknown items do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.sources.profile.accounts import Accounts
from bot.sources.profile.scores import altman, beneish, piotroski

NOW = Accounts(
    end=date(2025, 9, 30), revenue=400.0, gross_profit=160.0, overhead=60.0, ebit=50.0, depreciation=12.0,
    interest=2.0, net_income=35.0, operating_cash=45.0, capex=15.0, cash=95.0, debt=40.0, long_debt=40.0, assets=400.0,
    current_assets=200.0, current_liabilities=80.0, liabilities=150.0, equity=250.0, retained=60.0, receivables=50.0,
    plant=90.0,
)  # fmt: skip
BEFORE = replace(
    NOW, revenue=350.0, gross_profit=133.0, net_income=25.0, operating_cash=30.0, long_debt=50.0, current_assets=180.0
)


def test_a_company_that_does_everything_better_passes_all_nine():
    assert piotroski(NOW, BEFORE, 400.0, shares_grew=False) == 9


def test_each_test_that_fails_costs_a_point():
    assert piotroski(NOW, BEFORE, 400.0, shares_grew=True) == 8
    assert piotroski(BEFORE, NOW, 400.0, shares_grew=True) == 3  # earns, in cash, and more in cash than it books
    losing = replace(NOW, net_income=-5.0, operating_cash=-9.0)
    assert piotroski(losing, BEFORE, 400.0, shares_grew=False) == 5


def test_a_company_without_debt_passes_that_test():
    free = replace(NOW, long_debt=0.0)

    assert piotroski(free, replace(BEFORE, long_debt=0.0), 400.0, shares_grew=False) == 9


def test_an_unknown_item_is_left_out_and_not_failed():
    unknown = replace(NOW, gross_profit=None)

    assert piotroski(unknown, BEFORE, 400.0, shares_grew=False) == 9
    assert piotroski(unknown, BEFORE, 400.0, shares_grew=True) == pytest.approx(9 * 7 / 8)


def test_too_little_is_no_score():
    assert piotroski(replace(NOW, gross_profit=None), BEFORE, 400.0, shares_grew=None) is not None
    assert piotroski(replace(NOW, gross_profit=None, long_debt=None), BEFORE, 400.0, shares_grew=None) is None


def test_a_company_that_changes_in_nothing_scores_the_sum_of_the_coefficients():
    still = replace(NOW, operating_cash=NOW.net_income)

    assert beneish(still, still) == pytest.approx(-4.84 + 0.92 + 0.528 + 0.404 + 0.892 + 0.115 - 0.172 - 0.327)


def test_receivables_that_grow_faster_than_sales_and_unpaid_profit_raise_it():
    base = beneish(NOW, NOW)

    assert beneish(replace(NOW, receivables=100.0), NOW) == pytest.approx(base + 0.92)
    assert beneish(replace(NOW, operating_cash=5.0), NOW) == pytest.approx(base + 4.679 * 40 / 400)


def test_overhead_and_depreciation_may_be_unknown_and_the_rest_may_not():
    assert beneish(replace(NOW, overhead=None, depreciation=None), NOW) == pytest.approx(beneish(NOW, NOW))
    assert beneish(replace(NOW, receivables=None), NOW) is None


def test_altmans_score_is_the_sum_of_its_four_ratios():
    assert altman(NOW) == pytest.approx(6.56 * 120 / 400 + 3.26 * 60 / 400 + 6.72 * 50 / 400 + 1.05 * 250 / 150)
    assert altman(replace(NOW, retained=None)) is None
