"""Yahoo Finance: prices in batches, and one summary and one chart a ticker a day."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from bot.clock import Clock
from bot.market.earnings import Earnings
from bot.market.feeds import Missing, Unavailable
from bot.market.ownership import Institutions
from bot.market.price_target import PriceTarget
from bot.market.quote import PriceHistory, Quote
from bot.market.readings import Readings
from bot.market.reported_fact import ReportedFact
from bot.market.short_interest import FloatShares
from bot.market.ticker import Ticker
from bot.sources.batched import Batched
from bot.sources.cached import Cached, MemoryShelf, Shelf, same_day, until_next_close, within
from bot.sources.read_once import ReadOnce
from bot.sources.vendor import Refused, Throttled, Vendor
from bot.sources.yahoo_bodies import read_chart, read_rows, read_summary
from bot.sources.yahoo_earnings import read_earnings
from bot.sources.yahoo_events import EVENTS, asked_for, read_events
from bot.sources.yahoo_filings import trim_listed
from bot.sources.yahoo_holders import read_institutions
from bot.sources.yahoo_nouns import newest_year, read_adjusted, read_float, read_history, read_quote, read_target
from bot.sources.yahoo_statements import TYPES, Row, read_timeseries, reported
from bot.words import filled, later

T = TypeVar("T")

NAME = "Yahoo"
QUOTES = "https://query1.finance.yahoo.com/v7/finance/quote"
SUMMARY = "https://query2.finance.yahoo.com/v10/finance/quoteSummary/"
CHART = "https://query2.finance.yahoo.com/v8/finance/chart/"
STATEMENTS = "https://query2.finance.yahoo.com/ws/fundamentals-timeseries/v1/finance/timeseries/"
MODULES = (
    "financialData,defaultKeyStatistics,summaryDetail,price,earningsTrend,earningsHistory,recommendationTrend,"
    "upgradeDowngradeHistory,calendarEvents,institutionOwnership,majorHoldersBreakdown,insiderTransactions,"
    "netSharePurchaseActivity,assetProfile,secFilings"
)
BATCH = 100  # names in one request for prices; how many Yahoo takes is not known, so a refused request is halved
WIDE, MOST = 250, 0.9  # names in one for an index's members; of them so many are told, or the request was too wide
PER_HOUR, BURST = 500, 100  # 200 tickers cost some 590 requests a day; blocks are reported from a few hundred at once
TIMEOUT = 20  # seconds
QUOTES_LAST = timedelta(seconds=15)  # rounds and commands share a price this long
OLD_QUOTE, OLD_DAY = timedelta(minutes=15), timedelta(days=7)  # how old an answer may be while Yahoo is lost
A_WEEK, OLD_STATEMENTS = timedelta(days=7), timedelta(days=30)
STATEMENTS_SPAN = timedelta(days=5 * 366)
UNWANTED = (400, 413, 414, 422, 431)  # the request itself is refused, perhaps for its size


class Yahoo:
    """Answers the feeds of quotes, targets, floats, histories, leadership, earnings and institutions.

    It hands out whole summaries too.

    ``shelf`` keeps a day's answers over a restart, ``folder`` Yahoo's cookies. Unit of the pace: requests.
    """

    def __init__(
        self, shelf: Shelf, clock: Clock, folder: Path, *, per_hour: float = PER_HOUR, burst: int = BURST
    ) -> None:
        self.vendor = Vendor(NAME, clock, shelf, per_hour=per_hour, burst=burst)
        self._clock, self._door = clock, Door(folder)
        self._batched = Batched(self._ask_quotes, NAME, BATCH)
        self._wide = Batched(self._ask_many, NAME, WIDE)
        self._quotes = Cached(
            "yahoo.quote",
            self._batched.get,
            MemoryShelf(),
            clock,
            fresh=within(QUOTES_LAST),
            stale_for=OLD_QUOTE,
        )
        self._summaries = Cached("yahoo.summary", self._ask_summary, shelf, clock, fresh=same_day, stale_for=OLD_DAY)
        self._statements = Cached(
            "yahoo.statements", self._ask_statements, shelf, clock, fresh=within(A_WEEK), stale_for=OLD_STATEMENTS
        )
        self._charts = Cached("yahoo.chart", self._ask_chart, shelf, clock, fresh=until_next_close, stale_for=OLD_DAY)
        self._histories, self._adjusted = ReadOnce(read_history), ReadOnce(read_adjusted)

    async def quote(self, ticker: Ticker) -> Quote:
        return read_quote(ticker, (await self._quotes.get(ticker.symbol)).value)

    async def rows(self, tickers: Sequence[Ticker]) -> Mapping[Ticker, Mapping[str, Any]]:
        """Yahoo's rows of many tickers as it writes them, ``WIDE`` a request; those it does not know are left out.

        Raises Unavailable where a batch could not be asked: half an index is none.
        """

        async def row(ticker: Ticker) -> Mapping[str, Any] | None:
            try:
                return await self._wide.get(ticker.symbol)
            except (Missing, Refused):
                return None

        found = await asyncio.gather(*map(row, tickers))
        return {ticker: one for ticker, one in zip(tickers, found, strict=True) if one is not None}

    async def target(self, ticker: Ticker) -> PriceTarget:
        return read_target(ticker, *await self.summary(ticker))

    async def float_shares(self, ticker: Ticker) -> FloatShares:
        return read_float(ticker, *await self.summary(ticker))

    async def earnings(self, ticker: Ticker) -> Earnings:
        return read_earnings(ticker, *await self.summary(ticker))

    async def institutions(self, ticker: Ticker) -> Institutions:
        return read_institutions(ticker, *await self.summary(ticker))

    async def history(self, ticker: Ticker) -> PriceHistory:
        return newest_year(await self.long_history(ticker))

    async def long_history(self, ticker: Ticker) -> PriceHistory:
        """Two years of daily candles, from the one request behind ``history``. Raises Missing, Unavailable."""
        return self._histories.of(ticker, await self._charts.get(ticker.symbol))

    async def adjusted(self, fund: Ticker) -> Readings:
        return self._adjusted.of(fund, await self._charts.get(fund.symbol))

    async def summary(self, ticker: Ticker) -> tuple[Mapping[str, Any], datetime]:
        """Yahoo's modules by name, as it writes them, and when it gave them; one request a ticker a day.

        Modules it has not for this ticker are not among them. Raises Missing where it has none, Unavailable.
        """
        answer = await self._summaries.get(ticker.symbol)
        return answer.value, answer.at

    async def kept_summary(self, ticker: Ticker) -> tuple[Mapping[str, Any], datetime] | None:
        """The last summary however old it is; None where none is kept. Yahoo is not asked."""
        answer = await self._summaries.kept(ticker.symbol)
        return (answer.value, answer.at) if answer else None

    async def kept_statements(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """The last statements however old they are; none where none are kept. Yahoo is not asked."""
        answer = await self._statements.kept(ticker.symbol)
        return reported(answer.value) if answer else ()

    async def events(self, day: date, offset: int = 0) -> Sequence[Mapping[str, Any]]:
        """A hundred economic events of a day (UTC) and all countries, the latest first. Raises Unavailable."""
        params = {"lang": "en-US", "region": "US"}
        return await self.vendor.ask(lambda: read_events(self._door.post(EVENTS, params, asked_for(day, offset))))

    async def statements(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """Its copy of the statements of some quarters and years; one request a ticker a week. Raises as ``summary``."""
        return reported((await self._statements.get(ticker.symbol)).value)

    async def has_statements(self, ticker: Ticker) -> bool:
        """Whether ``statements`` would answer from what is at hand."""
        return await self._statements.has(ticker.symbol)

    async def _ask_quotes(self, symbols: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        def read(body: str) -> Mapping[str, Mapping[str, Any]]:
            try:
                return read_rows(body)
            except Missing as none:  # of which of them?
                if len(symbols) == 1:
                    raise
                raise Refused(none.sentence) from None

        return await self._ask(QUOTES, {"symbols": ",".join(symbols), "formatted": "false"}, read)

    async def _ask_many(self, symbols: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Rows of more names than a usual request has: one that tells few of them is asked again in halves."""
        rows = await self._ask_quotes(symbols)
        if len(symbols) > BATCH and len(rows) < MOST * len(symbols):
            raise Refused(filled(later("Yahoo tells {told} of {asked} names."), told=len(rows), asked=len(symbols)))
        return rows

    async def _ask_summary(self, symbol: str) -> Mapping[str, Any]:
        params = {"modules": MODULES, "formatted": "false"}

        def read(body: str) -> Mapping[str, Any]:
            return trim_listed(read_summary(body, symbol), self._clock.now())

        return await self._ask(SUMMARY + quote(symbol, safe=""), params, read)

    async def _ask_chart(self, symbol: str) -> Mapping[str, Any]:
        params = {"range": "2y", "interval": "1d", "events": "div,splits"}
        return await self._ask(CHART + quote(symbol, safe=""), params, lambda body: read_chart(body, symbol))

    async def _ask_statements(self, symbol: str) -> Sequence[Row]:
        until = self._clock.now()
        span = {"period1": str(int((until - STATEMENTS_SPAN).timestamp())), "period2": str(int(until.timestamp()))}
        params = {"symbol": symbol, "type": TYPES, **span}
        return await self._ask(STATEMENTS + quote(symbol, safe=""), params, lambda body: read_timeseries(body, symbol))

    async def _ask(self, address: str, params: Mapping[str, str], read: Callable[[str], T]) -> T:
        return await self.vendor.ask(lambda: read(self._door.get(address, params)))


class Door:
    """yfinance's way in: cookie, crumb and a browser's manners. Blocking; for worker threads.

    yfinance is imported here alone, at the first request, for it is heavy. Its properties are not used: they cost
    several requests a ticker, and some of them keep their first answer for ever.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()
        self._way: Any = None

    def get(self, address: str, params: Mapping[str, str]) -> str:
        """The body of a good answer or of a 404. Raises Throttled, Refused, Unavailable, OSError."""
        return self._body(lambda way: way.get(address, dict(params), timeout=TIMEOUT))

    def post(self, address: str, params: Mapping[str, str], asked: Mapping[str, Any]) -> str:
        """The same for a question that is sent as JSON."""
        return self._body(lambda way: way.post(address, body=dict(asked), params=dict(params), timeout=TIMEOUT))

    def _body(self, ask: Callable[[Any], Any]) -> str:
        from yfinance.exceptions import YFException, YFRateLimitError

        from bot.sources.yahoo_session import Refusal

        try:
            response = ask(self._open())
            status, body = int(response.status_code), str(response.text)
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
        except YFRateLimitError:
            raise Throttled from None
        except YFException as error:
            raise Unavailable(
                filled(later("Yahoo could not be asked ({fault})."), fault=type(error).__name__)
            ) from error
        if status in UNWANTED:
            raise Refused(filled(later("Yahoo does not serve this request (HTTP {status})."), status=status))
        if status >= 400 and status != 404:
            raise Unavailable(
                filled(later("Yahoo does not let us in (HTTP {status})."), status=status)
                if status < 500
                else filled(later("Yahoo does not work (HTTP {status})."), status=status)
            )
        return body

    def _open(self) -> Any:
        with self._opening:
            if self._way is None:
                import yfinance
                from yfinance.data import YfData

                logging.getLogger("yfinance").setLevel(logging.CRITICAL)  # a lost vendor is said once, by us

                from bot.sources.yahoo_session import Browser

                yfinance.set_tz_cache_location(str(self._folder))  # the cookies move with it
                self._way = YfData(session=Browser())
            return self._way
