"""Yahoo's copy of the statements: what is read, what never is, and how many shares there are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rating.profile import Absent
from bot.sources.profile.balance import read_balance, read_shares
from tests.bot.sources.profile.payloads import AT, summary


def shares(listed, implied, value, price=4.3):
    return read_shares(
        summary(
            defaultKeyStatistics={"sharesOutstanding": listed, "impliedSharesOutstanding": implied},
            price={"marketCap": value, "regularMarketPrice": price},
        ),
        AT,
    )


def test_figures_are_dated_by_their_quarter_and_in_the_statements_currency():
    told = read_balance(summary(financialData={"financialCurrency": "CAD"}), AT)

    assert told["operating_cash_flow"].value == 44_000_000
    assert (told["cash"].unit, told["eps_trailing"].unit) == ("CAD", "CAD/share")
    assert told["revenue"].as_of == datetime(2025, 9, 30, tzinfo=UTC)


def test_the_free_cash_flow_the_margins_and_the_enterprise_value_are_never_read():
    changed = summary(
        financialData={"freeCashflow": 1e12, "operatingMargins": 0.9, "debtToEquity": 1e6},
        defaultKeyStatistics={"enterpriseValue": 1e15},
    )

    assert read_balance(changed, AT) == read_balance(summary(), AT)
    assert not {"capex", "operating_margin"} & set(read_balance(summary(), AT))


def test_a_debt_of_nothing_is_a_figure():
    assert read_balance(summary(financialData={"totalDebt": 0.0}), AT)["debt"].value == 0.0


def test_empty_values_and_undated_statements_are_none():
    assert isinstance(read_balance(summary(financialData={"totalCash": {}}), AT)["cash"], Absent)
    assert isinstance(read_balance(summary(defaultKeyStatistics={"mostRecentQuarter": {}}), AT)["cash"], Absent)


def test_classes_of_shares_are_added_where_the_market_value_holds_both():
    assert shares(210_635_008, 26_426_900, 1_019_366_656).value == 237_061_908


def test_the_count_that_agrees_with_the_market_value_is_taken():
    assert shares(382_295_008, 383_044_000, 753_121_152, 1.97).value == 382_295_008
    assert shares(10_000_000, 50_000_000, 215_000_000).value == 50_000_000


@pytest.mark.parametrize("counts", [(100.0, 90.0, 4300.0), (None, None, 4300.0), (1000.0, 1000.0, {})])
def test_counts_that_contradict_the_market_value_are_none(counts):
    assert isinstance(shares(*counts), Absent)
