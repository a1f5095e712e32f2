"""What a purchase is worth."""

from __future__ import annotations

from datetime import date

from bot.market.ownership import Purchase


def test_a_purchase_without_a_price_has_no_value():
    assert Purchase(date(2026, 1, 5), 1_000, 5.43).value == 5_430
    assert Purchase(date(2026, 1, 5), 1_000, None).value is None
