"""The question that brings a Profile, whole, or first what the quickest sources tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.market.ticker import Ticker
from bot.rating.profile import Profile


@dataclass(frozen=True)
class Early:
    """A profile for which not everything was read: ``unread`` says in words what is left, which is Absent in it."""

    profile: Profile
    unread: tuple[str, ...]


class ProfileFeed(Protocol):
    async def profile(self, ticker: Ticker) -> Profile:
        """All that is known of a company now; what one source does not tell is Absent, with its reason.

        Raises Missing for what is no company's share (a fund, an index, a warrant, a delisted name), Unavailable where
        prices and analysts both cannot be asked: that is no news of the company.
        """
        ...

    async def early(self, ticker: Ticker) -> Early | None:
        """What at most three requests about a company tell, for a person who waits; ``profile`` then reads the rest.

        None where ``profile`` has no more to ask than that. Raises as ``profile``.
        """
        ...
