"""The question that brings a Profile."""

from __future__ import annotations

from typing import Protocol

from bot.market.ticker import Ticker
from bot.rating.profile import Profile


class ProfileFeed(Protocol):
    async def profile(self, ticker: Ticker) -> Profile:
        """All that is known of a company now; what one source does not tell is Absent, with its reason.

        Raises Missing for what is no company's share (a fund, an index, a warrant, a delisted name), Unavailable where
        prices and analysts both cannot be asked: that is no news of the company.
        """
        ...
