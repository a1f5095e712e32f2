"""How often something is looked for from a moment on: often at first, then less."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.words import say

_STEP = re.compile(r"every (\d{1,5})([smh]) for (\d{1,5})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True)
class Pace:
    """Steps of (time between looks, how long it is kept up), both above zero; the first look is at the beginning."""

    steps: tuple[tuple[timedelta, timedelta], ...] = ()

    @classmethod
    def parse(cls, words: str) -> Pace:
        """``every 20s for 3m then every 1m for 15m``. ValueError for anything else."""
        read = []
        for step in words.split(" then "):
            found = _STEP.fullmatch(step)
            every, span = (int(found[1]) * _SECONDS[found[2]], int(found[3]) * _SECONDS[found[4]]) if found else (0, 0)
            if not 0 < every <= span:
                raise ValueError(
                    say("“{step}” is not a pace; write “every 20s for 3m then every 1m for 15m”.", step=step[:40])
                )
            read.append((timedelta(seconds=every), timedelta(seconds=span)))
        return cls(tuple(read))

    @property
    def length(self) -> timedelta:
        """From the beginning to the last look."""
        return sum((span for _, span in self.steps), timedelta())

    def latest(self, since: datetime, now: datetime) -> datetime | None:
        """The newest look at or before ``now``; None before ``since``."""
        if now < since:
            return None
        begun = since
        for every, span in self.steps:
            if now < begun + span:
                return begun + every * ((now - begun) // every)
            begun += span
        return begun

    def following(self, since: datetime, after: datetime) -> datetime | None:
        """The first look later than ``after``; None where the last is over."""
        if after < since:
            return since
        begun = since
        for every, span in self.steps:
            if after < begun + span:
                return min(begun + every * ((after - begun) // every + 1), begun + span)
            begun += span
        return None
