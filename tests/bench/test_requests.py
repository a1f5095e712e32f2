"""What a day costs a vendor."""

from tests.bench.day import TICKERS, live_through
from tests.bench.loopback import Loopback
from tests.bench.process import forget_yfinance
from tests.bench.yahoo import play


async def test_two_hundred_tickers_cost_yahoo_at_most_600_requests_a_trading_day(tmp_path, monkeypatch):
    forget_yfinance()
    with Loopback(play, tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)

        yahoo = await live_through(tmp_path / "cache")

    counted = hosts.counted()
    assert len(TICKERS) == 200
    assert counted["quoteSummary"] == 200
    assert counted["v8/finance/chart"] == 200
    assert counted["v7/finance/quote"] == 2 * 79
    assert counted.total() <= 600
    assert not (await yahoo.vendor.health()).trouble
