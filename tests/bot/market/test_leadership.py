"""Small less large in total return over the same sessions, and the share of members above their mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.leadership import above_mean, lead_over, lead_this_year, leads_over, points_in_words
from bot.market.readings import Readings

NOW = datetime(2026, 8, 3, 20, tzinfo=UTC)


def closes(name: str, *points: tuple[date, float]) -> Readings:
    return Readings(as_of=NOW, source="test", name=name, points=points)


def daily(name: str, *figures: float, start: date = date(2026, 1, 1)) -> Readings:
    return closes(name, *((start + timedelta(days=place), figure) for place, figure in enumerate(figures)))


@pytest.mark.parametrize(
    ("until", "small", "large", "points"),
    [(date(2026, 8, 3), 295.63501, 755.64502, 9.2), (date(2026, 1, 14), 262.099365, 686.710571, 5.68)],
)
def test_the_year_is_counted_from_the_last_close_of_the_year_before(until, small, large, points):
    """Adjusted closes of IWM and SPY: IWM +20.60 %, SPY +11.40 % to 3 August 2026; +6.9 % and +1.2 % to 14 January."""
    iwm = closes("IWM", (date(2025, 12, 30), 1.0), (date(2025, 12, 31), 245.139938), (until, small))
    spy = closes("SPY", (date(2025, 12, 30), 1.0), (date(2025, 12, 31), 678.315247), (until, large))

    lead = lead_this_year(iwm, spy)

    assert lead.since == date(2025, 12, 31)
    assert lead.points == pytest.approx(points, abs=0.05)


def test_a_year_without_the_close_before_it_is_not_counted():
    assert lead_this_year(daily("IWM", 100, 110), daily("SPY", 100, 101)) is None
    assert lead_this_year(closes("IWM"), closes("SPY")) is None


def test_a_span_is_counted_in_sessions_that_both_have():
    iwm = daily("IWM", 100, 999, 110)
    spy = closes("SPY", (date(2026, 1, 1), 50.0), (date(2026, 1, 3), 51.0))

    lead = lead_over(iwm, spy, 1)

    assert (lead.small, lead.large) == (pytest.approx(0.10), pytest.approx(0.02))
    assert lead.points == pytest.approx(8.0)
    assert lead_over(iwm, spy, 2) is None


def test_the_large_one_leads_below_zero():
    assert lead_over(daily("IJR", 100, 100), daily("SPY", 100, 105), 1).points == pytest.approx(-5)


def test_breadth_counts_members_with_two_hundred_closes_only():
    rising = daily("UP", *range(1, 202))
    falling = daily("DOWN", *range(300, 100, -1))
    young = daily("NEW", *range(1, 200))

    told = above_mean([rising, falling, young])

    assert (told.above, told.known, told.unknown) == (1, 2, 1)
    assert told.share == 0.5
    assert above_mean([young]).share is None


@pytest.mark.parametrize(
    ("points", "said"), [(1.24, "1.2 points ahead"), (-0.5, "0.5 points behind"), (-0.04, "level"), (0.0, "level")]
)
def test_a_lead_is_said_without_a_number_below_zero(points, said):
    assert points_in_words(points) == said


def test_every_session_with_enough_before_it_has_a_lead_and_the_last_is_today_s():
    leads = leads_over(daily("IWM", 100, 101, 102), daily("SPY", 100, 100, 100), 1)

    assert [round(one.points, 4) for one in leads] == [1.0, 0.9901]
    assert leads[-1] == lead_over(daily("IWM", 100, 101, 102), daily("SPY", 100, 100, 100), 1)
    assert leads_over(daily("IWM", 100), daily("SPY", 100), 1) == ()
