"""What a trading day costs Yahoo: `python -m tests.bench` counts requests at a server of its own, in one run."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import properties
from tests.bench.day import DAY, TICKERS, Day, play_day
from tests.bench.loopback import Loopback

BOUND = 300.0  # seconds


def main() -> None:
    """Count both ways against one server, and print them side by side."""
    logging.getLogger("yfinance").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="minnow-bench-") as name, Loopback(play_day, Path(name)) as hosts:
        os.environ.update(hosts.environment)  # noqa: TID251  # curl reads it; the source is led here unchanged
        before, rounds = asyncio.run(asyncio.wait_for(_live(hosts, Path(name) / "cache"), BOUND))
        counted = hosts.counted(before)
        once = properties.cost(hosts, Path(name) / "properties", properties.ONCE_A_DAY)
        often = properties.cost(hosts, Path(name) / "properties", properties.EVERY_ROUND)
    theirs = properties.a_day(rounds, len(TICKERS), once, often)
    lines = [
        f"{len(TICKERS)} tickers, the trading day {DAY}, {rounds} rounds of prices",
        "",
        f"Requests counted, Minnow's Yahoo source: {counted.total()}",
        *(f"  {count:>6}  {kind}" for kind, count in counted.most_common()),
        "",
        "Requests counted for one ticker, yfinance's documented properties:",
        *(f"  {count:>6}  {use}, once a day" for use, count in once.items()),
        *(f"  {count:>6}  {use}, each round" for use, count in often.items()),
        f"  which makes {len(TICKERS)} x ({sum(once.values())} + {rounds} x {sum(often.values())}) = {theirs:,}",
        "",
        f"{theirs / counted.total():.0f} times fewer requests",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


async def _live(hosts: Loopback, folder: Path) -> tuple[int, int]:
    """How many requests came before the day, and its rounds of prices."""
    day = Day(folder)
    await day.evening_before()
    before = len(hosts.asked)
    return before, (await day.live_through())["price_past_target"]


if __name__ == "__main__":
    main()
