"""A served page and a client that asks for it."""

import aiohttp
import pytest

from bot.platforms.web.inbox import WebInbox
from tests.bot.platforms.web.kept import Kept, Still, commands


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
async def serve(kept):
    """Starts inboxes on free ports, and stops them at the end."""
    started = []

    async def start(**parts):
        parts = {"picture": lambda chart: b"png", "clock": Still(), "beat": 0.02, **parts}
        inbox = WebInbox(0, commands(), kept, **parts)
        await inbox.start()
        started.append(inbox)
        return inbox

    yield start
    for inbox in started:
        await inbox.stop()


@pytest.fixture
async def client():
    async with aiohttp.ClientSession() as session:
        yield session
