"""The record over a real Redis: appended to, never written over."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.calls.ledger import Call
from bot.market.ticker import Ticker
from bot.rating.grade import Grade
from bot.store import keys
from bot.store.ledger import RedisLedger

APLD, RKLB = Ticker("APLD"), Ticker("RKLB")


@pytest.fixture
def ledger(server):
    return RedisLedger(server)


@pytest.fixture
def call(now):
    return Call(
        ticker=APLD, grade=Grade.BUY, at=now, session=date(2026, 1, 14), score=56.2, coverage=0.84,
        confidence="Medium", inputs="abc", ruleset="minnow-1-x", points={"trend": 6.2},
    )  # fmt: skip


async def test_a_call_comes_back_as_it_was_written(ledger, call):
    assert await ledger.write(call)

    assert await ledger.calls(APLD) == [call]
    assert await ledger.calls(RKLB) == []


async def test_a_second_write_of_the_same_inputs_rules_and_session_is_refused(ledger, call, server):
    await ledger.write(call)
    before = await server.text.lrange(keys.calls("APLD"), 0, -1)

    assert not await ledger.write(replace(call, grade=Grade.SELL, score=1.0, at=call.at + timedelta(hours=1)))
    assert await server.text.lrange(keys.calls("APLD"), 0, -1) == before
    assert await ledger.turns(10) == [call]


@pytest.mark.parametrize(
    "other", [{"ticker": RKLB}, {"ruleset": "minnow-2-y"}, {"session": date(2026, 1, 15)}, {"inputs": "def"}]
)
async def test_whatever_differs_is_appended(ledger, call, other):
    await ledger.write(call)

    assert await ledger.write(replace(call, **other))
    assert sum([len(await ledger.calls(ticker)) for ticker in (APLD, RKLB)]) == 2


async def test_the_turns_are_the_calls_that_differ_from_the_one_before_of_their_ticker(ledger, call):
    given = [
        call,
        replace(call, inputs="2"),
        replace(call, ticker=RKLB, grade=Grade.HOLD),
        replace(call, inputs="3", grade=Grade.HOLD),
        replace(call, inputs="4", grade=Grade.NOT_RATED, score=None),
    ]
    for one in given:
        await ledger.write(one)

    assert await ledger.turns(10) == [given[0], *given[2:]]
    assert await ledger.turns(2) == given[3:]


async def test_of_many_writers_at_once_one_writes(ledger, call):
    assert sum(await asyncio.gather(*(ledger.write(call) for _ in range(20)))) == 1
    assert len(await ledger.calls(APLD)) == 1
