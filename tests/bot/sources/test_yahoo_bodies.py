"""What Yahoo's bodies look like: envelopes, errors, and values written three ways."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.sources.yahoo_bodies import (
    above_zero,
    items,
    module,
    moment,
    number,
    read_body,
    read_chart,
    read_rows,
    read_summary,
    text,
    whole,
)


def body(kind: str, result=None, error=None) -> str:
    return json.dumps({kind: {"result": result, "error": error}})


def test_an_unknown_ticker_is_silently_not_among_the_rows():
    assert list(read_rows(body("quoteResponse", [{"symbol": "AAAA", "regularMarketPrice": 1}]))) == ["AAAA"]
    assert read_rows(body("quoteResponse", [])) == {}


def test_rows_that_are_none_are_left_out():
    rows = [{"symbol": "AAAA"}, {"price": 1}, None, {"symbol": 7}, "AAAA"]

    assert list(read_rows(body("quoteResponse", rows))) == ["AAAA"]


def test_modules_that_yahoo_has_not_are_not_there_and_no_error():
    assert set(read_summary(body("quoteSummary", [{"price": {}, "summaryDetail": {}}]), "FUND")) == {
        "price",
        "summaryDetail",
    }


@pytest.mark.parametrize(
    "description",
    [
        "No fundamentals data found for any of the summaryTypes=financialData",
        "Quote not found for symbol: AAAA",
    ],
)
def test_not_found_is_missing_and_says_what_yahoo_said(description):
    error = {"code": "Not Found", "description": description}

    with pytest.raises(Missing, match=rf"^Yahoo has nothing on AAAA \({description}\)\.$"):
        read_summary(body("quoteSummary", None, error), "AAAA")


def test_not_found_in_the_name_of_the_whole_site_is_not_about_the_ticker():
    error = {"code": "Not Found", "description": "HTTP 404 Not Found"}

    with pytest.raises(Unavailable, match="HTTP 404"):
        read_summary(body("finance", None, error), "AAAA")


@pytest.mark.parametrize("kind", ["finance", "chart"])
def test_another_error_is_unavailable_in_yahoos_words(kind):
    error = {"code": "Unauthorized", "description": "Invalid Crumb"}

    with pytest.raises(Unavailable, match="Yahoo did not answer about AAAA: Invalid Crumb"):
        read_body(body(kind, None, error), "chart", "AAAA")


def test_what_yahoo_says_is_cut_short():
    error = {"code": "Internal", "description": "x" * 5000}

    with pytest.raises(Unavailable) as failure:
        read_body(body("chart", None, error), "chart", "AAAA")
    assert len(str(failure.value)) < 200


@pytest.mark.parametrize(
    "written",
    [
        "",
        "<!DOCTYPE html><html>Will be right back</html>",
        '{"quoteSummary": {"result": [{"price"',
        "null",
        "7",
        "[]",
        "{}",
        '{"somethingWeird": true}',
        '{"quoteSummary": null}',
        '{"quoteSummary": {"result": null, "error": null}}',
        '{"quoteSummary": {"result": {}, "error": null}}',
        '{"quoteSummary": {"result": ["price"], "error": null}}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_unreadable(written):
    with pytest.raises(Unreadable):
        read_summary(written, "AAAA")


@pytest.mark.parametrize("result", [[{}], [{"meta": []}], [7]])
def test_a_chart_without_its_head_is_unreadable(result):
    with pytest.raises(Unreadable):
        read_chart(body("chart", result), "AAAA")


def test_an_empty_result_is_missing():
    with pytest.raises(Missing):
        read_chart(body("chart", []), "AAAA")
    with pytest.raises(Missing):
        read_summary(body("quoteSummary", []), "AAAA")


@pytest.mark.parametrize("value", [1.5, "1.5", {"raw": 1.5, "fmt": "1.50"}, {"raw": "1.5"}])
def test_a_number_is_bare_or_wrapped_or_in_words(value):
    assert number(value) == 1.5


@pytest.mark.parametrize(
    "value", [None, {}, "", "NaN", float("nan"), "Infinity", float("inf"), True, [], "abc", {"raw": None}, 10**400]
)
def test_nothing_is_no_number(value):
    assert number(value) is None


def test_the_bare_words_nan_and_infinity_are_no_numbers_in_a_body_either():
    (row,) = read_rows('{"quoteResponse":{"result":[{"symbol":"AAAA","a":NaN,"b":-Infinity}],"error":null}}').values()

    assert (number(row["a"]), number(row["b"])) == (None, None)


def test_a_price_is_above_zero_and_a_count_from_zero():
    assert [above_zero(value) for value in (0, -1, 0.01)] == [None, None, 0.01]
    assert [whole(value) for value in (0, -1, 2.0, {"raw": 3})] == [0, None, 2, 3]


def test_moments_are_seconds_in_utc():
    assert moment({"raw": 1_768_489_200}) == datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
    assert [moment(value) for value in (0, -5, {}, 1e30, "soon")] == [None] * 5


def test_words_are_stripped_and_cut():
    assert text("  Apple ") == "Apple"
    assert len(text("x" * 500)) == 120
    assert text({"raw": 1}) == ""


def test_parts_of_another_shape_are_empty():
    assert module({"price": [1]}, "price") == {}
    assert module({}, "price") == {}
    assert items({"a": 1}) == []
    assert items([1]) == [1]
