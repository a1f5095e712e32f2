"""Milestones of channels: each changed from the state that was seen, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.alerts.milestones import Entry
from bot.alerts.watchlist import Channel
from bot.market.milestone import Deed, Milestone, Step
from bot.market.ticker import Ticker
from bot.store import keys
from bot.store.moments import milliseconds, moment
from bot.store.server import Server, away

MOST = 200  # of one channel
_COUNTER = "#"


class RedisMilestones:
    """bot.alerts.milestones.MilestoneBook over Redis; some 300 bytes each."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def milestones(self, channel: Channel) -> Sequence[Milestone]:
        return _sorted(await away(self._server.text.hgetall)(keys.milestones(channel)))

    async def add(self, channel: Channel, milestone: Milestone) -> Milestone | None:
        number = await self._run(channel, milestone.ticker, 0, 0, _written(milestone))
        return replace(milestone, number=number) if number else None

    async def change(self, channel: Channel, before: Milestone, after: Milestone | None) -> bool:
        body = _written(after) if after is not None else ""
        return bool(await self._run(channel, before.ticker, before.number, len(before.steps), body))

    async def everywhere(self) -> Sequence[Entry]:
        return await self._kept_in(await away(self._server.text.smembers)(keys.AWAITING))

    async def of(self, ticker: Ticker) -> Sequence[Entry]:
        entries = await self._kept_in(await away(self._server.text.smembers)(keys.awaiting(ticker.symbol)))
        return [one for one in entries if one.milestone.ticker == ticker]

    async def _kept_in(self, names: set[str]) -> Sequence[Entry]:
        channels = sorted(map(Channel.parse, names))
        async with self._server.text.pipeline(transaction=False) as pipe:
            for channel in channels:
                pipe.hgetall(keys.milestones(channel))
            kept = await away(pipe.execute)() if channels else []
        return [Entry(channel, one) for channel, rows in zip(channels, kept, strict=True) for one in _sorted(rows)]

    async def _run(self, channel: Channel, ticker: Ticker, number: int, steps: int, body: str) -> int:
        touched = [keys.milestones(channel), keys.AWAITING, keys.awaiting(ticker.symbol)]
        return int(await self._server.run("milestone", touched, [str(channel), number, steps, body, MOST]))


def _sorted(rows: Mapping[str, str]) -> Sequence[Milestone]:
    read = (_read(int(number), body) for number, body in rows.items() if number != _COUNTER)
    return sorted(read, key=lambda one: one.number)


def _written(milestone: Milestone) -> str:
    """How many steps it has, which the script compares, then JSON, in ASCII: half a character has no UTF-8."""
    steps = [
        {
            "deed": step.deed,
            "at": milliseconds(step.at),
            "due": step.due.isoformat(),
            "by": step.by,
            "name": step.name,
            "link": step.link,
        }
        for step in milestone.steps
    ]
    rival = milestone.rival.symbol if milestone.rival else ""
    told = {"ticker": milestone.ticker.symbol, "words": milestone.words, "rival": rival, "steps": steps}
    return f"{len(steps)} {json.dumps(told, separators=(',', ':'))}"


def _read(number: int, body: str) -> Milestone:
    kept = json.loads(body.partition(" ")[2])
    return Milestone(
        ticker=Ticker(kept["ticker"]),
        words=kept["words"],
        number=number,
        rival=Ticker(kept["rival"]) if kept["rival"] else None,
        steps=tuple(
            Step(
                **{
                    **step,
                    "deed": Deed(step["deed"]),
                    "at": moment(step["at"]),
                    "due": date.fromisoformat(step["due"]),
                }
            )
            for step in kept["steps"]
        ),
    )
