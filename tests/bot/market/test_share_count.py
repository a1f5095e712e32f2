"""Share counts on one footing: published figures, splits, and what cannot be compared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.quote import Split
from bot.market.share_count import share_count
from tests.bot.market.reports import COVER, reported

TODAY, SINCE = date(2026, 1, 15), date(2025, 1, 15)
FEB, AUG, NOV = date(2025, 2, 10), date(2025, 8, 10), date(2025, 11, 10)


def cover(end, shares, *, filed=None):
    return reported(COVER, shares, end, unit="shares", filed=filed or end + timedelta(days=2))


def test_the_newest_count_is_compared_with_the_oldest_within_a_year():
    got = share_count([cover(NOV, 150), cover(FEB, 100), cover(AUG, 120), cover(date(2023, 2, 1), 5)], (), SINCE, TODAY)

    assert (got.before.end, got.after.end, got.splits) == (FEB, NOV, ())
    assert got.change == 0.5


@pytest.mark.parametrize(("ratio", "before", "after"), [(1 / 15, 30e6, 2e6), (4, 30e6, 120e6)])
def test_a_split_alone_is_no_change(ratio, before, after):
    got = share_count([cover(FEB, before), cover(NOV, after)], [Split(date(2025, 7, 25), ratio)], SINCE, TODAY)

    assert got.before_adjusted == pytest.approx(after)
    assert got.change == pytest.approx(0)


def test_two_splits_multiply_and_one_after_both_counts_does_not():
    splits = [Split(date(2026, 1, 5), 0.1), Split(date(2025, 9, 1), 0.5), Split(date(2025, 3, 3), 0.2)]

    got = share_count([cover(FEB, 1000), cover(NOV, 100)], splits, SINCE, TODAY)

    assert [one.ratio for one in got.splits] == [0.2, 0.5]
    assert got.change == pytest.approx(0)


@pytest.mark.parametrize("when", [FEB, FEB + timedelta(days=2), NOV, NOV + timedelta(days=1)])
def test_a_split_between_a_count_and_its_filing_leaves_open_which_shares_were_counted(when):
    got = share_count([cover(FEB, 100), cover(NOV, 100)], [Split(when, 0.1)], SINCE, TODAY)

    assert got == f"the shares were split on {when}, between a count and its filing"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([], "no count of its shares"),
        ([cover(NOV, 0)], "no count of its shares"),
        ([cover(date(2024, 12, 10), 100)], "is of 2024-12-10, more than 400 days ago"),
        ([cover(NOV, 100)], "no earlier count within a year of that of 2025-11-10"),
        ([cover(NOV, 100), cover(SINCE - timedelta(days=1), 50)], "no earlier count"),
    ],
)
def test_what_cannot_be_compared_says_why(facts, why):
    assert why in share_count(facts, (), SINCE, TODAY)
