"""Step 1 of sending once, and how rounds went, as contracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.alerts.alert import Alert
from bot.alerts.episode import Episode
from bot.alerts.page import Page


class Episodes(Protocol):
    async def episodes(self, kind: str, abouts: Sequence[str]) -> Mapping[str, Mapping[str, Episode]]:
        """Stored episodes by about, then by name."""
        ...

    async def record(
        self, about: str, moved: Iterable[Episode], alerts: Iterable[Alert], pages: Iterable[Page] = ()
    ) -> bool:
        """Step 1, atomic: episodes move, alerts are written down to be admitted, and pages are kept.

        False, and nothing is changed, when an episode has moved since it was read.
        """
        ...


@dataclass(frozen=True)
class RoundReport:
    """How a round went. ``asked`` counts questions, ``unanswered`` those that failed, ``trouble`` the first reason."""

    watcher: str
    at: datetime
    seconds: float
    asked: int
    unanswered: int
    alerts: int
    trouble: str = ""


class RoundLog(Protocol):
    async def keep(self, report: RoundReport) -> None: ...

    async def last(self) -> Mapping[str, RoundReport]: ...

    async def begin(self, watcher: str, planned: datetime) -> bool:
        """Whether this replica does the round planned for this moment (one of all replicas does)."""
        ...
