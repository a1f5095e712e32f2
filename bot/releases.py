"""How a release is watched: from its minute on, each new month once, and its absence told as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.alerts.episode import Episode
from bot.lateness import absence, judged
from bot.market.calendar import TIMES, Calendar, Event
from bot.market.readings import Readings
from bot.watchers import Judgement, Occurrence, Schedule

BEFORE = timedelta(minutes=15)  # what is expected of it is asked for once more


@dataclass(frozen=True)
class Opening:
    """The newest month and its figure, what is known of the month told before, and what its absence brings.

    ``known`` is None on a first look, of which nothing is told.
    """

    month: date
    value: float
    known: Episode | None
    told: tuple[Occurrence[Any], ...]
    moved: tuple[Episode, ...]

    @property
    def side(self) -> str:
        """The month as an episode's side, which is in order of time."""
        return self.month.isoformat()

    @property
    def judgement(self) -> Judgement[Any]:
        """Where there is no news of the figure."""
        return Judgement(self.told, self.moved)


def opened(
    kind: str,
    name: str,
    event: Event,
    series: Readings,
    calendar: Calendar,
    trouble: str,
    episodes: Mapping[str, Episode],
    now: datetime,
) -> Opening | None:
    """The beginning of a look at a monthly series, whose episode ``name`` has the newest month as its side and the
    figure as its value; None where the series is empty.
    """
    newest, known = series.newest, episodes.get(name)
    if newest is None:
        return None
    value = series.by_day()[newest]
    missing = absence(calendar, event, series, now, trouble)
    told, moved = judged(kind, missing, episodes, now, first=known is None)
    if known is None:
        side = newest.isoformat()
        first = Episode(kind=kind, about="", name=name, side=side, level=0, value=value, seen_at=series.as_of)
        moved = (first, *moved)
    return Opening(newest, value, known, told, moved)


def from_its_minute(event: Event, hours: int) -> Schedule:
    """On weekdays once before the minute of a release, then every 20 s from it on, and ever less for some hours."""
    at = datetime.combine(date.min, TIMES[event]) - BEFORE
    before = int(BEFORE.total_seconds() // 60)
    then = f"every {before}m for {before}m then every 20s for 3m then every 1m for 15m then every 15m for {hours}h"
    return Schedule.parse(f"weekdays {at:%H:%M} then {then}")
