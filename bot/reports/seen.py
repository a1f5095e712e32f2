"""What a look at a company's reports finds, and what its three parts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.alerts.alert import Severity
from bot.market.earnings import Earnings, ReportedQuarter
from bot.market.filing import Filing
from bot.market.quote import PriceHistory
from bot.market.ticker import Ticker
from bot.watchers import Occurrence
from bot.words import say

DATE, REPORT, REACTION = "date", "report", "reaction"  # the three episodes of a ticker
NOTE = say("Information, not advice.")

What = TypeVar("What")


@dataclass(frozen=True)
class Seen:
    """What is told of its reports; filed results and prices, or the sentence why they are not had."""

    earnings: Earnings
    results: Sequence[Filing] | str
    stock: PriceHistory | str
    index: PriceHistory | str

    @property
    def ticker(self) -> Ticker:
        return self.earnings.ticker

    @property
    def newest(self) -> ReportedQuarter | None:
        return None if isinstance(self.earnings.quarters, str) else self.earnings.quarters[-1]


def occurrence(
    seen: Seen,
    name: str,
    what: What,
    at: datetime,
    severity: Severity = Severity.NORMAL,
    *,
    size: float = 0.0,
    follows: str = "",
) -> Occurrence[What]:
    """What happened to the ticker of a look."""
    about = seen.ticker.symbol
    return Occurrence(name=name, about=about, at=at, what=what, severity=severity, size=size, follows=follows)
