"""The list of filings: reports by their item, sales of shares by their forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.market.filing import Filing
from bot.rating.profile import Absent
from bot.sources.profile.filings import read_filings, read_listed, reports
from bot.sources.yahoo_filings import Listed
from tests.bot.sources.profile.payloads import AT, FILINGS, REPORTED, filing


def filed(form: str, *items: str, days: int = 10) -> Filing:
    return filing(form, items, AT - timedelta(days=days))


@pytest.mark.parametrize(
    ("filings", "word"),
    [
        ([], "none"),
        ([filed("S-3"), filed("10-Q"), filed("8-K", "2.02")], "none"),
        ([filed("424B5")], "atm"),
        ([filed("8-K", "1.01", "3.02")], "atm"),
        ([filed("424B4")], "big"),
        ([filed("424B5")] * 3, "big"),
        ([filed("424B5", days=91)], "none"),
        ([filed("424B5", days=-1)], "none"),
    ],
)
def test_ninety_days_of_sales_are_one_word(filings, word):
    assert read_filings(filings, AT)["shelf"].value == word


def test_reports_are_the_filings_of_results():
    assert reports([*FILINGS, filed("8-K", "5.02")]) == [REPORTED]
    assert reports([filing("8-K", ("2.02",), datetime(2026, 1, 1, tzinfo=UTC)), *FILINGS])[0] == REPORTED


def test_doubt_about_going_on_is_not_told_by_a_list():
    assert isinstance(read_filings([], AT)["going_concern"], Absent)


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        (["424B4"], "big"),
        (["424B5", "424B5", "424B2"], "big"),
        (["424B5", "424B5"], None),  # there may be more than Yahoo lists
        (["8-K", "S-3", "10-Q"], None),
        ([], None),
    ],
)
def test_yahoos_list_proves_a_large_offering_and_never_that_there_is_none(forms, told):
    listed = [Listed(form, (AT - timedelta(days=1)).date()) for form in forms]

    found = read_listed(listed, AT, "not read yet")

    if told is None:
        assert found["shelf"] == Absent("not read yet")
    else:
        assert (found["shelf"].value, found["shelf"].source) == (told, "Yahoo Finance")
    assert found["going_concern"] == found["committed_funding"] == Absent("not read yet")


def test_what_yahoo_lists_from_before_ninety_days_is_no_offering_of_now():
    assert read_listed([Listed("424B4", (AT - timedelta(days=91)).date())], AT, "-")["shelf"] == Absent("-")
