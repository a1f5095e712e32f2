"""A source that answers from what it was told, dated: every feed, no wire (the demo, and tests of the whole)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from bot.calls.profile_feed import Early
from bot.market.consensus import Awaited, Consensus
from bot.market.earnings import Earnings
from bot.market.feeds import Health, Listing
from bot.market.filing import Filing
from bot.market.members import FundHoldings
from bot.market.ownership import InsiderReport, Institutions, StakeReport
from bot.market.price_target import PriceTarget
from bot.market.quote import Candle, PriceHistory, Quote
from bot.market.reported_fact import ReportedFact
from bot.market.season import QuarterReport
from bot.market.sectors import Placed
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.rating.profile import Profile
from bot.sources.recorded_macro import Macro, RecordedMacro
from bot.words import filled, later, say


class Recorded(RecordedMacro):
    """Every feed of bot.market.feeds, and ProfileFeed, over observations handed to ``tell``; the newest one answers.

    While ``out`` names since when, every question is Unavailable.
    """

    def __init__(self, source: str = later("Recorded data")) -> None:
        super().__init__(source)
        self._quotes: dict[Ticker, list[Quote]] = defaultdict(list)
        self._targets: dict[Ticker, PriceTarget] = {}
        self._shorts: dict[Ticker, list[ShortInterest]] = defaultdict(list)
        self._floats: dict[Ticker, FloatShares] = {}
        self._filings: dict[Ticker, list[Filing]] = defaultdict(list)
        self._holdings: dict[Ticker, FundHoldings] = {}
        self._placed: dict[Ticker, Placed] = {}
        self._facts: dict[Ticker, tuple[ReportedFact, ...]] = {}
        self._profiles: dict[Ticker, Profile] = {}
        self._earnings: dict[Ticker, Earnings] = {}
        self._institutions: dict[Ticker, Institutions] = {}
        self._consensus: list[Consensus] = []
        self._reports: dict[Ticker, QuarterReport] = {}
        self._papers: dict[str, InsiderReport | StakeReport] = {}

    def tell(self, *seen: Quote | PriceTarget | ShortInterest | FloatShares | Filing | Macro) -> None:
        """What became known, in its order."""
        for one in seen:
            self._answered = max(one.as_of, self._answered or one.as_of)
            if isinstance(one, Quote):
                self._quotes[one.ticker].append(one)
            elif isinstance(one, PriceTarget):
                self._targets[one.ticker] = one
            elif isinstance(one, ShortInterest):
                self._shorts[one.ticker].append(one)
            elif isinstance(one, Filing):
                self._filings[one.ticker].append(one)
            elif isinstance(one, FloatShares):
                self._floats[one.ticker] = one
            else:
                self.tell_macro(one)

    def tell_consensus(self, *told: Consensus) -> None:
        """What was expected of releases, besides what was told before."""
        self._consensus += told

    async def consensus(self, awaited: Awaited) -> Sequence[Consensus]:
        return sorted((one for one in self._consensus if one.awaited is awaited), key=lambda one: one.about)

    def tell_report(self, ticker: Ticker, report: QuarterReport) -> None:
        self._reports[ticker] = report

    async def newest_report(self, ticker: Ticker) -> QuarterReport:
        told = self._reports.get(ticker)
        return self._newest(
            [told] if told else [],
            filled(later("There is no reported quarter of {ticker} in the recording."), ticker=ticker),
        )

    def tell_profile(self, ticker: Ticker, profile: Profile) -> None:
        """What is known of a company from now on; a Profile itself holds no name."""
        self._answered = max(profile.at, self._answered or profile.at)
        self._profiles[ticker] = profile

    def tell_company(self, *seen: Earnings | Institutions | InsiderReport | StakeReport) -> None:
        """Its reports and its owners; a paper is kept under its accession number."""
        for one in seen:
            self._answered = max(one.as_of, self._answered or one.as_of)
            if isinstance(one, Earnings):
                self._earnings[one.ticker] = one
            elif isinstance(one, Institutions):
                self._institutions[one.ticker] = one
            else:
                self._papers[one.accession] = one

    async def earnings(self, ticker: Ticker) -> Earnings:
        told = self._earnings.get(ticker)
        return self._newest(
            [told] if told else [], filled(later("There is no report of {ticker} in the recording."), ticker=ticker)
        )

    async def institutions(self, ticker: Ticker) -> Institutions:
        told = self._institutions.get(ticker)
        return self._newest(
            [told] if told else [],
            filled(later("There is no institution that holds {ticker} in the recording."), ticker=ticker),
        )

    async def insider_report(self, filing: Filing) -> InsiderReport:
        told = self._papers.get(filing.accession)
        reports = [told] if isinstance(told, InsiderReport) else []
        return self._newest(
            reports, filled(later("There is no text of {accession} in the recording."), accession=filing.accession)
        )

    async def stake_report(self, filing: Filing) -> StakeReport:
        told = self._papers.get(filing.accession)
        reports = [told] if isinstance(told, StakeReport) else []
        return self._newest(
            reports, filled(later("There is no text of {accession} in the recording."), accession=filing.accession)
        )

    async def quote(self, ticker: Ticker) -> Quote:
        return self._newest(
            self._quotes.get(ticker), filled(later("There is no price of {ticker} in the recording."), ticker=ticker)
        )

    async def target(self, ticker: Ticker) -> PriceTarget:
        return self._newest(
            [self._targets[ticker]] if ticker in self._targets else [],
            filled(later("There is no analyst target of {ticker} in the recording."), ticker=ticker),
        )

    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        return self._newest(
            self._shorts.get(ticker),
            filled(later("There is no short interest of {ticker} in the recording."), ticker=ticker),
        )

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        await self.short_interest(ticker)
        return tuple(self._shorts[ticker])

    async def float_shares(self, ticker: Ticker) -> FloatShares:
        return self._newest(
            [self._floats[ticker]] if ticker in self._floats else [],
            filled(later("There is no float of {ticker} in the recording."), ticker=ticker),
        )

    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        """A ticker with any other figure has filed nothing until it is told otherwise."""
        known = (self._quotes, self._targets, self._shorts, self._floats, self._filings)
        self._newest(
            [ticker] if any(ticker in figures for figures in known) else [],
            filled(later("There is no {ticker} in the recording."), ticker=ticker),
        )
        told = self._filings.get(ticker, ())
        return tuple(sorted(told, key=lambda one: (one.accepted, one.accession), reverse=True))

    def tell_facts(self, ticker: Ticker, *facts: ReportedFact) -> None:
        """The figures that a company has reported by now; a figure does not say of itself whose it is."""
        self._facts[ticker] = facts
        self._answered = max((one.as_of for one in facts), default=self._answered)

    async def facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        told = self._facts.get(ticker)
        return self._newest(
            [told] if told else [],
            filled(later("There is no reported figure of {ticker} in the recording."), ticker=ticker),
        )

    async def history(self, ticker: Ticker) -> PriceHistory:
        quotes = self._quotes.get(ticker)
        last = self._newest(quotes, filled(later("There is no prices of {ticker} in the recording."), ticker=ticker))
        by_day = {one.as_of.date(): one for one in quotes or ()}
        candles = tuple(
            Candle(day, one.price, one.price, one.price, one.price, one.volume or 0) for day, one in by_day.items()
        )
        return PriceHistory(
            as_of=last.as_of, source=last.source, ticker=ticker, candles=candles, currency=last.currency
        )

    def tell_sectors(self, *seen: FundHoldings | Placed) -> None:
        """What funds hold, and of which sector a stock is that none of them holds."""
        for one in seen:
            self._answered = max(one.as_of, self._answered or one.as_of)
            if isinstance(one, FundHoldings):
                self._holdings[one.fund] = one
            else:
                self._placed[one.ticker] = one

    async def holdings(self, fund: Ticker) -> FundHoldings:
        return self._newest(
            [self._holdings[fund]] if fund in self._holdings else [],
            filled(later("There is no file of {fund}'s members in the recording."), fund=fund),
        )

    async def sectors(self, tickers: Collection[Ticker]) -> Mapping[Ticker, Placed]:
        found: dict[Ticker, Placed] = {}
        for file in self._holdings.values():
            for one in filter(lambda held: held.sector, file.positions):
                found[one.ticker] = Placed(ticker=one.ticker, sector=one.sector, as_of=file.as_of, source=file.source)
        found |= self._placed
        return {one: found[one] for one in tickers if one in found and self.out is None}

    async def profile(self, ticker: Ticker) -> Profile:
        return self._newest(
            [self._profiles[ticker]] if ticker in self._profiles else [],
            filled(later("There is no profile of {ticker} in the recording."), ticker=ticker),
        )

    async def early(self, ticker: Ticker) -> Early | None:  # noqa: ARG002  # the feed's
        return None

    async def renew(self) -> None:
        """There is nothing newer."""

    async def listings(self) -> Sequence[Listing]:
        return [Listing(ticker, quotes[-1].name) for ticker, quotes in sorted(self._quotes.items()) if quotes]

    async def health(self) -> Sequence[Health]:
        trouble = say("the recording is interrupted") if self.out else ""
        return [Health(self.source, self._answered, self.out, None, trouble)]
