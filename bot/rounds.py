"""One round of a watcher: every watched ticker, failures kept apart, alerts written down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.alerts.alert import Alert, Severity, ack_button, snooze_menu
from bot.alerts.episode import Episode
from bot.alerts.ports import Episodes, RoundLog, RoundReport, StoreAway, Watchlists
from bot.cards import Fact
from bot.clock import Clock
from bot.market.feeds import Missing, NoAnswer
from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from bot.thesis.book import ThesisBook
from bot.thesis_words import touched
from bot.watchers import Judgement, Occurrence, Watcher
from bot.wiring import supply
from bot.words import say

log = logging.getLogger(__name__)

DEADLINE = 90.0  # seconds a round waits for answers; the feeds go on asking and the next round finds them
PICTURE_LIMIT = 8.0  # seconds an alert waits for its picture


@dataclass(frozen=True)
class Look:
    """What one question brought: the answer, or why there is none."""

    about: str
    seen: Any = None
    failure: NoAnswer | None = None


@dataclass(frozen=True)
class _Record:
    """What a look led to, and its alerts in words."""

    about: str
    judged: Judgement[Any]
    alerts: Sequence[Alert]


class NextRuns(Protocol):
    """When each watcher's next round is planned."""

    def next_runs(self) -> Mapping[str, datetime]:
        """Watcher -> UTC; empty where nothing is planned (a single command, the demo)."""
        ...


class Rounds:
    """Asks, judges, words and records; hands nothing to a platform."""

    def __init__(
        self,
        parts: Mapping[type, Any],
        watchlists: Watchlists,
        episodes: Episodes,
        kept: RoundLog,
        clock: Clock,
        book: ThesisBook | None = None,
    ) -> None:
        self._parts, self._watchlists, self._episodes, self._kept, self._clock = (
            parts,
            watchlists,
            episodes,
            kept,
            clock,
        )
        self._book = book

    async def run(self, watcher: Watcher) -> RoundReport:
        """One round now. StoreAway passes through: then nothing was judged unchecked, and the next round catches up."""
        started = asyncio.get_running_loop().time()
        looks = await self.look(watcher, await self._watchlists.watched())
        answered = [look for look in looks if look.failure is None]
        known = await self._episodes.episodes(watcher.name, [look.about for look in answered])
        thesis = _Once(watcher.pillar, self._book, self._clock)
        found = await asyncio.gather(
            *(self._judged(watcher, look, known.get(look.about, {}), thesis) for look in answered)
        )
        alerts = 0
        for record in found:  # one after another without a pause: what is told of one moment can be told together
            if record is not None:
                alerts += await self._record(watcher, record)
        failures = [
            look.failure for look in looks if look.failure is not None and not isinstance(look.failure, Missing)
        ]
        report = RoundReport(
            watcher.name,
            self._clock.now(),
            round(asyncio.get_running_loop().time() - started, 2),
            len(looks),
            len(failures),
            alerts,
            str(failures[0]) if failures else "",
        )
        await self._kept.keep(report)
        log.info(
            "round %s: %d asked, %d unanswered, %d alerts, %.2f s%s",
            watcher.name,
            report.asked,
            report.unanswered,
            alerts,
            report.seconds,
            f" ({report.trouble})" if report.trouble else "",
        )
        return report

    async def look(self, watcher: Watcher, tickers: Sequence[Ticker]) -> Sequence[Look]:
        """Ask only: one look for each ticker, or one for a watcher that needs none."""
        given = supply(watcher.ask, self._parts)
        if not watcher.by_ticker:
            asks = {"": asyncio.ensure_future(watcher.ask(**given))}
        else:
            asks = {ticker.symbol: asyncio.ensure_future(watcher.ask(ticker, **given)) for ticker in tickers}
        if not asks:
            return []
        try:
            _, late = await asyncio.wait(asks.values(), timeout=DEADLINE)
        except asyncio.CancelledError:  # the program stops: what was asked ends with the round, heard by nobody
            for task in asks.values():
                task.cancel()
            await asyncio.gather(*asks.values(), return_exceptions=True)
            raise
        for task in late:
            task.cancel()
        return [await self._answer(about, task, task in late) for about, task in asks.items()]

    async def _answer(self, about: str, task: asyncio.Future[Any], is_late: bool) -> Look:
        if is_late:
            return Look(about, failure=NoAnswer(say("no answer yet; asked again in the next round")))
        try:
            return Look(about, seen=await task)
        except NoAnswer as failure:
            return Look(about, failure=failure)
        except Exception as fault:
            log.exception("asking about %s", about or "the market")
            kind = type(fault).__name__
            trouble = (
                say("{fault} while asking about {ticker}", fault=kind, ticker=about)
                if about
                else say("{fault} while asking about the market", fault=kind)
            )
            return Look(about, failure=NoAnswer(trouble))

    async def _judged(
        self, watcher: Watcher, look: Look, known: Mapping[str, Episode], thesis: _Once
    ) -> _Record | None:
        """What is to be recorded of one look, None for nothing."""
        try:
            judged: Judgement[Any] = watcher.judge(look.seen, known, self._clock.now())
            touches = await thesis.facts() if judged.occurrences else ()
            alerts = [await self.alert(watcher, occurrence, touches) for occurrence in judged.occurrences]
        except (ArithmeticError, LookupError, TypeError, ValueError):
            log.exception("%s: %s could not be judged; other tickers go on", watcher.name, look.about or "the market")
            return None
        return _Record(look.about, judged, alerts) if judged.moved or alerts else None

    async def _record(self, watcher: Watcher, record: _Record) -> int:
        judged, alerts = record.judged, record.alerts
        if not await self._episodes.record(record.about, judged.moved, alerts, judged.pages):
            log.info("%s: %s was judged by another replica meanwhile", watcher.name, record.about)
            return 0
        return len(alerts)

    async def alert(self, watcher: Watcher, occurrence: Occurrence[Any], touches: tuple[Fact, ...] = ()) -> Alert:
        """The envelope of an occurrence, with what it ``touches``, and with its picture if one can be had in time."""
        card = watcher.word(occurrence.what)
        card = replace(card, facts=(*card.facts, *touches))
        card = card.with_actions(ack_button(occurrence.fingerprint(watcher.name)))
        card = card.with_menu(snooze_menu(watcher.name, occurrence.about))
        if watcher.picture is not None and card.chart is None:
            try:
                async with asyncio.timeout(PICTURE_LIMIT):
                    chart = await watcher.picture(occurrence.what, **supply(watcher.picture, self._parts))
                card = replace(card, chart=chart)
            except (NoAnswer, TimeoutError) as error:
                log.info("%s %s goes without its picture: %s", watcher.name, occurrence.about, error or "too slow")
        return Alert(
            kind=watcher.name,
            about=occurrence.about,
            occurrence=occurrence.name,
            at=occurrence.at,
            card=card,
            severity=occurrence.severity,
            size=occurrence.size,
            follows=occurrence.follows,
            explains=watcher.explains if occurrence.severity is not Severity.QUIET else (),
            only=occurrence.only,
            addressed=occurrence.addressed,
        )


class _Once:
    """How the thesis stands for the alerts of one round: read with the first of them, and not for a quiet round."""

    def __init__(self, pillar: str, book: ThesisBook | None, clock: Clock) -> None:
        self._pillar, self._book, self._clock = pillar, book, clock
        self._facts: tuple[Fact, ...] | None = None
        self._turn = asyncio.Lock()

    async def facts(self) -> tuple[Fact, ...]:
        """One line; none for a watcher that touches no pillar, before the first look, and while the store is away."""
        async with self._turn:
            if self._facts is None:
                self._facts = await self._read() if self._pillar and self._book is not None else ()
            return self._facts

    async def _read(self) -> tuple[Fact, ...]:
        try:
            kept = await self._book.kept() if self._book is not None else None
        except StoreAway:
            return ()
        today = self._clock.now().astimezone(NEW_YORK).date()
        return (Fact(say("Thesis"), touched(self._pillar, kept.thesis, today)),) if kept is not None else ()
