"""A company's newest reported quarter from what other questions have brought already: it costs no request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.market.feeds import Missing
from bot.market.reported_fact import ReportedFact
from bot.market.season import QuarterReport
from bot.market.ticker import Ticker
from bot.sources.edgar import Edgar
from bot.sources.profile.concepts import EBIT, REVENUE
from bot.sources.profile.reported import A_YEAR, Book
from bot.sources.yahoo import Yahoo
from bot.sources.yahoo_earnings import read_earnings
from bot.words import filled, later


class Seasons:
    """Answers SeasonFeed: earnings by Yahoo's summary of the day, margins by filings, or Yahoo's copy of them."""

    def __init__(self, yahoo: Yahoo, edgar: Edgar) -> None:
        self._yahoo, self._edgar = yahoo, edgar
        self._margins: dict[tuple[Ticker, date], tuple[float, float]] = {}  # years of facts are much to read each time

    async def newest_report(self, ticker: Ticker) -> QuarterReport:
        summary = await self._yahoo.kept_summary(ticker)
        if summary is None:
            raise Missing(filled(later("No summary of {ticker} is kept."), ticker=ticker))
        told = read_earnings(ticker, *summary).quarters
        if isinstance(told, str):
            raise Missing(
                filled(later("Yahoo tells no reported quarter of {ticker}: {told}."), ticker=ticker, told=told)
            )
        return QuarterReport(told[-1], *(await self._both_margins(ticker, told[-1].end) or (None, None)))

    async def _both_margins(self, ticker: Ticker, end: date) -> tuple[float, float] | None:
        if (ticker, end) in self._margins:
            return self._margins[ticker, end]
        for facts in (await self._edgar.kept_facts(ticker), await self._yahoo.kept_statements(ticker)):
            now, before = margins(facts, end)
            if now is not None and before is not None:
                self._margins[ticker, end] = now, before
                return now, before
        return None


def margins(facts: Sequence[ReportedFact], end: date) -> tuple[float | None, float | None]:
    """Operating income over revenue of the quarter to about ``end`` and of the one a year before, as fractions."""
    if not facts:
        return None, None
    book = Book(facts, max(fact.filed for fact in facts))
    return _margin(book, end), _margin(book, end - A_YEAR)


def _margin(book: Book, end: date) -> float | None:
    income, revenue = book.quarter(EBIT, end), book.quarter(REVENUE, end)
    return income / revenue if income is not None and revenue and revenue > 0 else None
