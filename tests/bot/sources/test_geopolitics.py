"""The geopolitics feed over the wire: each of its three answers by its own vendor, and none takes another down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.market.feeds import Unavailable
from bot.sources.gdelt import Gdelt
from bot.sources.geopolitics import Geopolitics
from bot.sources.gpr import Gpr
from bot.sources.new_york_fed import NewYorkFed
from tests.bench.book import book
from tests.bench.loopback import Reply

RISK = book([["DAY", "GPRD"], [20260112.0, 120.5]])
PRESSURE = "Date,Jan-26\n30-Nov-2025,0.2\n31-Dec-2025,0.5\n"


class Hosts:
    def __init__(self) -> None:
        self.down, self.pressure = "", PRESSURE

    def __call__(self, asked):
        if asked.host == self.down:
            return Reply("", 503)
        if asked.host == "www.matteoiacoviello.com":
            return Reply(RISK)
        if asked.host == "www.newyorkfed.org":
            return Reply(self.pressure)
        return Reply('{"timeline": [{"data": [{"date": "20260115T000000Z", "value": 4.0}]}]}')


@pytest.fixture
def feed(hosts, shelf, clock):
    hosts.answer = Hosts()
    return Geopolitics(Gpr(shelf, clock), NewYorkFed(shelf, clock), Gdelt(shelf, clock))


async def test_each_answers_with_its_own(feed, hosts):
    assert (await feed.risk()).days[-1].index == 120.5
    assert (await feed.supply_chain()).points[-1] == (date(2025, 12, 1), 0.5)
    assert (await feed.conflict_news()).points == ((date(2026, 1, 15), 4.0),)
    assert len(hosts.asked) == 3


async def test_pressure_is_looked_for_once_a_weekday_until_last_months_is_there(feed, hosts, clock):
    asked = []
    for _ in range(28):  # to 12 February
        clock.at += timedelta(days=1)
        before = len(hosts.asked)
        if clock.at.day == 5:
            hosts.answer.pressure = PRESSURE + "31-Jan-2026,0.7\n"
        await feed.supply_chain()
        await feed.supply_chain()
        asked += [clock.at.day] * (len(hosts.asked) - before)

    assert asked == [16, 1, 3, 4, 5]  # the first look; then from Sunday 1 February on, by ten in the morning
    assert (await feed.supply_chain()).points[-1] == (date(2026, 1, 1), 0.7)


async def test_pressure_is_kept_while_new_york_is_lost(feed, hosts, clock):
    await feed.supply_chain()
    await feed.supply_chain()
    assert len(hosts.asked) == 1

    hosts.answer.down = "www.newyorkfed.org"
    clock.at += timedelta(days=30)
    assert (await feed.supply_chain()).points[-1][1] == 0.5
    clock.at += timedelta(days=11)
    with pytest.raises(Unavailable, match="New York Fed"):
        await feed.supply_chain()


async def test_a_lost_vendor_takes_no_other_down(feed, hosts):
    hosts.answer.down = "www.matteoiacoviello.com"
    with pytest.raises(Unavailable, match="Caldara and Iacoviello does not answer"):
        await feed.risk()

    assert (await feed.supply_chain()).points
