"""/calendar: everything that comes in one table, each moment in the reader's own time, and what is not known said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cards import Form, Moment
from bot.market.calendar import Event, calendar
from tests.whole import facts, rows

NOW = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)  # half an hour before the claims of Thanksgiving week


@pytest.fixture
def club(club):
    club.clock.at = NOW
    return club


async def test_what_comes_is_in_order_with_moments_that_each_reader_sees_in_their_own_time(club):
    card = await club.type("calendar")
    told = rows(card)

    assert card.title == "The next 35 days"
    assert card.lead == "Next: First claims, 25 November 2026 in New York."
    assert told[:4] == (
        (Moment(datetime(2026, 11, 25, 13, 30, tzinfo=UTC)), "First claims", "week to 21 November 2026"),
        (Moment(datetime(2026, 11, 30, 17, tzinfo=UTC), Form.DAY), "Short interest is counted", ""),
        (Moment(datetime(2026, 12, 3, 13, 30, tzinfo=UTC)), "First claims", "week to 28 November 2026"),
        (Moment(datetime(2026, 12, 4, 13, 30, tzinfo=UTC)), "Employment report", "November 2026, by rule"),
    )
    published = Moment(datetime(2026, 12, 9, 17, tzinfo=UTC), Form.DAY)
    assert (published, "Short interest is published", "counted on 30 November 2026") in told
    assert (Moment(datetime(2026, 12, 9, 19, tzinfo=UTC)), "Fed decision", "") in told
    assert [one.at for one, *_ in told] == sorted(one.at for one, *_ in told)


async def test_the_table_that_has_run_out_is_a_warning_until_fred_states_days(club):
    assert "HAS RUN OUT" in str(facts(await club.type("calendar"))["Warning"])

    days = [date(2026, 12, 4), date(2027, 1, 8), date(2027, 2, 5)]
    stated = calendar().with_stated(Event.JOBS, days, "FRED").with_stated(Event.OPENINGS, [date(2026, 12, 1)], "FRED")
    club.market.tell_calendar(stated)
    card = await club.type("calendar")

    assert "Warning" not in facts(card)
    about = {what: about for _, what, about in rows(card)}
    assert (about["Employment report"], about["Job openings (JOLTS)"]) == ("November 2026", "October 2026")


async def test_watched_stocks_have_their_announced_day_and_those_without_one_are_named(club):
    for symbol in ("APLD", "RKLB", "ACHR", "SMR"):
        club.price(symbol, 30)
    await club.type("watch APLD RKLB ACHR SMR")
    club.know("APLD", next_report="2026-12-02")
    club.know("RKLB", next_report="2027-02-26")
    club.know("ACHR", lost={"next_report": "no day of the next report is announced"})

    card = await club.type("calendar")

    assert (Moment(datetime(2026, 12, 2, 17, tzinfo=UTC), Form.DAY), "APLD reports", "as announced") in rows(card)
    assert "RKLB reports" not in {what for _, what, _ in rows(card)}
    assert facts(card)["No day of a report announced"] == "ACHR"
    assert facts(card)["Report not known just now"] == "1 stock"


async def test_a_release_in_progress_is_said(club):
    club.clock.at = NOW + timedelta(minutes=31)

    assert facts(await club.type("calendar"))["In progress"] == (
        "First claims", " since ", Moment(datetime(2026, 11, 25, 13, 30, tzinfo=UTC)),
    )  # fmt: skip
    club.clock.pass_by(minutes=30)
    assert "In progress" not in facts(await club.type("calendar"))


async def test_a_meeting_past_the_table_is_a_fact(club):
    club.clock.at = datetime(2026, 12, 10, 13, tzinfo=UTC)

    assert facts(await club.type("calendar"))["Next Fed decision"] == Moment(datetime(2027, 1, 27, 19, tzinfo=UTC))


async def test_a_report_that_does_not_come_is_said_in_its_row(club):
    club.clock.at = datetime(2025, 11, 6, 13, tzinfo=UTC)
    about = {about for _, what, about in rows(await club.type("calendar")) if what == "Employment report"}

    assert any(one.startswith("does not come: the government was shut down") for one in about)
