"""Expected growth with and without losses, and members revised since, never a fiscal year against the next."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.earnings_growth import growth, revisions
from bot.market.members import Estimates
from bot.market.ticker import Ticker
from tests.fund import expecting


def test_median_growth_is_of_members_that_earn_something_and_the_aggregate_keeps_losses():
    told = growth(expecting((1.0, 1.1), (2.0, 2.4), (1.0, 1.5), (-1.0, -0.5), (None, 1.0)))

    assert told.median == pytest.approx(0.2)
    assert told.aggregate == pytest.approx((1.1 + 2.4 + 1.5 - 0.5) / 3.0 - 1)
    assert (told.counted, told.known, told.members) == (3, 4, 5)


def test_growth_of_a_fund_with_few_estimates_or_with_losses_together_is_not_told():
    few = growth(expecting((1.0, 1.1), (None, None), (None, None)))
    assert (few.median, few.aggregate) == (None, None)

    losing = growth(expecting((-1.0, 1.0), (0.5, 1.0)))
    assert (losing.median, losing.aggregate) == (pytest.approx(1.0), None)


def test_revisions_set_members_raised_against_those_lowered():
    before = Estimates(date(2025, 12, 18), {Ticker(name): (1.0, 2.0) for name in "ABCDE"})
    told = revisions(expecting((1.1, 2.1), (1.2, 2.0), (0.9, 1.9), (1.004, 2.0), (None, 2.0)), before)

    assert (told.raised, told.lowered, told.same, told.rolled) == (2, 1, 1, 0)
    assert told.net == 0.25
    assert told.since == date(2025, 12, 18)


def test_a_member_in_its_next_fiscal_year_is_not_a_revision():
    before = Estimates(date(2025, 12, 18), {Ticker("A"): (1.0, 2.0), Ticker("B"): (1.0, None)})
    told = revisions(expecting((1.9, 2.6), (1.2, 1.4)), before)

    assert (told.raised, told.rolled) == (1, 1)
    assert told.net is None  # one of two is too few
