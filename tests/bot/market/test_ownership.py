"""What a purchase is worth."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.ownership import Holding, Purchase


def test_a_purchase_without_a_price_has_no_value():
    assert Purchase(date(2026, 1, 5), 1_000, 5.43).value == 5_430
    assert Purchase(date(2026, 1, 5), 1_000, None).value is None


@pytest.mark.parametrize(
    ("period", "by"),
    [
        (date(2026, 6, 30), date(2026, 8, 14)),
        (date(2026, 3, 31), date(2026, 5, 15)),
        (date(2025, 12, 31), date(2026, 2, 17)),  # a Saturday before Washington's birthday
        (date(2026, 9, 30), date(2026, 11, 16)),  # a Saturday
    ],
)
def test_a_quarters_holdings_are_filed_within_45_days_or_on_the_next_day_of_business(period, by):
    assert Holding("A Fund", period, 1.0, None, None).filed_by == by
