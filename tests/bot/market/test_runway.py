"""The runway: cash over a quarter of twelve months' use, and one sentence wherever that is no figure."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.runway import Runway, runway
from tests.bot.market.reports import CASH, FLOW, reported

TODAY = date(2025, 12, 1)
END, START = date(2025, 9, 30), date(2024, 10, 1)
BURN = reported(FLOW, -40, END, START)
TOTAL = "CashCashEquivalentsAndShortTermInvestments"


def test_it_is_cash_over_a_quarter_of_the_year():
    got = runway([reported(CASH, 35, END), BURN], TODAY)

    assert (got.held, got.burn, got.quarters) == (35, 10, 3.5)
    assert (got.as_of, got.source) == (datetime(2025, 9, 30, tzinfo=UTC), "SEC")
    assert (got.cash.filed, got.flow.end) == (date(2025, 11, 9), END)


def test_short_term_investments_of_the_same_day_are_cash_and_others_are_not():
    same, older = reported("ShortTermInvestments", 5, END), reported("MarketableSecuritiesCurrent", 7, START)

    assert runway([reported(CASH, 35, END), BURN, same, older], TODAY).quarters == 4.0
    assert runway([reported(CASH, 35, END), BURN, older], TODAY).investments is None


def test_a_total_that_has_the_investments_in_it_does_not_count_them_twice():
    told = [reported(CASH, 35, END), reported(TOTAL, 40, END), reported("ShortTermInvestments", 5, END), BURN]

    assert (runway(told, TODAY).held, runway(told, TODAY).investments) == (40, None)


def test_an_old_total_is_not_preferred_to_the_cash_of_today():
    told = [reported(CASH, 35, END), reported(TOTAL, 400, START), BURN]

    assert runway(told, TODAY).held == 35


def test_cash_of_another_day_than_the_quarters_is_not_taken_for_it():
    acquired = reported(CASH, 900, date(2025, 10, 20))

    assert runway([acquired, reported(CASH, 35, END), BURN], TODAY).held == 35


@pytest.mark.parametrize("brought", [0, 12])
def test_operations_that_bring_cash_in_have_no_end(brought):
    got = runway([reported(CASH, 35, END), reported(FLOW, brought, END, START)], TODAY)

    assert isinstance(got, Runway)
    assert got.quarters is None


def test_no_cash_is_no_quarters():
    assert runway([reported(CASH, 0, END), BURN], TODAY).quarters == 0


@pytest.mark.parametrize(
    ("facts", "today", "why"),
    [
        ([BURN], TODAY, "no balance of cash"),
        ([reported(CASH, 35, END)], TODAY, "does not make up twelve months"),
        ([reported(CASH, 35, END), BURN], date(2026, 4, 19), "is to 2025-09-30, more than 200 days ago"),
        ([reported(CASH, 35, date(2025, 6, 30)), BURN], TODAY, "no balance of cash is filed for 2025-09-30"),
        ([reported(CASH, 35, END, unit="CAD"), BURN], TODAY, "cash is in CAD, the operating cash flow in USD"),
        ([reported(CASH, -1, END), BURN], TODAY, "less than none"),
        ([], TODAY, "does not make up twelve months"),
    ],
)
def test_where_it_is_not_computable_a_sentence_says_why(facts, today, why):
    told = runway(facts, today)

    assert told.startswith("Not computable: ")
    assert why in told


def test_two_hundred_days_are_not_too_old():
    assert isinstance(runway([reported(CASH, 35, END), BURN], date(2026, 4, 18)), Runway)
