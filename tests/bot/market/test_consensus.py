"""What was expected: one from before its release, how far it was missed, and how unusual that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.consensus import Awaited, Consensus, consensus_on, missed, surprises_of_payrolls
from bot.market.readings import Readings, months_from
from bot.market.release import Basis, payroll_surprises

MAY, DUE = date(2016, 5, 1), datetime(2016, 6, 3, 12, 30, tzinfo=UTC)


def one(expected: float, *, back: int = 0, actual: float | None = None, awaited=Awaited.PAYROLLS) -> Consensus:
    month = months_from(MAY, -back)
    due = DUE - timedelta(days=31 * back)
    return Consensus(
        as_of=due - timedelta(days=1), source="test", awaited=awaited, about=month, due=due, expected=expected,
        actual=actual,
    )  # fmt: skip


def past(count: int) -> list[Consensus]:
    """Surprises of +10 and -10 in turn, newest first."""
    return [one(100, back=back, actual=110 if back % 2 else 90) for back in range(1, count + 1)]


def test_one_from_the_release_minute_on_is_none():
    replace(one(160), as_of=DUE - timedelta(seconds=1))
    for late in (timedelta(0), timedelta(minutes=1)):
        with pytest.raises(ValueError, match="before its release"):
            replace(one(160), as_of=DUE + late)


def test_may_2016_missed_by_124_thousand_and_alone_it_has_no_spread():
    told = missed([one(162)], Awaited.PAYROLLS, MAY, 38)

    assert (told.difference, told.basis, told.deviations, told.among) == (-124, Basis.CONSENSUS, None, 0)


@pytest.mark.parametrize(("kept", "among", "is_known"), [(7, 7, False), (8, 8, True), (24, 24, True), (40, 24, True)])
def test_a_spread_needs_eight_earlier_surprises_and_takes_the_last_24(kept, among, is_known):
    told = missed([one(162), *past(kept)], Awaited.PAYROLLS, MAY, 142)

    assert told.among == among
    assert (told.deviations is not None) is is_known
    if kept == 8:
        assert told.deviations == pytest.approx(-20 / (800 / 7) ** 0.5)


def test_another_month_and_another_figure_are_not_taken():
    told = [one(162, back=1), one(4.9, awaited=Awaited.UNEMPLOYMENT)]

    assert missed(told, Awaited.PAYROLLS, MAY, 38) is None
    assert consensus_on(told, Awaited.UNEMPLOYMENT, MAY).expected == 4.9


def test_surprises_that_are_all_alike_have_no_spread():
    alike = [one(100, back=back, actual=110) for back in range(1, 12)]

    assert missed([one(162), *alike], Awaited.PAYROLLS, MAY, 38).deviations is None


def levels(count: int = 60) -> Readings:
    points = [(months_from(MAY, -back), 143_894.0 - 100 * back + back % 2) for back in range(count, -1, -1)]
    return Readings(as_of=DUE, source="BLS", name="payrolls", points=tuple(points))


def test_months_with_a_consensus_take_its_place_and_the_others_keep_their_trend():
    trend = payroll_surprises(levels())
    told = surprises_of_payrolls(levels(), [one(162, actual=38), one(160, back=2)])  # of March nothing was told first

    assert [each.month for each in told] == [each.month for each in trend]
    assert told[:-1] == trend[:-1]
    assert (told[-1].difference, told[-1].basis) == (-124, Basis.CONSENSUS)
    assert told[-1].deviations == trend[-1].deviations


def test_from_eight_on_the_spread_is_that_of_the_consensus():
    told = surprises_of_payrolls(levels(), [one(162, actual=38), *past(8)])

    assert told[-1].deviations == pytest.approx(-124 / (800 / 7) ** 0.5)
