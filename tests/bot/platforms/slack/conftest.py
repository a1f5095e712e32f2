"""A small Slack on this machine, and our connection to it."""

import pytest

from bot.clock import SystemClock
from bot.platforms.slack.api import Api
from bot.platforms.slack.inbox import SlackInbox
from bot.platforms.slack.outbox import SlackNotifier
from tests.bot.platforms.slack.made_up import commands, drawn
from tests.bot.platforms.slack.wire import APP_TOKEN, BOT_TOKEN, SECRET, Door, Wire
from tests.faults.gate import until


@pytest.fixture
async def wire():
    wire = Wire()
    await wire.start()
    yield wire
    await wire.stop()


@pytest.fixture
def base_url(wire):
    return f"{wire.url}/api/"


@pytest.fixture
async def api(base_url):
    api = Api(BOT_TOKEN, base_url)
    yield api
    await api.close()


@pytest.fixture
async def notify(base_url):
    """Makes notifiers, and closes them at the end."""
    made = []

    def make(*, picture=drawn, every=0.0):
        made.append(SlackNotifier(BOT_TOKEN, picture=picture, base_url=base_url, settle=0.0, every=every))
        return made[-1]

    yield make
    for one in made:
        await one.close()


@pytest.fixture
def notifier(notify):
    return notify()


@pytest.fixture
async def connect(wire, base_url):
    """Starts inboxes that hear their socket, and stops them at the end."""
    started = []

    async def start(*, parts=None, picture=drawn, **more):
        inbox = SlackInbox(
            BOT_TOKEN,
            parts or commands(),
            app_token=APP_TOKEN,
            picture=picture,
            base_url=base_url,
            files_url=f"{wire.url}/",
            **more,
        )
        started.append(inbox)
        await inbox.start()
        assert await until(lambda: wire._lines, 10)
        return inbox

    yield start
    for inbox in started:
        await inbox.stop()


@pytest.fixture
async def inbox(connect):
    return await connect()


@pytest.fixture
async def door(wire, base_url):
    """The address of an inbox in HTTP mode."""
    inbox = SlackInbox(BOT_TOKEN, commands(), signing_secret=SECRET, base_url=base_url)
    await inbox.start()
    door = Door(inbox.http_routes(), SystemClock().now)
    await door.open()
    yield door
    await door.close()
    await inbox.stop()


@pytest.fixture
def until_answered(wire):
    """The next answer to a command or a button, as it reached the response URL."""

    async def answered():
        assert await until(lambda: wire.heard, 10)
        return wire.heard.pop(0)

    return answered


@pytest.fixture
def until_asked(wire):
    """The arguments of the next call of a method that was not asked for before."""
    seen = {}

    async def asked(method):
        at = seen.setdefault(method, 0)
        assert await until(lambda: len(wire.asked(method)) > at, 10)
        seen[method] = at + 1
        return wire.asked(method)[at]

    return asked


@pytest.fixture
def until_acknowledged(wire):
    """The next acknowledgement on the socket."""

    async def acknowledged():
        assert await until(lambda: wire.acknowledged, 10)
        return wire.acknowledged.pop(0)

    return acknowledged
