"""The price of overnight money: what futures settle at, and what the rate is today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.market.fomc import TargetRange
from bot.market.hours import NEW_YORK, is_session
from bot.market.observation import Observation
from bot.market.quote import Quote
from bot.market.readings import months_from
from bot.market.ticker import Ticker

_LETTERS = "FGHJKMNQUVXZ"  # January to December, as exchanges name contract months
SPIKE = 0.50  # percentage points off both neighbouring months
_SETTLED = time(14, 0)
_CHICAGO = ZoneInfo("America/Chicago")
_SEEN = timedelta(minutes=15)  # quotes are late by so much
_TRADED = timedelta(hours=3)  # what is paid later belongs to the next day


def settled_at(day: date) -> datetime:
    """When fed funds futures settle on a day, UTC: two o'clock in Chicago, an hour after a Fed announcement."""
    return datetime.combine(day, _SETTLED, _CHICAGO).astimezone(UTC)


def after_settlement(now: datetime) -> date | None:
    """The session whose settlement is in by now and whose trading is hardly over; None at any other time."""
    day = now.astimezone(NEW_YORK).date()
    since = now - settled_at(day)
    return day if is_session(day) and _SEEN <= since < _TRADED else None


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


def contract(month: date) -> Ticker:
    """The 30-day fed funds future of a month as Yahoo names it: October 2026 is ZQV26.CBT."""
    return Ticker(f"ZQ{_LETTERS[month.month - 1]}{month.year % 100:02d}.CBT")


def contracts(today: date, count: int = 12) -> dict[Ticker, date]:
    """The running month's contract and those after it, with their months."""
    months = (months_from(today, ahead) for ahead in range(count))
    return {contract(month): month for month in months}


def futures_of(quotes: Sequence[Quote], today: date, *, not_before: datetime) -> FedFundsFutures | None:
    """The curve of these quotes; None without one.

    A far month may not have traded for days, and a price of before the last Fed announcement does not go with those
    after it: what is older than ``not_before`` is left out, and the path ends at the gap.
    """
    months = contracts(today)
    fresh = [one for one in quotes if one.ticker in months and one.as_of >= not_before]
    if not fresh:
        return None
    prices = sorted((months[one.ticker], one.price) for one in fresh)
    told = tuple(one for place, one in enumerate(prices) if not _is_spike(prices, place))
    return FedFundsFutures(as_of=max(one.as_of for one in fresh), source=fresh[0].source, prices=told)


def _is_spike(prices: Sequence[tuple[date, float]], place: int) -> bool:
    """Whether a price stands off both its neighbours the same way: no path of the Fed looks so, a bad tick does."""
    if not 0 < place < len(prices) - 1:
        return False
    before, price, after = (prices[place + step][1] for step in (-1, 0, 1))
    return min(price - before, price - after) > SPIKE or min(before - price, after - price) > SPIKE
