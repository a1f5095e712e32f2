"""What Yahoo says of reports: expected days, and the last quarters against their estimates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.market.earnings import Earnings, ExpectedReport, ReportedQuarter
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.sources.profile.company import quoted_in, stated_in
from bot.sources.yahoo_bodies import items, module, moment, number, text
from bot.sources.yahoo_nouns import SOURCE
from bot.words import filled, later


def read_earnings(ticker: Ticker, summary: Mapping[str, Any], at: datetime) -> Earnings:
    """As Yahoo gave it ``at``. Raises Missing where it tells neither a day nor a quarter."""
    expected, quarters = _expected(summary), _quarters(summary, at)
    if isinstance(expected, str) and isinstance(quarters, str):
        raise Missing(
            filled(
                later("Yahoo tells no reports of {ticker}: {expected}, and {quarters}."),
                ticker=ticker,
                expected=expected,
                quarters=quarters,
            )
        )
    return Earnings(as_of=at, source=SOURCE, ticker=ticker, expected=expected, quarters=quarters)


def _expected(summary: Mapping[str, Any]) -> ExpectedReport | str:
    """Two moments, or the vendor's own flag, say that it is an estimate."""
    told = module(module(summary, "calendarEvents"), "earnings")
    days = sorted(found for one in items(told.get("earningsDate")) if (found := moment(one)) is not None)
    if not days:
        return later("no day of a report is told")
    return ExpectedReport(days[0], days[-1], len(days) > 1 or told.get("isEarningsDateEstimate") is True)


def _quarters(summary: Mapping[str, Any], at: datetime) -> tuple[ReportedQuarter, ...] | str:
    """Oldest first. The vendor's own percentage comes in two units and its difference is rounded: neither is read."""
    rows = [row for row in items(module(summary, "earningsHistory").get("history")) if isinstance(row, Mapping)]
    found = {}
    currencies_told = True
    for row in rows:
        end, actual = moment(row.get("quarter")), number(row.get("epsActual"))
        estimate = number(row.get("epsEstimate")) or None  # a zero stands for nobody
        if end is None or end > at or actual is None or (actual == 0 and estimate is None):
            continue
        currency = text(row.get("currency")) or _currency(summary)
        if not currency:
            currencies_told = False
            continue
        found[end.date()] = ReportedQuarter(end.date(), actual, estimate, currency)
    if not found:
        if not currencies_told:
            return later("the currency of its earnings is not told")
        return later("no reported quarter is told")
    return tuple(found[end] for end in sorted(found))


def _currency(summary: Mapping[str, Any]) -> str:
    """That of the price, where the company's statements are in the same one or in none that is told."""
    quoted, stated = quoted_in(summary), stated_in(summary)
    return quoted if stated in ("", quoted) else ""
