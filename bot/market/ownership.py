"""Who holds and buys a company: insiders' purchases, stakes of more than five percent, institutions by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.market.holidays import next_office_day
from bot.market.observation import Observation
from bot.market.ticker import Ticker

FILED_WITHIN = timedelta(days=45)  # of the end of a quarter


@dataclass(frozen=True)
class Insider:
    """A reporting owner and their roles in words ("Chief Executive Officer", "director"); none told is ``()``."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Purchase:
    """Code P of a Form 4: bought on the open market or privately. ``price`` in dollars, None where it is not told."""

    day: date
    shares: float
    price: float | None
    security: str = ""

    @property
    def value(self) -> float | None:
        return None if self.price is None else self.shares * self.price


@dataclass(frozen=True, kw_only=True)
class InsiderReport(Observation):
    """A Form 4: its owners and purchases; ``codes`` are those of all its transactions (A grant, M exercise, S sale …).

    ``by_plan`` says whether a Rule 10b5-1 plan bought, None where the form does not tell. ``as_of`` is its acceptance.
    """

    ticker: Ticker
    accession: str
    owners: tuple[Insider, ...]
    purchases: tuple[Purchase, ...]
    codes: tuple[str, ...] = ()
    by_plan: bool | None = None


@dataclass(frozen=True)
class Holder:
    """A holder with ``share`` of the class, 0 to 1, and shares; None where it is not told. Zero is a figure."""

    name: str
    share: float | None
    shares: float | None


@dataclass(frozen=True, kw_only=True)
class StakeReport(Observation):
    """A Schedule 13D or 13G about a company's shares. ``as_of`` is its acceptance."""

    ticker: Ticker
    accession: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class Holding:
    """An institution's position at ``period``, the end of a quarter; ``change`` since the one before, a fraction."""

    institution: str
    period: date
    shares: float
    share: float | None
    change: float | None

    @property
    def filed_by(self) -> date:
        """The last day on which the law lets a 13F of ``period`` be filed: 45 days, 17 CFR 240.13f-1 and 240.0-3."""
        return next_office_day(self.period + FILED_WITHIN)


@dataclass(frozen=True, kw_only=True)
class Institutions(Observation):
    """The largest institutions as a vendor lists them; ``as_of`` is when it gave them, each holding has its period."""

    ticker: Ticker
    holdings: tuple[Holding, ...]
