"""What others have called these stocks, dated and named, to be shown beside our own record."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from bot.calls.ledger import Call
from bot.market import hours
from bot.market.ticker import Ticker
from bot.rating.grade import Grade

FILE = Path(__file__).with_name("published.toml")


@cache
def published(path: Path = FILE) -> tuple[Call, ...]:
    """Every call in ``path``, oldest first."""
    found = []
    for told in tomllib.loads(path.read_text(encoding="utf-8"))["publication"]:
        at = told["at"]
        found += [
            Call(ticker=Ticker(symbol), grade=Grade(grade), at=at, session=hours.session_of(at), source=told["source"])
            for symbol, grade in told["calls"].items()
        ]
    return tuple(sorted(found, key=lambda call: call.at))
