"""A fund's members: worth by today's price, covered by value, and how many stand above their mean."""

from __future__ import annotations

import pytest

from bot.market.members import Position, is_same_share, members_above_mean
from bot.market.ticker import Ticker
from tests.fund import fund, member


def test_a_member_without_a_price_counts_at_the_file_s_value():
    told = fund(member("A", price=12.0), member("B", price=None, value=800.0))

    assert [one.worth for one in told.members] == [1_200.0, 800.0]
    assert told.covered == 0.6
    assert fund().covered == 0.0


@pytest.mark.parametrize(("price", "same"), [(10.0, True), (4.0, True), (25.0, True), (3.9, False), (25.1, False)])
def test_a_price_far_from_the_file_s_is_of_no_same_share(price, same):
    assert is_same_share(Position(Ticker("A"), 100.0, 1_000.0), price) is same


def test_members_above_their_mean_are_counted_among_those_with_one():
    told = fund(
        member("A", mean_200=9.0), member("B", mean_200=11.0), member("C", mean_200=10.0), member("D"),
        member("E", price=None, mean_200=1.0),
    )  # fmt: skip

    seen = members_above_mean(told)
    assert (seen.above, seen.known, seen.unknown) == (1, 3, 2)
