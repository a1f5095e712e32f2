"""A source of figures stops answering: said once to every channel, and once more when it is back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Moment, Origin, Tone, placed
from bot.market.feeds import Health, HealthFeed
from bot.market.hours import NEW_YORK
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import age, day, later, said, say

LONG = timedelta(minutes=30)  # what is shorter, the next rounds make good


@dataclass(frozen=True)
class Outage:
    """A source that does not answer, or (``until``) answers again; its figures are as of ``since``."""

    health: Health
    since: datetime
    until: datetime | None = None


async def ask(*, health: HealthFeed) -> Sequence[Health]:
    """How every source stands."""
    return await health.health()


def judge(seen: Sequence[Health], episodes: Mapping[str, Episode], now: datetime) -> Judgement[Outage]:
    """An episode for each source; it closes only when the source has answered, not when a restart forgot the failure.

    The episode's time is when the source began to fail or answered again, its value when it had last answered
    (seconds of Unix time).
    """
    occurrences, moved = [], []
    for health in seen:
        known, failing = episodes.get(health.source), _failing_since(health)
        if failing is not None and _tried_until(health, now) - failing >= LONG and not (known and known.is_open):
            outage = Outage(health, health.answered_at or failing)
            happened = _occurrence(outage, known, failing, now)
            occurrences.append(happened)
            moved.append(_failing(outage, failing, known).opened(happened.fingerprint(WATCHER.name)))
        elif failing is None and known and known.is_open and health.answered_at and health.answered_at > known.seen_at:
            outage = Outage(health, datetime.fromtimestamp(known.value, UTC), health.answered_at)
            occurrences.append(_occurrence(outage, known, known.seen_at, now))
            moved.append(_answering(known, health.answered_at))
    return Judgement(tuple(occurrences), tuple(moved))


def _failing_since(health: Health) -> datetime | None:
    """Since when it fails; None also where another replica has had an answer since."""
    failing, answered = health.failing_since, health.answered_at
    return None if failing is None or (answered is not None and answered > failing) else failing


def _tried_until(health: Health, now: datetime) -> datetime:
    """Until when it is known to fail: one failure before the night, with no question since, is no long outage."""
    return now if health.paused_until is not None else health.failed_at or now


def _failing(outage: Outage, failing: datetime, known: Episode | None) -> Episode:
    value = outage.since.timestamp()
    if known is not None:
        return known.seen(side="failing", level=0, value=value, at=failing)
    return Episode(
        kind=WATCHER.name, about="", name=outage.health.source, side="failing", level=0, value=value, seen_at=failing
    )


def _answering(known: Episode, at: datetime) -> Episode:
    return known.closed().seen(side="answering", level=0, value=at.timestamp(), at=at)


def _occurrence(outage: Outage, known: Episode | None, began: datetime, now: datetime) -> Occurrence[Outage]:
    """The alert or its quiet follow-up, about no ticker and so for every channel; its size is in minutes.

    An outage is known by when it began, so that a story told twice is one outage.
    """
    opening = outage.until is None
    name = f"{outage.health.source} since {began.astimezone(UTC):%Y-%m-%d %H:%M}"
    return Occurrence(
        name=name if opening else f"{name}, over",
        about="",
        at=now,
        what=outage,
        severity=Severity.NORMAL if opening else Severity.QUIET,
        size=round(((outage.until or now) - outage.since).total_seconds() / 60),
        follows=known.alert if known and not opening else "",
    )


def word(what: Outage) -> Card:
    """Since when the figures are old, why, and what that means for alerts."""
    health, since = what.health, what.since
    if what.until is not None:
        return Card(
            title=say("{source} answers again", source=said(health.source)),
            lead=say(
                "Its data was stale for {span}, since {since}.", span=age(what.until - since), since=_clock(since)
            ),
            facts=(
                Fact(
                    say("Stale"),
                    placed(later("from {since} until {until}"), since=Moment(since), until=Moment(what.until)),
                ),
            ),
            origins=(Origin(health.source, what.until),),
            tone=Tone.NOTE,
            note=say(
                "Lines that were crossed meanwhile are told by the next rounds; there and back again is not seen."
            ),
        )
    never = health.answered_at is None
    return Card(
        title=say("{source} does not answer", source=said(health.source)),
        lead=say("No data from {source} yet; asked since {since}.", source=said(health.source), since=_clock(since))
        if never
        else say("Data stale since {since}.", since=_clock(since)),
        facts=(
            Fact(say("Not answered since") if never else say("Stale since"), Moment(since)),
            Fact(say("Reason"), health.trouble or say("not known")),
            *((Fact(say("Asked again"), Moment(health.paused_until)),) if health.paused_until else ()),
        ),
        origins=() if never else (Origin(health.source, since, stale=True),),
        actions=(Action(say("Show the status"), "status"),),
        tone=Tone.TROUBLE,
        note=say("What needs its figures waits until it answers; that will be said here."),
    )


def _clock(at: datetime) -> str:
    local = at.astimezone(NEW_YORK)
    return say("{day}, {time} New York time", day=day(local), time=f"{local:%H:%M}")


WATCHER = Watcher(
    name="data_stale",
    summary=say("a source of figures has not answered for half an hour, and when it is back"),
    schedule=Schedule.parse("every 5m"),
    ask=ask,
    judge=judge,
    word=word,
)
