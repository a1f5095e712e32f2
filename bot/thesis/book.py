"""Where the thesis is kept between two looks, as a contract: what stands now, and each day since it is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.thesis.snapshot import Snapshot
from bot.thesis.thesis import Thesis

KIND, NAME = "thesis_change", "thesis"  # the episode whose side is the kept thesis


@dataclass(frozen=True)
class Kept:
    """The thesis after its last look, and when that was (UTC)."""

    thesis: Thesis
    at: datetime


class ThesisBook(Protocol):
    """Reading only: the watcher's round writes both in one step with its alerts. Both methods raise StoreAway."""

    async def kept(self) -> Kept | None:
        """None before the first look, and where another version kept it."""
        ...

    async def snapshots(self, since: date, until: date) -> Sequence[Snapshot]:
        """The days of a span that were looked at, oldest first; what another version kept is left out."""
        ...
