"""What Yahoo's summary says of the statements: the fallback where the filings themselves were not had.

Its free cash flow is a levered figure at odds with the statement, its margins stand on a quarter, its enterprise value
can be weeks old: none of the three is read. It has no capital spending, so no runway can come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rating.profile import Absent, Figure
from bot.sources.profile.company import stated_in
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.yahoo_bodies import above_zero, module, moment, number
from bot.words import later

SOURCE = "Yahoo Finance"
MONEY = {
    "revenue": "totalRevenue",
    "operating_cash_flow": "operatingCashflow",
    "cash": "totalCash",
    "debt": "totalDebt",
    "ebitda": "ebitda",
}
NAMES = (*MONEY, "revenue_growth", "eps_trailing", "net_income")
CLOSE = 0.02  # share counts this near one another are one count


def read_balance(summary: Mapping[str, Any], at: datetime) -> Reading:
    """Figures of the newest reported quarter, in the statements' currency."""
    data, statistics = module(summary, "financialData"), module(summary, "defaultKeyStatistics")
    quarter, currency = moment(statistics.get("mostRecentQuarter")), stated_in(summary)
    shares = {"shares": read_shares(summary, at)}
    if quarter is None or not currency:
        return {**absent(NAMES, later("Yahoo has no dated statement of it")), **shares}
    origin, none = Origin(SOURCE, quarter), later("Yahoo does not tell it")
    return {
        **{name: origin.told(number(data.get(told)), currency, none) for name, told in MONEY.items()},
        "revenue_growth": origin.told(number(data.get("revenueGrowth")), "fraction", none),
        "eps_trailing": origin.told(number(statistics.get("trailingEps")), f"{currency}/share", none),
        "net_income": origin.told(number(statistics.get("netIncomeToCommon")), currency, none),
        **shares,
    }


def read_shares(summary: Mapping[str, Any], at: datetime) -> Figure | Absent:
    """All classes together. Yahoo's two counts can each be one class, so market value over price decides.

    Whichever of the two counts, or their sum, it agrees with is taken; where it agrees with none, none is.
    """
    statistics, price = module(summary, "defaultKeyStatistics"), module(summary, "price")
    listed, implied = (above_zero(statistics.get(name)) for name in ("sharesOutstanding", "impliedSharesOutstanding"))
    value, paid = above_zero(price.get("marketCap")), above_zero(price.get("regularMarketPrice"))
    if value is None or paid is None:
        return Absent(later("Yahoo gives no market value to check its share counts against"))
    whole = value / paid
    counts = [count for count in (listed, implied, (listed or 0) + (implied or 0)) if count]
    near = min(counts, key=lambda count: abs(count / whole - 1), default=0.0)
    if abs(near / whole - 1) > CLOSE:
        return Absent(later("Yahoo's share counts and its market value contradict one another"))
    return Origin(SOURCE, at).figure(near, "shares")
