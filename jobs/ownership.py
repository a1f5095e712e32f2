"""Ownership: insiders buy (Form 4, code P), a holder reports five percent (13D, 13G), an institution's 13F changes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.alerts.episode import Episode
from bot.alerts.unseen import LATE
from bot.cards import Card
from bot.clock import Clock
from bot.market import hours
from bot.market.feeds import AboutAnother, FilingFeed, InstitutionFeed, Missing, NoAnswer, OwnerFeed, Unavailable
from bot.market.ownership import InsiderReport
from bot.market.ticker import Ticker
from bot.owners.buying import word_buying
from bot.owners.insiders import Buying, judge_insiders
from bot.owners.institutions import Changed, judge_institutions, word_changed
from bot.owners.seen import INSIDERS, INSTITUTIONS, MOST, SCHEDULES, STAKES, Bought, Seen, Stake
from bot.owners.stakes import judge_stakes, word_stake
from bot.watchers import Judgement, Schedule, Watcher
from bot.words import say

RECENT = LATE  # papers this young may be news, and are read; each once

T = TypeVar("T")

What = Buying | Stake | Changed


async def ask(
    ticker: Ticker, *, filings: FilingFeed, owners: OwnerFeed, holders: InstitutionFeed, clock: Clock
) -> Seen:
    """The list of filings, the young papers on it, and the day's list of institutions while the market is open.

    Raises Missing or Unavailable where neither list is had; without the SEC's contact institutions alone are told.
    """
    now = clock.now()
    filed = await _answer(filings.filings(ticker))
    institutions = (
        await _answer(holders.institutions(ticker)) if hours.is_open(now) else Missing(say("not asked just now"))
    )
    if isinstance(filed, NoAnswer):
        if isinstance(institutions, NoAnswer):
            raise filed
        return Seen(ticker, str(filed), (), (), institutions)
    papers = tuple(one for one in filed if one.root == "4" or one.root in SCHEDULES)
    young = [one for one in papers if one.accepted > now - RECENT][:MOST]
    forms, schedules = ([one for one in young if (one.root == "4") is is_form] for is_form in (True, False))
    reports, stakes = await asyncio.gather(
        asyncio.gather(*(_answer(owners.insider_report(one)) for one in forms)),
        asyncio.gather(*(_answer(owners.stake_report(one)) for one in schedules)),
    )
    bought = [
        Bought(one, report)
        for one, report in zip(forms, reports, strict=True)
        if isinstance(report, InsiderReport) and report.purchases
    ]
    told = [
        Stake(one, str(stake) if isinstance(stake, NoAnswer) else stake)
        for one, stake in zip(schedules, stakes, strict=True)
        if not isinstance(stake, AboutAnother | Unavailable)
    ]
    unread = {str(why) for why in (*reports, *stakes) if isinstance(why, NoAnswer)}
    shown = str(institutions) if isinstance(institutions, NoAnswer) else institutions
    return Seen(ticker, papers, tuple(bought), tuple(told), shown, tuple(sorted(unread)))


async def _answer(question: Awaitable[T]) -> T | NoAnswer:
    try:
        return await question
    except NoAnswer as why:
        return why


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """Three episodes: papers are known by their accession numbers, institutions by their name and quarter."""
    parts: tuple[Judgement[Any], ...] = (
        judge_insiders(WATCHER.name, seen, episodes.get(INSIDERS), now),
        judge_stakes(WATCHER.name, seen, episodes.get(STAKES), now),
        judge_institutions(WATCHER.name, seen, episodes.get(INSTITUTIONS)),
    )
    return Judgement(
        tuple(one for part in parts for one in part.occurrences), tuple(one for part in parts for one in part.moved)
    )


def word(what: What) -> Card:
    """Who bought or holds, how much, since when, and the paper that says so."""
    if isinstance(what, Buying):
        return word_buying(what)
    return word_stake(what) if isinstance(what, Stake) else word_changed(what)


WATCHER = Watcher(
    name="ownership",
    summary=say(
        "insiders buy (Form 4), a holder reports 5 % (13D, 13G), an institution changes its holding by a quarter"
    ),
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
