"""The socket comes back whatever happens to it; a loss and a return are told once each."""

import asyncio
import logging

import pytest

from bot.platforms.slack import connection as room
from bot.platforms.slack.connection import Connection
from bot.platforms.slack.inbox import SlackInbox
from tests.bot.platforms.slack.made_up import commands
from tests.bot.platforms.slack.wire import APP_TOKEN, BOT_TOKEN, Told
from tests.faults.gate import until

OPEN = "apps.connections.open"


@pytest.fixture(autouse=True)
def faster(monkeypatch):
    monkeypatch.setattr(room, "_PING", 0.1)
    monkeypatch.setattr(room, "_LOOK", 0.02)


@pytest.fixture
async def connection(wire, base_url):
    connection = Connection(SlackInbox(BOT_TOKEN, commands(), base_url=base_url).app, APP_TOKEN)
    yield connection
    await connection.close()


@pytest.fixture
def link(wire):
    return f"{wire.socket_url}/link"


def told(caplog):
    return [record.getMessage() for record in caplog.records if record.name == room.__name__]


async def test_the_address_that_was_given_is_used_first(connection, wire, link, caplog):
    caplog.set_level(logging.INFO, room.__name__)

    assert await connection.open(link, 10)

    assert len(wire._lines) == 1
    assert wire.asked(OPEN) == []
    assert told(caplog) == ["Slack: connected"]


async def test_without_an_address_one_is_asked_for(connection, wire):
    assert await connection.open(None, 10)

    assert len(wire.asked(OPEN)) == 1


async def test_a_lost_line_is_told_once_and_so_is_its_return_on_a_new_address(connection, wire, link, caplog):
    caplog.set_level(logging.INFO, room.__name__)
    await connection.open(link, 10)
    wire.refusals = {OPEN: [Told("Server Error", 500)] * 2}

    await wire._lines[0].close(code=1001)

    assert await until(lambda: len(told(caplog)) == 3, 20)
    assert told(caplog)[1:] == ["Slack: connection lost; reconnecting", "Slack: connected"]
    assert len(wire.asked(OPEN)) == 3


async def test_a_slack_that_is_away_for_long_is_told_once(connection, wire, link, caplog):
    caplog.set_level(logging.INFO, room.__name__)
    await connection.open(link, 10)
    await wire.go_away()
    wire.tokens = set()

    await wire._lines[0].close(code=1001)
    assert await until(lambda: len(told(caplog)) == 2, 20)
    await wire.come_back()
    assert await until(lambda: len(wire.asked(OPEN)) >= 2, 20)  # refused, and tried again
    assert len(told(caplog)) == 2
    wire.tokens = {APP_TOKEN}

    assert await until(lambda: told(caplog)[-1] == "Slack: connected", 20)
    assert told(caplog).count("Slack: connection lost; reconnecting") == 1


async def test_a_line_that_went_silent_is_left_for_another(connection, wire, link):
    wire.deaf = True
    await connection.open(link, 10)
    assert await until(lambda: wire._lines, 10)
    wire.deaf = False

    assert await until(lambda: len(wire._lines) == 2, 20)


async def test_a_handshake_that_hangs_is_given_up_for_a_new_address(connection, wire, link, monkeypatch):
    monkeypatch.setattr(room, "_HANDSHAKE", 0.2)
    wire.hangs = 1

    assert await connection.open(link, 20)

    assert len(wire.asked(OPEN)) == 1
    assert len(wire._lines) == 1


async def test_a_slack_that_is_away_does_not_hold_up_the_start_and_is_found_later(connection, wire, caplog):
    await wire.go_away()

    assert not await connection.open(None, 0.05)
    assert told(caplog) == ["Slack: not connected yet; trying on"]
    await wire.come_back()

    assert await until(lambda: wire._lines, 20)


async def test_after_closing_nothing_is_left_running(connection, wire, link):
    before = asyncio.all_tasks()
    await connection.open(link, 10)
    line = wire._lines[0]

    await connection.close()

    assert await until(lambda: line.closed, 10)
    assert await until(lambda: not {one for one in asyncio.all_tasks() - before if "slack" in repr(one.get_coro())}, 10)


async def test_closing_while_slack_is_away_ends(connection, wire):
    await wire.go_away()
    await connection.open(None, 0.05)

    async with asyncio.timeout(5):
        await connection.close()
