"""Yahoo's time series of statements: lines as filed facts, and whatever else it may send."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.market.feeds import Missing, Unreadable
from bot.sources.profile import concepts
from bot.sources.yahoo_statements import CONCEPTS, TYPES, read_timeseries, reported


def body(**series):
    told = [{"meta": {"type": [name]}, "timestamp": [1], name: rows} for name, rows in series.items()]
    return json.dumps({"timeseries": {"result": told, "error": None}})


def row(value, day="2025-09-30", currency="USD"):
    return {"asOfDate": day, "currencyCode": currency, "periodType": "3M", "reportedValue": {"raw": value, "fmt": ""}}


def read(**series):
    return reported(read_timeseries(body(**series), "AAAA"))


def test_flows_span_their_quarter_or_year_and_balances_a_day():
    quarter, year, assets = read(
        quarterlyTotalRevenue=[row(10.0)], annualTotalRevenue=[row(40.0)], quarterlyTotalAssets=[row(90.0)]
    )

    assert (quarter.concept, (quarter.end - quarter.start).days + 1) == ("Revenues", 91)
    assert (year.concept, (year.end - year.start).days + 1) == ("Revenues", 365)
    assert (assets.concept, assets.start, assets.end) == ("Assets", None, date(2025, 9, 30))


def test_capital_spending_is_written_below_zero_and_read_above_it():
    (spent,) = read(quarterlyCapitalExpenditure=[row(-3.0)])

    assert spent.value == 3.0


@pytest.mark.parametrize(
    "bad", [None, {}, "x", {"asOfDate": "2025-09-30"}, row("NaN"), row({}), row(5.0, day="soon"), row(5.0, currency="")]
)
def test_a_row_that_is_none_is_left_out_and_the_others_stay(bad):
    (kept,) = read(quarterlyTotalAssets=[bad, row(90.0)])

    assert kept.value == 90.0


def test_lines_that_are_not_known_and_types_without_rows_say_nothing():
    assert (
        read(quarterlyTotalAssets=[row(1.0)], trailingPegRatio=[row(2.0)], quarterlyTreasuryStock=[row(3.0)])[1:] == []
    )


def test_a_company_without_statements_is_missing_and_no_json_is_unreadable():
    with pytest.raises(Missing, match="no statements of AAAA"):
        read_timeseries(body(), "AAAA")
    with pytest.raises(Unreadable):
        read_timeseries("<html>", "AAAA")


def test_every_line_has_a_name_that_filed_accounts_are_read_by():
    known = {name for names in vars(concepts).values() if isinstance(names, tuple) for name in names}

    assert set(CONCEPTS.values()) <= known
    assert len(set(CONCEPTS.values())) == len(CONCEPTS)


def test_one_request_names_every_line_by_quarter_and_by_year():
    assert len(TYPES.split(",")) == len(set(TYPES.split(","))) == 44
    assert len(TYPES) < 1_500  # an address has its limits
