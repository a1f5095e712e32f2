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
from bot.words import day

NAME = "absence"  # of the episode


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
    what = f"{str(entry.event)[0].lower()}{str(entry.event)[1:]}"
    title, lead = _told(missing, f"{what} of {entry.about:%B %Y}")
    due: Value = Moment(entry.at)
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact("Due", due),
            Fact("The day is known", f"{entry.basis}; {entry.told}"),
            Fact("Newest there is", f"{held.newest:%B %Y}" if held.newest else "nothing"),
            Fact("Last answer", Moment(held.as_of)),
        ),
        origins=(Origin(held.source, held.as_of, Form.TIME, stale=missing.why is Why.UNREACHED),),
        actions=(action, Action("Calendar", "calendar")),
        note="It is looked for until it comes. Information, not advice.",
    )


def _told(missing: Absence, what: str) -> tuple[str, str]:
    entry, source = missing.entry, missing.held.source
    due = f"It was due on {day(entry.at.astimezone(NEW_YORK))} at {entry.at.astimezone(NEW_YORK):%H:%M} in New York"
    if missing.why is Why.NONE:
        return f"None: {what}", f"It does not come: {entry.none}."
    if missing.why is Why.UNREACHED:
        return (
            f"Due, and {source} cannot be asked: {what}",
            f"{due}. {missing.trouble or f'{source} does not answer.'}",
        )
    if missing.why is Why.LATE:
        return f"Late: {what}", f"{due}; {source} answers and has not published it."
    lead = (
        f"{due} by rule, and {source} has published none since. The day may have been moved, or the government is "
        "shut down: see bls.gov/schedule."
    )
    return f"Not there yet: {what}", lead
