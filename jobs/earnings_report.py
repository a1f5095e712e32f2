"""Earnings: the day before a report, the report against its estimate, and two sessions later how the price took it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.alerts.episode import Episode
from bot.cards import Card
from bot.clock import Clock
from bot.market.feeds import EarningsFeed, FilingFeed, HistoryFeed, NoAnswer
from bot.market.ticker import Ticker
from bot.reports.reaction import WAITS, Reaction, judge_reaction, word_reaction
from bot.reports.reminder import Ahead, judge_date, word_ahead
from bot.reports.result import Reported, judge_report, word_report
from bot.reports.seen import REACTION, Seen
from bot.watchers import Judgement, Schedule, Watcher
from bot.words import say

INDEX = Ticker("IWM")  # the Russell 2000's fund
RESULTS = "2.02"  # item of an 8-K
NOT_DUE = say("not looked up: no results were filed lately")

T = TypeVar("T")

What = Ahead | Reported | Reaction


async def ask(
    ticker: Ticker, *, reports: EarningsFeed, filings: FilingFeed, histories: HistoryFeed, clock: Clock
) -> Seen:
    """Yahoo's answer of the day, and what else is had. Raises Missing where no report is told of, Unavailable.

    Prices are looked up only where a reaction may be due: nothing is known to say that no report came lately.
    """
    earnings = await reports.earnings(ticker)
    filed = await _answer(filings.filings(ticker))
    if not isinstance(filed, str):
        filed = [one for one in filed if one.root == "8-K" and RESULTS in one.items]
        if filed and all(one.accepted < clock.now() - WAITS for one in filed):
            return Seen(earnings, filed, NOT_DUE, NOT_DUE)
    stock, index = await asyncio.gather(_answer(histories.history(ticker)), _answer(histories.history(INDEX)))
    return Seen(earnings, filed, stock, index)


async def _answer(question: Awaitable[T]) -> T | str:
    try:
        return await question
    except NoAnswer as why:
        return str(why)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """Three episodes: the expected date, the newest quarter told, and the reaction that is still to come."""
    parts: tuple[Judgement[Any], ...] = (
        judge_date(WATCHER.name, seen, episodes, now),
        judge_report(WATCHER.name, seen, episodes, now),
        judge_reaction(seen, episodes.get(REACTION), now),
    )
    moved = {one.name: one for part in parts for one in part.moved}  # a new report replaces an older one's reaction
    moved |= {one.name: one for one in parts[1].moved}
    return Judgement(tuple(one for part in parts for one in part.occurrences), tuple(moved.values()))


def word(what: What) -> Card:
    """The date, the report or the reaction."""
    if isinstance(what, Ahead):
        return word_ahead(what)
    return word_report(what) if isinstance(what, Reported) else word_reaction(what)


WATCHER = Watcher(
    name="earnings_report",
    summary=say(
        "a report is a session away or its day moves; it is there, against its estimate; how the price took it"
    ),
    schedule=Schedule.parse("every 1h in session"),
    ask=ask,
    judge=judge,
    word=word,
)
