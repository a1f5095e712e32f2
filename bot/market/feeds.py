"""The questions we may ask of the market, and the ways a question can go unanswered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.market.calendar import Calendar
from bot.market.consensus import Awaited, Consensus
from bot.market.earnings import Earnings
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.filing import Filing
from bot.market.fund_day import FundDay
from bot.market.geopolitics import GeopoliticalRisk
from bot.market.labor import LaborMarket
from bot.market.members import FundHoldings, FundOutlook
from bot.market.ownership import InsiderReport, Institutions, StakeReport
from bot.market.price_target import PriceTarget
from bot.market.quote import PriceHistory, Quote
from bot.market.readings import Readings
from bot.market.remedy import Remedy
from bot.market.reported_fact import ReportedFact
from bot.market.season import QuarterReport
from bot.market.sectors import Placed
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.words import said


class NoAnswer(Exception):
    """A question that brought no figure; the text is one sentence for people, said when it is shown.

    ``sentence`` is the same as it is kept: in English, whatever the language. ``remedy`` is what a person can do.
    """

    def __init__(self, sentence: str, *, remedy: Remedy | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.remedy = sentence, remedy

    def __str__(self) -> str:
        return said(self.sentence)


class Missing(NoAnswer):
    """The vendor answered, and has none: no such ticker, no analyst, no such row. Asking again soon is idle."""


class AboutAnother(Missing):
    """The paper is about another company's shares: whoever files one has it among its own papers too."""


class Unavailable(NoAnswer):
    """The vendor could not be asked, or not now; ``since`` is when it last answered, if it ever did."""

    def __init__(
        self, sentence: str, *, since: datetime | None = None, remedy: Remedy | None = Remedy.ASK_AGAIN
    ) -> None:
        super().__init__(sentence, remedy=remedy)
        self.since = since


class Unreadable(Unavailable):
    """The vendor answered with something that is not its documented shape; asking again soon brings the same."""

    def __init__(self, sentence: str, *, since: datetime | None = None, remedy: Remedy | None = None) -> None:
        super().__init__(sentence, since=since, remedy=remedy)


class QuoteFeed(Protocol):
    async def quote(self, ticker: Ticker) -> Quote:
        """The last regular-session price. Raises Missing for an unknown or delisted ticker, Unavailable."""
        ...


class TargetFeed(Protocol):
    async def target(self, ticker: Ticker) -> PriceTarget:
        """Analyst targets. Raises Missing where nobody covers the ticker, Unavailable."""
        ...


class ShortInterestFeed(Protocol):
    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        """The newest published settlement. Raises Missing where FINRA lists none, Unavailable."""
        ...

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        """The settlements kept so far, oldest first (at least the newest). Raises as short_interest."""
        ...


class FloatFeed(Protocol):
    async def float_shares(self, ticker: Ticker) -> FloatShares:
        """Free float. Raises Missing, Unavailable."""
        ...


class HistoryFeed(Protocol):
    async def history(self, ticker: Ticker) -> PriceHistory:
        """One year of daily candles. Raises Missing, Unavailable."""
        ...


class FilingFeed(Protocol):
    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        """A year of SEC filings, newest first. Raises Missing where the SEC knows no such ticker, Unavailable."""
        ...


class RatesFeed(Protocol):
    async def futures(self) -> FedFundsFutures:
        """Fed funds futures, nearest month first, paid since the last Fed decision. Raises Missing, Unavailable."""
        ...

    async def closes(self) -> Sequence[FedFundsFutures]:
        """The futures after each day's settlement, one a day as far as they were kept, oldest first; may be empty."""
        ...

    async def effective(self) -> EffectiveRate:
        """The newest effective federal funds rate. Raises Missing, Unavailable."""
        ...

    async def target_upper(self) -> Readings:
        """The upper bound of the Fed's target range by day, percent. Raises Missing, Unavailable."""
        ...


class CurveFeed(Protocol):
    async def two_years(self) -> Readings:
        """Two-year Treasury yields by day, percent. Raises Missing, Unavailable."""
        ...

    async def ten_years(self) -> Readings:
        """Ten-year Treasury yields by day, percent. Raises Missing, Unavailable."""
        ...


class LaborFeed(Protocol):
    async def labor(self) -> LaborMarket:
        """The newest vintage of what the BLS publishes, and payrolls as told before it. Raises Missing, Unavailable."""
        ...

    async def first_claims(self) -> Readings:
        """First claims for unemployment insurance by week, persons. Raises Missing, Unavailable."""
        ...

    async def sahm_gap(self) -> Readings:
        """The real-time Sahm gap by month, percentage points. Raises Missing, Unavailable."""
        ...


class CalendarFeed(Protocol):
    async def calendar(self) -> Calendar:
        """What is published when, as far as it is known; the program's own table where nobody answers."""
        ...


class ConsensusFeed(Protocol):
    async def consensus(self, awaited: Awaited) -> Sequence[Consensus]:
        """What was expected of each release before it, as far as we kept it, oldest first; may be empty."""
        ...


class SeasonFeed(Protocol):
    async def newest_report(self, ticker: Ticker) -> QuarterReport:
        """The newest quarter among what is kept already: nobody is asked. Raises Missing, Unavailable."""
        ...


class ConditionsFeed(Protocol):
    async def high_yield(self) -> Readings:
        """The high-yield spread by day, percentage points. Raises Missing, Unavailable."""
        ...

    async def oil(self) -> Readings:
        """The oil price (WTI) by day, dollars a barrel. Raises Missing, Unavailable."""
        ...


class LeadershipFeed(Protocol):
    async def adjusted(self, fund: Ticker) -> Readings:
        """A year of a fund's closes, adjusted for splits and dividends. Raises Missing, Unavailable."""
        ...


class GeopoliticsFeed(Protocol):
    async def risk(self) -> GeopoliticalRisk:
        """The geopolitical risk index by day, six years, with the day its file was published. Raises Unavailable."""
        ...

    async def supply_chain(self) -> Readings:
        """The pressure on supply chains by month, standard deviations. Raises Missing, Unavailable."""
        ...

    async def conflict_news(self) -> Readings:
        """Conflict in the news by day, percent of articles: a hint of the same day. Raises Missing, Unavailable."""
        ...


class MembersFeed(Protocol):
    async def outlook(self, fund: Ticker) -> FundOutlook:
        """What a fund's members cost and are expected to earn, once a session. Raises Missing, Unavailable."""
        ...

    async def kept_days(self, fund: Ticker) -> Sequence[FundDay]:
        """The fund's sessions in our own store, oldest first; may be empty. Raises Unavailable."""
        ...


class SectorFeed(Protocol):
    async def holdings(self, fund: Ticker) -> FundHoldings:
        """What a fund holds, each with its sector, by its issuer's newest file. Raises Missing, Unavailable."""
        ...

    async def sectors(self, tickers: Collection[Ticker]) -> Mapping[Ticker, Placed]:
        """The sector of each, as far as that is at hand in a second; what nobody tells is left out."""
        ...


class FactsFeed(Protocol):
    async def facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """Five years of reported figures in the order they were filed. Raises Missing where none are, Unavailable."""
        ...


class EarningsFeed(Protocol):
    async def earnings(self, ticker: Ticker) -> Earnings:
        """The next report and the last reported quarters. Raises Missing where neither is told, Unavailable."""
        ...


class InstitutionFeed(Protocol):
    async def institutions(self, ticker: Ticker) -> Institutions:
        """The largest institutions, each by its own quarter. Raises Missing where none is listed, Unavailable."""
        ...


class OwnerFeed(Protocol):
    async def insider_report(self, filing: Filing) -> InsiderReport:
        """What a Form 4 says. Raises Missing where it cannot be read or is about another company, Unavailable."""
        ...

    async def stake_report(self, filing: Filing) -> StakeReport:
        """What a Schedule 13D or 13G says. Raises Missing where it cannot be read, AboutAnother, Unavailable."""
        ...


@dataclass(frozen=True)
class Listing:
    """A listed symbol and the company's name."""

    ticker: Ticker
    name: str


class ListingFeed(Protocol):
    async def renew(self) -> None:
        """Learn the newest symbols, if that is due. Raises Unavailable where none at all are known."""
        ...

    async def listings(self) -> Sequence[Listing]:
        """Every symbol known without asking a network; may be empty on a first day."""
        ...


@dataclass(frozen=True)
class Health:
    """How a source stands: when it last answered, since when it does not, until when it is left alone.

    ``failed_at`` is its last failure, where that is kept: a source nobody asks stays failing without failing anew.
    """

    source: str
    answered_at: datetime | None = None
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    trouble: str = ""
    failed_at: datetime | None = None


class HealthFeed(Protocol):
    async def health(self) -> Sequence[Health]:
        """Every source of this program, asked or not yet."""
        ...
