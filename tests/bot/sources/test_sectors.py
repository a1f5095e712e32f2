"""Sectors from the funds' files and from what was rated: the file's word first, nothing waited for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.ticker import Ticker
from bot.sources import sectors as room
from bot.sources.ishares import IShares
from bot.sources.profile.peers import Peers, Row
from bot.sources.sectors import Sectors
from tests.bench.fund import holdings, line, members
from tests.bench.loopback import Reply

IJR = Ticker("IJR")


@pytest.fixture
def feed(hosts, shelf, clock):
    clock.at = datetime(2026, 1, 15, 21, 45, tzinfo=UTC)
    hosts.answer = lambda asked: Reply(holdings(members(300)))
    return Sectors(IShares(shelf, clock), shelf, clock)


async def rated(shelf, clock, symbol, sector):
    row = Row(symbol, clock.at.timestamp(), "", sector, None, None, None, None)
    await Peers(shelf).keep(row, clock.at)


async def test_a_member_is_of_the_files_sector_and_another_of_the_one_yahoo_named(feed, shelf, clock, hosts):
    await rated(shelf, clock, "APLD", "technology")
    await rated(shelf, clock, "M1", "energy")
    await rated(shelf, clock, "ODD", "something-new")

    found = await feed.sectors([Ticker(one) for one in ("M1", "APLD", "ODD", "NEVER")])

    assert {one.symbol: placed.sector for one, placed in found.items()} == {
        "M1": "Industrials",
        "APLD": "Information Technology",
    }
    assert found[Ticker("M1")].as_of.date() == date(2026, 1, 13)
    assert found[Ticker("M1")].source == "iShares"
    assert found[Ticker("APLD")].source.startswith("Yahoo Finance")
    before = len(hosts.asked)
    await feed.sectors([Ticker("M2")])
    assert len(hosts.asked) == before  # the files are on the shelf


async def test_a_file_that_is_lost_or_late_costs_no_answer(feed, shelf, clock, hosts, monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 0.05)
    hosts.answer = lambda asked: Reply("", 503)
    await rated(shelf, clock, "APLD", "technology")

    assert list(await feed.sectors([Ticker("APLD"), Ticker("M1")])) == [Ticker("APLD")]


async def test_sectors_are_read_from_the_file_and_what_is_no_name_is_none(feed, hosts):
    odd = line("ODD", 10.0, 10.0).replace("Industrials", "<!channel>")
    hosts.answer = lambda asked: Reply(holdings(members(300), odd))

    file = await feed.holdings(IJR)

    assert file.positions[0].sector == "Industrials"
    assert file.positions[-1].sector == ""


async def test_a_file_kept_before_sectors_were_read_is_asked_for_anew(feed, shelf, clock, hosts):
    from bot.sources.cached import Answer

    kept = Answer({"day": "2026-01-12", "positions": [["M1", 100.0, 825.0]]}, clock.at - timedelta(days=1))
    await shelf.put("ishares:IJR", kept.packed(), kept.at)

    assert (await feed.holdings(IJR)).positions[0].sector == "Industrials"
    await feed.holdings(IJR)
    assert len(hosts.asked) == 1

    hosts.answer = lambda asked: Reply("", 503)
    await shelf.put("ishares:IVV", kept.packed(), kept.at)
    assert (await feed.holdings(Ticker("IVV"))).positions[0].sector == ""
