"""Members of a fund over the wire: few requests, once a session, with a history of our own that grows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable
from bot.market.fund_day import FundDay
from bot.market.ticker import Ticker
from bot.sources.ishares import IShares
from bot.sources.members import Members
from tests.bench.fund import holdings, members
from tests.bench.loopback import Reply
from tests.bench.yahoo import AT, play, row, told

IJR, IVV = Ticker("IJR"), Ticker("IVV")
SIZES = {"IJR_holdings": 600, "IVV_holdings": 500}


class Market:
    """The issuer, and Yahoo with one row a member; ``figures`` are in each row, ``other`` in those of some."""

    def __init__(self) -> None:
        self.figures = {"epsCurrentYear": 0.4, "epsForward": 0.5, "twoHundredDayAverage": 8.0, "regularMarketTime": AT}
        self.other: dict[str, dict[str, object]] = {}
        self.unknown: set[str] = set()
        self.down = False
        self.at_most = 1000  # rows it tells in one answer, and …
        self.takes = 1000  # … names in one request that it does not refuse

    def __call__(self, asked):
        if asked.host == "www.ishares.com":
            return Reply(holdings(members(SIZES[asked.query["fileName"]])))
        if asked.path == "/v7/finance/quote" and self.down:
            return Reply("", 502)
        if asked.path == "/v7/finance/quote" and "crumb" in asked.query:
            wanted = asked.query["symbols"].split(",")
            if len(wanted) > self.takes:
                return Reply("", 414)
            names = [one for one in wanted[: self.at_most] if one not in self.unknown]
            figures = {**self.figures, "regularMarketTime": int(self.figures["regularMarketTime"].timestamp())}
            return told("quoteResponse", *(row(name, **{**figures, **self.other.get(name, {})}) for name in names))
        return play(asked)


@pytest.fixture
def market(hosts):
    hosts.answer = Market()
    return hosts.answer


@pytest.fixture
def feed(market, yahoo, shelf, clock):
    clock.at = datetime(2026, 1, 15, 21, 45, tzinfo=UTC)
    return Members(yahoo, IShares(shelf, clock), shelf, clock)


def next_session(market, clock, days: int, **figures: object) -> None:
    clock.at += timedelta(days=days)
    market.figures |= {"regularMarketTime": market.figures["regularMarketTime"] + timedelta(days=days), **figures}


async def test_both_indexes_cost_five_requests_of_yahoo_a_session(feed, hosts):
    small, large = await feed.outlook(IJR), await feed.outlook(IVV)
    await feed.outlook(IJR)

    assert (len(small.members), len(large.members)) == (600, 500)
    assert hosts.counted()["v7/finance/quote"] == 3 + 2
    assert sum(asked.host == "www.ishares.com" for asked in hosts.asked) == 2


async def test_requests_too_wide_for_yahoo_are_halved_and_the_next_ones_are_narrower(feed, market, hosts, clock):
    market.takes = 130
    assert (await feed.outlook(IJR)).covered == 1.0
    before = len(hosts.asked)
    next_session(market, clock, 1)

    assert (await feed.outlook(IJR)).covered == 1.0
    assert hosts.counted(before)["v7/finance/quote"] == 5  # of 125 names and no more


async def test_an_answer_that_breaks_off_loses_no_member(feed, market, hosts):
    market.at_most = 150
    outlook = await feed.outlook(IJR)

    assert [one.ticker.symbol for one in outlook.members if one.price is None] == []
    assert hosts.counted()["v7/finance/quote"] == 2 * 3 + 1


async def test_a_member_has_its_price_its_estimates_and_its_mean(feed):
    outlook = await feed.outlook(IJR)
    first = outlook.members[0]

    assert (first.price, first.this_year, first.next_year, first.mean_200) == (8.25, 0.4, 0.5, 8.0)
    assert (first.worth, outlook.covered) == (825.0, 1.0)
    assert (outlook.as_of, outlook.held_on) == (AT, date(2026, 1, 13))
    assert outlook.source == "our estimate; Yahoo forward EPS, members by iShares"


async def test_what_yahoo_does_not_know_or_tells_in_another_money_is_left_open(feed, market):
    market.unknown = {"M0"}
    market.other = {
        "M1": {"financialCurrency": "CAD"},
        "M2": {"epsForward": 0, "epsCurrentYear": 0},
        "M3": {"quoteType": "NONE"},
        "M4": {"regularMarketPrice": 82.5},
    }
    found = {one.ticker.symbol: one for one in (await feed.outlook(IJR)).members[:5]}

    assert found["M0"].price is None
    assert (found["M1"].price, found["M1"].next_year) == (8.25, None)
    assert (found["M2"].this_year, found["M2"].next_year) == (None, None)
    assert found["M3"].price is None
    assert found["M4"].price is None  # ten times the file's price is a split since, or another company's
    assert found["M4"].worth == 825.0


async def test_half_an_index_is_none_and_the_last_session_stays_for_a_week(feed, market, clock):
    await feed.outlook(IJR)
    market.down = True
    next_session(market, clock, 1)

    assert (await feed.outlook(IJR)).as_of == AT
    clock.at += timedelta(days=7)
    with pytest.raises(Unavailable, match="Yahoo"):
        await feed.outlook(IJR)
    assert len(await feed.kept_days(IJR)) == 1


async def test_no_price_of_any_member_is_missing(feed, market):
    market.unknown = set(members(600))
    with pytest.raises(Missing, match="no prices of the members of IJR"):
        await feed.outlook(IJR)


async def test_every_session_is_kept_once_under_its_day(feed, market, clock):
    assert await feed.kept_days(IJR) == []
    await feed.outlook(IJR)
    next_session(market, clock, 1, epsForward=0.55)
    await feed.outlook(IJR)
    await feed.outlook(IVV)

    first, second = await feed.kept_days(IJR)
    assert first == FundDay(
        date(2026, 1, 15), pytest.approx(16.5), pytest.approx(1 / 16.5), 1.0, pytest.approx(0.25),
        pytest.approx(0.25), 1.0, None,
    )  # fmt: skip
    assert (second.day, second.price_to_earnings) == (date(2026, 1, 16), pytest.approx(15.0))
    assert len(await feed.kept_days(IVV)) == 1


async def test_a_second_look_at_a_session_takes_the_place_of_the_first(feed, market, clock):
    clock.at = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
    await feed.outlook(IJR)
    clock.at = datetime(2026, 1, 15, 21, 45, tzinfo=UTC)
    market.figures["epsForward"] = 0.6
    await feed.outlook(IJR)

    (only,) = await feed.kept_days(IJR)
    assert only.price_to_earnings == pytest.approx(8.25 / 0.6)


async def test_estimates_of_four_weeks_ago_are_set_beside_today_s(feed, market, clock):
    assert (await feed.outlook(IJR)).before is None
    next_session(market, clock, 14, epsCurrentYear=0.42)
    assert (await feed.outlook(IJR)).before is None  # two weeks are too few
    next_session(market, clock, 15, epsCurrentYear=0.44)

    outlook = await feed.outlook(IJR)

    assert outlook.before.day == date(2026, 1, 15)
    assert outlook.before.of[Ticker("M0")] == (0.4, 0.5)
    assert (await feed.kept_days(IJR))[-1].revised == 1.0
