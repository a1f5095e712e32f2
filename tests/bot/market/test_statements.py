"""Statements: restated figures, changed names, fiscal spans that are no quarters, and classes of shares."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.statements import CASH as CASHES
from bot.market.statements import OPERATING_CASH, SHARES, Statements, days
from bot.market.statements import REVENUE as REVENUES
from tests.bot.market.reports import CASH, COVER, FLOW, REVENUE, reported

TODAY = date(2026, 1, 15)
Y24, Y25 = date(2024, 1, 1), date(2025, 1, 1)
SEP24, DEC24, SEP25 = date(2024, 9, 30), date(2024, 12, 31), date(2025, 9, 30)
YEAR = reported(FLOW, -40, DEC24, Y24)
SO_FAR, SAME_BEFORE = reported(FLOW, -36, SEP25, Y25), reported(FLOW, -27, SEP24, Y24)


def flow(*facts):
    return Statements(facts, TODAY).twelve_months(OPERATING_CASH)


def quarters(concept, *values, end=SEP25):
    """Quarters in a row, the newest first, each of 91 days."""
    ends = [end - timedelta(days=91 * number) for number in range(len(values))]
    return [reported(concept, value, day, day - timedelta(days=90)) for value, day in zip(values, ends, strict=True)]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_filings_of_one_figure_the_later_one_counts(order):
    first, restated = reported(CASH, 100, SEP24), reported(CASH, 90, SEP24, filed=SEP25)

    assert Statements([first, restated][::order], TODAY).balances(CASHES) == [restated]


def test_what_is_filed_later_is_not_known_yet():
    first, restated = reported(CASH, 100, SEP24), reported(CASH, 90, SEP24, filed=SEP25)

    assert Statements([first, restated], SEP25 - timedelta(days=1)).balances(CASHES) == [first]


def test_a_period_that_ends_after_its_report_is_a_typing_error():
    assert Statements([reported(CASH, 1, date(2105, 9, 30), filed=SEP25)], TODAY).balances(CASHES) == []


def test_a_name_out_of_use_is_not_answered_with():
    old = reported("Revenues", 9, date(2021, 12, 31), date(2021, 1, 1))
    new = quarters(REVENUE, 4, 3, 2, 1)

    assert Statements([old, *new], TODAY).twelve_months(REVENUES).value == 10


def test_of_two_names_in_use_the_first_counts_and_of_two_moneys_the_dollar():
    total, part = reported("Revenues", 9, DEC24, Y24), reported(REVENUE, 7, DEC24, Y24)
    translated = reported("Revenues", 12, DEC24, Y24, unit="CAD")

    assert Statements([part, translated, total], TODAY).twelve_months(REVENUES) == total


def test_balances_are_oldest_first_and_no_spans():
    told = [reported(CASH, 2, SEP25), YEAR, reported(CASH, 1, DEC24)]

    assert [one.value for one in Statements(told, TODAY).balances(CASHES)] == [1, 2]


def test_a_year_as_filed_is_twelve_months():
    assert flow(YEAR, SAME_BEFORE) == YEAR


def test_nine_months_are_made_twelve_with_the_year_before():
    got = flow(SAME_BEFORE, YEAR, SO_FAR)

    assert got.value == -40 - 36 + 27
    assert (got.start, got.end, days(got)) == (date(2024, 10, 1), SEP25, 365)
    assert (got.filed, got.form, got.unit) == (SO_FAR.filed, "10-Q", "USD")


def test_fiscal_years_of_52_weeks_move_by_some_days():
    year = reported(FLOW, -40, date(2024, 12, 28), date(2023, 12, 31))
    before = reported(FLOW, -27, date(2024, 9, 28), date(2023, 12, 31))
    so_far = reported(FLOW, -36, date(2025, 9, 27), date(2024, 12, 29))

    assert flow(year, before, so_far).value == -49


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [SO_FAR],
        [SO_FAR, YEAR],
        [SO_FAR, SAME_BEFORE],
        [SO_FAR, YEAR, reported(FLOW, -9, date(2024, 3, 31), Y24)],
        [SO_FAR, reported(FLOW, -40, date(2023, 12, 31), date(2023, 1, 1)), SAME_BEFORE],
        quarters(FLOW, 1, 2, 3),
    ],
    ids=["nothing", "alone", "no part of last year", "no last year", "another part", "an older year", "three quarters"],
)
def test_what_does_not_make_up_twelve_months_is_none(facts):
    assert flow(*facts) is None


def test_four_quarters_in_a_row_are_twelve_months():
    got = flow(*quarters(FLOW, -1, -2, -3, -4, -100))

    assert got.value == -10
    assert (got.end, days(got)) == (SEP25, 364)


def test_a_quarter_that_is_left_out_is_no_row():
    told = quarters(FLOW, -1, -2, -3, -4, -5)

    assert flow(*told[:2], *told[3:]) is None


def test_a_quarter_beside_the_months_so_far_does_not_confuse_them():
    assert flow(SAME_BEFORE, YEAR, SO_FAR, *quarters(FLOW, -9)).value == -49


def test_classes_on_one_cover_are_counted_together_and_a_repeated_row_once():
    covers = [
        reported(COVER, value, SEP25, unit="shares", accession="0000000001-25-000007") for value in (100, 40, 100)
    ]

    (one,) = Statements(covers, TODAY).balances(SHARES)

    assert one.value == 140


def test_an_amended_cover_is_not_added_to_the_first():
    first = reported(COVER, 100, SEP25, unit="shares")
    amended = reported(COVER, 101, SEP25, unit="shares", filed=SEP25 + timedelta(days=50), form="10-Q/A")

    assert Statements([amended, first], TODAY).balances(SHARES) == [amended]
