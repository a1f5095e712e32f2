"""Forward P/E of a fund from its members, losses kept in, and what Yahoo's reciprocals mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.market.observation import Observation
from bot.market.ticker import Ticker
from bot.market.valuation_gap import Holding, ValuationGap, fund_multiple, fund_value, outlook_value
from tests import fund as funds

SEEN = Observation(as_of=datetime(2026, 1, 15, tzinfo=UTC), source="test")


def holding(cap: float, eps: float | None, shares: float = 100.0) -> Holding:
    return Holding(Ticker("X"), cap, shares, eps)


def fund(*holdings: Holding):
    return fund_value(Ticker("IJR"), holdings, SEEN)


def test_a_loss_makes_the_fund_dearer():
    with_loss = fund(holding(1_500, 1.0), holding(500, -0.2))

    assert with_loss.price_to_earnings == pytest.approx(2_000 / 80)
    assert fund(holding(1_500, 1.0)).price_to_earnings == 15
    assert with_loss.losing == 1


def test_members_without_a_forecast_are_in_neither_sum():
    told = fund(holding(1_500, 1.0), holding(100, None))

    assert (told.market_cap, told.price_to_earnings) == (1_500, 15)
    assert told.coverage == pytest.approx(0.9375)


def test_a_fund_with_few_forecasts_has_no_multiple():
    told = fund(holding(1_500, 1.0), holding(500, None))

    assert (told.price_to_earnings, told.earnings_yield) == (None, None)


def test_a_fund_that_loses_money_has_a_yield_and_no_multiple():
    told = fund(holding(1_000, -0.5))

    assert told.price_to_earnings is None
    assert told.earnings_yield == -0.05


def test_the_gap_is_a_ratio_and_a_difference_of_yields():
    """16.5 and 23.8 times, as the article gives them: 0.693."""
    small, large = fund(holding(1_650, 1.0)), replace(fund(holding(2_380, 1.0)), fund=Ticker("SPY"))

    gap = ValuationGap(small, large)

    assert gap.ratio == pytest.approx(0.693, abs=5e-4)
    assert gap.yield_points == pytest.approx(100 / 16.5 - 100 / 23.8)
    assert ValuationGap(fund(), large).ratio is None
    assert ValuationGap(fund(), large).yield_points is None


@pytest.mark.parametrize(
    ("told", "multiple"),
    [(0.02938, 34.04), (22.7, 22.7), (0.0, None), (None, None), (-0.05, None), (0.5, None), (946, None)],
)
def test_yahoo_s_fund_multiple_is_turned_the_right_way_up(told, multiple):
    """Yahoo sent QQQ's P/E as 0.02938 on 24 February 2025."""
    assert fund_multiple(told) == (None if multiple is None else pytest.approx(multiple, abs=0.01))


def test_value_and_earnings_are_in_the_fund_s_own_proportion_with_losses_kept_in():
    told = funds.fund(
        funds.member("A", next_year=1.0),
        funds.member("B", next_year=-0.2),
        funds.member("C", shares=10.0, next_year=None),
    )

    value = outlook_value(told)

    assert value.price_to_earnings == pytest.approx(2_000 / (100 - 20))
    assert value.coverage == pytest.approx(2_000 / 2_100)
    assert (value.members, value.losing, value.as_of) == (3, 1, funds.AT)


def test_two_classes_of_one_company_count_as_much_as_the_fund_holds_of_them():
    """By whole market values a company of two listed classes would count twice."""
    two = funds.fund(
        funds.member("GOOG", shares=60.0, next_year=0.5), funds.member("GOOGL", shares=40.0, next_year=0.5)
    )

    assert outlook_value(two).market_cap == 1_000.0


def test_the_gap_of_two_outlooks_is_the_ratio_of_their_multiples():
    small, large = (
        funds.fund(funds.member("A", next_year=0.625)),
        funds.fund(funds.member("B", next_year=0.5), name="IVV"),
    )

    gap = ValuationGap(outlook_value(small), outlook_value(large))
    assert gap.ratio == pytest.approx(0.8)
    assert gap.yield_points == pytest.approx(6.25 - 5.0)
