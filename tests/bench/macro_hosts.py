"""The vendors of the macro figures as they are played here: years of calm days up to the clock's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock
from bot.market.hours import NEW_YORK, closes, opens, session_of, sessions_after
from bot.market.readings import months_from
from bot.sources.bls import UNITS
from bot.sources.yahoo_events import FIELDS
from tests.bench.book import book
from tests.bench.fund import holdings
from tests.bench.loopback import Asked, Reply
from tests.bench.yahoo import chart, play, row, told

FUNDS = {
    "IJR_holdings": [f"S{place}" for place in range(603)],
    "IVV_holdings": [f"L{place}" for place in range(503)],
}
RISK_DAYS, YEARS = 2200, 5
ROWS: dict[str, dict[str, Any]] = {
    "^VIX": {"quoteType": "INDEX", "regularMarketPrice": 16.0},
    "ZQ": {"quoteType": "FUTURE", "regularMarketPrice": 96.1},
    "": {"epsCurrentYear": 0.4, "epsForward": 0.5, "twoHundredDayAverage": 8.0},
}  # by how a name begins


def play_macro(clock: Clock, *, lacks_a_month: bool = False) -> Callable[[Asked], Reply]:
    """Yahoo, FRED, BLS, the New York Fed, iShares, GPR's authors and GDELT on the clock's day, with keys or without.

    ``lacks_a_month``: last month's supply-chain pressure is not out yet.
    """
    by_host: dict[str, Callable[[date], Reply]] = {
        "markets.newyorkfed.org": _effective,
        "www.newyorkfed.org": lambda today: _pressure(months_from(today, -1) if lacks_a_month else today),
        "api.bls.gov": _bls,
        "www.matteoiacoviello.com": _risk,
        "api.gdeltproject.org": _news,
    }

    def answer(asked: Asked) -> Reply:
        now = clock.now()
        today = now.astimezone(NEW_YORK).date()
        if asked.host in by_host:
            return by_host[asked.host](today)
        if asked.host == "www.ishares.com":
            return Reply(holdings(FUNDS[asked.query["fileName"]]))
        if asked.host.endswith("stlouisfed.org"):
            return _fred(asked, today)
        if asked.path == "/v7/finance/quote" and "crumb" in asked.query:
            return told("quoteResponse", *(_row(name, now) for name in asked.query["symbols"].split(",")))
        if asked.path == "/v1/finance/visualization" and "crumb" in asked.query:
            return _events(today)
        if "/v8/finance/chart/" in asked.path:
            return told("chart", _closes(asked.path.rsplit("/", 1)[-1], now))
        return play(asked)

    return answer


def _events(today: date) -> Reply:
    """Tomorrow's claims, at half past eight in New York."""
    at = datetime.combine(today + timedelta(days=1), time(8, 30), NEW_YORK).astimezone(UTC)
    columns = [{"id": name} for name in FIELDS]
    rows = [["Initial Jobless Clm", "US", f"{at:%Y-%m-%dT%H:%M:%S.000Z}", "14 Nov, w/e", 215.0]]
    return told("finance", {"documents": [{"columns": columns, "rows": rows}]})


def _row(name: str, now: datetime) -> dict[str, Any]:
    other = next(figures for start, figures in ROWS.items() if name.startswith(start))
    return row(name, regularMarketTime=int(_paid(now).timestamp()), **other)


def _closes(name: str, now: datetime) -> dict[str, Any]:
    """Two years of closes that do not move."""
    newest = session_of(now)
    days = [int(opens(sessions_after(newest, -back)).timestamp()) for back in range(500)][::-1]
    played = chart(name)
    still: list[float] = [8.25] * len(days)
    prices = dict.fromkeys(("open", "high", "low", "close"), still) | {"volume": [1000] * len(days)}
    indicators = {"quote": [prices], "adjclose": [{"adjclose": still}]}
    meta = {**played["meta"], "regularMarketTime": int(_paid(now).timestamp())}
    return {"meta": meta, "timestamp": days, "indicators": indicators}


def _paid(now: datetime) -> datetime:
    return min(now, closes(session_of(now)))


def _effective(today: date) -> Reply:
    rate = {"effectiveDate": (today - timedelta(days=1)).isoformat(), "type": "EFFR", "percentRate": 3.88}
    return Reply(json.dumps({"refRates": [rate]}))


def _pressure(today: date) -> Reply:
    months = [months_from(today, -back) - timedelta(days=1) for back in range(24)][::-1]
    return Reply("\n".join(["Date,newest", *(f"{month:%d-%b-%Y},0.25" for month in months), ""]), kind="text/csv")


def _risk(today: date) -> Reply:
    days = [today - timedelta(days=back) for back in range(3, 3 + RISK_DAYS)][::-1]
    rows = [[float(f"{day:%Y%m%d}"), 100.0 + place % 7] for place, day in enumerate(days)]
    return Reply(book([["DAY", "GPRD"], *rows]), kind="application/vnd.ms-excel")


def _news(today: date) -> Reply:
    days = [today - timedelta(days=back) for back in range(90)][::-1]
    data = [{"date": f"{day:%Y%m%d}T000000Z", "value": 2.5} for day in days]
    return Reply(json.dumps({"timeline": [{"series": "Volume Intensity", "data": data}]}))


def _fred(asked: Asked, today: date) -> Reply:
    if asked.path.endswith("release/dates"):
        return Reply(json.dumps({"release_dates": [{"date": "2026-11-06"}, {"date": "2026-12-04"}]}))
    name = asked.query.get("id") or asked.query["series_id"]
    is_weekly = name == "ICSA"
    last = today - timedelta(days=(today.weekday() + 2) % 7 or 7) if is_weekly else today
    days = [last - timedelta(days=back * (7 if is_weekly else 1)) for back in range(110 if is_weekly else 600)][::-1]
    if "series_id" in asked.query:
        return Reply(json.dumps({"observations": [{"date": str(day), "value": "4.00"} for day in days]}))
    return Reply("\n".join([f"observation_date,{name}", *(f"{day},4.00" for day in days), ""]), kind="text/csv")


def _bls(today: date) -> Reply:
    """Months of a level that wobbles, for a miss is judged by the misses before it."""
    months = [months_from(today, -back) for back in range(1, 12 * YEARS)]
    data = [
        {"year": str(one.year), "period": f"M{one.month:02d}", "value": str(159000 + one.month % 2)} for one in months
    ]
    series = [{"seriesID": name, "data": data} for name in UNITS]
    return Reply(json.dumps({"status": "REQUEST_SUCCEEDED", "message": [], "Results": {"series": series}}))
