"""What a company's sector did beside small caps: the large companies' fund of that sector less the Russell 2000's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.market.ticker import Ticker
from bot.rating.profile import Absent
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.profile.sessions import Sessions
from bot.sources.yahoo_bodies import module, text

SOURCE = "Yahoo Finance"
NAMES = ("industry_return",)
HALF_A_YEAR = 126  # sessions
FUNDS: Mapping[str, Ticker] = {
    sector: Ticker(symbol)
    for sector, symbol in {
        "Basic Materials": "XLB",
        "Communication Services": "XLC",
        "Consumer Cyclical": "XLY",
        "Consumer Defensive": "XLP",
        "Energy": "XLE",
        "Financial Services": "XLF",
        "Healthcare": "XLV",
        "Industrials": "XLI",
        "Real Estate": "XLRE",
        "Technology": "XLK",
        "Utilities": "XLU",
    }.items()
}
NO_SECTOR = "Yahoo tells no sector of it that has a fund"


def fund_of(summary: Mapping[str, Any]) -> Ticker | None:
    """The SPDR fund of the sector that Yahoo puts the company in; None where it tells none."""
    return FUNDS.get(text(module(summary, "assetProfile").get("sector")))


def read_industry(fund: Sessions | None, index: Sessions | None) -> Reading:
    """Six months of the sector's fund less the index over the same days, a fraction."""
    if fund is None or index is None or len(index.candles) <= HALF_A_YEAR:
        return absent(NAMES, "its sector's prices were not had")
    start, end = index.candles[-HALF_A_YEAR - 1].day, index.candles[-1].day
    theirs, small = fund.change(start, end), index.change(start, end)
    if theirs is None or small is None:
        return {"industry_return": Absent("its sector's prices do not cover six months")}
    return {"industry_return": Origin(SOURCE, index.as_of).figure(theirs - small, "fraction")}
