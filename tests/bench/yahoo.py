"""Yahoo as it is played here: cookie, crumb, prices, summaries, charts, all in its shapes and none of its data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.loopback import Asked, Reply

COOKIE, CRUMB = "d=played", "Played.Crumb"
AT = datetime(2026, 1, 15, 21, 0, tzinfo=UTC)
TOO_MUCH = Reply("Too Many Requests\r\n", 429, "text/html")
NO_CRUMB = Reply('{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}', 401)
HTML = "<!DOCTYPE html><html><head><title>Yahoo</title></head><body><h1>Will be right back...</h1></body></html>"

WEIGHED = ["avg", "low", "high", "yearAgoEps", "numberOfAnalysts", "growth"]


def row(symbol: str, **other: Any) -> dict[str, Any]:
    """One row of a v7 quote."""
    told = {
        "symbol": symbol, "quoteType": "EQUITY", "currency": "USD", "exchange": "NMS", "regularMarketPrice": 8.25,
        "regularMarketPreviousClose": 8.0, "regularMarketTime": int(AT.timestamp()), "regularMarketVolume": 120_000,
        "longName": f"{symbol} Industries, Inc.", "marketCap": 410_000_000, "exchangeTimezoneName": "America/New_York",
    }  # fmt: skip
    return {**told, **other}


def modules(symbol: str) -> dict[str, Any]:
    """Modules of a quoteSummary with formatted=false, for a share with five analysts."""
    estimates = [
        {
            "period": period,
            "endDate": "2026-03-31",
            "growth": {"raw": 0.1},
            **{name: dict.fromkeys(WEIGHED, 0.5) for name in ("earningsEstimate", "revenueEstimate")},
            "epsTrend": {"current": 0.5, "7daysAgo": 0.5, "30daysAgo": 0.4, "60daysAgo": 0.4, "90daysAgo": 0.4},
            "epsRevisions": {"upLast7days": 1, "upLast30days": 2, "downLast30days": 0, "downLast7Days": 0},
        }
        for period in ("0q", "+1q", "0y", "+1y")
    ]
    return {
        "financialData": {
            "currentPrice": 8.25, "targetHighPrice": 14.0, "targetLowPrice": 7.0, "targetMeanPrice": 10.5,
            "targetMedianPrice": 10.0, "numberOfAnalystOpinions": 5, "financialCurrency": "USD",
        },
        "defaultKeyStatistics": {"floatShares": 40_000_000, "sharesOutstanding": 50_000_000, "lastSplitDate": None},
        "price": {"symbol": symbol, "currency": "USD", "longName": f"{symbol} Industries, Inc."},
        "summaryDetail": {"currency": "USD", "previousClose": 8.0},
        "quoteType": {"symbol": symbol, "quoteType": "EQUITY", "exchange": "NMS"},
        "earningsTrend": {"trend": estimates},
        "earningsHistory": {"history": [{
            "epsActual": {"raw": 0.4},
            "epsEstimate": {"raw": 0.5},
            "quarter": {"raw": 1_759_190_400, "fmt": "2025-09-30"},
        }]},
        "recommendationTrend": {"trend": [{"period": "0m", "strongBuy": 1, "buy": 2, "hold": 2}]},
        "upgradeDowngradeHistory": {"history": [{
            "epochGradeDate": 1_767_000_000, "firm": "A Firm", "toGrade": "Buy", "fromGrade": "Hold", "action": "up",
        }]},
        "industryTrend": {"symbol": "", "estimates": []},
        "sectorTrend": {"symbol": "", "estimates": []},
        "indexTrend": {"symbol": "SP5", "estimates": [{"period": "0q", "growth": {"raw": 0.1}}]},
        "majorHoldersBreakdown": {"insidersPercentHeld": 0.1, "institutionsPercentHeld": 0.5},
        "institutionOwnership": {"ownershipList": []},
        "fundOwnership": {"ownershipList": []},
        "majorDirectHolders": {"holders": []},
        "insiderTransactions": {"transactions": []},
        "insiderHolders": {"holders": []},
        "assetProfile": {"industry": "Electronic Components", "sector": "Technology"},
        "netSharePurchaseActivity": {"period": "6m", "buyInfoShares": 10, "netPercentInsiderShares": 0.1},
    }  # fmt: skip


def chart(symbol: str, **other: Any) -> dict[str, Any]:
    """The result of a v8 chart of ten days."""
    days = [int((AT - timedelta(days=9 - n, hours=6, minutes=30)).timestamp()) for n in range(10)]
    session = {"timezone": "EST", "start": days[-1], "end": int(AT.timestamp()), "gmtoffset": -18000}
    meta = {
        "symbol": symbol, "currency": "USD", "regularMarketTime": int(AT.timestamp()), "regularMarketPrice": 8.25,
        "exchangeTimezoneName": "America/New_York", "timezone": "EST", "gmtoffset": -18000, "instrumentType": "EQUITY",
        "currentTradingPeriod": dict.fromkeys(("pre", "regular", "post"), session),
        "priceHint": 2, "dataGranularity": "1d", "range": "1y", "validRanges": ["1y"], "chartPreviousClose": 8.0,
    }  # fmt: skip
    prices = {"open": [8.0] * 10, "high": [8.5] * 10, "low": [7.9] * 10, "close": [8.25] * 10, "volume": [1000] * 10}
    indicators = {"quote": [prices], "adjclose": [{"adjclose": [8.25] * 10}]}
    return {"meta": meta, "timestamp": days, "indicators": indicators, **other}


def told(kind: str, *result: Any) -> Reply:
    return Reply(json.dumps({kind: {"result": list(result), "error": None}}))


def nothing(kind: str, description: str) -> Reply:
    error = {"code": "Not Found", "description": description}
    return Reply(json.dumps({kind: {"result": None, "error": error}}), 404)


def play(asked: Asked) -> Reply:
    """A Yahoo that knows every ticker, and wants its cookie and its crumb."""
    if asked.host == "fc.yahoo.com":
        cookie = f"A3={COOKIE}; Domain=.yahoo.com; Path=/; Expires=Fri, 01 Jan 2038 00:00:00 GMT; Secure; HttpOnly"
        return Reply("<html>Not Found on Accelerator</html>", 404, "text/html", {"Set-Cookie": cookie})
    has_cookie = f"A3={COOKIE}" in _named(asked.headers, "Cookie")
    if asked.path == "/v1/test/getcrumb":
        return Reply(CRUMB, 200, "text/plain") if has_cookie else NO_CRUMB
    symbol = asked.path.rsplit("/", 1)[-1]
    if "/v8/finance/chart/" in asked.path:
        return told("chart", chart(symbol))
    if "/timeseries/" in asked.path:
        return told("timeseries", {"meta": {"symbol": [symbol], "type": ["trailingPegRatio"]}})
    if not has_cookie or asked.query.get("crumb") != CRUMB:
        return NO_CRUMB
    if asked.path == "/v7/finance/quote":
        return told("quoteResponse", *(row(one) for one in asked.query["symbols"].split(",")))
    if "/quoteSummary/" in asked.path:
        wanted = asked.query["modules"].split(",")
        return told("quoteSummary", {name: part for name, part in modules(symbol).items() if name in wanted})
    return nothing("finance", "Requested object is not found")


def _named(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")
