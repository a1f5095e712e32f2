"""A month of the labor market in facts, as the alert and the command share them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.labor_facts import changes_chart, jobs, month_facts, month_lead, month_surprise, month_title
from bot.market.labor import LaborMarket
from bot.market.readings import Readings, months_from

DECEMBER = date(2025, 12, 1)


def levels(*told: float) -> Readings:
    """Levels up to December 2025, thousand jobs."""
    points = tuple((months_from(DECEMBER, place + 1 - len(told)), level) for place, level in enumerate(told))
    return Readings(as_of=datetime(2026, 1, 9, tzinfo=UTC), source="test", name="payrolls", points=points)


@pytest.mark.parametrize(
    ("last", "title"), [(150.0, "rose by 50,000 jobs"), (100.0, "did not change"), (92.5, "fell by 7,500 jobs")]
)
def test_the_title_says_the_way_in_a_word(last, title):
    assert month_title(levels(100, last), DECEMBER) == f"Payrolls {title} in December 2025"


def test_the_lead_holds_a_month_against_the_mean_of_the_twelve_before_it():
    told = levels(*[10.0 * place for place in range(13)], 90.0)

    assert month_surprise(told, DECEMBER).difference == -40.0
    assert month_lead(told, DECEMBER) == (
        "That is 40,000 jobs below the mean of plus 10,000 jobs (no consensus; against its 12-month trend)."
    )
    assert month_surprise(levels(*range(13)), DECEMBER) is None


def test_one_kept_revision_is_not_told_as_both():
    kept = levels(100, 110, 120)
    before = replace(kept, points=kept.points[:2])  # October and November: of October there is no change
    market = LaborMarket(payrolls_before=before)
    told = {fact.name: fact.value for fact in month_facts(market, levels(1, 2, 3, 4), DECEMBER)}

    assert told["Revisions"] == "not known: what the release before said was not kept"


def test_the_picture_needs_two_changes_and_shows_two_years():
    assert changes_chart(levels(1, 2)) is None
    assert changes_chart(levels(1, 2, 4)).series[0].points == ((date(2025, 11, 1), 1), (DECEMBER, 2))
    assert len(changes_chart(levels(*range(60))).series[0].points) == 24


def test_jobs_are_whole_and_without_a_sign():
    assert jobs(-92.5) == "92,500 jobs"
