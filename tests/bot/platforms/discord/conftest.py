"""A small Discord on this machine, and our connection to it."""

import discord.gateway
import pytest
from discord.http import Route
from yarl import URL

from bot.platforms.discord.inbox import DiscordInbox
from bot.platforms.discord.outbox import DiscordNotifier
from bot.platforms.discord.rest import Rest
from tests.bot.platforms.discord.made_up import Kept, commands, drawn
from tests.bot.platforms.discord.wire import Wire
from tests.faults.fake_discord import HOME
from tests.faults.gate import until


@pytest.fixture
async def wire(monkeypatch):
    wire = Wire()
    await wire.start()
    monkeypatch.setattr(Route, "BASE", f"{wire.url}/api/v10")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(wire.socket_url))
    yield wire
    await wire.stop()


@pytest.fixture
async def rest(wire):
    rest = Rest("token")
    yield rest
    await rest.close()


@pytest.fixture
async def connect(wire):
    """Starts inboxes that know their server, and stops them at the end."""
    started = []

    async def start(*, parts=None, kept=None):
        inbox = DiscordInbox("token", parts or commands(), kept=kept or Kept(), picture=drawn)
        started.append(inbox)
        await inbox.start()
        assert await until(lambda: inbox.client.get_channel(int(HOME)), 10)
        return inbox

    yield start
    for inbox in started:
        await inbox.stop()


@pytest.fixture
async def inbox(connect):
    return await connect()


@pytest.fixture
def notifier(inbox):
    return DiscordNotifier(inbox.client, picture=drawn)


@pytest.fixture
def until_answered(wire):
    """The next answer to an interaction: its body and its picture."""

    async def answered():
        assert await until(lambda: wire.callbacks, 10)
        return wire.callbacks.pop(0)

    return answered
