"""What a fund's members are expected to earn: growth of the next fiscal year over this one, and who was revised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.market.members import Estimates, FundOutlook

ENOUGH = 0.60  # of the members must have estimates, or nothing is said of the fund
NOISE = 0.005  # dollars a share: what rounding moves


@dataclass(frozen=True)
class Growth:
    """Expected growth, fractions: the ``median`` over the ``counted`` members that earn something this year, and the
    ``aggregate`` of all with estimates, losses kept in. None where too few are known, or together they lose money.
    """

    median: float | None
    aggregate: float | None
    counted: int
    known: int
    members: int


@dataclass(frozen=True)
class Revisions:
    """Members whose estimate for this fiscal year was raised, lowered or left since a day.

    ``rolled`` have begun another fiscal year since, so that their two figures are not of the same one.
    """

    since: date
    raised: int
    lowered: int
    same: int
    rolled: int
    members: int

    @property
    def net(self) -> float | None:
        """Raised less lowered, as a share of those compared; None where they are too few."""
        compared = self.raised + self.lowered + self.same
        return (self.raised - self.lowered) / compared if compared and compared >= ENOUGH * self.members else None


def growth(outlook: FundOutlook) -> Growth:
    """Of the next fiscal year over this one, by the consensus a share; weighted in the aggregate by shares held."""
    told = [
        (one.position.shares, one.this_year, one.next_year)
        for one in outlook.members
        if one.this_year is not None and one.next_year is not None
    ]
    is_enough = bool(told) and len(told) >= ENOUGH * len(outlook.members)
    steps = [after / before - 1 for _, before, after in told if before > 0]
    base = sum(shares * before for shares, before, _ in told)
    return Growth(
        median=median(steps) if is_enough and steps else None,
        aggregate=sum(shares * after for shares, _, after in told) / base - 1 if is_enough and base > 0 else None,
        counted=len(steps),
        known=len(told),
        members=len(outlook.members),
    )


def revisions(outlook: FundOutlook, before: Estimates) -> Revisions:
    """Each member's estimate for this fiscal year against the one of ``before``.

    A batch of quotes does not say which year an estimate is of. One that lies nearer to what was expected for the
    next year than to what was for this one is taken as rolled, and is not compared.
    """
    raised = lowered = same = rolled = 0
    for one in outlook.members:
        then, later = before.of.get(one.ticker, (None, None))
        if one.this_year is None or then is None:
            continue
        change = one.this_year - then
        if abs(change) < NOISE:
            same += 1
        elif later is not None and abs(one.this_year - later) < abs(change):
            rolled += 1
        elif change > 0:
            raised += 1
        else:
            lowered += 1
    return Revisions(before.day, raised, lowered, same, rolled, len(outlook.members))
