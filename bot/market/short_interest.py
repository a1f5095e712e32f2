"""Short interest: shares sold short at a settlement, as FINRA publishes them, and the free float."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.market.observation import Observation
from bot.market.ticker import Ticker

FLOOR_DAYS, CAP_DAYS = 1.00, 999.99  # FINRA clamps days to cover; the cap means "no volume", not a squeeze


def days_to_cover(shares: int, average_volume: int) -> float:
    """FINRA's figure: round(short / average daily volume, 2), held between 1.00 and 999.99 (days)."""
    if average_volume <= 0:
        return CAP_DAYS
    return min(max(round(shares / average_volume, 2), FLOOR_DAYS), CAP_DAYS)


@dataclass(frozen=True, kw_only=True)
class ShortInterest(Observation):
    """Shares short at ``settlement`` and at the settlement before it; ``average_volume`` in shares a day."""

    ticker: Ticker
    settlement: date
    shares: int
    previous_shares: int
    average_volume: int
    days_to_cover: float
    issuer: str = ""
    revised: bool = False
    split: bool = False

    @property
    def change(self) -> float | None:
        """Change against the previous settlement as a fraction; None where there was nothing before."""
        if self.previous_shares <= 0:
            return None
        return self.shares / self.previous_shares - 1

    @property
    def days_are_clamped(self) -> bool:
        """Whether days to cover says only "1 or less" or "no volume"."""
        return self.days_to_cover in (FLOOR_DAYS, CAP_DAYS)


@dataclass(frozen=True, kw_only=True)
class FloatShares(Observation):
    """Shares that can be traded, with the day the vendor says they were counted (``as_of``)."""

    ticker: Ticker
    shares: int
