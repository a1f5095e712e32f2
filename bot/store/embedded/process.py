"""The server's process on one data folder: started or joined, watched over, ended."""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from redis.asyncio import Redis
from redis.exceptions import BusyLoadingError, RedisError

from bot.store.embedded.folder import StoreRefused, private
from bot.store.embedded.program import OLDEST, Program, choose

log = logging.getLogger(__name__)

START_LIMIT = 30.0  # seconds, loading of a large file included
LOOK_EVERY = 1.0
_SOCKET_LIMIT = 103  # bytes of a socket's path: 107 on Linux, 103 on macOS
_OPTIONS = [
    *("--port", "0", "--unixsocketperm", "700", "--daemonize", "no", "--protected-mode", "yes"),
    *("--appendonly", "yes", "--appendfsync", "everysec", "--aof-use-rdb-preamble", "no"),
    *("--maxmemory-policy", "noeviction"),
]


class Embedded:
    """The server on one data folder; ``url`` is where to reach it once start() has returned."""

    def __init__(self, folder: Path, *, program: Callable[[], Program] = choose) -> None:
        self._folder, self._choose = folder, program
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False
        socket = folder / "socket"
        if len(os.fsencode(socket)) > _SOCKET_LIMIT:
            short = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
            socket = Path(tempfile.gettempdir()) / f"minnow-{os.getuid()}-{short}" / "socket"
        self._socket = socket
        self.url = f"unix://{socket}"

    async def start(self) -> None:
        """Start the server, or join the one that another Minnow started on this folder. Raises StoreRefused."""
        for folder in (self._folder, self._socket.parent):
            private(folder)
        self._stopping = False
        await self._ensure()
        self._watch = asyncio.create_task(self._watch_over())

    async def stop(self) -> None:
        """End the server if it is ours; what it was told is in its file."""
        self._stopping = True
        if self._watch is not None and not self._watch.done():
            self._watch.cancel()
            await asyncio.wait({self._watch})
        if self._process is not None:
            self._process.terminate()
            await asyncio.to_thread(self._process.wait)
        self._forget()
        if self._socket.parent != self._folder and not self._socket.exists():
            self._socket.parent.rmdir()

    async def _ensure(self) -> None:
        """A server answers when this returns: ours, or one that holds the folder's lock."""
        loop = asyncio.get_running_loop()
        end = loop.time() + START_LIMIT
        while loop.time() < end and not self._stopping:
            if self._take_lock():
                self._launch()
            if await self._answers():
                return
            if self._process is not None and self._process.poll() is not None:
                last = self._last_words()
                self._forget()
                raise StoreRefused(
                    f"The embedded store ended at once ({last}); its log is {self._folder / 'server.log'}."
                )
            await asyncio.sleep(0.005)
        if self._stopping:
            return
        raise StoreRefused(
            f"The embedded store did not answer in {START_LIMIT:.0f} s; see {self._folder / 'server.log'}."
        )

    def _take_lock(self) -> bool:
        """The folder's lock is held by its server as well, so it is free only when no server lives."""
        if self._process is not None:
            return False
        lock = (self._folder / "server.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            return False
        self._lock = lock
        return True

    def _launch(self) -> None:
        program = self._choose()
        if program.version < OLDEST:
            raise StoreRefused(f"{program} is too old for the store: 7.0 is the oldest that reads its files.")
        self._check_age(program)
        assert self._lock is not None  # noqa: S101  # _take_lock has just set it
        self._socket.unlink(missing_ok=True)
        with (self._folder / "server.log").open("ab") as out:
            self._process = subprocess.Popen(
                [program.path, "--dir", str(self._folder), "--unixsocket", str(self._socket), *_OPTIONS, "--save", ""],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C in the terminal is for us: we end it after the last write
                pass_fds=(self._lock.fileno(),),
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  # before threads start
            )
        log.info("store: %s in %s", program, self._folder)

    def _check_age(self, program: Program) -> None:
        """Files written by a newer server are not handed to an older one."""
        note = self._folder / "server.json"
        if note.exists():
            written = json.loads(note.read_text(encoding="utf-8"))
            if tuple(written["version"]) > program.version and written["family"] == program.family:
                newer = ".".join(map(str, written["version"]))
                raise StoreRefused(
                    f"{self._folder} was written by {written['family']} {newer} and {program} is older; "
                    f"install that version or set REDIS_URL."
                )
        note.write_text(json.dumps({"family": program.family, "version": program.version}), encoding="utf-8")

    async def _answers(self) -> bool:
        client = Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)
        try:
            return bool(await client.ping())
        except BusyLoadingError:
            return False
        except (RedisError, OSError):
            return False
        finally:
            await client.aclose()

    async def _watch_over(self) -> None:
        """Start the server again when it has died, ours or the one we had joined.

        A cancellation that comes while the client connects may be lost in it, so that we look for it ourselves too.
        """
        while not self._stopping:
            await asyncio.sleep(LOOK_EVERY)
            if self._process is not None and self._process.poll() is None:
                continue
            if self._process is not None:
                log.error("store: the server died (%s); starting it again", self._last_words())
                self._forget()
            try:
                await self._ensure()
            except StoreRefused as error:
                log.error("store: %s", error)

    def _forget(self) -> None:
        self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _last_words(self) -> str:
        lines = (self._folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1][:200] if lines else "no word"


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """In the child, before exec (Linux): a server never outlives a killed Minnow."""
    if _LIBC is not None:
        _LIBC.prctl(1, signal.SIGTERM, 0, 0, 0)
