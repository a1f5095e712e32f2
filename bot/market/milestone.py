"""A Milestone is a dated event of a stock that a channel waits for, with what was said of it, by whom and when.

It is a row of steps: added, kept with newer evidence, slipped to a later day, hit. The last step says how it stands;
none is ever rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.market.ticker import Ticker

FILED_AT = "sec.gov"  # a link there, or to a host under it, is a filing


class Deed(StrEnum):
    ADDED = "added"
    KEPT = "kept"
    SLIPPED = "slipped"
    HIT = "hit"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What ``by`` (a platform's user id, shown as ``name``) said at ``at`` (UTC): the day it is due from then on.

    ``link`` is the evidence, "" where none was given.
    """

    deed: Deed
    at: datetime
    due: date
    by: str
    name: str = ""
    link: str = ""

    @property
    def author(self) -> str:
        return self.name or self.by


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """``number`` is its place in the channel that keeps it (0 before it is kept), never given twice.

    ``rival`` is another stock that waits for the same event under the same words.
    """

    ticker: Ticker
    words: str
    steps: tuple[Step, ...]
    number: int = 0
    rival: Ticker | None = None

    def __post_init__(self) -> None:
        if not self.steps or not self.words:
            raise ValueError("a Milestone needs words and a first step")

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def due(self) -> date:
        return self.last.due

    @property
    def turns(self) -> tuple[Step, ...]:
        """The steps that changed how it stands: the first one, each new day, the hit; not the evidence in between."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        news = (
            step
            for before, step in pairs
            if step.due != before.due or (step.deed is Deed.HIT) > (before.deed is Deed.HIT)
        )
        return (self.first, *news)

    @property
    def was_due(self) -> date:
        """The day before its last turn; the same one where that moved nothing."""
        return self.turns[-2].due if len(self.turns) > 1 else self.due

    @property
    def is_open(self) -> bool:
        return self.last.deed is not Deed.HIT

    @property
    def link(self) -> str:
        """The newest evidence, "" where there never was any."""
        return next((step.link for step in reversed(self.steps) if step.link), "")

    @property
    def is_filed(self) -> bool:
        """Whether its last step rests on a filing: an older filing says nothing of a later word."""
        return is_filing(self.last.link)

    def after(self, step: Step) -> Milestone:
        return replace(self, steps=(*self.steps, step))


def is_filing(link: str) -> bool:
    """Whether a link leads to the SEC."""
    parts = urlsplit(link)
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == FILED_AT or host.endswith(f".{FILED_AT}"))
