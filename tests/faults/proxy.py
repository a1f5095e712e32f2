"""Between the program and its store: sees every script go by, and stops one at a chosen moment."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import hiredis

import bot.store
from tests.faults.gate import Gate, Moment

SCRIPTS = {
    hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest().encode(): path.stem
    for path in (Path(bot.store.__file__).parent / "scripts").glob("*.lua")
}
Matches = Callable[[Sequence[bytes], Any], bool]  # arguments after the keys, and the answer (None before there is one)


def script_of(command: Sequence[Any]) -> str:
    """The name of the script that a command runs, "" for any other command."""
    verb = command[0].upper()
    if verb == b"EVALSHA":
        return SCRIPTS.get(command[1], "")
    if verb == b"EVAL":
        return SCRIPTS.get(hashlib.sha1(command[1], usedforsecurity=False).hexdigest().encode(), "")
    return ""


def arguments_of(command: Sequence[bytes]) -> Sequence[bytes]:
    """What a script is given besides its keys."""
    return command[3 + int(command[2]) :]


class Proxy:
    """A port on 127.0.0.1 in front of the store's socket; ``ran`` counts scripts whose answer went back."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self.ran: Counter[str] = Counter()
        self.connections = 0
        self._gates: dict[tuple[str, Moment], tuple[Gate, Matches]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"redis://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def stop_at(self, script: str, moment: Moment, expected: int, matches: Matches) -> Gate:
        gate = Gate(expected)
        self._gates[script, moment] = gate, matches
        return gate

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            there = await asyncio.open_unix_connection(self._socket)
        except OSError:
            writer.transport.abort()
            return
        try:
            await self._pass_on(reader, writer, *there)
        except (OSError, EOFError):
            pass  # one side is gone
        finally:
            writer.transport.abort()
            there[1].transport.abort()

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answers: asyncio.StreamReader,
        store: asyncio.StreamWriter,
    ) -> None:
        asked, answered = hiredis.Reader(), hiredis.Reader()
        while said := await reader.read(1 << 16):
            asked.feed(said)
            while (command := asked.gets()) is not False:
                script = script_of(command)
                if script and not await self._stop(script, Moment.ASKED, command, None):
                    return
                store.write(_encoded(command))
                raw = b""
                while (answer := answered.gets()) is False:
                    chunk = await answers.read(1 << 16)
                    if not chunk:
                        raise EOFError
                    raw += chunk
                    answered.feed(chunk)
                if script and not isinstance(answer, hiredis.ReplyError):
                    if not await self._stop(script, Moment.APPLIED, command, answer):
                        return
                    self.ran[script] += 1
                writer.write(raw)
                await writer.drain()

    async def _stop(self, script: str, moment: Moment, command: Sequence[bytes], answer: Any) -> bool:
        gate, matches = self._gates.get((script, moment), (None, None))
        if gate is None or matches is None or not matches(arguments_of(command), answer):
            return True
        return await gate.stop_here()


def _encoded(command: Sequence[bytes]) -> bytes:
    return b"*%d\r\n" % len(command) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in command)
