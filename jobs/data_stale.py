"""A source of figures stops answering: said once to every channel, and once more when it is back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.episode import Episode
from bot.market.feeds import Health, HealthFeed
from bot.watchers import Judgement

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
    """An episode for each source; it closes only when the source has answered, not when a restart forgot the failure."""
    occurrences, moved = [], []
    for health in seen:
        known, failing = episodes.get(health.source), health.failing_since
        if failing is not None and now - failing >= LONG and not (known and known.is_open):
            happened = _outage(Outage(health, health.answered_at or failing), known, now)
            occurrences.append(happened)
            moved.append(_failing(health.source, failing, known).opened(happened.fingerprint(WATCHER.name)))
        elif failing is None and known and known.is_open and health.answered_at and health.answered_at > known.seen_at:
            occurrences.append(_outage(Outage(health, known.seen_at, health.answered_at), known, now))
            moved.append(known.closed().seen(side="answering", level=0, value=0, at=health.answered_at))
    return Judgement(tuple(occurrences), tuple(moved))
