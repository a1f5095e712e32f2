"""What the Fed did at its meetings, read from the target range that followed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.market.fomc import Meetings
from bot.market.readings import Readings

_SETTLES = timedelta(days=1)  # FRED's range holds the old value on the day of the announcement


@dataclass(frozen=True)
class Decision:
    """The change of the target range at a meeting, percentage points: +0.25 is a hike, -0.25 a cut, 0 a hold."""

    day: date
    change: float


@dataclass(frozen=True)
class Decisions:
    """Decisions one after another, oldest first."""

    taken: Sequence[Decision]

    @property
    def last(self) -> Decision | None:
        return self.taken[-1] if self.taken else None

    @property
    def without_cut(self) -> int:
        """Meetings in a row, up to the last, that did not cut; of those known."""
        return next((back for back, one in enumerate(reversed(self.taken)) if one.change < 0), len(self.taken))


def decisions(meetings: Meetings, upper: Readings, now: datetime) -> Decisions:
    """The newest meetings announced by ``now`` with the range's upper bound (percent, every day) before and after.

    They are without a gap, except that the last one is left out while its range is not published yet.
    """
    known, held = upper.by_day(), meetings.before(now)
    told: list[Decision] = []
    for meeting in held:
        before, after = known.get(meeting.day), known.get(meeting.day + _SETTLES)
        if before is not None and after is not None:
            told.append(Decision(meeting.day, round(after - before, 2)))
        elif meeting is not held[-1]:
            told = []  # what came before a gap is not in a row with what follows
    return Decisions(told)
