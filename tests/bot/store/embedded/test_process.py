"""The embedded server: private, durable, joined where it runs."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.store.embedded import Embedded, Program, StoreRefused, bundled, process
from bot.store.server import Server


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="minnow-") as name:
        yield Path(name) / "store"


async def test_what_was_written_survives_a_killed_server(folder):
    embedded = Embedded(folder)
    await embedded.start()
    server = Server(embedded.url)
    await server.text.set("a", "1")
    os.kill(embedded._process.pid, signal.SIGKILL)
    embedded._process.wait()
    embedded._forget()
    await embedded._ensure()

    assert await server.text.get("a") == "1"

    await server.close()
    await embedded.stop()


async def test_only_its_owner_can_reach_it(folder):
    embedded = Embedded(folder)
    await embedded.start()

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "socket")]
    await embedded.stop()

    assert modes == [0o700, 0o700]


async def test_a_second_program_joins_the_server_of_the_first(folder):
    first, second = Embedded(folder), Embedded(folder)
    await first.start()
    await second.start()
    writer, reader = Server(first.url), Server(second.url)
    await writer.text.set("a", "1")

    assert second._process is None
    assert await reader.text.get("a") == "1"

    await writer.close()
    await reader.close()
    await second.stop()
    await first.stop()


async def test_a_look_whose_client_swallows_the_end_ends_with_the_program_all_the_same(folder, monkeypatch):
    monkeypatch.setattr(process, "LOOK_EVERY", 0.01)
    first, second = Embedded(folder), Embedded(folder)
    await first.start()
    await second.start()
    looking = asyncio.Event()

    async def swallowing():
        looking.set()
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            return False

    monkeypatch.setattr(second, "_answers", swallowing)
    await looking.wait()
    async with asyncio.timeout(10):
        await second.stop()

    assert second._watch.done()
    await first.stop()


async def test_files_of_a_newer_server_are_not_handed_to_an_older_one(folder):
    folder.mkdir(parents=True)
    (folder / "server.json").write_text('{"family": "valkey", "version": [99, 0, 0]}')
    embedded = Embedded(folder, program=bundled)

    with pytest.raises(StoreRefused, match=r"99\.0\.0"):
        await embedded.start()
    embedded._forget()


async def test_a_server_below_7_is_refused(folder):
    old = Program.__new__(Program)
    old.path, old.family, old.version = "/bin/false", "redis", (6, 2, 14)
    embedded = Embedded(folder, program=lambda: old)

    with pytest.raises(StoreRefused, match="too old"):
        await embedded.start()
    embedded._forget()


async def test_a_very_long_folder_still_has_a_socket(folder):
    deep = folder / ("x" * 60) / ("y" * 60)
    embedded = Embedded(deep)
    await embedded.start()
    server = Server(embedded.url)

    assert await server.text.ping()

    await server.close()
    await embedded.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_a_killed_program_leaves_no_server_behind(folder):
    script = (
        "import asyncio, sys; from pathlib import Path; from bot.store.embedded import Embedded\n"
        "async def main():\n"
        "    e = Embedded(Path(sys.argv[1])); await e.start()\n"
        "    print(e._process.pid, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True) as program:
        pid = int(program.stdout.readline())
        watched = os.pidfd_open(pid)
        program.kill()

    ended, _, _ = select.select([watched], [], [], 10)
    os.close(watched)

    assert ended
