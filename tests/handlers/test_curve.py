"""/curve: the slope with its sign in words, what moved it, when it crossed zero."""

from __future__ import annotations

from datetime import date, timedelta

from tests.whole import facts

FIRST = date(2025, 6, 2)


def tell(club, *slopes: float, two: float = 3.5) -> None:
    days = [FIRST + timedelta(days=place) for place in range(len(slopes))]
    club.series("DGS2", [(one, two) for one in days])
    club.series("DGS10", [(one, two + slope) for one, slope in zip(days, slopes, strict=True)])


async def test_the_slope_both_yields_and_the_last_crossing_are_told(club):
    tell(club, -0.1, -0.1, *[0.1] * 61, 0.35)

    card = await club.type("curve")

    assert card.title == "The yield curve is upright"
    assert card.lead == "Ten-year less two-year yields: 0.35 points above zero on 4 August 2025."
    assert facts(card) == {
        "Two years": "3.50 %",
        "Ten years": "3.85 %",
        "In 60 published days": "a bear steepener: two years +0.00 points, ten years +0.25 (since 5 June 2025)",
        "Last crossed zero": "upward on 4 June 2025",
    }
    assert card.chart.levels[0].value == 0


async def test_an_inverted_curve_and_too_few_days_are_said(club):
    tell(club, -0.2)

    card = await club.type("curve")

    assert card.title == "The yield curve is inverted"
    assert facts(card)["In 60 published days"] == "not computable: fewer than 61 days are known"
    assert facts(card)["Last crossed zero"] == "not since 2 June 2025"
    assert card.chart is None


async def test_without_yields_the_card_says_so(club):
    assert "no two-year yield" in (await club.type("curve")).lead
    club.series("DGS2", [(FIRST, 3.5)])
    club.series("DGS10", [(FIRST + timedelta(days=1), 3.5)])
    assert "no day with both" in (await club.type("curve")).lead
