"""What is kept of a fund's session, and two funds' sessions together."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.fund_day import FundDay, GapDay, fund_day, gap_days, rank
from bot.market.members import Estimates
from bot.market.ticker import Ticker
from tests.fund import fund, kept, member


def on(day: int, multiple: float | None) -> FundDay:
    return kept(date(2026, 1, day), multiple)


def test_a_session_is_kept_under_new_york_s_day():
    before = Estimates(date(2025, 12, 18), {Ticker("A"): (1.0, 2.0)})
    told = fund_day(fund(member("A", this_year=1.1, next_year=1.25, mean_200=9.0), before=before))

    assert told == FundDay(
        date(2026, 1, 15), pytest.approx(8.0), pytest.approx(0.125), 1.0, pytest.approx(1.25 / 1.1 - 1),
        pytest.approx(1.25 / 1.1 - 1), 1.0, 1.0,
    )  # fmt: skip


def test_a_gap_needs_both_funds_on_the_same_session():
    days = gap_days([on(2, 16.5), on(1, 15.0), on(3, 17.0)], [on(1, 20.0), on(2, 23.8), on(3, None)])

    assert [(one.small, one.large) for one in days] == [(15.0, 20.0), (16.5, 23.8)]
    assert days[-1].ratio == pytest.approx(0.693, abs=5e-4)


def test_a_rank_waits_for_sixty_sessions_of_our_own():
    days = [GapDay(date.fromordinal(739_000 + n), 10.0 + n, 20.0) for n in range(60)]

    assert rank(days[:59]) is None
    assert rank(days) == pytest.approx(59 / 60 * 100)
