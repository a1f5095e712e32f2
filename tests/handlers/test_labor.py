"""/labor: the month with revisions, claims and the Sahm gap; what lacks a month says which."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.readings import months_from
from tests.whole import facts

DECEMBER = date(2025, 12, 1)


@pytest.fixture
def told(club):
    months = [months_from(DECEMBER, -back) for back in range(15, -1, -1)]
    club.labor(
        before=[(months_from(DECEMBER, -back), 159_000 - 40 * back) for back in (3, 2, 1)],
        payrolls=[(month, 159_000 + 50 * place) for place, month in enumerate(months)],
        unemployment=[(month, 4.4) for month in months],
        earnings=[(month, 36.0) for month in months],
        openings=[(months_from(DECEMBER, -2), 7_600), (months_from(DECEMBER, -1), 7_500)],
    )
    return club


async def test_the_newest_month_is_told_with_everything_beside_it(told):
    saturday = date(2026, 1, 10)
    told.series("ICSA", [(saturday - timedelta(weeks=back), 220_000) for back in range(60, -1, -1)])
    told.series("SAHMREALTIME", [(DECEMBER, 0.35)])

    card = await told.type("labor")

    assert card.title == "Payrolls rose by 50,000 jobs in December 2025"
    assert facts(card)["Revisions"] == (
        "October from +40 to +50 thousand and November from +40 to +50 thousand; together +20 thousand"
    )
    assert facts(card)["Openings"] == "7,500 thousand in November 2025, -100 thousand on the month before"
    assert facts(card)["First claims"] == (
        "220,000 a week, the mean of four weeks to 10 January 2026; in the year +0.0 %"
    )
    assert facts(card)["Sahm gap"] == "0.35 points in December 2025; 0.50 says recession"
    assert len(card.chart.series[0].points) == 15


async def test_without_fred_the_rest_is_told_and_the_gap_is_worked_out(told):
    card = await told.type("labor")

    assert facts(card)["First claims"] == "not known: There is no figure of first claims in the recording."
    assert facts(card)["Sahm gap"] == "0.00 points, from one vintage"


async def test_a_month_that_was_never_surveyed_is_named(club):
    club.labor(
        payrolls=[(months_from(DECEMBER, -1), 159_000), (DECEMBER, 159_050)],
        unemployment=[(months_from(DECEMBER, -back), 4.4) for back in range(14, -1, -1) if back != 2],
    )
    club.series("ICSA", [(date(2026, 1, 10), 220_000)])

    card = await club.type("labor")

    assert facts(card)["Sahm gap"] == "not computable: no unemployment rate for October 2025, from one vintage"
    assert facts(card)["Openings"] == "not known: the BLS tells none"
    assert facts(card)["First claims"] == "not computable: one of the last four weeks is missing"


async def test_without_payrolls_the_card_says_so(club):
    assert "no labor market" in (await club.type("labor")).lead
    club.labor(unemployment=[(DECEMBER, 4.4)])
    assert (await club.type("labor")).lead == "The BLS tells no payrolls."
