"""The price of overnight money: what futures settle at, and what the rate is today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.market.fomc import TargetRange
from bot.market.observation import Observation

_SETTLED = time(14, 0)
_CHICAGO = ZoneInfo("America/Chicago")


def settled_at(day: date) -> datetime:
    """When fed funds futures settle on a day, UTC: two o'clock in Chicago, an hour after a Fed announcement."""
    return datetime.combine(day, _SETTLED, _CHICAGO).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class FedFundsFutures(Observation):
    """Prices by contract month (its first day), nearest first; ``as_of`` is when they were paid or settled.

    A price is 100 less the month's average effective rate in percent: 96.0 means 4.0 %.
    """

    prices: tuple[tuple[date, float], ...]


@dataclass(frozen=True, kw_only=True)
class EffectiveRate(Observation):
    """The effective federal funds rate of ``day``, percent, as the New York Fed publishes it a business day later."""

    day: date
    percent: float
    target: TargetRange | None = None
