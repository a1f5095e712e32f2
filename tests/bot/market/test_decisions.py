"""The Fed's decisions from the target range around them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.market.decisions import Decision, decisions
from bot.market.fomc import meetings
from bot.market.readings import Readings

NOON = datetime(2026, 9, 20, 12, tzinfo=UTC)


def upper(start: date, until: date, *steps: tuple[date, float]) -> Readings:
    """The upper bound of every day; each step holds from its day."""
    days = [start + timedelta(days=place) for place in range((until - start).days + 1)]
    points = tuple((day, [level for since, level in steps if since <= day][-1]) for day in days)
    return Readings(as_of=NOON, source="FRED", name="DFEDTARU", points=points)


RANGE = upper(
    date(2025, 10, 1),
    date(2026, 9, 20),
    (date(2025, 10, 1), 4.25),
    (date(2025, 10, 30), 4.00),
    (date(2025, 12, 11), 3.75),
    (date(2026, 9, 17), 4.00),
)


def test_the_rise_of_september_2026_is_the_sixth_meeting_without_a_cut():
    """FRED DFEDTARU: 3.75 on 16 September 2026, 4.00 from the 17th; the cuts before it of October and December 2025."""
    told = decisions(meetings(), RANGE, NOON)

    assert told.last == Decision(date(2026, 9, 16), 0.25)
    assert told.without_cut == 6
    assert [one.change for one in told.taken[:2]] == [-0.25, -0.25]


def test_a_decision_counts_once_its_range_is_published():
    evening = datetime(2026, 9, 16, 22, tzinfo=UTC)
    until_that_day = upper(date(2025, 12, 1), date(2026, 9, 16), (date(2025, 12, 1), 4.00), (date(2025, 12, 11), 3.75))

    told = decisions(meetings(), until_that_day, evening)

    assert told.last == Decision(date(2026, 7, 29), 0.0)
    assert told.without_cut == 5


def test_meetings_before_a_gap_are_not_in_a_row_with_those_after_it():
    holed = [point for point in RANGE.points if point[0] != date(2026, 3, 19)]

    told = decisions(meetings(), Readings(as_of=NOON, source="FRED", name="DFEDTARU", points=tuple(holed)), NOON)

    assert [one.day.month for one in told.taken] == [4, 6, 7, 9]
    assert told.without_cut == 4


def test_without_a_range_nothing_is_known():
    told = decisions(meetings(), upper(date(2026, 9, 18), date(2026, 9, 20), (date(2026, 9, 18), 4.0)), NOON)

    assert (told.last, told.without_cut) == (None, 0)
