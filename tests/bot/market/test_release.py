"""A surprise says what it is held against, and a standard deviation only where 24 stand behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.market.readings import Readings, months_from
from bot.market.release import Basis, Release, Surprise, payroll_changes, payroll_surprises, surprise

MAY = date(2016, 5, 1)
RELEASE = Release(
    as_of=datetime(2016, 6, 3, 12, 30, tzinfo=UTC),
    source="BLS",
    name="payrolls",
    month=MAY,
    actual=38,
    consensus=162,
    unit="thousand jobs",
)
# Monthly changes of BLS CES0000000001, May 2015 to April 2016, as of 3 June 2016, thousands.
CHANGES = (273, 228, 277, 150, 149, 295, 280, 271, 168, 233, 186, 123)


def changes(*figures: float) -> Readings:
    points = tuple((months_from(MAY, place - len(figures)), figure) for place, figure in enumerate(figures))
    return Readings(as_of=RELEASE.as_of, source="BLS", name="payroll change", points=points)


def past(count: int, basis: Basis = Basis.CONSENSUS) -> list[Surprise]:
    return [Surprise(months_from(MAY, -count + k), 200 + 40 * (-1) ** k, 200, basis) for k in range(count)]


def test_may_2016_missed_its_consensus_by_124_thousand():
    told = surprise(RELEASE, changes())

    assert (told.difference, told.basis) == (-124, Basis.CONSENSUS)
    assert told.deviations is None


def test_without_a_consensus_it_is_held_against_its_own_year_and_says_so():
    told = surprise(replace(RELEASE, consensus=None), changes(*CHANGES))

    assert told.expected == pytest.approx(sum(CHANGES) / 12)
    assert told.basis == "no consensus; against its own 12-month average"


def test_a_consensus_of_zero_is_a_consensus():
    assert surprise(replace(RELEASE, consensus=0.0), changes()).difference == 38


def test_with_neither_there_is_no_surprise():
    assert surprise(replace(RELEASE, consensus=None), changes(*CHANGES[1:])) is None


def test_deviations_are_those_of_the_last_24_surprises():
    assert surprise(RELEASE, changes(), past(24)).deviations == pytest.approx(-124 / 40.86, abs=0.01)
    assert surprise(RELEASE, changes(), past(23)).deviations is None


def test_surprises_on_another_basis_or_of_later_months_are_not_mixed_in():
    later = [replace(one, month=MAY) for one in past(24)]

    assert surprise(RELEASE, changes(), past(24, Basis.TREND)).deviations is None
    assert surprise(RELEASE, changes(), later).deviations is None


def test_payrolls_become_changes_with_their_gaps_and_surprises_against_a_year():
    months = [months_from(date(2024, 1, 1), ahead) for ahead in range(20)]
    points = tuple((month, 1_000.0 + 10 * place + (5 if place == 19 else 0)) for place, month in enumerate(months))
    levels = Readings(as_of=RELEASE.as_of, source="test", name="payrolls", points=points)

    told = payroll_surprises(levels)
    assert [one.month for one in told] == months[13:]
    assert (told[-1].actual, told[-1].expected, told[-1].basis) == (15.0, 10.0, Basis.TREND)

    lacking = replace(levels, points=points[:5] + points[6:])
    assert [month for month, _ in payroll_changes(lacking).points] == [*months[1:5], *months[7:]]
    assert [one.month for one in payroll_surprises(lacking)] == [months[19]]
