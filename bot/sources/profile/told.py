"""What the sources were asked about one company, and what each of them told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.market.feeds import NoAnswer
from bot.market.filing import Filing
from bot.market.quote import PriceHistory
from bot.market.reported_fact import ReportedFact
from bot.market.short_interest import ShortInterest
from bot.market.ticker import Ticker
from bot.sources.profile.peers import Row
from bot.sources.profile.snapshots import Snapshot


@dataclass(frozen=True)
class Told:
    """Each source's answer, or the sentence why there is none. ``summary`` are Yahoo's modules and when it gave them.

    ``newest_opinion`` is the newest change of a rating that was seen for any ticker, ``quarter_ago`` our own record,
    ``peers`` the rows of other stocks from days before. ``fund`` is that of its industry, ``sector`` the fund's
    prices; ``report`` is its newest report, ``doubts`` the sentences of it that name substantial doubt.
    """

    ticker: Ticker
    summary: tuple[Mapping[str, Any], datetime] | NoAnswer
    history: PriceHistory | NoAnswer
    index: PriceHistory | NoAnswer
    short: ShortInterest | NoAnswer
    facts: Sequence[ReportedFact] | NoAnswer
    filings: Sequence[Filing] | NoAnswer
    newest_opinion: datetime | None = None
    quarter_ago: Snapshot | None = None
    fund: Ticker | None = None
    sector: PriceHistory | NoAnswer | None = None
    report: Filing | None = None
    doubts: Sequence[str] | NoAnswer | None = None
    peers: Sequence[Row] = ()
