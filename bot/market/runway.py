"""Runway: for how many quarters the cash lasts if operations go on using as much as in the last twelve months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.market.observation import Observation
from bot.market.reported_fact import ReportedFact
from bot.market.statements import CASH, CASH_AND_INVESTMENTS, INVESTMENTS, MOVED, OPERATING_CASH, Statements

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
    cash = _newest(statements)
    if cash is None:
        return "Not computable: no balance of cash is filed in the form that is read here."
    if today - cash.end > TOO_OLD:
        return f"Not computable: the newest balance of cash is of {cash.end}, more than {TOO_OLD.days} days ago."
    flow = statements.twelve_months(OPERATING_CASH)
    if flow is None:
        return "Not computable: what is filed of the operating cash flow does not make up twelve months."
    if abs(flow.end - cash.end) > MOVED:
        return f"Not computable: the cash is of {cash.end}, the operating cash flow of {flow.end}."
    if flow.unit != cash.unit:
        return f"Not computable: the cash is in {cash.unit}, the operating cash flow in {flow.unit}."
    if cash.value < 0:
        return f"Not computable: the cash of {cash.end} is filed as less than none."
    return Runway(
        as_of=datetime.combine(cash.end, time(), UTC),
        source=cash.source,
        cash=cash,
        investments=_investments(statements, cash),
        flow=flow,
    )


def _newest(statements: Statements) -> ReportedFact | None:
    """The newest balance; where two are of one day, the one that has the investments in it."""
    kinds = (statements.balances(CASH_AND_INVESTMENTS), statements.balances(CASH))
    return max((kind[-1] for kind in kinds if kind), key=lambda fact: fact.end, default=None)


def _investments(statements: Statements, cash: ReportedFact) -> ReportedFact | None:
    if cash.concept in CASH_AND_INVESTMENTS:
        return None
    same = (one for one in statements.balances(INVESTMENTS) if one.end == cash.end and one.unit == cash.unit)
    return next((one for one in same if one.value > 0), None)
