"""/rates: meetings with their odds, the year's end in words, and what is not known with why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.whole import facts, rows


async def test_hikes_and_cuts_are_told_in_words_with_the_rate_they_are_counted_from(club):
    club.rates(3.64, 3.14)

    card = await club.type("rates")

    assert card.title == "Futures price 2.1 cuts by the end of 2026"
    assert card.lead == (
        "From 3.64 % (the effective rate of 14 January 2026) to 3.12 % after the last meeting of 2026."
    )
    assert facts(card)["Effective rate"] == "3.64 % on 14 January 2026"
    assert rows(card)[0][0] == "28 January 2026"
    assert "cut" in rows(card)[-1][1]
    assert card.chart.series[0].points[0][0] == date(2026, 1, 31)


async def test_a_steady_rate_is_no_change(club):
    club.rates(3.64, 3.64)

    card = await club.type("rates")

    assert card.title == "Futures price no change by the end of 2026"
    assert {row[1:] for row in rows(card)} == {("no change", "no change 100 %")}


async def test_the_last_decision_comes_from_the_range_around_it(club):
    club.rates(3.64, 3.64)
    club.series("DFEDTARU", [(date(2025, 12, 10), 4.0), (date(2025, 12, 11), 3.75), (date(2026, 1, 14), 3.75)])

    card = await club.type("rates")

    assert facts(card)["Last decision"] == "1.0 cut on 10 December 2025"
    assert facts(card)["Target range"] == "up to 3.75 % on 14 January 2026"


async def test_what_is_not_known_says_why_and_the_rest_is_told(club):
    club.rates(3.64, 3.64)
    club.market._effective.clear()

    card = await club.type("rates")

    assert facts(card)["Effective rate"] == "not known: There is no effective rate in the recording."
    assert facts(card)["Target range"] == "not known: There is no target range in the recording."
    assert "the rate futures imply for today" in card.lead


async def test_without_futures_the_card_says_so(club):
    assert (await club.type("rates")).lead == "There is no fed funds future in the recording."


async def test_a_table_of_meetings_that_runs_out_is_said_aloud(club):
    club.clock.at = datetime(2049, 1, 4, 15, tzinfo=UTC)
    club.rates(3.64, 3.64)

    card = await club.type("rates")

    assert card.title == "The rate that futures price"
    assert facts(card)["Meetings"].startswith("THE TABLE OF FED MEETINGS HAS RUN OUT")


async def test_futures_that_start_elsewhere_than_the_effective_rate_say_so(club):
    club.rates(3.64, 3.64)
    assert "Today, as futures imply" not in facts(await club.type("rates"))

    told = club.market._effective.pop()
    club.market.tell(replace(told, percent=3.39))
    card = await club.type("rates")

    assert card.title == "Futures price 1.0 hike by the end of 2026"
    assert facts(card)["Today, as futures imply"] == (
        "3.64 %, not the effective rate; the meetings below are counted from it"
    )
