"""When something is published or decided: stated days before rules, and it says when it has to guess by a rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.market.fomc import meetings
from bot.market.holidays import office_day
from bot.market.hours import NEW_YORK
from bot.market.readings import months_from
from bot.market.settlements import published, settlements
from bot.words import later, say

REACH = timedelta(days=75)  # how far back a release is still the newest of its event
LATE = timedelta(minutes=18)  # after a stated time: twenty seconds for three minutes, then a quarter of an hour
LATE_BY_RULE = timedelta(days=8)  # a rule is no promise: January's report often comes a week after it
RUNS_SHORT = 2  # from this many stated employment reports left the table asks to be carried on


class Event(StrEnum):
    """What comes."""

    JOBS = later("Employment report")
    OPENINGS = later("Job openings (JOLTS)")
    PRICES = later("Consumer prices (CPI)")
    CLAIMS = later("First claims")
    DECISION = later("Fed decision")
    SETTLEMENT = later("Short interest is counted")
    SHORTS = later("Short interest is published")


TIMES: Mapping[Event, time] = {
    Event.JOBS: time(8, 30), Event.OPENINGS: time(10), Event.PRICES: time(8, 30), Event.CLAIMS: time(8, 30),
}  # fmt: skip


class Basis(StrEnum):
    """How a day is known."""

    STATED = later("stated")
    RULE = later("by rule")


@dataclass(frozen=True)
class Entry:
    """A moment (UTC) of the calendar.

    ``about`` is what it tells of: the first day of a month, a week's Saturday, a settlement, a meeting. ``told`` names
    who states the day, or the rule; ``none`` says why nothing comes; where not ``timed``, the hour is not known.
    """

    event: Event
    at: datetime
    about: date
    basis: Basis = Basis.STATED
    told: str = ""
    none: str = ""
    timed: bool = True

    def is_lacking(self, newest: date | None) -> bool:
        """Whether it is still to bring something, for who holds figures up to ``newest``."""
        return not self.none and (newest is None or newest < self.about)

    def is_late(self, newest: date | None, now: datetime) -> bool:
        """Whether it should have come by now and has not."""
        allowed = LATE if self.basis is Basis.STATED else LATE_BY_RULE
        return self.is_lacking(newest) and now >= self.at + allowed


@dataclass(frozen=True)
class Calendar:
    """Stated releases by event; what they leave open follows from the rules. ``through``: no rule up to that day."""

    stated: tuple[Entry, ...] = ()
    through: Mapping[Event, date] = field(default_factory=dict)

    def between(self, start: datetime, end: datetime) -> Sequence[Entry]:
        """Everything from ``start`` on and before ``end``, in order of time."""
        days = _local(start), _local(end)
        found = [*self.stated, *self._jobs(*days), *_claims(*days), *_decisions(), *_shorts(*days)]
        return sorted((one for one in found if start <= one.at < end), key=lambda one: (one.at, one.event))

    def after(self, now: datetime, *, days: int = 30) -> Sequence[Entry]:
        """What comes in the next days, soonest first."""
        return self.between(now, now + timedelta(days=days))

    def latest(self, event: Event, now: datetime) -> Entry | None:
        """The newest of an event that has begun; it may be in progress still. None where none is known."""
        past = self.between(now - REACH, now + timedelta(microseconds=1))
        return next((one for one in reversed(past) if one.event is event), None)

    def following(self, event: Event, now: datetime) -> Entry | None:
        """The next of an event, None where none is known."""
        return next((one for one in self.after(now, days=REACH.days) if one.event is event), None)

    def with_stated(self, event: Event, days: Sequence[date], told: str) -> Calendar:
        """The same with the days of an event as somebody states them, in place of those stated before."""
        if not days:
            return self
        given = {one.about: one for one in (_stated(event, day, told) for day in sorted(days))}
        names = {one.at: one.about for one in self.stated if one.event is event}  # a month told beside a stated day
        new = [replace(one, about=names.get(one.at, one.about)) for one in given.values()]
        kept = [one for one in self.stated if one.event is not event or _local(one.at) < min(days) or one.none]
        kept = [one for one in kept if one.event is not event or one.about not in {each.about for each in new}]
        return Calendar((*kept, *new), {**self.through, event: max(days)})

    def warnings(self, now: datetime, *, stated_elsewhere: bool = False) -> Sequence[str]:
        """What to say aloud: tables that run out, or have; nothing while they are long enough.

        ``stated_elsewhere``: the BLS's days come from FRED, and the table of them is only the second source.
        """
        left = sum(one.event is Event.JOBS and one.at > now for one in self.stated)
        warned = [meetings().warning(now)]
        if left <= RUNS_SHORT and not stated_elsewhere:
            last = max((_local(one.at) for one in self.stated if one.event is Event.JOBS), default=None)
            warned.append(
                say(
                    "THE TABLE OF BLS RELEASES RUNS OUT on {last}, {left} left: after it employment reports are "
                    "expected by the BLS's rule, and days of job openings and prices are not known. Set FRED_API_KEY "
                    "(free), or add the days to bot/market/calendar.toml.",
                    last=last,
                    left=left,
                )
                if left
                else say(
                    "THE TABLE OF BLS RELEASES HAS RUN OUT on {last}: after it employment reports are expected by the "
                    "BLS's rule, and days of job openings and prices are not known. Set FRED_API_KEY (free), or add "
                    "the days to bot/market/calendar.toml.",
                    last=last,
                )
            )
        return [one for one in warned if one]

    def _jobs(self, first: date, last: date) -> Iterator[Entry]:
        """Employment reports by rule, of months for which nothing is stated."""
        spoken_for = {one.about for one in self.stated if one.event is Event.JOBS}
        through = self.through.get(Event.JOBS, date.min)
        for back in range(-3, (last.year - first.year) * 12 + last.month - first.month + 1):
            month = months_from(first, back)
            day = jobs_by_rule(month)
            if month not in spoken_for and day > through:
                yield Entry(Event.JOBS, _at(Event.JOBS, day), month, Basis.RULE, JOBS_RULE)


JOBS_RULE = later("BLS: the third Friday after the week of the 12th")
CLAIMS_RULE = later("Department of Labor: Thursdays, before a holiday's Thursday the last working day")
FINRA_RULE = later("FINRA: counted by the 15th and at the month's end, published on the seventh business day after")


def jobs_by_rule(month: date) -> date:
    """When the employment report of a month is due by the BLS's rule; from a holiday it moves to the day before.

    The third Friday after the week, Sunday to Saturday, that holds the 12th.
    """
    twelfth = month.replace(day=12)
    saturday = twelfth + timedelta(days=(5 - twelfth.weekday()) % 7)
    return office_day(saturday + timedelta(days=20))


def _claims(first: date, last: date) -> Iterator[Entry]:
    thursday = first - timedelta(days=(first.weekday() - 3) % 7 + 7)
    while thursday <= last + timedelta(days=7):
        week = thursday - timedelta(days=5)
        yield Entry(Event.CLAIMS, _at(Event.CLAIMS, office_day(thursday)), week, Basis.RULE, CLAIMS_RULE)
        thursday += timedelta(days=7)


def _decisions() -> Iterator[Entry]:
    return (Entry(Event.DECISION, one.at, one.day, told=meetings().source) for one in meetings().known)


def _shorts(first: date, last: date) -> Iterator[Entry]:
    for settlement in settlements(last + timedelta(days=31)):
        if settlement < first - timedelta(days=31):
            return
        for event, day in ((Event.SETTLEMENT, settlement), (Event.SHORTS, published(settlement))):
            at = datetime.combine(day, time(12), NEW_YORK).astimezone(UTC)
            yield Entry(event, at, settlement, Basis.RULE, FINRA_RULE, timed=False)


def _stated(event: Event, day: date, told: str) -> Entry:
    """Told of the month before; job openings of the one that ended four weeks before or more."""
    told_of = day - timedelta(weeks=4) if event is Event.OPENINGS else day
    return Entry(event, _at(event, day), months_from(told_of, -1), told=told)


def _at(event: Event, day: date) -> datetime:
    return datetime.combine(day, TIMES[event], NEW_YORK).astimezone(UTC)


def _local(moment: datetime) -> date:
    return moment.astimezone(NEW_YORK).date()


@cache
def calendar() -> Calendar:
    """The table that comes with the program, read once."""
    told = tomllib.loads(files("bot.market").joinpath("calendar.toml").read_text(encoding="utf-8"))
    return Calendar(
        tuple(
            Entry(
                event, _at(event, one["day"]), one["about"], told=one["told"], none=one.get("none", "")
            )
            for one in told["release"]
            for event in (Event[one["event"].upper()],)
        )
    )  # fmt: skip
