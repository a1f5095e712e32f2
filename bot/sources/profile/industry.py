"""How a company's industry did over six months: the fund of it, less the Russell 2000's fund over the same days.

A fund of an industry is led by its large firms, whose returns run ahead of small ones'. One chart a fund and day serves
every stock of the industry: some eleven sectors, and a few industries that go their own way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin
from bot.sources.profile.sessions import Sessions
from bot.sources.yahoo_bodies import module, text
from bot.words import filled, later

SOURCE = later("Yahoo Finance, the fund {fund} less IWM")
SIX_MONTHS = timedelta(days=182)
SECTORS = {
    "basic-materials": "XLB",
    "communication-services": "XLC",
    "consumer-cyclical": "XLY",
    "consumer-defensive": "XLP",
    "energy": "XLE",
    "financial-services": "XLF",
    "healthcare": "XLV",
    "industrials": "XLI",
    "real-estate": "XLRE",
    "technology": "XLK",
    "utilities": "XLU",
}
INDUSTRIES = {
    "aerospace-defense": "ITA",
    "banks-regional": "KRE",
    "biotechnology": "IBB",
    "gold": "GDX",
    "medical-devices": "IHI",
    "oil-gas-e-p": "XOP",
    "oil-gas-equipment-services": "OIH",
    "residential-construction": "XHB",
    "semiconductors": "SMH",
    "semiconductor-equipment-materials": "SMH",
    "software-application": "IGV",
    "software-infrastructure": "IGV",
    "solar": "TAN",
    "uranium": "URA",
}
FUNDS = frozenset({*SECTORS.values(), *INDUSTRIES.values()})
_BETWEEN = re.compile(r"[^a-z0-9]+")


def places(summary: Mapping[str, Any]) -> tuple[str, str]:
    """Industry and sector as keys such as ``aerospace-defense``; "" for what Yahoo does not tell."""
    profile = module(summary, "assetProfile")
    return _key(profile.get("industry")), _key(profile.get("sector"))


def fund_of(summary: Mapping[str, Any]) -> Ticker | None:
    """The fund of its industry, else of its sector; None where neither is told or known here."""
    industry, sector = places(summary)
    symbol = INDUSTRIES.get(industry) or SECTORS.get(sector)
    return Ticker(symbol) if symbol else None


def read_industry(fund: Ticker, theirs: Sessions, index: Sessions | None) -> Figure | Absent:
    """A fraction, dated by the fund's last close; closes are adjusted for splits, not for dividends, on both sides."""
    if index is None:
        return Absent(later("the index fund's prices were not had"))
    if not theirs.candles or theirs.unadjusted is not None or index.unadjusted is not None:
        return Absent(filled(later("the prices of the fund {fund} cannot be compared"), fund=fund))
    end = theirs.candles[-1].day
    start = end - SIX_MONTHS
    mine, others = theirs.change(start, end), index.change(start, end)
    lead = None if mine is None or others is None else mine - others
    return Origin(filled(SOURCE, fund=fund), theirs.as_of).told(
        lead, "fraction", filled(later("six months of prices of the fund {fund} or of IWM are not there"), fund=fund)
    )


def _key(value: object) -> str:
    """``Banks—Regional`` and ``Banks - Regional`` are one industry."""
    return _BETWEEN.sub("-", text(value).lower()).strip("-")
