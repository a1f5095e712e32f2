"""Times of day by the clock on the wall of one time zone: when a channel wants its digests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.zone import zone_named
from bot.words import say

MOST = 3
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?,?")
_EXAMPLE = "08:30 16:30 America/New_York"


@dataclass(frozen=True)
class DayTimes:
    """One to three ``times`` of each day by the clock of ``zone`` (an IANA name), in order."""

    times: tuple[time, ...]
    zone: str

    def __str__(self) -> str:
        return " ".join((*(f"{one:%H:%M}" for one in self.times), self.zone))

    @classmethod
    def parse(cls, text: str) -> DayTimes:
        """The inverse of str(). ValueError in one sentence."""
        words, times = text.split(), []
        while words and (found := _TIME.fullmatch(words[0])):
            words.pop(0)
            try:
                times.append(time(int(found[1]), int(found[2] or 0)))
            except ValueError:
                raise ValueError(
                    say("A day has hours 0 to 23 and minutes 00 to 59; write them as {example}.", example=_EXAMPLE)
                ) from None
        if not 1 <= len(set(times)) <= MOST:
            raise ValueError(
                say(
                    "Digests come at one to {most} times of a day; write them as {example}.",
                    most=MOST,
                    example=_EXAMPLE,
                )
            )
        if not words:
            raise ValueError(
                say("Whose clock is that? Name a time zone after the times: write them as {example}.", example=_EXAMPLE)
            )
        return cls(tuple(sorted(set(times))), zone_named(" ".join(words)))

    def latest(self, now: datetime) -> datetime:
        """The newest of these moments that is not after ``now``, UTC.

        A time that the clock skips counts as an hour later, one that it shows twice as the first.
        """
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        days = (today - timedelta(days=1), today, today + timedelta(days=1))
        moments = [datetime.combine(day, one, zone).astimezone(UTC) for day in days for one in self.times]
        return max(moment for moment in moments if moment <= now)
