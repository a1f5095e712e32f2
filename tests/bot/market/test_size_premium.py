"""The several means of the size premium, told apart."""

from __future__ import annotations

import pytest

from bot.market.size_premium import size_premium, windows_above_zero

# Kenneth French's annual SMB of 1927 to 1930 (2022 vintage).
SMB = (-0.0283, 0.0451, -0.3069, -0.0523)

# The same series, 1927 to 2021, worked out by decade (the twenties have three years, the last two): how many years, the
# sum of their SMB, what they grew by when compounded, and how many gained.
DECADES = (
    (3, -0.2901, -0.2961, 1), (10, 1.0372, 1.4337, 8), (10, 0.6185, 0.6844, 6), (10, -0.0361, -0.0521, 3),
    (10, 0.6829, 0.6914, 5), (10, 0.4602, 0.4022, 6), (10, 0.0039, -0.0375, 6), (10, -0.1562, -0.2153, 4),
    (10, 0.5117, 0.5783, 7), (10, -0.0474, -0.0688, 3), (2, 0.0899, 0.0848, 1),
)  # fmt: skip


def test_the_premium_s_two_means_are_the_published_ones():
    """3.03 % a year as an arithmetic mean and 2.19 % compounded, 1927 to 2021 (French's library, 2022 vintage).

    LSEG and FTSE Russell, July 2024, say 2.85 % a year since 1927: that is this mean with 2022 in it.
    """
    evenly = [total / years for years, total, _, _ in DECADES for _ in range(years)]
    steadily = [(1 + grown) ** (1 / years) - 1 for years, _, grown, _ in DECADES for _ in range(years)]

    assert size_premium(evenly).periods == 95
    assert size_premium(evenly).mean == pytest.approx(0.0303, abs=5e-5)
    assert size_premium(steadily).compounded == pytest.approx(0.0219, abs=5e-5)


def test_a_little_more_than_half_of_the_years_gained():
    """52.6 % of 1927 to 2021 (the same vintage)."""
    signs = [sign for years, _, _, won in DECADES for sign in (*[0.01] * won, *[-0.01] * (years - won))]

    assert size_premium(signs).above_zero == pytest.approx(0.526, abs=5e-4)


def test_an_arithmetic_premium_added_to_a_compounded_return_overstates():
    """ "$100 becomes $1.75 million against $21.8 million" is 99 years of 10.37 % and of 10.37 % plus 2.85 points.

    With what the premium compounds to, 2.19 % a year to 2021, small caps would have come to a little over half of that.
    """
    large, told = 1.1037, 100 * (1.1037 + 0.0285) ** 99
    premium = size_premium([(1 + grown) ** (1 / years) - 1 for years, _, grown, _ in DECADES for _ in range(years)])

    assert told == pytest.approx(21.8e6, rel=0.005)
    assert 100 * large**99 == pytest.approx(1.75e6, rel=0.005)
    assert 100 * (large + premium.compounded) ** 99 == pytest.approx(0.56 * told, rel=0.02)


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
