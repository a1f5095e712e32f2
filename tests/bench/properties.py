"""What the same work costs through yfinance's documented properties, counted at the same server."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.loopback import Loopback
from tests.bench.process import forget_yfinance

ANALYSTS = (
    "analyst_price_targets", "recommendations", "upgrades_downgrades", "earnings_estimate", "revenue_estimate",
    "eps_trend", "eps_revisions", "earnings_history", "growth_estimates",
)  # fmt: skip


def _all_analysts(ticker: Any) -> None:
    for name in ANALYSTS:
        getattr(ticker, name)


ONCE_A_DAY: Mapping[str, Callable[[Any], object]] = {
    "nine analyst properties": _all_analysts,
    "info": lambda ticker: ticker.info,
    "major_holders": lambda ticker: ticker.major_holders,
    "history(period='1y')": lambda ticker: ticker.history(period="1y"),
}
EVERY_ROUND: Mapping[str, Callable[[Any], object]] = {
    "fast_info.last_price": lambda ticker: ticker.fast_info.last_price,
}


def cost(hosts: Loopback, folder: Path, uses: Mapping[str, Callable[[Any], object]]) -> Mapping[str, int]:
    """Requests of each use on a new Ticker, with cookie, crumb and time zone already held."""
    import yfinance

    warnings.simplefilter("ignore")  # under the newest pandas it warns of what will change
    forget_yfinance()  # a session of its own making
    yfinance.set_tz_cache_location(str(folder))
    yfinance.Ticker("WARM").history(period="1y")
    counted = {}
    for number, (name, use) in enumerate(uses.items()):
        symbol = f"P{number}"
        yfinance.Ticker(symbol).history(period="5d")  # finds its time zone, which is kept on disk
        yfinance.data.YfData().cache_get.cache_clear()
        before = len(hosts.asked)
        use(yfinance.Ticker(symbol))
        counted[name] = len(hosts.asked) - before
    return counted


def a_day(rounds: int, tickers: int, once: Mapping[str, int], often: Mapping[str, int]) -> int:
    """Requests of a day: each use of ``once`` for every ticker, each of ``often`` for every ticker and round."""
    return tickers * (sum(once.values()) + rounds * sum(often.values()))
