"""The geopolitical risk file: its rows, however they were opened, and the day it was published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Unreadable
from bot.sources.gpr import csv_rows, published, read_risk
from bot.sources.web import Page

HEAD = ["DAY", "N10D", "GPRD", "GPRD_MA7", "event"]


def test_rows_of_a_csv_copy_are_read_with_their_separators_and_empty_columns():
    """Two days of September 2001 (Caldara and Iacoviello; CC BY)."""
    text = '\ufeffDAY,N10D,GPRD,GPRD_ACT,event,,\n20010925,400,"1,045.60",,,,\n20010926,400,930.53,,,,\n,,,,,,\n'

    risk = read_risk(csv_rows(text), date(2001, 10, 1))

    assert [(one.day, one.index) for one in risk.days] == [(date(2001, 9, 25), 1045.60), (date(2001, 9, 26), 930.53)]
    assert risk.as_of == datetime(2001, 9, 26, tzinfo=UTC)
    assert risk.published == date(2001, 10, 1)


def test_rows_of_an_excel_book_are_numbers():
    risk = read_risk([HEAD, [20240819.0, 371.0, 107.15, 137.41, ""], [20240818.0, 376.0, 61.67, 138.53, ""]])

    assert [one.day.day for one in risk.days] == [18, 19]


def test_a_day_without_an_index_is_left_out():
    assert len(read_risk([HEAD, [20240818, 1, "", "", ""], [20240819, 1, 107.15, "", ""]]).days) == 1


def test_the_file_s_day_is_that_of_its_last_change():
    assert published(Page(b"", "Mon, 14 Sep 2026 10:00:00 GMT")) == date(2026, 9, 14)
    assert published(Page(b"", "")) is None
    assert published(Page(b"", "soon")) is None


@pytest.mark.parametrize("rows", [[], [["x"]], [HEAD], [HEAD, ["soon", 1, 2, 3, ""]], [HEAD, [20241340, 1, 2, 3, ""]]])
def test_anything_else_is_unreadable(rows):
    with pytest.raises(Unreadable):
        read_risk(rows)
