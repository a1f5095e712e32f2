"""The composed ProfileFeed: asks every source at once, and keeps what each day's figures were."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.clock import Clock
from bot.market.feeds import Missing, NoAnswer, ShortInterestFeed, Unavailable
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.quote import PriceHistory
from bot.market.reported_fact import ReportedFact
from bot.market.ticker import Ticker
from bot.rating.profile import Profile
from bot.sources.cached import Shelf
from bot.sources.edgar import OFF
from bot.sources.profile.assembled import assemble, count, has_gaps
from bot.sources.profile.company import check_company, check_symbol
from bot.sources.profile.doubt import newest_report
from bot.sources.profile.industry import fund_of, places
from bot.sources.profile.peers import Peers, row_of
from bot.sources.profile.reported import A_QUARTER
from bot.sources.profile.snapshots import Snapshots
from bot.sources.profile.told import Told
from bot.sources.profile.upgrades import read_opinions

INDEX = Ticker("IWM")  # the Russell 2000's fund: what small caps did on the same days
AS_NEW = timedelta(minutes=1)
OPINION = "profile:newest opinion"
READ_WITHIN = 3.0  # seconds a rating waits for a report to be read; that goes on and is there when it is asked again
NEAR_A_QUARTER = timedelta(days=12)  # how far from it our own record of a quarter ago may lie
REMEMBERED = timedelta(hours=1)  # how exactly the newest opinion is kept over a restart

T = TypeVar("T")


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


class Profiles:
    """bot.calls.profile_feed.ProfileFeed. Yahoo is asked twice a cold ticker, and once a day for each fund beside it:
    the index's, and one for each industry or sector that any ticker is of.

    A third time, for its copy of the statements, where those that were filed have gaps.

    ``filed`` None says that the SEC is off for good: a day's record does not wait for it.
    """

    def __init__(
        self, yahoo: SummarySource, shorts: ShortInterestFeed, filed: FiledSource | None, shelf: Shelf, clock: Clock
    ) -> None:
        self._yahoo, self._shorts, self._filed = yahoo, shorts, filed
        self._shelf, self._clock = shelf, clock
        self._newest_opinion: datetime | None = None
        self._made: dict[Ticker, Profile] = {}
        self._under_way: dict[Ticker, asyncio.Task[Profile]] = {}
        self.snapshots, self.peers = Snapshots(shelf), Peers(shelf)

    async def profile(self, ticker: Ticker) -> Profile:
        """What was put together within a minute is the same object again: its sources change by the day.

        Who asks while it is put together waits for that one.
        """
        made = self._made.get(ticker)
        if made is not None and timedelta(0) <= self._clock.now() - made.at < AS_NEW:
            return made
        check_symbol(ticker)
        task = self._under_way.get(ticker)
        if task is None:
            task = self._under_way[ticker] = asyncio.create_task(self._make(ticker))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())  # perhaps nobody waits any more
            task.add_done_callback(lambda _: self._under_way.pop(ticker))
        return await asyncio.shield(task)

    async def _make(self, ticker: Ticker) -> Profile:
        profile, is_whole = await self._put_together(ticker)
        self._made = {one: kept for one, kept in self._made.items() if profile.at - kept.at < AS_NEW}
        if is_whole:
            self._made[ticker] = profile
        return profile

    async def _put_together(self, ticker: Ticker) -> tuple[Profile, bool]:
        """The profile, and whether every source had its say."""
        summary, history, index, short, facts, filings = await asyncio.gather(
            _answer(self._yahoo.summary(ticker)),
            _answer(self._yahoo.long_history(ticker)),
            _answer(self._yahoo.long_history(INDEX)),
            _answer(self._shorts.short_interest(ticker)),
            _answer(self._filed.facts(ticker) if self._filed else _not_asked()),
            _answer(self._filed.filings(ticker) if self._filed else _not_asked()),
        )
        if isinstance(summary, NoAnswer) and isinstance(history, NoAnswer):
            raise history if isinstance(summary, Missing) else summary
        if not isinstance(summary, NoAnswer):
            check_company(ticker, summary[0])
            await self._notice(summary[0])
        fund = None if isinstance(summary, NoAnswer) else fund_of(summary[0])
        report = None if isinstance(filings, NoAnswer) else newest_report(filings, self._clock.now())
        sector, doubts = await asyncio.gather(
            _answer(self._yahoo.long_history(fund)) if fund else _nothing(), self._doubts(report)
        )
        now = self._clock.now()
        today, before = (moment.astimezone(NEW_YORK).date() for moment in (now, now - A_QUARTER))
        told = Told(
            ticker, summary, history, index, short, facts, filings, self._newest_opinion,
            quarter_ago=await self.snapshots.about(ticker, before, NEAR_A_QUARTER),
            fund=fund, sector=sector, report=report, doubts=doubts, peers=await self.peers.before(today),
        )  # fmt: skip
        if has_gaps(told, now):
            told = replace(told, copied=await _answer(self._yahoo.statements(ticker)))
        profile = assemble(told, now)
        parts = (summary, history, index, short, facts, filings, sector)
        is_whole = not any(isinstance(part, Unavailable) for part in parts)
        if is_whole:
            await self._keep(told, profile)
        return profile, is_whole and (report is None or doubts is not None)

    async def _doubts(self, report: Filing | None) -> Sequence[str] | NoAnswer | None:
        if report is None or self._filed is None:
            return None
        try:
            return await asyncio.wait_for(self._filed.doubts(report), READ_WITHIN)
        except TimeoutError:
            return None
        except NoAnswer as none:
            return none

    async def _keep(self, told: Told, profile: Profile) -> None:
        """The day's record, and the row that other stocks are compared with."""
        if not await self.snapshots.keep(told.ticker, profile, count(told)) or isinstance(told.summary, NoAnswer):
            return
        row = row_of(told.ticker, profile, places(told.summary[0]))
        if row is not None:
            await self.peers.keep(row, profile.at)

    async def _notice(self, summary: Mapping[str, Any]) -> None:
        """Remember the newest change of a rating, of any ticker: with it a silent list is told from a calm one."""
        if self._newest_opinion is None:
            kept = await self._shelf.get(OPINION)
            self._newest_opinion = datetime.fromisoformat(kept[0].decode()) if kept else None
        now = self._clock.now()
        newest = max((one.at for one in read_opinions(summary) if one.at <= now), default=None)
        known = self._newest_opinion
        if newest is not None and (known is None or newest > known):
            self._newest_opinion = newest
            if known is None or newest - known >= REMEMBERED:
                await self._shelf.put(OPINION, newest.isoformat().encode(), now)


async def _answer(question: Awaitable[T]) -> T | NoAnswer:
    try:
        return await question
    except NoAnswer as none:
        return none


async def _nothing() -> None:
    return None


async def _not_asked() -> Any:
    raise Missing(OFF)
