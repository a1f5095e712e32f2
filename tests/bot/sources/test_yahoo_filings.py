"""Yahoo's list of filings: forms and days, whatever else stands in it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.sources.yahoo_filings import Listed, read_listed, trim_listed

AT = datetime(2026, 1, 15, 21, 30, tzinfo=UTC)


def row(form="8-K", day="2026-01-05", **other):
    """A filing as Yahoo writes it."""
    return {
        "date": day, "epochDate": 1_767_571_200, "type": form, "title": "Corporate Changes & Voting Matters",
        "edgarUrl": "https://finance.yahoo.com/sec-filing/AAAA/0000000000-26-000001_1",
        "exhibits": [{"type": form, "url": "https://cdn.yahoofinance.com/paper.htm"}], "maxAge": 1, **other,
    }  # fmt: skip


def read(*rows):
    return read_listed({"secFilings": {"filings": list(rows)}}, AT)


def test_each_filing_is_its_form_and_its_day():
    assert read(row(), row("SC 13G/A", "2025-11-03")) == [
        Listed("8-K", date(2026, 1, 5)),
        Listed("SC 13G/A", date(2025, 11, 3)),
    ]


@pytest.mark.parametrize(
    "told", [None, [], "x", 7, {}, {"filings": None}, {"filings": {}}, {"filings": [None, 1, "x", {}, []]}]
)
def test_a_list_that_is_something_else_holds_nothing(told):
    assert read_listed({"secFilings": told}, AT) == []
    assert read_listed(trim_listed({"secFilings": told}, AT), AT) == []


def test_without_the_module_nothing_is_listed_and_nothing_is_added():
    assert read_listed({}, AT) == []
    assert trim_listed({"price": {}}, AT) == {"price": {}}


@pytest.mark.parametrize(
    ("day", "epoch", "read_as"),
    [
        ("2026-01-05", {}, date(2026, 1, 5)),
        ("2026-01-05T00:00:00Z", {}, date(2026, 1, 5)),
        ("", "1767571200", date(2026, 1, 5)),
        (None, {"raw": 1767571200, "fmt": "2026-01-05"}, date(2026, 1, 5)),
        ("Jan 5, 2026", 1767571200, date(2026, 1, 5)),
        ("Jan 5, 2026", {}, None),
        ("2027-01-05", 1, None),  # not yet
    ],
)
def test_a_day_may_be_written_in_several_ways(day, epoch, read_as):
    assert [one.day for one in read(row(day=day, epochDate=epoch))] == ([read_as] if read_as else [])


@pytest.mark.parametrize("form", ["", None, {}, "<!channel>", "@everyone", "8-K" * 20, "8-K\n*bold*", "ﬀ-1"])
def test_a_form_that_is_none_is_left_out(form):
    assert read(row(form)) == []


def test_what_is_kept_has_no_title_and_no_link_and_goes_back_a_year():
    hostile = row(title="<!channel> @everyone https://evil.example", edgarUrl="https://evil.example")
    kept = trim_listed({"price": {"symbol": "AAAA"}, "secFilings": {"filings": [hostile, row(day="2024-01-05")]}}, AT)

    assert kept["price"] == {"symbol": "AAAA"}
    assert kept["secFilings"] == {"filings": [{"type": "8-K", "date": "2026-01-05"}]}
    assert "evil" not in json.dumps(kept)
    assert read_listed(kept, AT) == [Listed("8-K", date(2026, 1, 5))]
