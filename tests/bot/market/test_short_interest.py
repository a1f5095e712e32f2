"""Days to cover as FINRA computes and clamps them, and the change against the settlement before."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.short_interest import CAP_DAYS, FLOOR_DAYS, ShortInterest, days_to_cover
from bot.market.ticker import Ticker


def settled(shares: int, before: int, days: float = 2.5) -> ShortInterest:
    return ShortInterest(
        ticker=Ticker("APLD"), settlement=date(2026, 1, 15), shares=shares, previous_shares=before,
        average_volume=1_000, days_to_cover=days, as_of=datetime(2026, 1, 15, tzinfo=UTC), source="FINRA",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "volume", "days"),
    [
        (2_500, 1_000, 2.5),
        (2_346, 1_000, 2.35),
        (1_004, 1_000, 1.0),
        (1_006, 1_000, 1.01),
        (10, 1_000, FLOOR_DAYS),
        (0, 1_000, FLOOR_DAYS),
        (1_000_000, 1, CAP_DAYS),
        (999_990, 1_000, 999.99),
        (1_000, 0, CAP_DAYS),
        (0, 0, CAP_DAYS),
    ],
)
def test_days_to_cover_have_two_decimals_between_one_and_the_cap(shares, volume, days):
    assert days_to_cover(shares, volume) == days


@pytest.mark.parametrize(
    ("shares", "before", "volume", "days", "change"),
    [
        (2_571_122, 2_456_982, 1_646_442, 1.56, 4.65),
        (3_050_011, 2_797_469, 347_467, 8.78, 9.03),
        (3_862_083, 3_916_150, 429_714, 8.99, -1.38),
        (96_355_309, 90_213_531, 96_035_157, FLOOR_DAYS, 6.81),
        (18_080, 19_927, 27, 669.63, -9.27),
        (2_929_893, 2_952_630, 1, CAP_DAYS, -0.77),
    ],
    ids=["A", "ACCO", "AAOI", "AAPL", "AALBF", "AACAF"],
)
def test_rows_of_finra_s_file_of_15_july_2021_are_reproduced(shares, before, volume, days, change):
    """FINRA, consolidated short interest, settlement 2021-07-15: days to cover and change in percent."""
    assert days_to_cover(shares, volume) == days
    assert round(100 * settled(shares, before).change, 2) == change


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_days_to_cover_never_leave_their_range(shares, volume):
    assert FLOOR_DAYS <= days_to_cover(shares, volume) <= CAP_DAYS


@pytest.mark.parametrize(("days", "clamped"), [(1.0, True), (999.99, True), (1.01, False), (999.98, False)])
def test_a_figure_on_its_floor_or_cap_is_known_as_clamped(days, clamped):
    assert settled(1, 1, days).days_are_clamped is clamped


@pytest.mark.parametrize(
    ("shares", "before", "change"),
    [(150, 100, 0.5), (50, 100, -0.5), (100, 100, 0), (0, 100, -1), (100, 0, None), (0, 0, None)],
)
def test_the_change_is_a_fraction_of_the_settlement_before_and_none_where_nothing_was(shares, before, change):
    assert settled(shares, before).change == change
