"""Insiders' open-market trades, from Yahoo's list of them; and how much institutions hold today.

Yahoo tells changes of the ten largest institutions only. Those that left are not among them, so these lean upwards and
are not read: what institutions did comes from our own record of a quarter ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading
from bot.sources.yahoo_bodies import items, module, moment, number, text
from bot.words import later

SOURCE = "Yahoo Finance"
NAMES = ("institutional_change", "holder_change", "insider")
SPAN = timedelta(days=183)
CLUSTER = 3  # insiders who bought
TEN_LARGEST = later("Yahoo tells today's holdings only, and our record is younger than a quarter")


def read_holders(summary: Mapping[str, Any], at: datetime) -> Reading:
    """The word for six months of trades; grants and exercises are no trades, whatever a vendor counts as "buys"."""
    return {
        "institutional_change": Absent(TEN_LARGEST),
        "holder_change": Absent(
            later("Yahoo tells today's number of holders only, and our record is younger than a quarter")
        ),
        "insider": _insider(summary, at),
    }


def read_counted(summary: Mapping[str, Any]) -> Mapping[str, float]:
    """What is counted today, for the dated record: institutions' share of the company (0 to 1) and their number."""
    holders = module(summary, "majorHoldersBreakdown")
    share, count = number(holders.get("institutionsPercentHeld")), number(holders.get("institutionsCount"))
    told = {"institutions_share": None if share is None else min(max(share, 0.0), 1.0), "institutions_count": count}
    return {name: value for name, value in told.items() if value is not None}


def _insider(summary: Mapping[str, Any], at: datetime) -> Figure | Absent:
    trades = [
        row for row in items(module(summary, "insiderTransactions").get("transactions")) if isinstance(row, Mapping)
    ]
    if not trades:
        return Absent(later("Yahoo lists no insiders' trades, which may be silence"))
    recent = [row for row in trades if (day := moment(row.get("startDate"))) is not None and at - SPAN <= day <= at]
    buyers = {text(row.get("filerName")) for row in recent if _is(row, "Purchase at price")}
    if buyers:
        word = "cluster_buy" if len(buyers) >= CLUSTER else "buy"
    else:
        word = "sell" if any(_is(row, "Sale at price") for row in recent) else "none"
    return Origin(SOURCE, at).figure(word, "insider")


def _is(row: Mapping[str, Any], words: str) -> bool:
    return text(row.get("transactionText")).startswith(words)
