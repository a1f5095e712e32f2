"""A release that does not come: late, not to be had, or given up, each told once as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Value
from bot.market.calendar import Basis, Calendar, Entry, Event
from bot.market.feeds import HealthFeed
from bot.market.hours import NEW_YORK
from bot.market.readings import Readings
from bot.watchers import Occurrence
from bot.words import day, later, month_year, said, say

NAME = "absence"  # of the episode
_WITHIN = {  # a sentence
    Event.JOBS: later("employment report of {month}"),
    Event.OPENINGS: later("job openings (JOLTS) of {month}"),
    Event.PRICES: later("consumer prices (CPI) of {month}"),
    Event.CLAIMS: later("first claims of {month}"),
}


class Why(StrEnum):
    """Why a release is not there."""

    LATE = "late"
    OVERDUE = "overdue"
    UNREACHED = "not reached"
    NONE = "none"


@dataclass(frozen=True)
class Absence:
    """A release that should be there, and the figures that are (to their newest month); ``trouble`` is the source's."""

    entry: Entry
    held: Readings
    why: Why
    trouble: str = ""


async def trouble_of(source: str, health: HealthFeed) -> str:
    """What is wrong with a source, "" where nothing is."""
    return next((one.trouble for one in await health.health() if one.source == source and one.failing_since), "")


def absence(calendar: Calendar, event: Event, held: Readings, now: datetime, trouble: str = "") -> Absence | None:
    """The newest release of an event, where it should be there and is not."""
    entry = calendar.latest(event, now)
    if entry is None:
        return None
    if entry.none:
        return Absence(entry, held, Why.NONE) if held.newest is None or held.newest < entry.about else None
    if not entry.is_late(held.newest, now):
        return None
    if held.as_of < entry.at:
        return Absence(entry, held, Why.UNREACHED, trouble)
    return Absence(entry, held, Why.LATE if entry.basis is Basis.STATED else Why.OVERDUE)


def judged(
    kind: str, missing: Absence | None, episodes: Mapping[str, Episode], now: datetime, *, first: bool
) -> tuple[tuple[Occurrence[Any], ...], tuple[Episode, ...]]:
    """The alert of an absence and its episode, whose side is what is missing; on a first look it is only noted."""
    known = episodes.get(NAME)
    side = missing.entry.about.isoformat() if missing else ""
    if missing is None or (known is not None and known.side == side):
        return (), ()
    before = known or Episode(kind=kind, about="", name=NAME, side="", level=0, value=0, seen_at=now)
    after = before.seen(side=side, level=0, value=0, at=now).closed()
    if first:
        return (), (after,)
    told = Occurrence(name=f"{side} {NAME}", about="", at=now, what=missing, severity=Severity.QUIET)
    return (told,), (after.opened(told.fingerprint(kind)),)


def continued(episodes: Mapping[str, Episode], month: date) -> str:
    """The alert that said that this month was absent, "" where none did: what comes of it follows that one."""
    known = episodes.get(NAME)
    return known.alert if known is not None and known.side == month.isoformat() else ""


def absence_card(missing: Absence, action: Action) -> Card:
    """What is missing, since when, how the day is known, and when it was last asked for."""
    entry, held = missing.entry, missing.held
    title, lead = _told(missing, said(_WITHIN[entry.event], month=month_year(entry.about)))
    due: Value = Moment(entry.at)
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(say("Due"), due),
            Fact(say("The day is known"), say("{basis}; {told}", basis=said(entry.basis), told=said(entry.told))),
            Fact(say("Newest there is"), month_year(held.newest) if held.newest else say("nothing")),
            Fact(say("Last answer"), Moment(held.as_of)),
        ),
        origins=(Origin(held.source, held.as_of, Form.TIME, stale=missing.why is Why.UNREACHED),),
        actions=(action, Action(say("Calendar"), "calendar")),
        note=say("It is looked for until it comes. Information, not advice."),
    )


def _told(missing: Absence, what: str) -> tuple[str, str]:
    entry, source = missing.entry, missing.held.source
    at = entry.at.astimezone(NEW_YORK)
    due, time = day(at), f"{at:%H:%M}"
    if missing.why is Why.NONE:
        return say("None: {what}", what=what), say("It does not come: {none}.", none=said(entry.none))
    if missing.why is Why.UNREACHED:
        return (
            say("Due, and {source} cannot be asked: {what}", source=source, what=what),
            say(
                "It was due on {day} at {time} in New York. {trouble}",
                day=due,
                time=time,
                trouble=missing.trouble or say("{source} does not answer.", source=source),
            ),
        )
    if missing.why is Why.LATE:
        return say("Late: {what}", what=what), say(
            "It was due on {due} at {time} in New York; {source} answers and has not published it.",
            due=due,
            time=time,
            source=source,
        )
    lead = say(
        "It was due on {due} at {time} in New York by rule, and {source} has published none since. The day "
        "may have been moved, or the government is shut down: see bls.gov/schedule.",
        due=due,
        time=time,
        source=source,
    )
    return say("Not there yet: {what}", what=what), lead
