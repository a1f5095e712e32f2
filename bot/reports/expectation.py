"""When a report is expected: as an episode keeps it, beside another expectation, and in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.cards import Moment, Value, placed
from bot.market import hours
from bot.market.earnings import ExpectedReport
from bot.words import day, later, say, weekday

NEXT = 28  # days after a day that passed: the next report's; an annual one at the end of March has it in mid-May
FAR = 60  # days: no report is put off by so much


def same_days(old: ExpectedReport, new: ExpectedReport) -> bool:
    """Whether the days overlap: another hour, or a narrower span, is the same expectation."""
    return old.days[0] <= new.days[1] and new.days[0] <= old.days[1]


def is_next(old: ExpectedReport, new: ExpectedReport, *, is_reported: bool, today: date) -> bool:
    """Whether the new expectation is of the report after: ``is_reported`` says that a quarter came since."""
    later = (new.days[0] - old.days[0]).days
    return later >= FAR or (later >= NEXT and old.days[1] < today) or (later > 0 and is_reported)


def eve(expected: ExpectedReport) -> date:
    """The session before: the day before, or the Friday before a Monday."""
    return hours.last_session_on_or_before(expected.days[0] - timedelta(days=1))


def written(expected: ExpectedReport, passed: datetime | None) -> str:
    """A side of an episode: the expected span, its kind, and the announced moment that has passed."""
    kind = "estimate" if expected.is_estimate else "announced"
    return " ".join(
        (expected.first.isoformat(), expected.last.isoformat(), kind, passed.isoformat() if passed else "-")
    )


def read(side: str) -> tuple[ExpectedReport, datetime | None]:
    """What ``written`` wrote."""
    first, last, kind, passed = side.split()
    expected = ExpectedReport(datetime.fromisoformat(first), datetime.fromisoformat(last), kind == "estimate")
    return expected, None if passed == "-" else datetime.fromisoformat(passed)


def span(expected: ExpectedReport) -> str:
    """The days, for the name of an alert."""
    return "..".join(str(one) for one in expected.days)


def when(expected: ExpectedReport) -> str:
    """The days in the course of a sentence: “on Wednesday, 25 February 2026”."""
    first, last = expected.days
    if first != last:
        return say("between {first} and {last} (estimated)", first=day(first), last=day(last))
    if expected.is_estimate:
        return say("on {weekday}, {day} (estimated)", weekday=weekday(first), day=day(first))
    return say("on {weekday}, {day}", weekday=weekday(first), day=day(first))


def moments(expected: ExpectedReport) -> Value:
    """The days, and the moment where one is announced."""
    first, last = expected.days
    if first != last:
        return say("{first} to {last}, New York", first=day(first), last=day(last))
    if expected.is_estimate:
        return say("{first}, New York", first=day(first))
    return placed(later("{day}, New York ({when})"), day=day(first), when=Moment(expected.last))
