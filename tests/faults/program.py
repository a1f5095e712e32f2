"""The program under test: `bot serve` as it is, its vendors' addresses turned to the fakes and its waits shortened.

Started with `python -m tests.faults.program` it is a nursery: it loads the program once, and for each order on its
stdin, a line of JSON, forks one that runs `serve`, or kills one it has started; it answers with a pid or a status.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord.gateway
import yarl
from discord.http import Route

import bot.__main__
import bot.serve
from bot.alerts.dispatch import leases, queues, telling, worker
from bot.alerts.ports import Delivery
from bot.calls.profile_feed import ProfileFeed
from bot.clock import SystemClock
from bot.market import feeds
from bot.market.calendar import Calendar, calendar
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.feeds import Health, Listing, Missing
from bot.market.filing import Filing
from bot.market.fund_day import FundDay
from bot.market.geopolitics import GeopoliticalRisk
from bot.market.labor import LaborMarket
from bot.market.members import FundHoldings, FundOutlook
from bot.market.price_target import PriceTarget
from bot.market.quote import PriceHistory, Quote
from bot.market.readings import Readings
from bot.market.reported_fact import ReportedFact
from bot.market.sectors import Placed
from bot.market.short_interest import FloatShares, ShortInterest
from bot.market.ticker import Ticker
from bot.platforms.discord import outbox as _discord_outbox  # noqa: F401  # loaded before the first fork
from bot.platforms.discord.rest import Rest
from bot.platforms.slack import api as slack_api
from bot.platforms.slack.inbox import SlackInbox
from bot.platforms.slack.outbox import SlackNotifier
from bot.rating.profile import Profile
from bot.store import server as store_server

LEASE = 4.0  # seconds instead of 20
ASKED = 1.5  # seconds for one call to a platform or to the store, instead of 4 to 5
FASTER = 10  # waits between tries are so many times shorter


class Told:
    """Every feed, from a small JSON file: symbol -> price; the target stands still. Other figures are missing."""

    def __init__(self, path: Path, target: float) -> None:
        self._path, self._target = path, target

    async def quote(self, ticker: Ticker) -> Quote:
        price = json.loads(self._path.read_text(encoding="utf-8"))[ticker.symbol]
        now = SystemClock().now()
        return Quote(
            ticker=ticker, price=price, previous_close=self._target - 1, currency="USD", as_of=now, source="test"
        )

    async def target(self, ticker: Ticker) -> PriceTarget:
        goal, then = self._target, SystemClock().now() - timedelta(hours=1)
        return PriceTarget(
            ticker=ticker, mean=goal, median=None, high=9 * goal, low=goal / 9, analysts=5, currency="USD",
            as_of=then, source="test",
        )  # fmt: skip

    async def float_shares(self, ticker: Ticker) -> FloatShares:
        raise Missing(f"There is no float of {ticker}.")

    async def history(self, ticker: Ticker) -> PriceHistory:
        raise Missing(f"There are no prices of {ticker}.")

    async def short_interest(self, ticker: Ticker) -> ShortInterest:
        raise Missing(f"There is no short interest of {ticker}.")

    async def short_history(self, ticker: Ticker) -> Sequence[ShortInterest]:
        raise Missing(f"There is no short interest of {ticker}.")

    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        raise Missing(f"There are no filings of {ticker}.")

    async def futures(self) -> FedFundsFutures:
        raise Missing("There is no fed funds future.")

    async def closes(self) -> Sequence[FedFundsFutures]:
        return ()

    async def calendar(self) -> Calendar:
        return calendar()

    async def effective(self) -> EffectiveRate:
        raise Missing("There is no effective rate.")

    async def labor(self) -> LaborMarket:
        raise Missing("There is no labor market.")

    async def adjusted(self, fund: Ticker) -> Readings:
        raise Missing(f"There are no closes of {fund}.")

    async def _no_series(self) -> Readings:
        raise Missing("There is no such series.")

    target_upper = two_years = ten_years = first_claims = sahm_gap = high_yield = oil = _no_series
    supply_chain = conflict_news = _no_series

    async def risk(self) -> GeopoliticalRisk:
        raise Missing("There is no geopolitical risk.")

    async def outlook(self, fund: Ticker) -> FundOutlook:
        raise Missing(f"There is no outlook of {fund}.")

    async def kept_days(self, fund: Ticker) -> Sequence[FundDay]:
        return []

    async def holdings(self, fund: Ticker) -> FundHoldings:
        raise Missing(f"There is no file of {fund}.")

    async def sectors(self, tickers: Collection[Ticker]) -> Mapping[Ticker, Placed]:
        return {}

    async def profile(self, ticker: Ticker) -> Profile:
        raise Missing(f"Nothing is known of {ticker}.")

    async def early(self, ticker: Ticker) -> None:
        """There is nothing to say before."""

    async def facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        raise Missing(f"There are no reported figures of {ticker}.")

    async def renew(self) -> None:
        """There is nothing newer."""

    async def listings(self) -> Sequence[Listing]:
        return [Listing(Ticker(symbol), symbol) for symbol in json.loads(self._path.read_text(encoding="utf-8"))]

    async def health(self) -> Sequence[Health]:
        return []


def _feeds(told: Told) -> Mapping[type, Any]:
    asked = (
        feeds.QuoteFeed, feeds.TargetFeed, feeds.FloatFeed, feeds.HistoryFeed, feeds.ShortInterestFeed,
        feeds.ListingFeed, feeds.FilingFeed, feeds.FactsFeed, feeds.HealthFeed, feeds.RatesFeed,
        feeds.CurveFeed, feeds.ConditionsFeed, feeds.LaborFeed, feeds.LeadershipFeed, feeds.GeopoliticsFeed,
        feeds.MembersFeed, feeds.SectorFeed, ProfileFeed, feeds.EarningsFeed, feeds.InstitutionFeed,
        feeds.OwnerFeed, feeds.CalendarFeed, feeds.ConsensusFeed, feeds.SeasonFeed,
    )  # fmt: skip
    return dict.fromkeys(asked, told)


async def _confirm_first(self: Any, delivery: Delivery) -> None:
    """What must not be done, and what the tests have to notice: "told" is written down before it is."""
    await self._outbox.confirm(delivery, "not sent yet")
    await self._notifiers[delivery.channel.platform].send(delivery)


def _become(order: Mapping[str, Any]) -> None:
    """Turn this process into the program; returns when ``serve`` does."""
    os.chdir(order["folder"])
    out = os.open("out", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.environ.update(order["env"])  # noqa: TID251  # it is the program's own environment that is made here
    for speaker in (SlackInbox, SlackNotifier):
        speaker.__init__.__kwdefaults__["base_url"] = order["slack"]
    Route.BASE = order["discord"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(order["gateway"])
    told = Told(Path(order["told"]), order["target"])
    bot.serve.live_feeds = lambda *_parts: _feeds(told)
    leases.LEASE, telling.SEND_LIMIT = LEASE, 2 * ASKED
    worker.POLL = queues.AGAIN = 0.1
    wait_before = queues.wait_before
    queues.wait_before = lambda tries: wait_before(tries) / FASTER
    store_server.ANSWER_LIMIT = slack_api.LIMIT = ASKED
    Rest.call.__kwdefaults__["within"] = ASKED
    if order["careless"]:
        queues.Queues._deliver = _confirm_first
    bot.serve.DRAIN = ASKED
    sys.stdout.write(f"ended: {bot.__main__.main(['serve'])}\n")
    sys.stdout.flush()


def _fork(order: Mapping[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        try:
            os.close(0)
            _become(order)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    return child


def _end(child: int) -> int:
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _nursery() -> None:
    living: set[int] = set()
    try:
        for line in sys.stdin:
            order = json.loads(line)
            if "end" in order:
                _say(_end(order["end"]))
                living.discard(order["end"])
            else:
                living.add(child := _fork(order))
                _say(child)
    finally:
        for child in living:
            _end(child)


if __name__ == "__main__":
    _nursery()
