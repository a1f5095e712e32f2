"""One invented company as each source would tell it, in the sources' shapes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.market import hours
from bot.market.filing import Filing
from bot.market.quote import Candle, PriceHistory, Split
from bot.market.reported_fact import ReportedFact
from bot.market.short_interest import ShortInterest
from bot.market.ticker import Ticker

AAAA = Ticker("AAAA")
AT = datetime(2026, 1, 15, 21, 30, tzinfo=UTC)  # half an hour after the close of a Thursday
TODAY = date(2026, 1, 15)
QUARTER = date(2025, 9, 30)
REPORTED = datetime(2025, 11, 5, 21, 15, tzinfo=UTC)  # after the close


def epoch(moment: date) -> int:
    whole = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return int(whole.timestamp())


def year(period: str, end: str, *, analysts: int = 4, currency: str | None = "USD", **other: Any) -> dict[str, Any]:
    """A row of earningsTrend; ``other`` replaces whole parts."""
    told = {
        "period": period,
        "endDate": end,
        "earningsEstimate": {
            "avg": {"raw": 0.80}, "numberOfAnalysts": {"raw": analysts}, "growth": {}, "earningsCurrency": currency,
        },
        "revenueEstimate": {"numberOfAnalysts": {"raw": analysts}, "growth": {"raw": 0.15}},
        "epsTrend": {
            "current": {"raw": 0.80}, "7daysAgo": {"raw": 0.80}, "30daysAgo": {"raw": 0.78},
            "60daysAgo": {"raw": 0.75}, "90daysAgo": {"raw": 0.72}, "epsTrendCurrency": currency,
        },
        "epsRevisions": {
            "upLast7days": {"raw": 1}, "upLast30days": {"raw": 3}, "downLast30days": {"raw": 1},
            "downLast7Days": {"raw": 0}, "downLast90days": {},
        },
    }  # fmt: skip
    return {**told, **other}


def summary(**other: Mapping[str, Any] | None) -> dict[str, Any]:
    """Yahoo's modules; ``other`` changes fields within a module, None takes the module away."""
    told: dict[str, dict[str, Any]] = {
        "price": {
            "symbol": "AAAA", "quoteType": "EQUITY", "exchange": "NMS", "currency": "USD", "longName": "AAAA, Inc.",
            "regularMarketPrice": 20.0, "regularMarketTime": epoch(hours.closes(TODAY)), "marketCap": 1_000_000_000,
        },
        "financialData": {
            "currentPrice": 20.0, "targetHighPrice": 30, "targetLowPrice": 22, "targetMeanPrice": 26,
            "targetMedianPrice": 26, "numberOfAnalystOpinions": 4, "recommendationMean": 2.1,
            "financialCurrency": "USD",
            "totalCash": 90_000_000, "totalDebt": 50_000_000, "totalRevenue": 390_000_000, "ebitda": 60_000_000,
            "operatingCashflow": 44_000_000, "freeCashflow": -1, "revenueGrowth": 0.11, "debtToEquity": 12.9,
        },
        "defaultKeyStatistics": {
            "floatShares": 40_000_000, "sharesOutstanding": 50_000_000, "impliedSharesOutstanding": 50_000_000,
            "enterpriseValue": 1, "sharesShort": 2_100_000, "dateShortInterest": epoch(date(2025, 12, 31)),
            "shortRatio": 4.2, "trailingEps": 0.61, "mostRecentQuarter": epoch(QUARTER),
        },
        "earningsTrend": {"trend": [year("0q", "2025-12-31"), year("0y", "2025-12-31"), year("+1y", "2026-12-31")]},
        "earningsHistory": {"history": [{
            "epsActual": {"raw": 0.21}, "epsEstimate": {"raw": 0.18}, "surprisePercent": {"raw": 16.67},
            "quarter": {"raw": epoch(QUARTER)}, "currency": "USD",
        }]},
        "recommendationTrend": {"trend": [{"period": "0m", "strongBuy": 1, "buy": 2, "hold": 1}]},
        "upgradeDowngradeHistory": {"history": [
            opinion(date(2026, 1, 13), "A Firm", "up", 28.0, 25.0),
            opinion(date(2025, 12, 1), "A Firm", "main", 25.0, 20.0),
            opinion(date(2025, 11, 6), "B Firm", "main", 24.0, 24.0),
            opinion(date(2025, 3, 1), "C Firm", "down", 10.0, 20.0),
        ]},
        "calendarEvents": {"earnings": {
            "earningsDate": [epoch(datetime(2026, 2, 25, 21, 0, tzinfo=UTC))], "isEarningsDateEstimate": False,
        }},
        "majorHoldersBreakdown": {"institutionsPercentHeld": 0.62, "institutionsCount": 210},
        "insiderTransactions": {"transactions": [trade("A Person", "Purchase at price 17.00 per share.")]},
    }  # fmt: skip
    for name, fields in other.items():
        if fields is None:
            told.pop(name, None)
        else:
            told[name] = {**told.get(name, {}), **fields}
    return told


def opinion(day: date, firm: str, action: str, target: float, before: float) -> dict[str, Any]:
    return {
        "epochGradeDate": epoch(day), "firm": firm, "toGrade": "Buy", "fromGrade": "Hold", "action": action,
        "currentPriceTarget": target, "priorPriceTarget": before,
    }  # fmt: skip


def trade(name: str, words: str, day: date = date(2025, 12, 1)) -> dict[str, Any]:
    return {"filerName": name, "transactionText": words, "startDate": {"raw": epoch(day)}, "shares": {"raw": 1000}}


def session_days(count: int, last: date = TODAY) -> list[date]:
    return [hours.sessions_after(last, -number) for number in reversed(range(count))]


def history(
    *closes: float, ticker: Ticker = AAAA, last: date = TODAY, currency: str = "USD", splits: tuple[Split, ...] = ()
) -> PriceHistory:
    """Closes of sessions up to ``last``, a million shares each."""
    days = session_days(len(closes), last)
    candles = tuple(Candle(day, close, close, close, close, 1_000_000) for day, close in zip(days, closes, strict=True))
    return PriceHistory(
        as_of=hours.closes(last),
        source="Yahoo Finance",
        ticker=ticker,
        candles=candles,
        splits=splits,
        currency=currency,
    )


def rising(count: int = 503, start: float = 10.0, end: float = 20.0) -> tuple[float, ...]:
    return tuple(start + (end - start) * n / (count - 1) for n in range(count))


def short(**other: Any) -> ShortInterest:
    told: dict[str, Any] = {
        "as_of": datetime(2025, 12, 31, tzinfo=UTC), "source": "FINRA", "ticker": AAAA,
        "settlement": date(2025, 12, 31), "shares": 2_000_000, "previous_shares": 1_800_000,
        "average_volume": 500_000, "days_to_cover": 4.0,
    }  # fmt: skip
    return ShortInterest(**{**told, **other})


# A quarter's flows in millions, for the twelve quarters from the first of 2023; a growth of two percent a quarter.
FLOWS = {
    "Revenues": 80.0, "GrossProfit": 32.0, "OperatingIncomeLoss": 10.0, "NetIncomeLoss": 7.0,
    "NetCashProvidedByUsedInOperatingActivities": 9.0, "PaymentsToAcquirePropertyPlantAndEquipment": 3.0,
    "DepreciationDepletionAndAmortization": 2.5, "InterestExpense": 0.5,
    "SellingGeneralAndAdministrativeExpense": 12.0,
}  # fmt: skip
BALANCES = {
    "Assets": 400.0, "AssetsCurrent": 200.0, "Liabilities": 150.0, "LiabilitiesCurrent": 80.0,
    "StockholdersEquity": 250.0, "RetainedEarningsAccumulatedDeficit": 60.0, "AccountsReceivableNetCurrent": 50.0,
    "PropertyPlantAndEquipmentNet": 90.0, "CashAndCashEquivalentsAtCarryingValue": 70.0,
    "ShortTermInvestments": 25.0, "LongTermDebtNoncurrent": 50.0,
}  # fmt: skip
MILLION = 1_000_000
QUARTERS = tuple(date(y, m, d) for y in (2023, 2024, 2025) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31)))


def quarter_of(concept: str, end: date) -> float:
    """A quarter's flow as the company has it."""
    return FLOWS[concept] * MILLION * 1.02 ** QUARTERS.index(end)


def fact(concept: str, start: date | None, end: date, value: float, unit: str, filed: date) -> ReportedFact:
    return ReportedFact(
        as_of=datetime(filed.year, filed.month, filed.day, tzinfo=UTC), source="SEC", concept=concept, unit=unit,
        start=start, end=end, value=value, filed=filed, form="10-Q", accession="0000000000-25-000001",
    )  # fmt: skip


def filing(form: str, items: tuple[str, ...], accepted: datetime) -> Filing:
    return Filing(
        ticker=AAAA, accession="0000000000-25-000001", form=form, items=items, accepted=accepted,
        filed=accepted.date(), link="https://www.sec.gov/Archives/a.htm",
    )  # fmt: skip


def facts(newest: date = QUARTER, unit: str = "USD", without: tuple[str, ...] = ()) -> list[ReportedFact]:
    """As filed: quarters, spans so far and whole years (no fourth quarter by itself), balances, covers, EPS."""
    found: list[ReportedFact] = []
    for end in (day for day in QUARTERS if day <= newest):
        filed, number = end + timedelta(days=40), (end.month // 3)
        for concept in FLOWS:
            parts = [quarter_of(concept, day) for day in QUARTERS if day.year == end.year and day <= end]
            found.append(fact(concept, date(end.year, 1, 1), end, sum(parts), unit, filed))
            if number in (2, 3):
                found.append(fact(concept, date(end.year, end.month - 2, 1), end, parts[-1], unit, filed))
        found.extend(fact(name, None, end, value * MILLION, unit, filed) for name, value in BALANCES.items())
        earned = 0.14 * number
        found.append(fact("EarningsPerShareDiluted", date(end.year, 1, 1), end, earned, f"{unit}/shares", filed))
        shares = 48 * MILLION + QUARTERS.index(end) * 200_000
        found.append(fact("EntityCommonStockSharesOutstanding", None, filed, shares, "shares", filed))
        found.append(
            fact("WeightedAverageNumberOfSharesOutstandingBasic", date(end.year, 1, 1), end, shares, "shares", filed)
        )
    return [one for one in found if one.concept not in without]


FILINGS = (filing("8-K", ("2.02", "9.01"), REPORTED), filing("10-Q", (), REPORTED))
