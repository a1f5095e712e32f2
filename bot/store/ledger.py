"""The record of ratings: appended to, read, never edited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.calls.ledger import Call
from bot.market.ticker import Ticker
from bot.rating.grade import Grade
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away


class RedisLedger:
    """bot.calls.ledger.Ledger over Redis; some 500 bytes a call."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def write(self, call: Call) -> bool:
        symbol = call.ticker.symbol
        name = f"{symbol}|{call.ruleset}|{call.session}|{call.inputs}"
        touched = [keys.calls(symbol), keys.ENTERED, keys.TURNS]
        return bool(await self._server.run("enter", touched, [name, _written(call)]))

    async def calls(self, ticker: Ticker) -> Sequence[Call]:
        return [_read(body) for body in await away(self._server.text.lrange)(keys.calls(ticker.symbol), 0, -1)]

    async def turns(self, limit: int) -> Sequence[Call]:
        return [_read(body) for body in await away(self._server.text.lrange)(keys.TURNS, -limit, -1)]


def _written(call: Call) -> str:
    plain: dict[str, Any] = {
        **asdict(call),
        "ticker": call.ticker.symbol,
        "at": milliseconds(call.at),
        "session": call.session.isoformat(),
    }
    return json.dumps(plain, separators=(",", ":"))


def _read(body: str) -> Call:
    kept = json.loads(body)
    return Call(
        **{
            **kept,
            "ticker": Ticker(kept["ticker"]),
            "grade": Grade(kept["grade"]),
            "at": moment(kept["at"]),
            "session": date.fromisoformat(kept["session"]),
        }
    )
