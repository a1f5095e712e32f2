"""Watchlists over a real Redis."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.alerts.episode import Episode
from bot.alerts.watchlist import Channel, Silence
from bot.market.ticker import Ticker
from bot.store.episodes import RedisEpisodes
from bot.store.watchlists import RedisWatchlists

HOME, OTHER = Channel("web", "home"), Channel("web", "other")
APLD, RKLB = Ticker("APLD"), Ticker("RKLB")


class Moving:
    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at


@pytest.fixture
def clock(now):
    return Moving(now)


@pytest.fixture
def watchlists(server, clock):
    return RedisWatchlists(server, clock)


async def test_what_was_added_is_listed_in_the_order_it_was_added(watchlists):
    assert await watchlists.add(HOME, [RKLB, APLD, RKLB], "ann") == [RKLB, APLD]
    assert await watchlists.add(HOME, [APLD], "bob") == []

    kept = await watchlists.watchlist(HOME)

    assert kept.tickers == (RKLB, APLD)
    assert kept.set_up_by == "ann"


async def test_each_channel_has_its_own_list(watchlists):
    await watchlists.add(HOME, [APLD], "ann")
    await watchlists.add(OTHER, [RKLB], "bob")

    assert (await watchlists.watchlist(HOME)).tickers == (APLD,)
    assert await watchlists.watched() == [APLD, RKLB]


async def test_a_ticker_is_watched_until_the_last_channel_lets_go(watchlists):
    await watchlists.add(HOME, [APLD], "ann")
    await watchlists.add(OTHER, [APLD], "bob")

    assert await watchlists.remove(HOME, [APLD, RKLB]) == [APLD]
    assert await watchlists.watched() == [APLD]
    await watchlists.remove(OTHER, [APLD])
    assert await watchlists.watched() == []


async def test_a_ticker_watched_anew_starts_from_a_new_baseline(watchlists, server, now):
    episodes = RedisEpisodes(server)
    old = Episode(kind="k", about="APLD", name="mean", side="below", level=1.0, value=1.0, seen_at=now)
    await watchlists.add(HOME, [APLD], "ann")
    await episodes.record("APLD", [old], [])
    await watchlists.remove(HOME, [APLD])
    await episodes.record("APLD", [old], [])  # a round that was under way
    await watchlists.add(HOME, [APLD], "ann")

    assert await episodes.episodes("k", ["APLD"]) == {"APLD": {}}


async def test_a_silence_ends_by_itself_or_by_hand(watchlists, clock, now):
    await watchlists.silence(HOME, Silence("APLD", "", now + timedelta(days=1)))
    await watchlists.silence(HOME, Silence("", "short_interest", now + timedelta(days=9)))

    assert len((await watchlists.watchlist(HOME)).silences) == 2
    assert await watchlists.unsilence(HOME, "", "short_interest")
    assert not await watchlists.unsilence(HOME, "", "short_interest")
    clock.at = now + timedelta(days=2)
    assert await watchlists.silences([HOME, OTHER]) == {HOME: (), OTHER: ()}


async def test_the_channels_that_a_person_set_up_are_found_on_each_platform(watchlists):
    await watchlists.add(OTHER, [APLD], "ann")
    await watchlists.add(HOME, [APLD], "ann")
    await watchlists.add(HOME, [RKLB], "bob")
    await watchlists.add(Channel("slack", "C1"), [APLD], "ann")

    assert await watchlists.set_up_by("web", "ann") == [HOME, OTHER]
    assert await watchlists.set_up_by("slack", "ann") == [Channel("slack", "C1")]
    assert await watchlists.set_up_by("web", "bob") == []
