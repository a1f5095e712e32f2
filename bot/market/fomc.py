"""When the Federal Reserve decides, and what it decided: a dated table that says when it runs out."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files

from bot.market.hours import NEW_YORK
from bot.words import later, said, say

ANNOUNCED = time(14, 0)  # New York
RUNS_SHORT = 3  # from this many meetings left the table asks to be carried on


@dataclass(frozen=True)
class TargetRange:
    """The Fed's target for the overnight rate, in percent: 3.75 to 4.00."""

    lower: float
    upper: float


@dataclass(frozen=True)
class Meeting:
    """A decision by its announcement day; ``after`` is the target range since, where ``told`` says so."""

    day: date
    after: TargetRange | None = None
    told: str = ""

    @property
    def at(self) -> datetime:
        """The announcement, UTC: two in the afternoon in New York."""
        return datetime.combine(self.day, ANNOUNCED, NEW_YORK).astimezone(UTC)


@dataclass(frozen=True)
class Meetings:
    """Every meeting the table knows, past ones too, oldest first; ``checked`` is when somebody last looked."""

    checked: date
    source: str
    known: Sequence[Meeting]

    @property
    def last(self) -> date:
        """The last announcement the table knows."""
        return self.known[-1].day

    def knows(self, month: date) -> bool:
        """Whether the table holds that year: a year nobody entered is not one of unchanged rates."""
        return self.known[0].day.year <= month.year <= self.last.year

    def in_month(self, month: date) -> Meeting | None:
        """The meeting of a month, held or still to come. ValueError for a year the table does not know."""
        if not self.knows(month):
            raise ValueError(
                say(
                    "The table of Fed meetings ends on {last} and knows no {year}. {remedy}",
                    last=self.last,
                    year=month.year,
                    remedy=said(_ADD),
                )
            )
        return next((one for one in self.known if (one.day.year, one.day.month) == (month.year, month.month)), None)

    def before(self, now: datetime) -> Sequence[Meeting]:
        """Meetings announced at or before ``now``, oldest first."""
        return self.known[: bisect_right(self.known, now, key=lambda one: one.at)]

    def after(self, now: datetime) -> Sequence[Meeting]:
        """Meetings still to be announced, soonest first."""
        return self.known[bisect_right(self.known, now, key=lambda one: one.at) :]

    def warning(self, now: datetime) -> str:
        """What to say aloud when the table runs out, or soon will; "" while it is long enough."""
        left = len(self.after(now))
        if left > RUNS_SHORT:
            return ""
        if left == 0:
            return say(
                "THE TABLE OF FED MEETINGS HAS RUN OUT on {last}: no rate path can be computed. {remedy}",
                last=self.last,
                remedy=said(_ADD),
            )
        return say(
            "THE TABLE OF FED MEETINGS RUNS OUT on {last}, {left} left. {remedy}",
            last=self.last,
            left=left,
            remedy=said(_ADD),
        )


_ADD = later("Add the next year's dates to bot/market/fomc.toml, or update Minnow.")


@cache
def meetings() -> Meetings:
    """The table that comes with the program, read once."""
    told = tomllib.loads(files("bot.market").joinpath("fomc.toml").read_text(encoding="utf-8"))
    known = (
        Meeting(one["day"], TargetRange(*one["range"]) if "range" in one else None, one.get("told", ""))
        for one in told["meeting"]
    )
    return Meetings(told["checked"], told["source"], sorted(known, key=lambda one: one.day))
