"""Milestones over a real Redis: numbered, changed from what was seen, each channel's its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.alerts.milestones import Entry
from bot.alerts.watchlist import Channel
from bot.market.milestone import Deed, Milestone, Step
from bot.market.ticker import Ticker
from bot.store import milestones as room
from bot.store.milestones import RedisMilestones

HOME, OTHER = Channel("web", "home"), Channel("slack", "C1")
ACHR, JOBY = Ticker("ACHR"), Ticker("JOBY")


@pytest.fixture
def book(server):
    return RedisMilestones(server)


@pytest.fixture
def one(now):
    step = Step(deed=Deed.ADDED, at=now, due=date(2028, 1, 1), by="U1", name="ann \ud83d", link="https://a.org/b")
    return Milestone(ticker=ACHR, words='type "certification" <!channel> é', rival=JOBY, steps=(step,))


def slipped(kept, now, due=date(2028, 6, 30)):
    return kept.after(Step(deed=Deed.SLIPPED, at=now, due=due, by="U2"))


async def test_it_comes_back_as_it_was_numbered_and_in_no_other_channel(book, one):
    first, second = await book.add(HOME, one), await book.add(HOME, one)

    assert (first, second) == (replace(one, number=1), replace(one, number=2))
    assert await book.milestones(HOME) == [first, second]
    assert await book.milestones(OTHER) == []


async def test_of_two_who_change_it_from_the_same_state_one_is_refused(book, one, now):
    kept = await book.add(HOME, one)
    changes = [slipped(kept, now), slipped(kept, now, date(2029, 1, 1))]

    done = await asyncio.gather(*(book.change(HOME, kept, change) for change in changes))

    assert sorted(done) == [False, True]
    assert await book.milestones(HOME) == [changes[done.index(True)]]


async def test_what_is_removed_is_gone_and_its_number_is_never_given_again(book, one, now):
    kept = await book.add(HOME, one)

    assert await book.change(HOME, kept, None)
    assert not await book.change(HOME, kept, None)
    assert not await book.change(HOME, kept, slipped(kept, now))
    assert await book.milestones(HOME) == []
    assert (await book.add(HOME, one)).number == 2


async def test_a_channels_change_is_none_in_another(book, one, now):
    kept = await book.add(HOME, one)

    assert not await book.change(OTHER, kept, slipped(kept, now))
    assert await book.milestones(HOME) == [kept]


async def test_all_channels_entries_are_found_and_those_of_one_stock(book, one):
    here, there = await book.add(HOME, one), await book.add(OTHER, replace(one, ticker=JOBY, rival=None))

    assert await book.everywhere() == [Entry(OTHER, there), Entry(HOME, here)]
    assert await book.of(ACHR) == [Entry(HOME, here)]
    assert await book.of(Ticker("ZZZZ")) == []


async def test_a_channel_keeps_so_many_and_no_more(book, one, now, monkeypatch):
    monkeypatch.setattr(room, "MOST", 2)
    first, _ = await book.add(HOME, one), await book.add(HOME, one)

    assert await book.add(HOME, one) is None
    assert await book.change(HOME, first, slipped(first, now + timedelta(1)))
    assert len(await book.milestones(HOME)) == 2
