"""The composed ProfileFeed: asks every source at once, and keeps what each day's figures were."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.calls.profile_feed import Early
from bot.clock import Clock
from bot.market.feeds import Missing, NoAnswer, ShortInterestFeed, Unavailable
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.remedy import Remedy
from bot.market.ticker import Ticker
from bot.rating.profile import Profile
from bot.sources.cached import Shelf
from bot.sources.edgar import OFF
from bot.sources.profile.asking import FiledSource, SummarySource
from bot.sources.profile.assembled import assemble, count, has_gaps
from bot.sources.profile.company import check_company, check_symbol
from bot.sources.profile.doubt import newest_report
from bot.sources.profile.industry import fund_of, places
from bot.sources.profile.peers import Peers, row_of
from bot.sources.profile.reported import A_QUARTER
from bot.sources.profile.snapshots import Snapshots
from bot.sources.profile.told import Told
from bot.sources.profile.upgrades import read_opinions
from bot.words import later, say

INDEX = Ticker("IWM")  # the Russell 2000's fund: what small caps did on the same days
AS_NEW = timedelta(minutes=1)
OPINION = "profile:newest opinion"
READ_WITHIN = 3.0  # seconds a rating waits for a report to be read; that goes on and is there when it is asked again
READ_LATER = 15.0  # the same for a rating that nobody waits for, because an early one is shown
UNREAD_LIST = later("the SEC's list of its filings is not read yet")
NEAR_A_QUARTER = timedelta(days=12)  # how far from it our own record of a quarter ago may lie
REMEMBERED = timedelta(hours=1)  # how exactly the newest opinion is kept over a restart

T = TypeVar("T")


class Profiles:
    """bot.calls.profile_feed.ProfileFeed. Yahoo is asked twice a cold ticker, and once a day for each fund beside it:
    the index's, and one for each industry or sector that any ticker is of.

    A third time, for its copy of the statements, where those that were filed have gaps. The SEC is asked three times:
    for the figures it files, then for the list of its filings and for the newest report among them. ``early`` is done
    before those, with three requests in all.

    ``filed`` None says that the SEC is off for good: a day's record does not wait for it.
    """

    def __init__(
        self, yahoo: SummarySource, shorts: ShortInterestFeed, filed: FiledSource | None, shelf: Shelf, clock: Clock
    ) -> None:
        self._yahoo, self._shorts, self._filed = yahoo, shorts, filed
        self._shelf, self._clock = shelf, clock
        self._newest_opinion: datetime | None = None
        self._made: dict[Ticker, Profile] = {}
        self._begun: dict[Ticker, tuple[Told, datetime]] = {}
        self._under_way: dict[Ticker, asyncio.Task[Profile]] = {}
        self.snapshots, self.peers = Snapshots(shelf), Peers(shelf)

    async def profile(self, ticker: Ticker) -> Profile:
        """What was put together within a minute is the same object again: its sources change by the day.

        Who asks while it is put together waits for that one.
        """
        made = self._made_of(ticker)
        if made is not None:
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

    async def early(self, ticker: Ticker) -> Early | None:
        """Prices and estimates from Yahoo and the figures filed, with whatever else is at hand; no day's record of it.

        ``profile`` goes on from here: what was asked is not asked again.
        """
        if self._filed is None or self._made_of(ticker) is not None:
            return None
        check_symbol(ticker)
        told, now = await self._first(ticker), self._clock.now()
        self._begun = {one: kept for one, kept in self._begun.items() if now - kept[1] < AS_NEW}
        self._begun[ticker] = told, now
        told, unread = await self._at_hand(told, self._filed, now)
        return Early(assemble(told, now), unread) if unread else None

    def _made_of(self, ticker: Ticker) -> Profile | None:
        made = self._made.get(ticker)
        return made if made is not None and timedelta(0) <= self._clock.now() - made.at < AS_NEW else None

    async def _first(self, ticker: Ticker) -> Told:
        """Three questions about a ticker, beside those that serve every ticker. Raises as ``profile``."""
        summary, history, index, short, facts = await asyncio.gather(
            _answer(self._yahoo.summary(ticker)),
            _answer(self._yahoo.long_history(ticker)),
            _answer(self._yahoo.long_history(INDEX)),
            _answer(self._shorts.short_interest(ticker)),
            _answer(self._filed.facts(ticker) if self._filed else _not_asked()),
        )
        if isinstance(summary, NoAnswer) and isinstance(history, NoAnswer):
            raise history if isinstance(summary, Missing) else summary
        if not isinstance(summary, NoAnswer):
            check_company(ticker, summary[0])
            await self._notice(summary[0])
        fund = None if isinstance(summary, NoAnswer) else fund_of(summary[0])
        sector = await _answer(self._yahoo.long_history(fund)) if fund else None
        now = self._clock.now()
        today, before = (moment.astimezone(NEW_YORK).date() for moment in (now, now - A_QUARTER))
        return Told(
            ticker, summary, history, index, short, facts, NoAnswer(UNREAD_LIST), self._newest_opinion,
            quarter_ago=await self.snapshots.about(ticker, before, NEAR_A_QUARTER),
            fund=fund, sector=sector, peers=await self.peers.before(today),
        )  # fmt: skip

    async def _at_hand(self, told: Told, filed: FiledSource, now: datetime) -> tuple[Told, tuple[str, ...]]:
        """With what costs no request; in words, what would."""
        unread: list[str] = []
        if await filed.has_filings(told.ticker):
            told = _listed(told, await _answer(filed.filings(told.ticker)), now)
            report = told.report
            if report is not None and await filed.has_doubts(report):
                told = replace(told, doubts=await _answer(filed.doubts(report)))
            elif report is not None:
                unread.append(say("the words of its newest report"))
        else:
            unread += [say("the SEC's list of its filings"), say("the words of its newest report")]
        if has_gaps(told, now):
            if await self._yahoo.has_statements(told.ticker):
                told = replace(told, copied=await _answer(self._yahoo.statements(told.ticker)))
            else:
                unread.append(say("Yahoo's copy of its statements, for what it does not file"))
        return told, tuple(unread)

    async def _put_together(self, ticker: Ticker) -> tuple[Profile, bool]:
        """The profile, and whether every source had its say."""
        begun, at = self._begun.pop(ticker, (None, None))
        is_begun = at is not None and timedelta(0) <= self._clock.now() - at < AS_NEW
        told, listed = await asyncio.gather(
            _same(begun) if is_begun and begun is not None else self._first(ticker),
            _answer(self._filed.filings(ticker) if self._filed else _not_asked()),
        )
        now = self._clock.now()
        told = _listed(told, listed, now)
        doubts, copied = await asyncio.gather(
            self._doubts(told.report, READ_LATER if is_begun else READ_WITHIN),
            _answer(self._yahoo.statements(ticker)) if has_gaps(told, now) else _same(told.copied),
        )
        told, now = replace(told, doubts=doubts, copied=copied), self._clock.now()
        profile = assemble(told, now)
        parts = (told.summary, told.history, told.index, told.short, told.facts, told.filings, told.sector)
        is_whole = not any(isinstance(part, Unavailable) for part in parts)
        if is_whole:
            await self._keep(told, profile)
        return profile, is_whole and (told.report is None or doubts is not None)

    async def _doubts(self, report: Filing | None, within: float) -> Sequence[str] | NoAnswer | None:
        if report is None or self._filed is None:
            return None
        try:
            return await asyncio.wait_for(self._filed.doubts(report), within)
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


async def _same(told: T) -> T:
    return told


def _listed(told: Told, filings: Sequence[Filing] | NoAnswer, now: datetime) -> Told:
    report = None if isinstance(filings, NoAnswer) else newest_report(filings, now)
    return replace(told, filings=filings, report=report)


async def _not_asked() -> Any:
    raise Missing(OFF, remedy=Remedy.SET_CONTACT)
