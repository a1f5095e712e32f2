"""The rates feed over the wire: a year of contracts in one request, old prices left out, the rate once a morning."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.sources.fred import Fred
from bot.sources.new_york_fed import NewYorkFed
from bot.sources.rates import Rates
from tests.bench.loopback import Reply
from tests.bench.yahoo import play, row, told

RATE = {"effectiveDate": "2026-01-14", "type": "EFFR", "percentRate": 3.64, "targetRateFrom": 3.5, "targetRateTo": 3.75}
TRADED, BEFORE_THE_DECISION = (int(datetime(*day, tzinfo=UTC).timestamp()) for day in ((2026, 1, 15), (2025, 12, 1)))


class Market:
    """Yahoo with its futures, and the New York Fed with its rate."""

    def __init__(self) -> None:
        self.rows = {"ZQF26.CBT": (96.36, TRADED), "ZQG26.CBT": (96.39, TRADED)}
        self.down = False

    def __call__(self, asked):
        if asked.host == "markets.newyorkfed.org":
            return Reply(json.dumps({"refRates": [RATE]}))
        if asked.path == "/v7/finance/quote" and self.down:
            return Reply("", 502)
        if asked.path == "/v7/finance/quote" and "crumb" in asked.query:
            rows = [
                row(name, quoteType="FUTURE", regularMarketPrice=price, regularMarketTime=at)
                for name, (price, at) in self.rows.items()
            ]
            return told("quoteResponse", *rows)
        return play(asked)


@pytest.fixture
def market(hosts):
    hosts.answer = Market()
    return hosts.answer


@pytest.fixture
def rates(market, yahoo, shelf, clock):
    return Rates(yahoo, NewYorkFed(shelf, clock), Fred(shelf, clock), shelf, clock)


async def test_the_contracts_of_a_year_are_one_request_and_those_yahoo_has_are_told(rates, hosts):
    futures = await rates.futures()

    assert futures.prices == ((date(2026, 1, 1), 96.36), (date(2026, 2, 1), 96.39))
    assert hosts.counted()["v7/finance/quote"] == 1
    assert next(one for one in hosts.asked if "quote" in one.path).query["symbols"].count("ZQ") == 12


async def test_a_price_of_before_the_last_decision_is_left_out(rates, market):
    market.rows["ZQG26.CBT"] = (96.39, BEFORE_THE_DECISION)
    assert (await rates.futures()).prices == ((date(2026, 1, 1), 96.36),)


async def test_without_a_traded_contract_the_futures_are_missing_and_a_lost_yahoo_is_unavailable(rates, market, clock):
    market.rows = {}
    with pytest.raises(Missing, match="No fed funds future"):
        await rates.futures()

    market.down = True
    clock.at = datetime(2026, 1, 15, 16, tzinfo=UTC)
    with pytest.raises(Unavailable):
        await rates.futures()


async def test_the_effective_rate_is_asked_for_once_a_morning(rates, hosts, clock):
    assert (await rates.effective()).percent == 3.64
    clock.at = datetime(2026, 1, 15, 15, 20, tzinfo=UTC)
    await rates.effective()
    assert len(hosts.asked) == 1

    clock.at = datetime(2026, 1, 15, 15, 40, tzinfo=UTC)  # past half past ten in New York
    await rates.effective()
    assert len(hosts.asked) == 2


def at_new_york(hour: int, minute: int, day: int = 15) -> datetime:
    return datetime(2026, 1, day, hour + 5, minute, tzinfo=UTC)


async def test_the_first_look_after_a_settlement_is_kept_and_no_other(rates, market, clock):
    def traded(price: float, at: datetime) -> None:
        clock.at = at
        market.rows = {"ZQF26.CBT": (price, int(at.timestamp()) - 600), "ZQG26.CBT": (96.39, int(at.timestamp()) - 600)}

    for price, at in ((96.1, at_new_york(14, 30)), (96.2, at_new_york(15, 30)), (96.3, at_new_york(16, 0))):
        traded(price, at)
        await rates.futures()
    traded(96.4, at_new_york(15, 30, day=16))
    await rates.futures()

    assert [one.prices[0] for one in await rates.closes()] == [(date(2026, 1, 1), 96.2), (date(2026, 1, 1), 96.4)]


async def test_prices_of_the_day_before_are_not_kept_as_todays(rates, market, clock):
    clock.at = at_new_york(15, 30)
    market.rows = {"ZQF26.CBT": (96.36, int(at_new_york(15, 30, day=14).timestamp()))}
    await rates.futures()

    assert await rates.closes() == []
