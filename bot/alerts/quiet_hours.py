"""Quiet hours: a span of the night by the clock on the wall of one time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.zone import zone_named
from bot.words import say

_CLOCK = r"(\d{1,2})(?::(\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK} ?(?:-|–|to) ?{_CLOCK}(?: (.*))?")
_EXAMPLE = "22:00-07:00 Europe/Berlin"


@dataclass(frozen=True)
class QuietHours:
    """From ``start`` to ``end``, each day, by the clock of ``zone`` (an IANA name); may cross midnight."""

    start: time
    end: time
    zone: str

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError(
                say(
                    "Quiet hours that start and end at the same time could mean none or all day; "
                    "name two times, or off."
                )
            )

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M} {self.zone}"

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """The inverse of str(), and a little more (“22-7 berlin”). ValueError in one sentence."""
        found = _SPAN.fullmatch(" ".join(text.lower().split()))
        if found is None:
            raise ValueError(
                say("“{typed}” are no hours; write them as {example}.", typed=text.strip()[:30], example=_EXAMPLE)
            )
        start_hour, start_minute, end_hour, end_minute, zone = found.groups()
        if not zone:
            raise ValueError(
                say("Whose clock is that? Name a time zone after the hours: write them as {example}.", example=_EXAMPLE)
            )
        try:
            start, end = (
                time(int(hour), int(minute or 0))
                for hour, minute in ((start_hour, start_minute), (end_hour, end_minute))
            )
        except ValueError:
            raise ValueError(
                say("A day has hours 0 to 23 and minutes 00 to 59; write them as {example}.", example=_EXAMPLE)
            ) from None
        return cls(start, end, zone_named(zone))

    def until(self, now: datetime) -> datetime | None:
        """When the quiet that holds at ``now`` ends (UTC), None outside of it.

        The span is laid out on the wall of each day, so a night in which the clock moves is an hour longer or
        shorter. A time that the clock skips counts as an hour later, one that it shows twice as the first.
        """
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            last_day = day if self.start < self.end else day + timedelta(days=1)
            start = datetime.combine(day, self.start, zone).astimezone(UTC)
            end = datetime.combine(last_day, self.end, zone).astimezone(UTC)
            if start <= now < end:
                return end
        return None
