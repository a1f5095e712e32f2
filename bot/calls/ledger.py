"""The record of every rating that was given: what it said, on which figures, under which rules; never edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.market.ticker import Ticker
from bot.rating.grade import Grade

OURS = "Minnow"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A rating as it was given at ``at`` (UTC), with the closes up to ``session``.

    ``inputs`` is the hash of what went in, ``ruleset`` names the rules; both are empty for a call of somebody else,
    whose words ``source`` names. ``points`` are each factor's, in tenths that add up to ``score`` less 50.
    """

    ticker: Ticker
    grade: Grade
    at: datetime
    session: date
    source: str = OURS
    score: float | None = None
    coverage: float | None = None
    confidence: str = ""
    inputs: str = ""
    ruleset: str = ""
    points: Mapping[str, float] = field(default_factory=dict)


class Ledger(Protocol):
    """Both methods raise StoreAway; what ``write`` returned from is on disk."""

    async def write(self, call: Call) -> bool:
        """Append a call; False, and nothing is changed, where its ticker, rules, session and inputs are on record."""
        ...

    async def calls(self, ticker: Ticker) -> Sequence[Call]:
        """Every call of a ticker in the order it was given."""
        ...

    async def turns(self, limit: int) -> Sequence[Call]:
        """The calls that differed from the one before of their ticker, over all tickers: the newest ``limit``."""
        ...
