"""The kept thesis over a real Redis: in one step with its alerts, a page a day, one of two replicas."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.alerts.alert import Alert
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.cards import Card
from bot.store import keys
from bot.store.episodes import RedisEpisodes
from bot.store.outbox import RedisOutbox
from bot.store.thesis import RedisThesisBook
from bot.thesis.book import KIND, NAME, Kept
from bot.thesis.metric import Reading
from bot.thesis.snapshot import dump_snapshot, snapshot
from bot.thesis.thesis import Thesis, advance
from bot.thesis.written import dump_thesis

DAY = date(2026, 1, 14)


def seen(day: date = DAY, vix: float = 15.0) -> Thesis:
    return advance(Thesis(), {"vix": Reading(day, day, {"vix": vix})}, day)[0]


def episode(now, thesis: Thesis, turn: int = 0) -> Episode:
    return Episode(
        kind=KIND, about="", name=NAME, side=dump_thesis(thesis), level=0, value=0, seen_at=now, turn=turn
    )  # fmt: skip


def page(day: date = DAY, vix: float = 15.0) -> Page:
    return Page(KIND, day, dump_snapshot(snapshot(seen(day, vix), day)))


def alert(now, name: str) -> Alert:
    return Alert(kind=KIND, about="", occurrence=name, at=now, card=Card(name))


@pytest.fixture
def book(server):
    return RedisThesisBook(server)


@pytest.fixture
def episodes(server):
    return RedisEpisodes(server)


async def test_before_the_first_look_there_is_nothing(book):
    assert await book.kept() is None
    assert await book.snapshots(DAY - timedelta(days=365), DAY) == []


async def test_what_a_round_recorded_comes_back(book, episodes, now):
    assert await episodes.record("", [episode(now, seen())], [alert(now, "one")], [page()])

    assert await book.kept() == Kept(seen(), now)
    assert await book.snapshots(DAY, DAY) == [snapshot(seen(), DAY)]


async def test_the_days_of_a_span_come_oldest_first_and_a_later_look_replaces_its_day(book, episodes, now):
    days = [DAY + timedelta(days=place) for place in (3, 0, 1, 40)]
    for day in days:
        await episodes.record("", [], [], [page(day)])
    await episodes.record("", [], [], [page(DAY, 30.0)])

    told = await book.snapshots(DAY, DAY + timedelta(days=30))

    assert [one.day for one in told] == sorted(days)[:3]
    assert told[0].metrics["vix"].figures == {"vix": 30.0}
    assert await book.snapshots(DAY, DAY - timedelta(days=1)) == []


async def test_of_two_replicas_one_writes_and_nothing_of_the_other_is_kept(book, episodes, server, now):
    async def one(vix: float) -> bool:
        return await episodes.record(
            "", [episode(now, seen(vix=vix))], [alert(now, f"at {vix}")], [page(vix=vix)]
        )  # fmt: skip

    done = await asyncio.gather(*(one(float(vix)) for vix in range(10, 20)))

    kept = await book.kept()
    (told,) = await book.snapshots(DAY, DAY)
    (admitted,) = await RedisOutbox(server).admissions(10)
    assert sum(done) == 1
    vix = dict(kept.thesis.standings["vix"].figures)["vix"]
    assert vix == 10.0 + done.index(True)
    assert told.metrics["vix"].figures == {"vix": vix}
    assert admitted.alert.occurrence == f"at {vix}"


async def test_what_was_judged_from_an_older_state_keeps_no_page(book, episodes, now):
    await episodes.record("", [episode(now, seen())], [], [page()])

    assert not await episodes.record("", [episode(now, seen(vix=40.0))], [], [page(vix=40.0)])
    assert (await book.snapshots(DAY, DAY))[0].metrics["vix"].figures == {"vix": 15.0}


async def test_what_another_version_kept_is_left_out_and_begins_anew(book, episodes, server, now):
    await episodes.record("", [episode(now, seen())], [], [page(), page(DAY + timedelta(days=1))])
    await server.text.hset(keys.pages(KIND), DAY.isoformat(), '{"v":99}')
    other = Episode(kind=KIND, about="", name=NAME, side='{"version":99}', level=0, value=0, seen_at=now, turn=1)
    await episodes.record("", [other], [])

    assert await book.kept() is None
    assert [one.day for one in await book.snapshots(DAY, DAY + timedelta(days=5))] == [DAY + timedelta(days=1)]
