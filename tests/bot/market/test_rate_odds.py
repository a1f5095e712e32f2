"""Odds of meetings and moves priced by year end against the published rows, with the sign in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.fed_funds import EffectiveRate, FedFundsFutures, settled_at
from bot.market.fomc import Meeting, Meetings, TargetRange, meetings
from bot.market.rate_odds import meeting_odds, moves_in_words, priced_by_year_end, swung
from bot.market.rate_path import DayCount
from bot.market.readings import months_from

# CME's settlements of 14 and 18 September 2026, September 2026 to March 2027.
SETTLED = {
    14: (96.2600, 96.1250, 96.0200, 95.9000, 95.8450, 95.7650, 95.7000),
    18: (96.2525, 96.1050, 95.9750, 95.8350, 95.7700, 95.6800, 95.6000),
}


def futures(day: date, start: date, prices: tuple[float, ...]) -> FedFundsFutures:
    months = tuple((months_from(start, place), price) for place, price in enumerate(prices))
    return FedFundsFutures(as_of=settled_at(day), source="test", prices=months)


def september(day: int) -> FedFundsFutures:
    return futures(date(2026, 9, day), date(2026, 9, 1), SETTLED[day])


def shown(prices: FedFundsFutures, count: DayCount = DayCount.BEFORE) -> dict[date, list[float]]:
    return {
        one.day: [round(chance * 100, 1) for _, chance in one.odds] for one in meeting_odds(prices, meetings(), count)
    }


def test_the_odds_of_18_september_2026_are_those_reproduced_from_cme():
    odds = shown(september(18))

    assert odds[date(2026, 10, 28)] == [42.4, 57.6]
    assert odds[date(2026, 12, 9)] == [9.9, 46.0, 44.1]
    assert odds[date(2027, 1, 27)] == [5.8, 31.1, 44.9, 18.2]


def test_the_odds_of_14_september_2026_are_those_reproduced_from_cme():
    odds = shown(september(14))

    assert odds[date(2026, 9, 16)] == [7.2, 92.8]
    assert odds[date(2026, 10, 28)] == [3.8, 53.0, 43.2]
    assert odds[date(2026, 12, 9)] == [1.3, 20.9, 49.6, 28.2]


def test_the_older_day_count_says_something_else():
    assert shown(september(14), DayCount.AFTER)[date(2026, 9, 16)] != [7.2, 92.8]


def test_cme_s_own_odds_of_13_september_2024_come_back_from_the_prices_they_imply():
    """CME's export of 16 September 2024: Nov 7 .269808/.5/.230192, Dec 18 .167943/.413092/.332057/.086908.

    The prices are rebuilt from its expected changes (1.5, 1.46038, 1.01624 … cuts) with the announcement day before.
    """
    ends = [5.33, 5.33 - 0.25 * 1.5]  # July's end, September's end
    november = ends[1] - 0.25 * (0.230192 * 1 + 0.5 * 2 + 0.269808 * 3 - 1.5)
    december = november - 0.25 * (
        (0.086908 * 1 + 0.332057 * 2 + 0.413092 * 3 + 0.167943 * 4) - (0.230192 * 1 + 0.5 * 2 + 0.269808 * 3)
    )
    averages = (
        ends[0],
        (18 * ends[0] + 12 * ends[1]) / 30,
        ends[1],
        (7 * ends[1] + 23 * november) / 30,
        (18 * november + 13 * december) / 31,
        december,
    )
    prices = futures(date(2024, 9, 13), date(2024, 8, 1), tuple(100 - one for one in averages))
    known = Meetings(
        date(2024, 9, 1),
        "test",
        [
            Meeting(date(2024, 9, 18)),
            Meeting(date(2024, 11, 7)),
            Meeting(date(2024, 12, 18)),
            Meeting(date(2025, 3, 19)),
        ],
    )

    first, second, third = meeting_odds(prices, known)

    assert dict(first.odds) == pytest.approx({-2: 0.5, -1: 0.5}, abs=1e-5)
    assert dict(second.odds) == pytest.approx({-3: 0.269808, -2: 0.5, -1: 0.230192}, abs=1e-5)
    assert dict(third.odds) == pytest.approx({-4: 0.167943, -3: 0.413092, -2: 0.332057, -1: 0.086908}, abs=1e-5)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (DayCount.AFTER, {22: [59.8, 40.2], 3: [57.4, 41.0, 1.6], 14: [31.0, 48.5, 19.7, 0.7]}),
        (DayCount.BEFORE, {22: [66.1, 33.9]}),
    ],
)
def test_the_odds_of_10_march_2023_are_pyfedwatch_s_in_its_count_and_others_in_cme_s_own(count, told):
    """pyfedwatch 1.2.0 on closes of 10 March 2023 (announcement day after): 59.8/40.2 for 22 March and so on."""
    prices = futures(
        date(2023, 3, 10), date(2023, 3, 1), (95.3375, 95.1000, 94.8550, 94.7750, 94.7300, 94.7500, 94.7800)
    )
    days = (
        date(2023, 2, 1),
        date(2023, 3, 22),
        date(2023, 5, 3),
        date(2023, 6, 14),
        date(2023, 7, 26),
        date(2023, 9, 20),
    )
    known = Meetings(date(2023, 3, 1), "test", [Meeting(day) for day in days])

    found = {
        one.day.day: [round(chance * 100, 1) for _, chance in one.odds] for one in meeting_odds(prices, known, count)
    }

    assert {day: found[day] for day in told} == told


def test_odds_are_shown_by_target_range_from_the_one_that_holds():
    october = meeting_odds(september(18), meetings())[0]

    assert [one for one, _ in october.ranges(TargetRange(3.75, 4.00))] == [
        TargetRange(3.75, 4.00),
        TargetRange(4.00, 4.25),
    ]


def test_the_year_end_of_18_september_2026_is_1_34_hikes_and_worded_as_hikes():
    priced = priced_by_year_end(september(18), meetings(), 2026)

    assert priced.hikes == pytest.approx(1.34, abs=0.005)
    assert priced.cuts == -priced.hikes
    assert priced.words == "1.3 hikes"
    assert priced.basis == "the rate futures imply for today"


def test_before_a_meeting_moves_are_counted_from_the_rate_it_has_yet_to_change():
    """On 14 September 2026, two days before the rise: 2.05 hikes from 3.63 %."""
    priced = priced_by_year_end(september(14), meetings(), 2026)

    assert (round(priced.rate, 2), round(priced.hikes, 2)) == (3.63, 2.05)


def test_an_effective_rate_of_before_the_decision_is_not_counted_from():
    old = EffectiveRate(as_of=datetime(2026, 9, 17, 13, tzinfo=UTC), source="test", day=date(2026, 9, 16), percent=3.63)
    fresh = replace(old, day=date(2026, 9, 17), percent=3.88)

    assert priced_by_year_end(september(18), meetings(), 2026, effective=old).hikes == pytest.approx(1.34, abs=0.005)
    counted = priced_by_year_end(september(18), meetings(), 2026, effective=fresh)
    assert counted.hikes == pytest.approx((4.2167 - 3.88) / 0.25, abs=0.001)
    assert counted.basis == "the effective rate of 17 September 2026"


def test_the_morning_of_a_decision_still_has_its_odds_and_the_afternoon_does_not():
    prices = september(14)
    announced = datetime(2026, 9, 16, 18, tzinfo=UTC)

    before = meeting_odds(replace(prices, as_of=announced - timedelta(minutes=1)), meetings())
    after = meeting_odds(replace(prices, as_of=announced), meetings())

    assert before[0].day == date(2026, 9, 16)
    assert after[0].day == date(2026, 10, 28)


def test_a_year_that_prices_or_meetings_do_not_reach_has_no_count():
    assert priced_by_year_end(september(18), meetings(), 2027) is None
    assert priced_by_year_end(september(18), meetings(), 2028) is None


def test_without_the_running_month_s_contract_there_is_no_rate_to_count_from():
    late = replace(september(18), prices=september(18).prices[1:])

    assert priced_by_year_end(late, meetings(), 2026) is None


@pytest.mark.parametrize(
    ("hikes", "words"),
    [(1.34, "1.3 hikes"), (-2.2, "2.2 cuts"), (-1.0, "1.0 cut"), (0.04, "no change"), (-0.04, "no change")],
)
def test_moves_carry_their_sign_as_a_word(hikes, words):
    assert moves_in_words(hikes) == words


@given(st.lists(st.floats(3.0, 5.0), min_size=7, max_size=7))
def test_odds_add_up_to_one_and_expect_what_the_path_implies(averages):
    prices = futures(date(2026, 9, 14), date(2026, 9, 1), tuple(100 - one for one in averages))

    for one in meeting_odds(prices, meetings()):
        assert sum(chance for _, chance in one.odds) == pytest.approx(1)
        assert all(-1e-12 <= chance <= 1 + 1e-12 for _, chance in one.odds)
        assert len(one.odds) >= 1


def test_a_count_that_moves_half_a_cut_in_five_sessions_is_told_with_its_sign():
    days = [(date(2026, 3, day), cuts) for day, cuts in zip(range(2, 8), (2.5, 2.4, 2.2, 1.9, 1.8, 2.0), strict=True)]

    assert swung(days) == pytest.approx(-0.5)
    assert swung(days[:-1]) is None
    assert swung([*days[1:], (date(2026, 3, 9), 2.0)]) is None
