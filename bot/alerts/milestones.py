"""What keeps the milestones of channels, as a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.alerts.watchlist import Channel
from bot.market.milestone import Milestone
from bot.market.ticker import Ticker


@dataclass(frozen=True)
class Entry:
    """A milestone and the channel that waits for it."""

    channel: Channel
    milestone: Milestone


class MilestoneBook(Protocol):
    """Every method raises StoreAway; what it returned from is on disk."""

    async def milestones(self, channel: Channel) -> Sequence[Milestone]:
        """What a channel keeps, by number."""
        ...

    async def add(self, channel: Channel, milestone: Milestone) -> Milestone | None:
        """Keep a new one, numbered; None where the channel keeps as many as it can."""
        ...

    async def change(self, channel: Channel, before: Milestone, after: Milestone | None) -> bool:
        """Put ``after`` in the place of ``before``, None to remove it; False where it is not ``before`` any more."""
        ...

    async def everywhere(self) -> Sequence[Entry]:
        """What every channel keeps."""
        ...

    async def of(self, ticker: Ticker) -> Sequence[Entry]:
        """What any channel keeps of one stock."""
        ...
