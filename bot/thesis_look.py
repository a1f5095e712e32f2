"""Today's figures for every metric of the thesis that has a source, and why the others are not known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.alerts.ports import Watchlists
from bot.clock import Clock
from bot.market.consensus import Awaited
from bot.market.feeds import (
    ConditionsFeed,
    ConsensusFeed,
    CurveFeed,
    GeopoliticsFeed,
    LaborFeed,
    LeadershipFeed,
    MembersFeed,
    NoAnswer,
    QuoteFeed,
    RatesFeed,
    SeasonFeed,
)
from bot.market.hours import NEW_YORK
from bot.market.rate_odds import PricedMoves
from bot.market.season import Season, season
from bot.market.ticker import Ticker
from bot.thesis.metric import Reading
from bot.thesis.thesis import Thesis, advance
from bot.thesis_readings import (
    LARGE,
    SMALL,
    SMALL_INDEX,
    Gathered,
    conditions,
    earnings,
    labor,
    leadership,
    policy,
    reported,
    risk,
    valuation,
    yields,
)
from bot.words import say

VIX, LARGE_INDEX = Ticker("^VIX"), Ticker("IVV")
PATIENCE = 12.0  # seconds for one question: a first look at both indexes takes some
NO_SOURCE = say("no source yet")

AS_NEW = timedelta(minutes=1)

T = TypeVar("T")


@dataclass(frozen=True)
class ThesisLook:
    """The thesis from today's figures alone; ``why`` says of each metric that lacks one why it is not known.

    ``beside`` has more words for a claim, by its name, than its metric's figure: both funds' returns, both multiples.
    ``notes`` say beside a metric's figures what they are made of.
    """

    thesis: Thesis
    today: date
    why: Mapping[str, str] = field(default_factory=dict)
    priced: PricedMoves | None = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MacroFeeds:
    """What the thesis is asked of."""

    rates: RatesFeed
    curve: CurveFeed
    labor: LaborFeed
    conditions: ConditionsFeed
    leadership: LeadershipFeed
    quotes: QuoteFeed
    geopolitics: GeopoliticsFeed
    members: MembersFeed
    consensus: ConsensusFeed
    season: SeasonFeed
    watchlists: Watchlists

    @classmethod
    def of(cls, feeds: Mapping[type, Any]) -> MacroFeeds:
        """From each feed's Protocol and what answers it; the names that are followed are one of them."""
        asked = (
            RatesFeed,
            CurveFeed,
            LaborFeed,
            ConditionsFeed,
            LeadershipFeed,
            QuoteFeed,
            GeopoliticsFeed,
            MembersFeed,
            ConsensusFeed,
            SeasonFeed,
            Watchlists,
        )
        return cls(*(feeds[one] for one in asked))


class ThesisLooks:
    """What commands ask: a look within a minute of the last is the same one, for its figures change by the day.

    Who asks while a look is under way waits for that one.
    """

    def __init__(self, feeds: MacroFeeds, clock: Clock) -> None:
        self._feeds, self._clock = feeds, clock
        self._last: tuple[datetime, ThesisLook] | None = None
        self._looking = asyncio.Lock()

    async def now(self) -> ThesisLook:
        async with self._looking:
            now = self._clock.now()
            if self._last is None or not timedelta(0) <= now - self._last[0] < AS_NEW:
                self._last = now, await look_at_thesis(self._feeds, now)
            return self._last[1]


async def look_at_thesis(feeds: MacroFeeds, now: datetime) -> ThesisLook:
    """Every feed is asked once; one that does not answer makes its own metrics unknown and no other."""
    today = now.astimezone(NEW_YORK).date()
    told = Gathered(today)
    (
        (futures, effective, upper),
        (two, ten, spread),
        (small, large, other_small),
        (sahm, weekly, market, expected),
        (oil, vix, index, pressure),
        (small_index, large_index, kept, reports),
    ) = await asyncio.gather(
        asyncio.gather(
            _asked(feeds.rates.futures()), _asked(feeds.rates.effective()), _asked(feeds.rates.target_upper())
        ),
        asyncio.gather(
            _asked(feeds.curve.two_years()), _asked(feeds.curve.ten_years()), _asked(feeds.conditions.high_yield())
        ),
        asyncio.gather(*(_asked(feeds.leadership.adjusted(fund)) for fund in (SMALL, LARGE, SMALL_INDEX))),
        asyncio.gather(
            _asked(feeds.labor.sahm_gap()),
            _asked(feeds.labor.first_claims()),
            _asked(feeds.labor.labor()),
            _asked(feeds.consensus.consensus(Awaited.PAYROLLS)),
        ),
        asyncio.gather(
            _asked(feeds.conditions.oil()),
            _asked(feeds.quotes.quote(VIX)),
            _asked(feeds.geopolitics.risk()),
            _asked(feeds.geopolitics.supply_chain()),
        ),
        asyncio.gather(
            _asked(feeds.members.outlook(SMALL_INDEX)),
            _asked(feeds.members.outlook(LARGE_INDEX)),
            _asked(feeds.members.kept_days(SMALL_INDEX)),
            _asked(_season(feeds, today)),
        ),
    )
    priced = policy(told, now, futures, effective, upper)
    yields(told, two, ten, spread)
    leadership(told, small, large, other_small)
    labor(told, sahm, weekly, market, expected)
    conditions(told, oil, vix)
    risk(told, index, pressure)
    valuation(told, small_index, large_index)
    earnings(told, small_index, large_index, kept)
    reported(told, reports)
    thesis, _ = advance(Thesis(), told.readings, today)
    return ThesisLook(thesis, today, told.why, priced, told.readings, told.beside, told.notes)


async def _asked(question: Awaitable[T]) -> T | str:
    """The answer, or why there is none. Who is slow is not waited for; the feed goes on asking and keeps what comes."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await question
    except TimeoutError:
        return say("no answer yet; ask again in a minute")
    except NoAnswer as why:
        return str(why)


async def _season(feeds: MacroFeeds, today: date) -> Season:
    """What is kept of the names that are followed; nobody is asked. Raises StoreAway."""
    followed = await feeds.watchlists.watched()
    reports = []
    for ticker in followed:
        try:
            reports.append(await feeds.season.newest_report(ticker))
        except NoAnswer:
            continue
    return season(reports, len(followed), today)
