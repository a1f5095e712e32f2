"""An index fund as tests know it: its members' figures, and its sessions in our own store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.market.fund_day import FundDay
from bot.market.members import Estimates, FundOutlook, Member, Position
from bot.market.ticker import Ticker

AT = datetime(2026, 1, 15, 21, 0, tzinfo=UTC)


def member(
    name: str,
    *,
    shares: float = 100.0,
    value: float = 1_000.0,
    price: float | None = 10.0,
    this_year: float | None = None,
    next_year: float | None = None,
    mean_200: float | None = None,
) -> Member:
    return Member(Position(Ticker(name), shares, value), price, this_year, next_year, mean_200)


def fund(*members: Member, before: Estimates | None = None, name: str = "IJR", at: datetime = AT) -> FundOutlook:
    return FundOutlook(
        as_of=at,
        source="our estimate",
        fund=Ticker(name),
        held_on=at.date() - timedelta(days=2),
        members=members,
        before=before,
    )


def expecting(*years: tuple[float | None, float | None], before: Estimates | None = None) -> FundOutlook:
    """Members A, B, … with what they are expected to earn this fiscal year and the next."""
    told = (member(chr(65 + place), this_year=now, next_year=then) for place, (now, then) in enumerate(years))
    return fund(*told, before=before)


def kept(day: date, multiple: float | None, *, growth: float | None = None, coverage: float = 0.97) -> FundDay:
    """A session in our own store; growth is a fraction."""
    earnings_yield = 1 / multiple if multiple else None
    return FundDay(day, multiple, earnings_yield, coverage, growth, growth, None, None)
