"""/calendar: everything that comes in one table, each moment in the reader's own time, and what is not known said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.cards import Form, Moment
from bot.market.calendar import Event, calendar
from bot.market.earnings import Earnings, ExpectedReport
from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from tests.whole import SOURCE, Club, facts, rows

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


@pytest.fixture
def watching(club):
    """A club that watches what is reported of: ``watching(APLD=ExpectedReport or why there is none, …)``."""

    async def tell(**expected: ExpectedReport | str) -> Club:
        for symbol, one in expected.items():
            club.price(symbol, 30)
            club.market.tell_company(
                Earnings(as_of=NOW, source=SOURCE, ticker=Ticker(symbol), expected=one, quarters="none is told")
            )
        await club.type(f"watch {' '.join(expected)}")
        return club

    return tell


def on(first: str, last: str = "", *, is_estimate: bool = False) -> ExpectedReport:
    """Expected at nine in the morning, New York, of a day or of a span of days."""
    at = [datetime.fromisoformat(f"{one or first}T09:00").replace(tzinfo=NEW_YORK) for one in (first, last)]
    return ExpectedReport(at[0], at[1], is_estimate)


def noon(when: date) -> Moment:
    return Moment(datetime.combine(when, time(17), UTC), Form.DAY)


async def test_watched_stocks_have_their_announced_day_and_those_without_one_are_named(watching):
    club = await watching(
        APLD=on("2026-12-02"), RKLB=on("2027-02-26"), ACHR="no day of a report is told", LUNR=on("2026-11-24")
    )
    club.price("SMR", 30)
    await club.type("watch SMR")

    card = await club.type("calendar")

    assert (noon(date(2026, 12, 2)), "APLD reports", "as announced") in rows(card)
    assert not {"RKLB reports", "LUNR reports"} & {what for _, what, _ in rows(card)}
    assert facts(card)["No day of a report told"] == "ACHR, LUNR and SMR"
    assert "Report not known just now" not in facts(card)

    club.market.out = NOW
    lost = facts(await club.type("calendar"))
    assert lost["Report not known just now"] == "5 stocks"
    assert "No day of a report told" not in lost


async def test_an_estimated_day_or_span_of_days_says_so(watching):
    club = await watching(
        APLD=on("2026-12-03", is_estimate=True),
        RKLB=on("2026-12-28", "2027-01-04", is_estimate=True),
        ACHR=on("2026-11-23", "2026-11-27", is_estimate=True),
    )

    card = await club.type("calendar")

    assert (noon(date(2026, 12, 3)), "APLD may report", "estimated") in rows(card)
    span = "estimated, 28 December 2026 to 4 January 2027"
    assert (noon(date(2026, 12, 28)), "RKLB may report", span) in rows(card)
    span = "estimated, 23 November 2026 to 27 November 2026"
    assert (noon(NOW.date()), "ACHR may report", span) in rows(card)  # its first days have passed


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
