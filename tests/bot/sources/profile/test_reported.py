"""Facts as filed: the newest word on each number, years and quarters from the spans there are."""

from __future__ import annotations

from datetime import date

import pytest

from bot.sources.profile.reported import Book, days
from tests.bot.sources.profile.payloads import QUARTER, QUARTERS, fact, facts, quarter_of

TODAY = date(2026, 1, 15)
SALES = ("Revenues",)


def sales(value, start, end, filed=date(2025, 12, 1)):
    return fact("Revenues", start, end, value, "USD", filed)


def sum_of(*ends):
    return pytest.approx(sum(quarter_of("Revenues", end) for end in ends))


def test_twelve_months_are_the_year_and_what_has_changed_since():
    book = Book(facts(), TODAY)

    assert book.year(SALES, QUARTER) == sum_of(*QUARTERS[7:11])
    assert book.year(SALES, date(2024, 12, 31)) == sum_of(*QUARTERS[4:8])


def test_twelve_months_of_quarters_alone_are_their_sum():
    book = Book([one for one in facts(date(2025, 12, 31)) if days(one) < 100], TODAY)
    quarters = [sales(1.0, date(2025, m, 1), date(2025, m + 2, 28 if m == 12 else 30)) for m in (1, 4, 7, 10)]

    assert book.year(SALES, QUARTER) is None  # a fourth quarter is nowhere filed by itself
    assert Book(quarters, TODAY).year(SALES, date(2025, 12, 30)) == 4.0


def test_a_fourth_quarter_is_the_year_less_nine_months():
    book = Book(facts(date(2025, 12, 31)), date(2026, 3, 1))

    assert book.quarter(SALES, date(2025, 12, 31)) == sum_of(date(2025, 12, 31))
    assert book.quarter(SALES, QUARTER) == sum_of(QUARTER)


def test_a_later_filing_corrects_an_earlier_one():
    span = date(2025, 7, 1), QUARTER
    book = Book([sales(2.0, *span, date(2025, 12, 20)), sales(1.0, *span, date(2025, 11, 1))], TODAY)

    assert book.quarter(SALES, QUARTER) == 2.0


def test_what_was_filed_later_was_not_known():
    span = date(2025, 7, 1), QUARTER
    known = Book([sales(1.0, *span, date(2025, 11, 1)), sales(2.0, *span, date(2026, 1, 16))], TODAY)

    assert known.quarter(SALES, QUARTER) == 1.0


def test_weeks_of_fifty_two_and_fifty_three_move_the_ends_of_years():
    book = Book([sales(1.0, date(2024, 9, 29), date(2025, 9, 27))], TODAY)

    assert book.year(SALES, QUARTER) == 1.0
    assert book.year(SALES, date(2025, 10, 31)) is None


def test_a_name_that_has_the_day_goes_before_one_that_has_not():
    old = fact("Revenues", date(2022, 1, 1), date(2022, 12, 31), 1.0, "USD", date(2023, 3, 1))
    new = fact("SalesRevenueNet", date(2024, 10, 1), QUARTER, 2.0, "USD", date(2025, 11, 1))

    assert Book([old, new], TODAY).year(("Revenues", "SalesRevenueNet"), QUARTER) == 2.0


def test_an_empty_book_knows_nothing():
    book = Book([], TODAY)

    assert book.year(SALES, QUARTER) is book.quarter(SALES, QUARTER) is book.at(SALES, QUARTER) is None
