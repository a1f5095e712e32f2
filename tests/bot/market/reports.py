"""Reported facts for tests: a company's figures, named by what they are and filed forty days after their end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.market.reported_fact import ReportedFact

CASH, FLOW = "CashAndCashEquivalentsAtCarryingValue", "NetCashProvidedByUsedInOperatingActivities"
COVER, REVENUE = "EntityCommonStockSharesOutstanding", "RevenueFromContractWithCustomerExcludingAssessedTax"


def reported(
    concept: str, value: float, end: date, start: date | None = None, *, filed: date | None = None, **other: object
) -> ReportedFact:
    """One figure; a balance where it has no start."""
    on = filed or end + timedelta(days=40)
    told = {"unit": "USD", "form": "10-Q", "accession": f"0000000001-{on:%y-%m%d}00", **other}
    return ReportedFact(
        as_of=datetime.combine(on, time(), UTC), source="SEC", concept=concept, value=value, start=start, end=end,
        filed=on, **told,
    )  # fmt: skip
