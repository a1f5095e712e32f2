"""The geopolitical risk file: an old Excel book or its copy, its rows, and the day it was published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.feeds import Unavailable, Unreadable
from bot.market.geopolitics import mean_of
from bot.sources.gpr import KEPT, Gpr, csv_rows, published, read_risk, rows_of, xls_rows
from bot.sources.web import Page
from tests.bench.book import book
from tests.bench.loopback import Reply

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


# GPRD of 21 July to 19 August 2024 (Caldara and Iacoviello, file of August 2024; CC BY). For the last day the file
# itself says GPRD_MA7 137.41 and GPRD_MA30 129.93.
SUMMER_2024 = (
    92.30, 129.16, 47.61, 80.30, 119.88, 105.65, 109.93, 123.67, 138.02, 95.70, 135.21, 139.88, 207.80, 107.32, 84.72,
    210.21, 156.13, 196.85, 163.58, 159.49, 147.07, 70.48, 114.97, 177.01, 193.54, 139.48, 134.81, 148.21, 61.67,
    107.15,
)  # fmt: skip


def file(*indices: float, until: date = date(2024, 8, 19)) -> bytes:
    """The book with these days, the last one on ``until``; words stand beside it, as in the real one."""
    first = until - timedelta(days=len(indices) - 1)
    days = [first + timedelta(days=place) for place in range(len(indices))]
    rows = [[float(f"{day:%Y%m%d}"), 400.0, index, ""] for day, index in zip(days, indices, strict=True)]
    return book([[*HEAD[:4], "event", "var_name"], *([*row, "", "DAY"] for row in rows)])


def test_an_old_excel_book_is_opened_and_gives_the_means_that_its_authors_publish():
    risk = read_risk(xls_rows(file(*SUMMER_2024)))

    assert len(risk.days) == 30
    assert risk.week == pytest.approx(137.41, abs=0.005)
    assert risk.month == pytest.approx(129.93, abs=0.005)


@pytest.mark.parametrize(
    ("until", "week", "month"), [(date(2024, 8, 18), 138.53, None), (date(2024, 8, 12), 144.08, None)]
)
def test_the_means_of_earlier_days_are_the_published_ones_too(until, week, month):
    risk = read_risk(xls_rows(file(*SUMMER_2024)))
    days = [one for one in risk.days if one.day <= until]

    assert mean_of(days, 7) == pytest.approx(week, abs=0.005)
    assert mean_of(days, 30) is month


def test_book_and_copy_are_told_apart_by_what_they_hold():
    assert rows_of(file(107.15))[1][:3] == [20240819.0, 400.0, 107.15]
    assert rows_of(b"\xef\xbb\xbfDAY,N10D,GPRD\n20240819,371,107.15\n")[1] == ["20240819", "371", "107.15"]


@pytest.mark.parametrize("body", [b"", b"<html>Gone</html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_body_that_is_no_book_is_unreadable(body):
    with pytest.raises(Unreadable, match="no Excel book"):
        rows_of(body)


async def test_the_file_is_asked_for_once_a_day_and_six_years_of_it_are_kept(hosts, shelf, clock):
    served = file(*([50.0] * 2300), 107.15)
    hosts.answer = lambda asked: Reply(served, headers={"Last-Modified": "Mon, 26 Aug 2024 10:00:00 GMT"})
    gpr = Gpr(shelf, clock)

    risk = await gpr.risk()
    await gpr.risk()

    assert (len(risk.days), risk.days[-1].index, risk.as_of.date()) == (KEPT, 107.15, date(2024, 8, 19))
    assert risk.published == date(2024, 8, 26)
    assert hosts.addresses() == ["www.matteoiacoviello.com/gpr_files/data_gpr_daily_recent.xls"]

    clock.at += timedelta(days=1)
    await Gpr(shelf, clock).risk()
    assert len(hosts.asked) == 2


async def test_a_lost_host_leaves_the_last_file_for_two_weeks(hosts, shelf, clock):
    hosts.answer = lambda asked: Reply(file(107.15))
    gpr = Gpr(shelf, clock)
    await gpr.risk()
    hosts.answer = lambda asked: Reply("", 503)

    clock.at += timedelta(days=13)
    assert (await gpr.risk()).days[-1].index == 107.15
    clock.at += timedelta(days=2)
    with pytest.raises(Unavailable, match="does not answer"):
        await gpr.risk()
