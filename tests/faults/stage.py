"""One row's world: a store behind a proxy, a fake Slack and a fake Discord, and the program between them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from bot.alerts.ports import StoreAway
from bot.alerts.setting import QUIET, Change
from bot.clock import SystemClock
from bot.market.ticker import Ticker
from bot.store import keys
from bot.store.embedded import Embedded
from bot.store.episodes import RedisEpisodes
from bot.store.memory import RedisRoundLog
from bot.store.outbox import RedisOutbox
from bot.store.server import Server
from bot.store.watchlists import RedisWatchlists
from bot.store.wishes import RedisWishBook
from tests.faults import fake_discord, fake_slack
from tests.faults.fake_chat import Answer, Platform
from tests.faults.fake_discord import FakeDiscord
from tests.faults.fake_slack import FakeSlack
from tests.faults.gate import LIMIT, Gate, Moment, until
from tests.faults.proxy import Proxy

ROOT = Path(__file__).parents[2]
TICKERS = (Ticker("APLD"), Ticker("RKLB"))  # both cross: two alerts in each channel
WATCHER = "price_past_target"
TARGET, BELOW, ABOVE = 10.0, 9.0, 11.0


class Nursery:
    """The process that loads the program once and forks it on order."""

    async def __aenter__(self) -> Self:
        self._turn = asyncio.Lock()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.program", cwd=ROOT, env={"PATH": os.defpath, "PYTHONUTF8": "1"},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._process.stdin.close()
        await self._process.wait()

    async def order(self, what: Mapping[str, Any]) -> int:
        async with self._turn:
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            said = await self._process.stdout.readline()
            if not said:
                raise RuntimeError("the program cannot be loaded; its traceback is above")
            return int(said)


@dataclass(frozen=True)
class Program:
    """A running `serve`."""

    pid: int
    folder: Path

    @property
    def said(self) -> str:
        out = self.folder / "out"
        return out.read_text(encoding="utf-8", errors="replace") if out.exists() else ""

    def freeze(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def ask_to_end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


class Stage:
    """Everything a row needs, on ports and in a folder of its own; used as ``async with``."""

    def __init__(self, nursery: Nursery, folder: Path, *, careless: bool = False) -> None:
        self._nursery, self._folder, self._careless = nursery, folder, careless
        self._told = folder / "told.json"
        self.slack, self.discord = FakeSlack(), FakeDiscord()
        self.platforms: tuple[Platform, ...] = (self.slack, self.discord)
        self.programs: list[Program] = []
        self.alerts = len(TICKERS)  # that each channel shall be told
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._folder.mkdir(parents=True)
        self.store = Embedded(self._folder / "store")
        await self.store.start()
        self._stack.push_async_callback(self._stop_store)
        self.proxy = Proxy(self.store.url.removeprefix("unix://"))
        for part in (self.proxy, *self.platforms):
            await part.start()
            self._stack.push_async_callback(part.stop)
        server = self._server = Server(self.store.url)
        self._stack.push_async_callback(server.close)
        self.outbox, self.episodes, self.rounds = RedisOutbox(server), RedisEpisodes(server), RedisRoundLog(server)
        self.book = RedisWishBook(server)
        watchlists = RedisWatchlists(server, SystemClock())
        await watchlists.add(self.slack.home, TICKERS, fake_slack.PERSON)
        await watchlists.add(self.discord.home, TICKERS, fake_discord.PERSON)
        self.prices_are(BELOW)
        return self

    async def __aexit__(self, *_error: object) -> None:
        for program in list(self.programs):
            await self.kill(program)
        await self._stack.aclose()

    async def _stop_store(self) -> None:
        await self.store.stop()

    def prices_are(self, price: float) -> None:
        """What the feeds say from now on."""
        fresh = self._told.with_suffix(".new")
        fresh.write_text(json.dumps({ticker.symbol: price for ticker in TICKERS}), encoding="utf-8")
        fresh.replace(self._told)

    async def start(self) -> Program:
        """A program that has said it is ready."""
        folder = self._folder / f"program{len(list(self._folder.glob('program*')))}"
        folder.mkdir()
        env = {
            "REDIS_URL": self.proxy.url, "MINNOW_WEB_PORT": "off", "MINNOW_DATA_DIR": str(folder / "data"),
            "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "DISCORD_TOKEN": "discord-test",
            f"MINNOW_SCHEDULE__{WATCHER.upper()}": "every 1s",
        }  # fmt: skip
        order = {
            "folder": str(folder), "env": env, "told": str(self._told), "target": TARGET,
            "slack": f"{self.slack.url}/api/", "discord": f"{self.discord.url}/api/v10",
            "gateway": self.discord.socket_url, "careless": self._careless,
        }  # fmt: skip
        program = Program(await self._nursery.order(order), folder)
        self.programs.append(program)
        await until(lambda: "ready:" in program.said or "Traceback" in program.said)
        if "ready:" not in program.said:
            raise AssertionError(f"the program did not become ready:\n{program.said}")
        return program

    async def kill(self, program: Program) -> None:
        """SIGKILL; it is dead when this returns."""
        await self._nursery.order({"end": program.pid})
        self.programs.remove(program)

    async def baseline(self) -> None:
        """Every ticker has been looked at once."""

        async def known() -> bool:
            found = await self.episodes.episodes(WATCHER, [ticker.symbol for ticker in TICKERS])
            return all(found[ticker.symbol] for ticker in TICKERS)

        if not await until(known):
            raise AssertionError(f"no baseline:\n{self.logs}")

    async def more_rounds(self, number: int) -> None:
        """So many rounds begin and end from now on."""
        last = None
        for _ in range(number + 1):  # the first that ends may have begun before

            async def another(last: object = last) -> bool:
                report = (await self.rounds.last()).get(WATCHER)
                return report is not None and report.at != last

            if not await until(another):
                raise AssertionError(f"no more rounds:\n{self.logs}")
            last = (await self.rounds.last())[WATCHER].at

    async def settled(self, within: float = LIMIT) -> None:
        """Every channel was told of every crossing and nothing waits; or the time for it is over."""
        await until(self._is_settled, within)

    async def _is_settled(self) -> bool:
        try:
            if await self.outbox.admissions(1) or await self.outbox.waiting():
                return False
        except StoreAway:  # it was stopped or killed, and is not back yet
            return False
        return all(len(set(platform.shown(platform.home.id))) >= self.alerts for platform in self.platforms)

    async def quiet(self, *, begins: bool) -> None:
        """Both channels begin quiet hours that hold now, or end them."""
        now = SystemClock().now()
        hours = f"{now - timedelta(hours=2):%H:00}-{now + timedelta(hours=2):%H:00} UTC"
        for platform in self.platforms:
            old = (await self.book.words(platform.home)).get(QUIET, "")
            change = Change(QUIET, old, hours if begins else "", "test", now)
            assert await self.book.change(platform.home, change)

    async def was_tried(self, times: int) -> bool:
        """Each channel has a delivery that was begun so many times."""
        entries = [json.loads(entry) for entry in await self._server.text.hvals(keys.OUTBOX)]
        tried = {entry["channel"] for entry in entries if entry["tries"] >= times}
        return tried == {str(platform.home) for platform in self.platforms}

    def signal_store(self, number: signal.Signals) -> None:
        assert self.store._process is not None
        os.kill(self.store._process.pid, number)

    def stop_script(self, script: str, moment: Moment, expected: int = 1) -> Gate:
        """Stop the program's next run of a script that carries an alert or a delivery."""

        def carries(arguments: Sequence[bytes], answer: Any) -> bool:
            if script == "record":
                return len(arguments) > 2 + 3 * int(arguments[0]) + 2 * int(arguments[1])
            if script == "claim":
                return bool(answer) if moment is Moment.APPLIED else self.proxy.ran["admit"] > 0
            return True

        return self.proxy.stop_at(script, moment, expected, carries)

    def stop_sends(self, moment: Moment) -> Gate:
        """Stop the next send to each platform."""
        gate = Gate(len(self.platforms))
        for platform in self.platforms:
            platform.gates[moment] = gate
        return gate

    def answer(self, answer: Answer, times: int) -> None:
        for platform in self.platforms:
            platform.answers = [answer] * times

    @property
    def logs(self) -> str:
        outs = sorted(self._folder.glob("program*/out"))
        return "\n".join(f"--- {out.parent.name}\n{out.read_text(encoding='utf-8', errors='replace')}" for out in outs)
