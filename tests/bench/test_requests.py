"""What a day costs a vendor."""

from collections import Counter

import pytest

from bot.sources.profile.industry import FUNDS
from tests.bench.day import TICKERS, Day, company_watchers, play_day
from tests.bench.loopback import Loopback
from tests.bench.process import forget_yfinance


def test_every_watcher_that_asks_yahoo_about_a_ticker_is_counted_but_the_one_that_rates():
    assert {one.name for one in company_watchers()} == {
        "analyst_rating", "dilution", "earnings_report", "estimate_revision", "extension", "ownership", "price_level",
        "price_past_target", "price_target_change", "short_interest", "trend", "valuation_extreme",
    }  # fmt: skip


@pytest.mark.timeout(240)  # a whole day is asked
async def test_two_hundred_tickers_cost_yahoo_at_most_600_requests_a_trading_day(tmp_path, monkeypatch):
    forget_yfinance()
    with Loopback(play_day, tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)
        day = Day(tmp_path / "cache")
        await day.evening_before()
        before = len(hosts.asked)

        rounds = await day.live_through()

    counted = hosts.counted(before)
    prices = rounds["price_past_target"]
    assert (len(TICKERS), prices) == (200, 78 + 4)  # and while the last prices are late
    assert counted["quoteSummary"] == 200
    assert counted["v8/finance/chart"] == 200 + len(FUNDS) + 1  # and the index
    assert counted["v7/finance/quote"] >= 2 * prices  # more only where a level's price is asked for a moment apart
    assert counted.total() <= 600
    once = [asked.path for asked in hosts.asked[before:] if asked.path != "/v7/finance/quote"]
    assert set(Counter(once).values()) == {1}
    assert not (await day.yahoo.vendor.health()).trouble
