"""What channels watch, silence and wish, as contracts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.alerts.marks import Marks, PriceLevel
from bot.alerts.setting import Change
from bot.alerts.watchlist import Channel, Silence, Watchlist
from bot.alerts.wishes import Wishes
from bot.market.ticker import Ticker


class Watchlists(Protocol):
    """Every method raises StoreAway; what it returned from is on disk."""

    async def watchlist(self, channel: Channel) -> Watchlist: ...

    async def add(self, channel: Channel, tickers: Collection[Ticker], by: str) -> Sequence[Ticker]:
        """Watch these; the ones that were new. The first to add anything is who set the channel up."""
        ...

    async def remove(self, channel: Channel, tickers: Collection[Ticker]) -> Sequence[Ticker]:
        """Stop watching; the ones that had been watched. A ticker watched nowhere loses its episodes."""
        ...

    async def newest(self, channel: Channel) -> Sequence[Ticker]:
        """Those of its watchlist that were added last, together."""
        ...

    async def set_up_by(self, platform: str, user: str) -> Sequence[Channel]:
        """The channels of a platform that this person set up, in order."""
        ...

    async def watched(self) -> Sequence[Ticker]:
        """Every ticker watched in any channel."""
        ...

    async def silence(self, channel: Channel, silence: Silence) -> None: ...

    async def unsilence(self, channel: Channel, about: str, kind: str) -> bool:
        """Hear it again; False when it was not silenced."""
        ...

    async def silences(self, channels: Sequence[Channel]) -> Mapping[Channel, tuple[Silence, ...]]: ...


class WishBook(Protocol):
    """What channels wish and wrote on their stocks. Every method raises StoreAway; what it returned from is on disk."""

    async def wishes(self, channels: Sequence[Channel]) -> Mapping[Channel, Wishes]: ...

    async def wishing(self) -> Sequence[Channel]:
        """Every channel that ever wished anything."""
        ...

    async def word(self, channel: Channel, setting: str) -> str:
        """A setting as it is kept, "" for what a new channel has."""
        ...

    async def words(self, channel: Channel) -> Mapping[str, str]:
        """Every setting as it is kept, but for those that are as in a new channel."""
        ...

    async def marks(self, channel: Channel) -> Marks:
        """Notes and price levels of a channel."""
        ...

    async def change(self, channel: Channel, change: Change) -> Change | None:
        """Set it, write it into the history and make held alerts look at their wait again; numbered, all or nothing.

        A price level that is set, or taken back, begins anew: its episode is gone.
        None, and nothing is changed, when the setting is not ``change.old`` any more.
        """
        ...

    async def last(self, channel: Channel) -> Change | None:
        """The newest change that has not been taken back."""
        ...

    async def undo(self, channel: Channel, last: Change, by: str, name: str, at: datetime) -> Change | None:
        """Take back a change that last() gave; None, and nothing is changed, when it is not the last any more."""
        ...

    async def history(self, channel: Channel, limit: int) -> Sequence[Change]:
        """Changes, the newest first; old ones are forgotten."""
        ...

    async def steps(self, channel: Channel) -> Mapping[str, str]:
        """How far a channel's setting up has come: what was kept for each step."""
        ...

    async def step(self, channel: Channel, name: str, word: str) -> None: ...


class PriceLevels(Protocol):
    async def levels(self, ticker: Ticker) -> Sequence[PriceLevel]:
        """What all channels set on a stock, by channel. Raises StoreAway."""
        ...
