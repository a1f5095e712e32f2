"""EDGAR's JSON: columns become filings, figures become facts, and anything else is Unreadable."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Unreadable
from bot.market.ticker import Ticker
from bot.sources.edgar_read import read_companies, read_facts, read_filings, trim_facts, trim_filings

APLD, CIK = Ticker("APLD"), 1144879
LONG_AGO = date(2020, 1, 1)


def paper(form, accepted, **other):
    """One filing in the SEC's own names."""
    return {
        "accessionNumber": "0001144879-26-000010", "form": form, "items": "", "acceptanceDateTime": accepted,
        "filingDate": accepted[:10], "reportDate": "", "primaryDocument": "paper.htm", **other,
    }  # fmt: skip


def columns(*papers, name="Applied Digital Corp."):
    """A body of /submissions: a column a name, as the SEC sends it."""
    recent = {key: [one[key] for one in papers] for key in paper("", "")}
    return json.dumps({"cik": f"{CIK:010d}", "name": name, "filings": {"recent": recent, "files": []}}).encode()


def fact(value, end, **other):
    told = {"end": end, "val": value, "accn": "0001144879-25-000010", "form": "10-Q", "filed": "2025-11-10"}
    return {**told, **other}


def figures(**concepts):
    """A body of /companyfacts with US-GAAP figures in USD."""
    told = {concept: {"label": concept, "units": {"USD": facts}} for concept, facts in concepts.items()}
    return json.dumps({"cik": CIK, "entityName": "Applied Digital Corp.", "facts": {"us-gaap": told}}).encode()


def read(body, since=LONG_AGO):
    """A body as it is told after it was kept."""
    return read_filings(APLD, CIK, json.loads(json.dumps(trim_filings(body, since))))


def read_figures(body, since=LONG_AGO):
    return read_facts(json.loads(json.dumps(trim_facts(body, since))))


def test_companies_are_found_by_the_symbol_that_yahoo_writes():
    body = json.dumps(
        {
            "0": {"cik_str": CIK, "ticker": "APLD", "title": "Applied Digital Corp."},
            "1": {"cik_str": 1067983, "ticker": "BRK-B", "title": "Berkshire Hathaway Inc"},
        }
    ).encode()

    assert read_companies(body) == {
        "APLD": (CIK, "Applied Digital Corp."),
        "BRK-B": (1067983, "Berkshire Hathaway Inc"),
    }


def test_columns_become_filings_the_newest_first():
    older = paper("S-3", "2026-01-05T21:30:00.000Z")
    newer = paper(
        "8-K", "2026-01-16T02:50:37.000Z", accessionNumber="0001144879-26-000011", items="1.01,3.02,9.01",
        filingDate="2026-01-15", reportDate="2026-01-14",
    )  # fmt: skip

    first, second = read(columns(older, newer))

    assert (first.form, second.form) == ("8-K", "S-3")
    assert first.items == ("1.01", "3.02", "9.01")
    assert first.accepted == first.as_of == datetime(2026, 1, 16, 2, 50, 37, tzinfo=UTC)
    assert (first.filed, first.report_date) == (date(2026, 1, 15), date(2026, 1, 14))
    assert (second.items, second.report_date) == ((), None)
    assert (first.ticker, first.company, first.source) == (APLD, "Applied Digital Corp.", "SEC")
    assert first.link == "https://www.sec.gov/Archives/edgar/data/1144879/000114487926000011/paper.htm"


@pytest.mark.parametrize("document", ["", "../../../login.htm", "x.htm?next=https://example.org", "a b.htm", "//x.htm"])
def test_a_document_without_a_plain_name_is_reached_by_the_index(document):
    (one,) = read(columns(paper("EFFECT", "2026-01-05T09:15:00.000Z", primaryDocument=document)))

    assert one.link == (
        "https://www.sec.gov/Archives/edgar/data/1144879/000114487926000010/0001144879-26-000010-index.htm"
    )


def test_what_is_older_than_asked_for_is_left_out():
    body = columns(paper("10-Q", "2025-01-10T21:00:00.000Z"), paper("10-K", "2024-12-31T21:00:00.000Z"))

    assert [one.form for one in read(body, since=date(2025, 1, 1))] == ["10-Q"]


def test_a_company_that_filed_nothing_has_no_filings():
    assert read(columns()) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head></html>",
        b"[]",
        b"{}",
        b'{"name": "X", "filings": {"recent": []}}',
        columns(paper("8-K", "yesterday")),
        columns(paper("8-K", "2026-01-05T09:15:00.000Z", filingDate="soon")),
        columns(paper("8-K", "2026-01-05T09:15:00.000Z", accessionNumber="../..")),
        columns(paper("<script>", "2026-01-05T09:15:00.000Z")),
        columns(paper("8-K", "2026-01-05T09:15:00.000Z", items=None)),
        columns(paper("8-K", "2026-01-05T09:15:00.000Z")).replace(b'"form": ["8-K"]', b'"form": ["8-K", "8-K"]'),
    ],
)
def test_anything_else_is_no_list_of_filings(body):
    with pytest.raises(Unreadable, match="list of filings"):
        trim_filings(body, LONG_AGO)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"0": {"ticker": "APLD"}}', b'{"0": "APLD"}'])
def test_anything_else_is_no_list_of_companies(body):
    with pytest.raises(Unreadable, match="list of companies"):
        read_companies(body)


def test_figures_keep_their_period_unit_and_paper():
    body = figures(
        Assets=[fact(500, "2025-09-30")], NetIncomeLoss=[fact(-7.5, "2025-09-30", start="2025-07-01")]
    )  # fmt: skip

    assets, income = sorted(read_figures(body), key=lambda one: one.concept)

    assert (assets.concept, assets.unit, assets.start, assets.end) == ("Assets", "USD", None, date(2025, 9, 30))
    assert (assets.value, assets.filed, assets.form) == (500.0, date(2025, 11, 10), "10-Q")
    assert (assets.accession, assets.as_of) == ("0001144879-25-000010", datetime(2025, 11, 10, tzinfo=UTC))
    assert (income.start, income.value) == (date(2025, 7, 1), -7.5)


def test_of_hundreds_of_concepts_those_of_a_rating_are_kept():
    told = read_figures(figures(Assets=[fact(5, "2025-09-30")], AmortizationOfRugs=[fact(6, "2025-09-30")]))

    assert [one.concept for one in told] == ["Assets"]


def test_old_periods_and_figures_without_a_value_are_left_out():
    body = figures(Assets=[fact(5, "2019-09-30"), fact(None, "2025-06-30"), fact(7, "2025-09-30")])

    assert [one.value for one in read_figures(body)] == [7.0]


def test_of_a_figure_filed_twice_both_are_told_in_the_order_of_filing():
    body = figures(Assets=[fact(8, "2025-09-30", filed="2026-01-05", form="10-Q/A"), fact(7, "2025-09-30")])

    assert [(one.value, one.form) for one in read_figures(body)] == [(7.0, "10-Q"), (8.0, "10-Q/A")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        figures(Assets=[fact("much", "2025-09-30")]),
        figures(Assets=[fact(float("nan"), "2025-09-30")]),
        figures(Assets=[fact(5, "in autumn")]),
        figures(Assets=[{"val": 5}]),
    ],
)
def test_anything_else_is_no_figures(body):
    with pytest.raises(Unreadable, match="figures"):
        trim_facts(body, LONG_AGO)
