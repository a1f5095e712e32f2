"""Shares: splits are no dilution and no buyback, and one class is not all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.market.quote import Split
from bot.rating.profile import Absent
from bot.sources.profile.outstanding import read_outstanding
from bot.sources.profile.reported import Book
from tests.bot.sources.profile.payloads import AT, QUARTER, facts

COVER = "EntityCommonStockSharesOutstanding"


def read(told=None, splits=(), all_classes=None):
    book = Book(facts() if told is None else told, date(2026, 1, 15))
    return read_outstanding(book, QUARTER, AT, splits, all_classes)


def growth(told):
    return told["shares"].value / told["shares_year_ago"].value - 1


def test_the_newest_cover_is_compared_with_that_of_a_year_ago():
    told = read()

    assert (told["shares"].value, told["shares_year_ago"].value) == (50_000_000, 49_200_000)
    assert told["shares"].as_of == datetime(2025, 11, 9, tzinfo=UTC)


@pytest.mark.parametrize("ratio", [1 / 15, 4.0])
def test_a_split_since_the_filings_changes_both_counts_alike(ratio):
    """A 1-for-15 would otherwise read as a buyback of 93 %."""
    told = read(splits=(Split(date(2025, 12, 1), ratio),))

    assert told["shares"].value == pytest.approx(50_000_000 * ratio)
    assert growth(told) == pytest.approx(growth(read()))


def test_a_split_between_the_two_filings_changes_the_older_count_alone():
    restated = (COVER, "WeightedAverageNumberOfSharesOutstandingBasic")
    after = [
        replace(f, value=f.value / 10) if f.concept in restated and f.filed > date(2025, 7, 1) else f for f in facts()
    ]
    told = read(after, splits=(Split(date(2025, 7, 1), 0.1),))

    assert told["shares"].value == 5_000_000
    assert growth(told) == pytest.approx(growth(read()))


def test_a_filing_knows_of_a_split_before_it_though_its_quarter_ended_earlier():
    split, weighted = Split(date(2025, 10, 20), 0.1), "WeightedAverageNumberOfSharesOutstandingBasic"
    told = [
        replace(f, value=f.value / 10) if f.concept == weighted and f.filed > split.day else f
        for f in facts(without=(COVER,))
    ]

    assert read(told, splits=(split,), all_classes=5_000_000.0)["shares_year_ago"].value == pytest.approx(4_920_000)


def test_a_cover_of_one_class_is_not_the_count_of_all():
    one = [replace(f, value=f.value / 2) if f.concept == COVER else f for f in facts()]
    told = read(one, all_classes=50_000_000.0)

    assert told["shares"] == Absent("its cover counts a class of shares by itself")
    assert told["shares_year_ago"].value == pytest.approx(49_200_000)


def test_without_a_cover_the_weighted_shares_say_how_many_there_were():
    told = read(facts(without=(COVER,)), all_classes=100_000_000.0)

    assert told["shares_year_ago"].value == pytest.approx(98_400_000)
    assert read(facts(without=(COVER,)))["shares_year_ago"] == Absent("no count of all its shares is filed")


def test_another_count_does_not_replace_a_cover_of_all_classes():
    assert read(all_classes=80_000_000.0)["shares"].value == 50_000_000


def test_a_first_year_has_no_count_of_a_year_ago():
    young = [fact for fact in facts() if fact.filed > date(2025, 3, 1)]

    assert read(young)["shares_year_ago"] == Absent("no cover of a year ago is filed")


def test_no_filings_are_no_shares():
    assert isinstance(read([])["shares"], Absent)
