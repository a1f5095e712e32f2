"""Yahoo's copy of a company's statements: its time series, read as the facts a filing would hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.market.feeds import Missing
from bot.market.reported_fact import ReportedFact
from bot.sources.yahoo_bodies import items, module, number, read_body, text
from bot.words import filled, later

CONCEPTS = {  # Yahoo's name of a line -> the name under which it would be filed
    "TotalRevenue": "Revenues",
    "CostOfRevenue": "CostOfRevenue",
    "GrossProfit": "GrossProfit",
    "SellingGeneralAndAdministration": "SellingGeneralAndAdministrativeExpense",
    "OperatingIncome": "OperatingIncomeLoss",
    "ReconciledDepreciation": "DepreciationDepletionAndAmortization",
    "InterestExpense": "InterestExpense",
    "NetIncome": "NetIncomeLoss",
    "OperatingCashFlow": "NetCashProvidedByUsedInOperatingActivities",
    "CapitalExpenditure": "PaymentsToAcquirePropertyPlantAndEquipment",
    "CashAndCashEquivalents": "CashAndCashEquivalentsAtCarryingValue",
    "CashCashEquivalentsAndShortTermInvestments": "CashCashEquivalentsAndShortTermInvestments",
    "TotalDebt": "LongTermDebt",  # the concept that holds every part
    "LongTermDebt": "LongTermDebtNoncurrent",
    "TotalAssets": "Assets",
    "CurrentAssets": "AssetsCurrent",
    "TotalLiabilitiesNetMinorityInterest": "Liabilities",
    "CurrentLiabilities": "LiabilitiesCurrent",
    "StockholdersEquity": "StockholdersEquity",
    "RetainedEarnings": "RetainedEarningsAccumulatedDeficit",
    "AccountsReceivable": "AccountsReceivableNetCurrent",
    "NetPPE": "PropertyPlantAndEquipmentNet",
}
BALANCES = frozenset(
    ("CashAndCashEquivalents", "CashCashEquivalentsAndShortTermInvestments", "TotalDebt", "LongTermDebt",
     "TotalAssets", "CurrentAssets", "TotalLiabilitiesNetMinorityInterest", "CurrentLiabilities",
     "StockholdersEquity", "RetainedEarnings", "AccountsReceivable", "NetPPE")
)  # fmt: skip
SPENT = "CapitalExpenditure"  # Yahoo writes it below zero, filings above
SPANS = {"quarterly": timedelta(days=90), "annual": timedelta(days=364)}  # from the first day to the last
TYPES = ",".join(f"{span}{name}" for span in SPANS for name in CONCEPTS)

Row = tuple[str, str, str, float]  # type, day, currency, value


def read_timeseries(written: str, about: str) -> list[Row]:
    """Every dated value of the lines we know. Raises Missing where there is none, Unavailable, Unreadable."""
    rows = [row for series in read_body(written, "timeseries", about) for row in _rows(series)]
    if not rows:
        raise Missing(filled(later("Yahoo has no statements of {about}."), about=about))
    return rows


def _rows(series: Any) -> Iterator[Row]:
    for kind in (name for name in series if isinstance(series, Mapping) and name[:1] in "qa"):
        for told in items(series[kind]):
            value = number(module(told, "reportedValue")) if isinstance(told, Mapping) else None
            if value is not None:
                yield str(kind), text(told.get("asOfDate")), text(told.get("currencyCode")), value


def reported(rows: Sequence[Sequence[Any]]) -> Sequence[ReportedFact]:
    """The rows as facts of filings; when they were filed Yahoo does not tell, so that day is the last of the span."""
    return [fact for kind, day, currency, value in rows if (fact := _fact(kind, day, currency, value)) is not None]


def _fact(kind: str, day: str, currency: str, value: float) -> ReportedFact | None:
    span = next((name for name in SPANS if kind.startswith(name)), "")
    name = kind.removeprefix(span)
    try:
        end = date.fromisoformat(day)
    except ValueError:
        return None
    if not span or name not in CONCEPTS or not currency:
        return None
    return ReportedFact(
        as_of=datetime.combine(end, time(), UTC), source="Yahoo Finance", concept=CONCEPTS[name], unit=currency,
        start=None if name in BALANCES else end - SPANS[span], end=end, value=-value if name == SPENT else value,
        filed=end, form="", accession="",
    )  # fmt: skip
