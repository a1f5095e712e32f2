"""The valuation gap: small caps' forward P/E beside large caps', losses kept in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.market.members import FundOutlook
from bot.market.observation import Observation
from bot.market.ticker import Ticker

ENOUGH = 0.90  # of a fund's market value must have a forecast; below that the sum says nothing of the fund
PLAUSIBLE = (5.0, 80.0)  # a fund's P/E outside is a vendor's placeholder


@dataclass(frozen=True)
class Holding:
    """A member: market cap and shares in whole units, forward earnings a share in the same currency, or None."""

    ticker: Ticker
    market_cap: float
    shares: float
    forward_eps: float | None


@dataclass(frozen=True, kw_only=True)
class FundValue(Observation):
    """Market value and forward earnings of the members that have a forecast; ``coverage`` is their share of value."""

    fund: Ticker
    market_cap: float
    earnings: float
    coverage: float
    members: int
    losing: int

    @property
    def is_known(self) -> bool:
        return self.coverage >= ENOUGH

    @property
    def earnings_yield(self) -> float | None:
        """Earnings over value as a fraction: in order through zero, where a P/E is not."""
        return self.earnings / self.market_cap if self.is_known and self.market_cap > 0 else None

    @property
    def price_to_earnings(self) -> float | None:
        """Value over earnings; None where the members together lose money or too few have a forecast."""
        return self.market_cap / self.earnings if self.is_known and self.earnings > 0 else None


@dataclass(frozen=True)
class ValuationGap:
    """Two funds of the same source and day."""

    small: FundValue
    large: FundValue

    @property
    def ratio(self) -> float | None:
        """Small P/E over large: 0.70 says small caps cost 30 % less for a dollar of forward earnings."""
        small, large = self.small.price_to_earnings, self.large.price_to_earnings
        return small / large if small is not None and large is not None else None

    @property
    def yield_points(self) -> float | None:
        """Small earnings yield less large, percentage points, losses counted."""
        small, large = self.small.earnings_yield, self.large.earnings_yield
        return (small - large) * 100 if small is not None and large is not None else None


def fund_value(fund: Ticker, holdings: Sequence[Holding], seen: Observation) -> FundValue:
    """Sum of caps and of forward earnings (EPS times shares); a loss counts, a name without a forecast in neither."""
    told = [one for one in holdings if one.forward_eps is not None]
    whole, known = sum(one.market_cap for one in holdings), sum(one.market_cap for one in told)
    earnings = [(one.forward_eps or 0.0) * one.shares for one in told]
    return FundValue(
        as_of=seen.as_of,
        source=seen.source,
        fund=fund,
        market_cap=known,
        earnings=sum(earnings),
        coverage=known / whole if whole > 0 else 0.0,
        members=len(holdings),
        losing=sum(1 for one in earnings if one < 0),
    )


def outlook_value(outlook: FundOutlook) -> FundValue:
    """A fund's value and its expected earnings of the next fiscal year, each member as the fund holds it.

    A holding is the same slice of every member's free float, so value and earnings are in the proportion of the whole
    companies', and one with two classes of shares counts once.
    """
    members = [Holding(one.ticker, one.worth, one.position.shares, one.next_year) for one in outlook.members]
    return fund_value(outlook.fund, members, outlook)


def fund_multiple(told: float | None) -> float | None:
    """A fund's P/E as Yahoo sends it: often the reciprocal (0.02938 is 34.0), and 0 for "none"; None if implausible."""
    if told is None or told <= 0:
        return None
    multiple = 1 / told if told < 1 else told
    return multiple if PLAUSIBLE[0] <= multiple <= PLAUSIBLE[1] else None
