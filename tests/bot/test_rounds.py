"""One round: every ticker asked, failures kept apart, alerts written down with their episodes."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot import rounds as rounds_module
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.cards import Card, Chart
from bot.market.feeds import Missing, Unavailable
from bot.market.ticker import Ticker
from bot.rounds import Rounds
from bot.store.episodes import RedisEpisodes
from bot.store.memory import RedisRoundLog
from bot.store.outbox import RedisOutbox
from bot.store.thesis import RedisThesisBook
from bot.store.watchlists import RedisWatchlists
from bot.thesis.book import KIND, Kept
from bot.thesis.metric import Reading
from bot.thesis.snapshot import dump_snapshot, snapshot
from bot.thesis.thesis import Thesis, advance
from bot.watchers import Judgement, Occurrence, Schedule, Watcher

GOOD, NONE, LOST, SLOW, ODD = map(Ticker, ("GOOD", "NONE", "LOST", "SLOW", "ODD"))


@dataclass(frozen=True)
class Answers:
    """What the market says; a stand-in for a feed."""

    gate: asyncio.Event


async def ask(ticker: Ticker, *, answers: Answers) -> Ticker:
    if ticker == NONE:
        raise Missing("There is none.")
    if ticker == LOST:
        raise Unavailable("The vendor is away.")
    if ticker == SLOW:
        await answers.gate.wait()
    return ticker


def judge(seen: Ticker, episodes, now) -> Judgement[Ticker]:
    if seen == ODD:
        raise ZeroDivisionError
    known = episodes.get("line")
    if known is not None:
        return Judgement()
    episode = Episode(kind="w", about=seen.symbol, name="line", side="up", level=1.0, value=1.0, seen_at=now)
    return Judgement((Occurrence(name="one", about=seen.symbol, at=now, what=seen, only=("web:home",)),), (episode,))


def word(what: Ticker) -> Card:
    return Card(title=f"{what} is up")


async def picture(what: Ticker, *, answers: Answers) -> Chart | None:
    if what == GOOD:
        return Chart("t", "alt", ())
    raise Unavailable("no picture")


WATCHER = Watcher(
    name="w", summary="s", schedule=Schedule.parse("every 1m"), ask=ask, judge=judge, word=word, picture=picture
)


class Still:
    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


class Book:
    """A thesis that is kept, and how often it was read; None is a store that is away."""

    def __init__(self, kept):
        self._kept, self.read = kept, 0

    async def kept(self):
        self.read += 1
        if self._kept is None:
            raise StoreAway("away")
        return self._kept[0]


class Program:
    def __init__(self, server, now, book=None):
        clock = Still(now)
        self.answers = Answers(asyncio.Event())
        self.outbox, self.log = RedisOutbox(server), RedisRoundLog(server)
        self.watchlists = RedisWatchlists(server, clock)
        self.rounds = Rounds({Answers: self.answers}, self.watchlists, RedisEpisodes(server), self.log, clock, book)

    async def watch(self, *tickers):
        await self.watchlists.add(Channel("web", "home"), tickers, "ann")

    async def alerts(self):
        return {one.alert.about: one.alert for one in await self.outbox.admissions(10)}


@pytest.fixture
def program(server, now):
    return Program(server, now)


async def test_what_happened_is_written_down_once_with_its_picture_its_button_and_its_menu(program):
    await program.watch(GOOD)
    first = await program.rounds.run(WATCHER)
    second = await program.rounds.run(WATCHER)

    alert = (await program.alerts())["GOOD"]
    assert (first.alerts, second.alerts) == (1, 0)
    assert (alert.kind, alert.occurrence, alert.card.title) == ("w", "one", "GOOD is up")
    assert alert.only == ("web:home",)
    assert alert.card.chart is not None
    assert [action.line for action in alert.card.actions] == [f"ack {alert.fingerprint}"]
    assert alert.card.menu is not None
    assert alert.card.menu.choices[0].line == "snooze GOOD 1h"


async def test_a_failure_of_one_ticker_leaves_the_others_alone_and_none_is_no_failure(program, caplog):
    await program.watch(GOOD, NONE, LOST, ODD)

    report = await program.rounds.run(WATCHER)

    assert (report.asked, report.unanswered, report.alerts, report.trouble) == (4, 1, 1, "The vendor is away.")
    assert "ODD could not be judged" in caplog.text


async def test_a_picture_that_cannot_be_had_does_not_hold_the_alert_back(program):
    other = Ticker("OTHER")
    await program.watch(other)
    await program.rounds.run(WATCHER)

    assert (await program.alerts())["OTHER"].card.chart is None


async def test_a_slow_answer_is_left_to_the_next_round(program, monkeypatch):
    monkeypatch.setattr(rounds_module, "DEADLINE", 0.01)
    await program.watch(GOOD, SLOW)

    report = await program.rounds.run(WATCHER)
    program.answers.gate.set()
    again = await program.rounds.run(WATCHER)

    assert (report.alerts, report.unanswered) == (1, 1)
    assert (again.alerts, again.unanswered) == (1, 0)


async def test_a_round_that_is_stopped_leaves_no_question_behind(program, caplog):
    await program.watch(LOST, SLOW)
    before = asyncio.all_tasks()

    looking = asyncio.create_task(program.rounds.look(WATCHER, [LOST, SLOW]))
    for _ in range(5):  # by then the lost one has failed, and the slow one is asked still
        await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking

    assert asyncio.all_tasks() == before
    gc.collect()
    assert not [one for one in caplog.records if "never retrieved" in one.message]


async def test_the_last_report_of_each_watcher_is_kept(program):
    report = await program.rounds.run(WATCHER)

    assert await program.log.last() == {"w": report}


async def test_a_planned_round_is_done_by_one_replica(program, now):
    assert await program.log.begin("w", now)
    assert not await program.log.begin("w", now)
    assert await program.log.begin("other", now)


LABOR = replace(WATCHER, pillar="labor")


def kept(now) -> Kept:
    """Labor supports; of the others nothing is known."""
    day, figures = date(2026, 1, 14), {"sahm": {"sahm": 0.2}, "claims": {"claims_in_year": -3.0}}
    told = {name: Reading(day, day, one) for name, one in figures.items()}
    return Kept(advance(Thesis(), told, day)[0], now)


async def test_an_alert_ends_with_the_pillar_it_touches_and_the_balance_read_once_a_round(server, now):
    book = Book([kept(now)])
    program = Program(server, now, book)
    await program.watch(GOOD, Ticker("OTHER"))

    await program.rounds.run(LABOR)

    alerts = await program.alerts()
    assert [(alert.card.facts[-1].name, alert.card.facts[-1].value) for alert in alerts.values()] == [
        ("Thesis", "Labor market: supports; of six pillars 1 supports, 5 not known; the thesis is not known")
    ] * 2
    assert book.read == 1
    await program.rounds.run(LABOR)
    assert book.read == 1  # a quiet round reads nothing


@pytest.mark.parametrize("told", [None, [None]], ids=["store away", "no look yet"])
async def test_without_a_kept_thesis_an_alert_goes_without_that_line(server, now, told):
    program = Program(server, now, Book(told))
    await program.watch(GOOD)

    report = await program.rounds.run(LABOR)

    assert report.alerts == 1
    assert (await program.alerts())["GOOD"].card.facts == ()


async def test_a_watcher_that_touches_no_pillar_says_nothing_of_the_thesis(server, now):
    program = Program(server, now, Book([kept(now)]))
    await program.watch(GOOD)

    await program.rounds.run(WATCHER)

    assert (await program.alerts())["GOOD"].card.facts == ()


async def test_what_is_kept_of_a_day_is_written_with_the_episodes(server, now, program):
    told = snapshot(kept(now).thesis, date(2026, 1, 15))

    def judge_day(seen, episodes, at):
        judged = judge(seen, episodes, at)
        return replace(judged, pages=(Page(KIND, told.day, dump_snapshot(told)),)) if judged.moved else judged

    await program.watch(GOOD)
    await program.rounds.run(replace(WATCHER, judge=judge_day))

    assert await RedisThesisBook(server).snapshots(told.day, told.day) == [told]
