"""The several means of the size premium, told apart."""

from __future__ import annotations

import pytest

from bot.market.size_premium import size_premium, windows_above_zero

# Kenneth French's annual SMB of 1927 to 1930 (2022 vintage).
SMB = (-0.0283, 0.0451, -0.3069, -0.0523)


def test_the_arithmetic_mean_is_not_what_compounds():
    told = size_premium(SMB)

    assert told.mean == pytest.approx(-0.0856)
    assert told.compounded == pytest.approx((0.9717 * 1.0451 * 0.6931 * 0.9477) ** 0.25 - 1)
    assert told.compounded < told.mean
    assert told.median == pytest.approx((-0.0283 - 0.0523) / 2)
    assert told.above_zero == 0.25


def test_the_t_of_the_mean_is_mean_over_its_standard_error():
    assert size_premium((0.01, 0.03)).t == pytest.approx(2.0)
    assert size_premium((0.01,)).t is None


def test_no_returns_have_no_premium():
    with pytest.raises(ValueError, match="at least one return"):
        size_premium(())


def test_windows_may_gain_as_a_sum_and_lose_compounded():
    swings = (0.5, -0.45)

    assert windows_above_zero(swings, 2) == 0.0
    assert windows_above_zero(swings, 2, compounded=False) == 1.0
    assert windows_above_zero(swings, 3) is None
