"""A fund's members: what the fund holds of each, what each costs today and is expected to earn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.market.leadership import Breadth
from bot.market.observation import Observation
from bot.market.ticker import Ticker

NEAR = (0.4, 2.5)  # a price this many times the file's is not of the same share: a split since, or another company


@dataclass(frozen=True)
class Position:
    """A row of the fund's own file: shares held, and what they were worth on its day, dollars.

    ``sector`` as the file names it, "" where it does not.
    """

    ticker: Ticker
    shares: float
    value: float
    sector: str = ""


@dataclass(frozen=True, kw_only=True)
class FundHoldings(Observation):
    """Every share a fund holds; ``as_of`` is midnight UTC of the day its file is of."""

    fund: Ticker
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Member:
    """A position with today's figures, dollars a share: price, expected earnings of this fiscal year and the next,
    and the mean of 200 closes. None where the vendor has none.
    """

    position: Position
    price: float | None = None
    this_year: float | None = None
    next_year: float | None = None
    mean_200: float | None = None

    @property
    def ticker(self) -> Ticker:
        return self.position.ticker

    @property
    def worth(self) -> float:
        """What the fund's shares of it are worth: at today's price, or the file's where there is none."""
        return self.position.shares * self.price if self.price is not None else self.position.value


@dataclass(frozen=True)
class Estimates:
    """Expected earnings of (this fiscal year, the next) a share, as they stood on an earlier ``day``."""

    day: date
    of: Mapping[Ticker, tuple[float | None, float | None]]


@dataclass(frozen=True, kw_only=True)
class FundOutlook(Observation):
    """A fund's members by the file of ``held_on``; ``as_of`` is the newest price among them.

    ``before`` is what was expected about four weeks earlier, once that was kept.
    """

    fund: Ticker
    held_on: date
    members: tuple[Member, ...]
    before: Estimates | None = None

    @property
    def covered(self) -> float:
        """The share of the fund's value whose members have a price today, a fraction."""
        whole = sum(one.worth for one in self.members)
        return sum(one.worth for one in self.members if one.price is not None) / whole if whole > 0 else 0.0


def is_same_share(position: Position, price: float) -> bool:
    """Whether a price of today can be that of the share in the file, which is some days old."""
    before = position.value / position.shares
    return before > 0 and NEAR[0] <= price / before <= NEAR[1]


def members_above_mean(outlook: FundOutlook) -> Breadth:
    """How many members cost more than the mean of their last 200 closes, of those where both are known."""
    known = [one for one in outlook.members if one.price is not None and one.mean_200 is not None]
    above = sum((one.price or 0.0) > (one.mean_200 or 0.0) for one in known)
    return Breadth(above, len(known), len(outlook.members) - len(known))
