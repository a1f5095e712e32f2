"""A fund on one session, as our own store keeps it: its multiple, its growth, its breadth; and two funds together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.market.earnings_growth import growth, revisions
from bot.market.geopolitics import percentile
from bot.market.hours import NEW_YORK
from bot.market.members import FundOutlook, members_above_mean
from bot.market.valuation_gap import outlook_value

RANKED = 60  # sessions of our own store that a rank needs


@dataclass(frozen=True)
class FundDay:
    """Fractions but for the multiple; None is what was not known on that day."""

    day: date
    price_to_earnings: float | None
    earnings_yield: float | None
    coverage: float
    median_growth: float | None
    aggregate_growth: float | None
    above_200: float | None
    revised: float | None


@dataclass(frozen=True)
class GapDay:
    """Small and large forward P/E of one session, by the same source and rule."""

    day: date
    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.small / self.large


def fund_day(outlook: FundOutlook) -> FundDay:
    """What is worth keeping of a fund's outlook, under the New York day of its newest price."""
    value, grows = outlook_value(outlook), growth(outlook)
    moved = revisions(outlook, outlook.before) if outlook.before is not None else None
    return FundDay(
        day=outlook.as_of.astimezone(NEW_YORK).date(),
        price_to_earnings=value.price_to_earnings,
        earnings_yield=value.earnings_yield,
        coverage=value.coverage,
        median_growth=grows.median,
        aggregate_growth=grows.aggregate,
        above_200=members_above_mean(outlook).share,
        revised=moved.net if moved is not None else None,
    )


def gap_days(small: Sequence[FundDay], large: Sequence[FundDay]) -> tuple[GapDay, ...]:
    """The sessions on which both have a multiple, oldest first."""
    others = {one.day: one.price_to_earnings for one in large}
    return tuple(
        GapDay(one.day, one.price_to_earnings, other)
        for one in sorted(small, key=lambda kept: kept.day)
        if one.price_to_earnings is not None and (other := others.get(one.day)) is not None
    )


def rank(days: Sequence[GapDay]) -> float | None:
    """How much of our own history lies under the newest ratio, 0 to 100; None before ``RANKED`` sessions are kept."""
    return percentile([one.ratio for one in days], days[-1].ratio) if len(days) >= RANKED else None
