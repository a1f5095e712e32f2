"""Runway: for how many quarters the cash lasts if operations go on using as much as in the last twelve months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.market.observation import Observation
from bot.market.reported_fact import ReportedFact
from bot.market.statements import CASH, CASH_AND_INVESTMENTS, INVESTMENTS, MOVED, OPERATING_CASH, Statements
from bot.words import say

TOO_OLD = timedelta(days=200)  # a half year and the time to file: what is older says nothing of today's cash
QUARTERS = 4  # in a year


@dataclass(frozen=True, kw_only=True)
class Runway(Observation):
    """Cash at the end of a day, short-term investments of that day, and the operating cash flow of twelve months.

    All in one unit. ``as_of`` is midnight UTC of the day of the cash.
    """

    cash: ReportedFact
    investments: ReportedFact | None
    flow: ReportedFact

    @property
    def held(self) -> float:
        """Cash with the short-term investments."""
        return self.cash.value + (self.investments.value if self.investments else 0.0)

    @property
    def burn(self) -> float:
        """What operations use a quarter, a quarter of the twelve months; not above zero where they bring cash in."""
        return -self.flow.value / QUARTERS

    @property
    def quarters(self) -> float | None:
        """Cash over burn, in quarters; None where operations bring cash in, for then it does not run out."""
        return self.held / self.burn if self.burn > 0 else None


def runway(facts: Iterable[ReportedFact], today: date) -> Runway | str:
    """The runway as filed by ``today``, or one sentence why it is not computable.

    Capital spending and debt are not counted: they can be put off or renewed, and differ too much from year to year.
    """
    statements = Statements(facts, today)
    flow = statements.twelve_months(OPERATING_CASH)
    if flow is None:
        return say("Not computable: what is filed of the operating cash flow does not make up twelve months.")
    if today - flow.end > TOO_OLD:
        return say(
            "Not computable: the newest operating cash flow is to {end}, more than {days} days ago.",
            end=flow.end,
            days=TOO_OLD.days,
        )
    cash = _at(statements, flow.end)
    if cash is None:
        return say(
            "Not computable: no balance of cash is filed for {end}, to which the operating cash flow is.", end=flow.end
        )
    if flow.unit != cash.unit:
        return say(
            "Not computable: the cash is in {unit}, the operating cash flow in {unit_of_flow}.",
            unit=cash.unit,
            unit_of_flow=flow.unit,
        )
    if cash.value < 0:
        return say("Not computable: the cash of {end} is filed as less than none.", end=cash.end)
    return Runway(
        as_of=datetime.combine(cash.end, time(), UTC),
        source=cash.source,
        cash=cash,
        investments=_investments(statements, cash),
        flow=flow,
    )


def _at(statements: Statements, end: date) -> ReportedFact | None:
    """The balance of about that day, with the investments in it where there is one.

    Reports hold balances of other days too: of an acquired company, or after a sale of shares.
    """
    for concepts in (CASH_AND_INVESTMENTS, CASH):
        near = [one for one in statements.balances(concepts) if abs(one.end - end) <= MOVED]
        if near:
            return min(near, key=lambda one: abs(one.end - end))
    return None


def _investments(statements: Statements, cash: ReportedFact) -> ReportedFact | None:
    if cash.concept in CASH_AND_INVESTMENTS:
        return None
    same = (one for one in statements.balances(INVESTMENTS) if one.end == cash.end and one.unit == cash.unit)
    return next((one for one in same if one.value > 0), None)
