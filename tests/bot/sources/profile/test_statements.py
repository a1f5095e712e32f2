"""Statements: figures of the newest sheet, in its currency, with the day the world could know them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.quote import Split
from bot.rating.profile import NOT_APPLICABLE, Absent
from bot.sources.profile.reported import days
from bot.sources.profile.statements import NAMES, read_statements
from tests.bot.sources.profile.payloads import AT, BALANCES, MILLION, QUARTER, QUARTERS, fact, facts, quarter_of

FILED = QUARTER + timedelta(days=40)


def read(told=None, at=AT, **other):
    return read_statements(facts() if told is None else told, at, **other)


def trailing(concept: str) -> float:
    return sum(quarter_of(concept, end) for end in QUARTERS[7:11])


def changed(concept: str, **fields):
    return [replace(fact, **fields) if fact.concept == concept else fact for fact in facts()]


def test_every_figure_is_there_with_its_day_its_publication_and_its_source():
    told = read()

    assert [name for name in NAMES if isinstance(told[name], Absent)] == []
    assert told["revenue"].as_of == datetime(2025, 9, 30, tzinfo=UTC)
    assert told["revenue"].published.date() == FILED
    assert {told[name].source for name in NAMES} == {"SEC"}


def test_flows_are_those_of_twelve_months_and_balances_those_of_the_day():
    told = read()

    assert told["revenue"].value == pytest.approx(trailing("Revenues"))
    assert told["net_income"].value == pytest.approx(trailing("NetIncomeLoss"))
    assert told["operating_cash_flow"].value == pytest.approx(trailing("NetCashProvidedByUsedInOperatingActivities"))
    assert told["capex"].value == pytest.approx(trailing("PaymentsToAcquirePropertyPlantAndEquipment"))
    assert told["ebit"].value == pytest.approx(trailing("OperatingIncomeLoss"))
    assert told["ebitda"].value == pytest.approx(told["ebit"].value + trailing("DepreciationDepletionAndAmortization"))
    assert told["interest_expense"].value == pytest.approx(trailing("InterestExpense"))
    assert told["cash"].value == 95 * MILLION
    assert told["debt"].value == 50 * MILLION
    assert told["assets"].value == BALANCES["Assets"] * MILLION
    assert told["operating_margin"].value == pytest.approx(10 / 80)
    assert told["eps_trailing"].value == pytest.approx(0.56)


def test_growth_is_that_of_a_quarter_against_the_year_before():
    told = read()

    assert told["revenue_growth"].value == pytest.approx(1.02**4 - 1)
    assert told["revenue_growth_before"].value == pytest.approx(1.02**4 - 1)


def test_a_company_that_files_years_alone_grows_by_the_year():
    years = [fact for fact in facts(date(2024, 12, 31)) if not days(fact) or days(fact) > 350]

    assert read(years)["revenue_growth"].value == pytest.approx(1.02**4 - 1)


@pytest.mark.parametrize("before", [0.0, -1.0])
def test_growth_from_nothing_is_no_growth_rate(before):
    from_nothing = [replace(f, value=before) if f.concept == "Revenues" and f.end.year == 2024 else f for f in facts()]

    assert isinstance(read(from_nothing)["revenue_growth"], Absent)


def test_figures_keep_the_currency_they_are_filed_in():
    told = read(facts(unit="CAD"))

    assert (told["cash"].unit, told["eps_trailing"].unit) == ("CAD", "CAD/share")


def test_a_second_currency_in_the_filings_is_not_mixed_in():
    rows = [fact for fact in facts(unit="CAD") if fact.end == QUARTER and fact.unit == "CAD"]
    translated = [replace(fact, unit="USD", value=fact.value * 0.7) for fact in rows]
    told = read([*facts(unit="CAD"), *translated])

    assert (told["revenue"].value, told["revenue"].unit) == (pytest.approx(trailing("Revenues")), "CAD")
    assert told["cash"].value == 95 * MILLION


def test_international_names_are_read_too():
    names = {
        "Revenues": "Revenue",
        "OperatingIncomeLoss": "ProfitLossFromOperatingActivities",
        "AssetsCurrent": "CurrentAssets",
        "CashAndCashEquivalentsAtCarryingValue": "CashAndCashEquivalents",
    }
    translated = [replace(fact, concept=names.get(fact.concept, fact.concept)) for fact in facts()]

    assert read(translated) == read()


def test_a_figure_that_is_not_filed_is_absent_and_never_zero():
    told = read(facts(without=("PaymentsToAcquirePropertyPlantAndEquipment", "LongTermDebtNoncurrent")))

    assert told["capex"] == told["debt"] == Absent("not among the figures it files")


def test_a_debt_of_zero_that_is_filed_is_zero():
    assert read(changed("LongTermDebtNoncurrent", value=0.0))["debt"].value == 0.0


def test_costs_stand_in_for_a_gross_profit_that_is_not_filed():
    costs = [
        replace(f, concept="CostOfRevenue", value=f.value * 48 / 32) for f in facts() if f.concept == "GrossProfit"
    ]

    assert read([*facts(without=("GrossProfit",)), *costs])["piotroski"] == read()["piotroski"]


def test_assets_less_equity_stand_in_for_liabilities_that_are_not_filed():
    assert read(facts(without=("Liabilities",)))["altman_z"] == read()["altman_z"]


def test_a_company_without_revenue_has_no_beneish_score_to_have():
    assert read(changed("Revenues", value=0.0))["beneish"].value == NOT_APPLICABLE


def test_what_is_filed_later_is_not_known_yet():
    early = datetime(2025, 11, 1, 15, 0, tzinfo=UTC)

    assert read(at=early)["revenue"].as_of.date() == date(2025, 6, 30)


def test_a_company_without_accounts_says_so():
    assert "the SEC has no accounts" in read([])["cash"].reason


def test_earnings_a_share_are_not_added_over_a_split():
    told = read(splits=(Split(date(2025, 7, 1), 0.1),))

    assert told["eps_trailing"] == Absent("a split lies among the reports")


def test_facts_of_no_use_do_no_harm():
    odd = fact("Revenues", date(2025, 9, 30), date(2025, 7, 1), 1.0, "USD", FILED)

    assert read([*facts(), odd])["revenue"].value == pytest.approx(trailing("Revenues"))
