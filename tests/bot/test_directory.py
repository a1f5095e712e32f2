"""Which tickers there are: completion and pasted lists, from data at hand."""

from __future__ import annotations

import asyncio

import pytest

from bot import directory as directory_module
from bot.alerts.watchlist import Channel
from bot.directory import Directory
from bot.market.feeds import Listing, Missing, Unavailable
from bot.market.ticker import Ticker
from tests.whole import SetClock

LISTINGS = [
    Listing(Ticker("APLD"), "Applied Digital Corporation"),
    Listing(Ticker("APLS"), "Apellis Pharmaceuticals, Inc."),
    Listing(Ticker("BRKB"), "Berkshire Hathaway Inc. Class B"),
    Listing(Ticker("RKLB"), "Rocket Lab Corporation"),
    Listing(Ticker("NTRN"), "Neutron Holdings"),
]


class Market:
    """Listings, and a vendor whose answers a test sets."""

    def __init__(self):
        self.known, self.asked, self.trouble = LISTINGS, [], None

    async def renew(self):
        """Nothing newer."""

    async def listings(self):
        return self.known

    async def quote(self, ticker):
        self.asked.append(ticker.symbol)
        if self.trouble is not None:
            raise self.trouble
        if ticker.symbol == "SLOW":
            await asyncio.Event().wait()
        if ticker.symbol != "NEW":
            raise Missing(f"no {ticker}")


@pytest.fixture
def market():
    return Market()


@pytest.fixture
def directory(market, server, now):
    from bot.store.watchlists import RedisWatchlists

    return Directory(market, market, RedisWatchlists(server, SetClock(now)))


async def test_symbols_come_before_names_that_have_such_a_word(directory):
    assert [one.ticker.symbol for one in await directory.listed("ap", 5)] == ["APLD", "APLS"]
    assert [one.ticker.symbol for one in await directory.listed("rocket", 5)] == ["RKLB"]
    assert [one.ticker.symbol for one in await directory.listed("lab", 5)] == ["RKLB"]
    assert len(await directory.listed("", 2)) == 2


async def test_only_the_beginning_of_a_word_counts(directory):
    assert await directory.listed("eutron", 5) == []


async def test_the_channels_own_tickers_are_offered_with_their_names(directory, server, now):
    from bot.store.watchlists import RedisWatchlists

    home = Channel("web", "home")
    await RedisWatchlists(server, SetClock(now)).add(home, [Ticker("RKLB"), Ticker("XYZ")], "ann")

    assert await directory.watched("", 5, home) == [
        Listing(Ticker("RKLB"), "Rocket Lab Corporation"),
        Listing(Ticker("XYZ"), ""),
    ]


async def test_a_listed_symbol_is_known_without_asking_the_vendor(directory, market):
    known = await directory.read("APLD brk.b")

    assert known.tickers == (Ticker("APLD"), Ticker("BRK-B"))
    assert market.asked == []


async def test_a_symbol_that_is_not_listed_is_asked_for_once(directory, market):
    known = await directory.read("NEW GONE")

    assert known.tickers == (Ticker("NEW"),)
    assert [word for word, _ in known.unknown] == ["GONE"]
    assert market.asked == ["NEW", "GONE"]


@pytest.mark.parametrize("trouble", [Unavailable("away")])
async def test_what_the_vendor_cannot_say_is_unchecked(directory, market, trouble):
    market.trouble = trouble

    assert (await directory.read("APLD NEW")).unchecked == (Ticker("NEW"),)


async def test_a_slow_vendor_does_not_hold_a_person_up(directory, monkeypatch):
    monkeypatch.setattr(directory_module, "PATIENCE", 0.01)

    assert (await directory.read("SLOW")).unchecked == (Ticker("SLOW"),)


async def test_a_fault_is_not_taken_for_an_unknown_ticker(directory, market):
    market.trouble = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        await directory.read("NEW")


@pytest.mark.parametrize(("word", "meant"), [("RKBL", "RKLB"), ("neutron", "NTRN"), ("applied", "APLD")])
async def test_what_a_word_may_have_meant_is_found_by_name_and_by_letters(directory, word, meant):
    ((_, found),) = (await directory.read(word)).unknown

    assert found[0].ticker.symbol == meant


async def test_new_listings_are_taken_over(directory, market):
    await directory.listed("A", 5)
    market.known = [Listing(Ticker("AAA"), "Triple")]

    assert await directory.listed("A", 5) == [Listing(Ticker("AAA"), "Triple")]
