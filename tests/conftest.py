"""What every test may ask for: a real store of its own, a clock that stands still.

A property is tried 100 times, and 1,000 with ``pytest --hypothesis-profile=nightly``.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store.embedded import Embedded
from bot.store.server import Server
from tests.whole import Club

settings.register_profile("nightly", max_examples=1000)


@pytest.fixture(scope="session")
def data_folder():
    """A folder with a short name (socket paths are limited), gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="minnow-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def server(shared_store):
    """A real, empty Redis."""
    server = Server(shared_store)
    await server.text.flushall()
    yield server
    await server.close()


@pytest.fixture(scope="session")
def shared_store(data_folder):
    """One embedded server for the session; its URL."""
    import asyncio

    embedded = Embedded(data_folder / "store")

    async def start() -> None:
        await embedded.start()
        embedded._watch.cancel()

    asyncio.run(start())
    yield embedded.url
    asyncio.run(embedded.stop())


@pytest.fixture
def now():
    return datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


@pytest.fixture
def club(server, now):
    """The whole program over an empty store, in an open market."""
    return Club(server, now)
