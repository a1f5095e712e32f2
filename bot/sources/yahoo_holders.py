"""What Yahoo says of institutions: the ten largest, each with the quarter its holding was filed for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.market.feeds import Missing
from bot.market.ownership import Holding, Institutions
from bot.market.ticker import Ticker
from bot.sources.yahoo_bodies import above_zero, items, module, moment, number, text
from bot.sources.yahoo_nouns import SOURCE
from bot.words import filled, later


def read_institutions(ticker: Ticker, summary: Mapping[str, Any], at: datetime) -> Institutions:
    """As Yahoo gave them ``at``; rows without a name, a quarter or shares are left out. Raises Missing.

    ``pctHeld`` may exceed 1 and is cut there; ``pctChange`` is a fraction (0.629 is 62.9 %).
    """
    holdings = tuple(
        Holding(name, period.date(), shares, None if share is None else min(share, 1.0), number(row.get("pctChange")))
        for row in items(module(summary, "institutionOwnership").get("ownershipList"))
        if isinstance(row, Mapping)
        and (name := text(row.get("organization")))
        and (period := moment(row.get("reportDate"))) is not None
        and period <= at
        and (shares := above_zero(row.get("position"))) is not None
        for share in (above_zero(row.get("pctHeld")),)
    )
    if not holdings:
        raise Missing(filled(later("Yahoo lists no institution that holds {ticker}."), ticker=ticker))
    return Institutions(as_of=at, source=SOURCE, ticker=ticker, holdings=holdings)
