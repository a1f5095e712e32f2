"""One round: every ticker asked, failures kept apart, alerts written down with their episodes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from bot import rounds as rounds_module
from bot.alerts.episode import Episode
from bot.alerts.watchlist import Channel
from bot.cards import Card, Chart
from bot.market.feeds import Missing, Unavailable
from bot.market.ticker import Ticker
from bot.rounds import Rounds
from bot.store.episodes import RedisEpisodes
from bot.store.memory import RedisRoundLog
from bot.store.outbox import RedisOutbox
from bot.store.watchlists import RedisWatchlists
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


class Program:
    def __init__(self, server, now):
        clock = Still(now)
        self.answers = Answers(asyncio.Event())
        self.outbox, self.log = RedisOutbox(server), RedisRoundLog(server)
        self.watchlists = RedisWatchlists(server, clock)
        self.rounds = Rounds({Answers: self.answers}, self.watchlists, RedisEpisodes(server), self.log, clock)

    async def watch(self, *tickers):
        await self.watchlists.add(Channel("web", "home"), tickers, "ann")

    async def alerts(self):
        return {one.alert.about: one.alert for one in await self.outbox.admissions(10)}


@pytest.fixture
def program(server, now):
    return Program(server, now)


async def test_what_happened_is_written_down_once_with_its_picture_and_a_snooze_button(program):
    await program.watch(GOOD)
    first = await program.rounds.run(WATCHER)
    second = await program.rounds.run(WATCHER)

    alert = (await program.alerts())["GOOD"]
    assert (first.alerts, second.alerts) == (1, 0)
    assert (alert.kind, alert.occurrence, alert.card.title) == ("w", "one", "GOOD is up")
    assert alert.only == ("web:home",)
    assert alert.card.chart is not None
    assert [action.line for action in alert.card.actions] == ["snooze GOOD 1d"]


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


async def test_the_last_report_of_each_watcher_is_kept(program):
    report = await program.rounds.run(WATCHER)

    assert await program.log.last() == {"w": report}


async def test_a_planned_round_is_done_by_one_replica(program, now):
    assert await program.log.begin("w", now)
    assert not await program.log.begin("w", now)
    assert await program.log.begin("other", now)
