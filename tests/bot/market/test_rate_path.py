"""The rate path against CME's and others' published answers, in both day counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.market.fed_funds import FedFundsFutures, settled_at
from bot.market.fomc import Meeting, Meetings, meetings
from bot.market.rate_path import DayCount, days_around, month_paths


def futures(day: date, start: date, *prices: float) -> FedFundsFutures:
    months = [
        date(start.year + (start.month - 1 + k) // 12, (start.month - 1 + k) % 12 + 1, 1) for k in range(len(prices))
    ]
    return FedFundsFutures(as_of=settled_at(day), source="test", prices=tuple(zip(months, prices, strict=True)))


def table(*days: date) -> Meetings:
    return Meetings(days[-1], "test", [Meeting(day) for day in days])


# CME's settlements of 18 September 2026, September 2026 to March 2027.
SEPTEMBER_18 = futures(
    date(2026, 9, 18), date(2026, 9, 1), 96.2525, 96.1050, 95.9750, 95.8350, 95.7700, 95.6800, 95.6000
)
OLD_TABLE = table(date(2022, 7, 27), date(2022, 9, 21), date(2022, 11, 2), date(2022, 12, 14))


def test_the_day_counts_split_the_month_as_documented():
    assert days_around(date(2015, 9, 17)) == (17, 13)
    assert days_around(date(2015, 9, 17), DayCount.AFTER) == (16, 14)


def test_the_rates_of_18_september_2026_start_at_the_effective_rate_and_end_as_reproduced():
    paths = {one.month: one for one in month_paths(SEPTEMBER_18, meetings())}

    assert paths[date(2026, 10, 1)].start == pytest.approx(3.8811, abs=5e-5)  # the effective rate was 3.88
    assert paths[date(2026, 12, 1)].end == pytest.approx(4.2167, abs=5e-5)
    assert paths[date(2026, 11, 1)].start == paths[date(2026, 11, 1)].end == pytest.approx(4.025)


def test_a_month_whose_meeting_is_over_is_no_anchor():
    september = month_paths(SEPTEMBER_18, meetings())[0]

    assert september.start == pytest.approx(3.63, abs=0.01)  # before the rise of the 16th
    assert september.end == pytest.approx(3.88, abs=0.01)


def test_the_paper_of_2015_has_its_change_in_the_older_count():
    """CME, "Understanding the CME Group FedWatch tool", September 2015: 53.6 %; the newer count would say 57.7."""
    august_september = futures(date(2015, 8, 31), date(2015, 8, 1), 99.8675, 99.805)
    known = table(date(2015, 7, 29), date(2015, 9, 17), date(2015, 10, 28))

    for count, chance in ((DayCount.AFTER, 0.536), (DayCount.BEFORE, 0.577)):
        september = month_paths(august_september, known, count)[1]

        assert (september.end - september.start) / 0.25 == pytest.approx(chance, abs=5e-4)


def test_the_worksheet_of_2022_has_its_september_solved_backward():
    """CME's worksheet of 12 September 2022: start 2.2987, change 0.7613."""
    prices = futures(date(2022, 9, 12), date(2022, 9, 1), 97.4475, 96.94)

    september = month_paths(prices, OLD_TABLE, DayCount.AFTER)[0]

    assert september.start == pytest.approx(2.2987, abs=1e-4)
    assert september.end - september.start == pytest.approx(0.7613, abs=1e-4)


def test_the_worksheet_of_2022_has_its_november_solved_forward_where_contracts_end():
    """The same worksheet: November ends at 3.5876, a change of 0.5276 on October."""
    prices = futures(date(2022, 9, 12), date(2022, 9, 1), 97.4475, 96.94, 96.43)

    november = month_paths(prices, OLD_TABLE, DayCount.AFTER)[2]

    assert november.end == pytest.approx(3.5876, abs=1e-4)
    assert november.end - november.start == pytest.approx(0.5276, abs=1e-4)


def test_a_run_of_meetings_is_worked_backward_from_the_next_anchor():
    """In CME's export the first month of a run is the one whose own average is not used."""
    paths = {one.month: one for one in month_paths(SEPTEMBER_18, meetings())}
    december, january = paths[date(2026, 12, 1)], paths[date(2027, 1, 1)]

    assert december.end == january.start
    assert (27 * january.start + 4 * january.end) / 31 == pytest.approx(january.average)
    assert (9 * december.start + 22 * december.end) / 31 != pytest.approx(december.average, abs=1e-3)


def test_a_decision_on_the_last_day_of_a_month_changes_nothing_in_it():
    prices = futures(date(2024, 7, 1), date(2024, 6, 1), 94.67, 94.67)

    july = month_paths(prices, table(date(2024, 6, 12), date(2024, 7, 31)))[1]

    assert july.end is None  # only August could tell


def test_contracts_behind_a_gap_or_outside_the_meeting_table_are_left_out():
    gap = FedFundsFutures(
        as_of=datetime(2026, 9, 18, 19, tzinfo=UTC),
        source="test",
        prices=((date(2026, 10, 1), 96.1), (date(2026, 12, 1), 95.8)),
    )
    late = futures(date(2027, 11, 1), date(2027, 11, 1), 95.33, 95.35, 95.36)

    assert [one.month for one in month_paths(gap, meetings())] == [date(2026, 10, 1)]
    assert [one.month for one in month_paths(late, meetings())] == [date(2027, 11, 1), date(2027, 12, 1)]


def test_a_first_month_that_prices_do_not_pin_down_stays_unknown():
    alone = month_paths(futures(date(2026, 10, 1), date(2026, 10, 1), 96.1), meetings())[0]

    assert (alone.start, alone.end) == (None, None)
