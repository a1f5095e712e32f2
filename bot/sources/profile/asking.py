"""What a profile needs to be told by Yahoo and by the SEC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.market.filing import Filing
from bot.market.quote import PriceHistory
from bot.market.reported_fact import ReportedFact
from bot.market.ticker import Ticker


class SummarySource(Protocol):
    """What is asked of Yahoo: two requests for a ticker nobody asked about today, three where its filings have gaps."""

    async def summary(self, ticker: Ticker) -> tuple[Mapping[str, Any], datetime]:
        """Its modules by name and when it gave them. Raises Missing, Unavailable."""
        ...

    async def long_history(self, ticker: Ticker) -> PriceHistory:
        """Two years of daily candles. Raises Missing, Unavailable."""
        ...

    async def statements(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """Its copy of the statements. Raises Missing, Unavailable."""
        ...

    async def has_statements(self, ticker: Ticker) -> bool:
        """Whether they are at hand, so that asking costs no request."""
        ...


class FiledSource(Protocol):
    """What is asked of the SEC."""

    async def facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """Figures of its statements. Raises Missing, Unavailable."""
        ...

    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        """Its filings of a year. Raises Missing, Unavailable."""
        ...

    async def doubts(self, filing: Filing) -> Sequence[str]:
        """The sentences of its document that name substantial doubt. Raises Missing, Unavailable."""
        ...

    async def has_filings(self, ticker: Ticker) -> bool:
        """Whether the list is at hand, so that asking costs no request."""
        ...

    async def has_doubts(self, filing: Filing) -> bool:
        """Whether its document was read, so that asking costs no request."""
        ...
