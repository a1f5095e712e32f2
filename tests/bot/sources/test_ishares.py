"""The issuer's file: shares alone, classes by Yahoo's names, one request a week, and a file that broke off refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.market.ticker import Ticker
from bot.sources.ishares import LEAST, IShares, read_holdings
from tests.bench.fund import holdings, line, members
from tests.bench.loopback import Reply

IJR = Ticker("IJR")
MANY = members(LEAST)


@pytest.mark.parametrize("shares", ["Quantity", "Shares"])
def test_shares_and_their_worth_are_read_with_the_day_of_the_file(shares):
    told = read_holdings(holdings(MANY, line("MOGA", 1_234_567.0, 5_000.0), shares=shares).encode(), IJR)

    assert told.as_of == datetime(2026, 1, 13, tzinfo=UTC)
    assert len(told.positions) == LEAST + 1
    assert (told.positions[-1].ticker, told.positions[-1].shares, told.positions[-1].value) == (
        Ticker("MOG-A"), 5_000.0, 1_234_567.0,
    )  # fmt: skip


def test_cash_futures_and_rows_without_a_symbol_or_a_worth_are_no_members():
    more = (line("USD", 5e6, 5e6, "Cash"), line("RTYH6", 1e6, 10, "Futures"), line("-", 10, 10), line("GONE", 0, 100))

    assert len(read_holdings(holdings(MANY, *more).encode(), IJR).positions) == LEAST


@pytest.mark.parametrize(
    "told",
    ["", "<html>", holdings(MANY[:-1]), holdings(MANY).replace("Fund Holdings as of", "As of"),
     holdings(MANY).replace("Jan 13, 2026", "soon"), holdings(MANY).replace("Quantity", "Size")],
)  # fmt: skip
def test_anything_else_is_unreadable(told):
    with pytest.raises(Unreadable, match="IJR"):
        read_holdings(told.encode(), IJR)


async def test_a_fund_s_file_is_asked_for_once_a_week_and_kept_while_the_issuer_is_lost(hosts, shelf, clock):
    hosts.answer = lambda asked: Reply(holdings(MANY))
    ishares = IShares(shelf, clock)
    await ishares.holdings(IJR)
    clock.at += timedelta(days=6)
    await ishares.holdings(IJR)

    assert [asked.query["fileName"] for asked in hosts.asked] == ["IJR_holdings"]

    hosts.answer = lambda asked: Reply("", 503)
    clock.at += timedelta(days=38)
    assert len((await ishares.holdings(IJR)).positions) == LEAST
    clock.at += timedelta(days=2)
    with pytest.raises(Unavailable, match="iShares does not answer"):
        await ishares.holdings(IJR)


async def test_another_fund_is_not_asked_for(hosts, shelf, clock):
    with pytest.raises(Missing, match="IJR, IVV"):
        await IShares(shelf, clock).holdings(Ticker("QQQ"))

    assert not hosts.asked
