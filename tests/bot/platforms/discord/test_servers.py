"""Each server that Minnow is added to is told what to do, also when that happened while it was starting or away."""

import pytest

from bot.alerts.ports import StoreAway
from bot.alerts.watchlist import Channel
from bot.platforms.discord.inbox import DiscordInbox
from tests.bot.platforms.discord.made_up import Kept, commands
from tests.faults.fake_discord import BOT, SERVER
from tests.faults.gate import until

ANOTHER = "1200000000000000100"
NAME = f"discord servers of {BOT}"


@pytest.fixture
async def joined(wire):
    """Channels that were told what to do after Minnow was added to their server."""
    told = []

    async def tell(channel):
        told.append(channel)

    inbox = DiscordInbox("token", commands(), kept=Kept(), joined=tell)
    await inbox.start()
    await inbox.client.wait_until_ready()
    assert await until(lambda: inbox.client.get_guild(int(SERVER)), 10)
    yield told
    await inbox.stop()


async def test_a_server_that_minnow_was_added_to_is_told_in_the_first_channel_it_may_write_in(joined, wire):
    await wire.invite(ANOTHER, channels=("locked", "general", "talk"))

    assert await until(lambda: joined, 5)
    assert joined == [Channel("discord", f"{ANOTHER[:-1]}2")]


@pytest.mark.parametrize(("system", "place"), [("3", "3"), ("1", "2")], ids=["where it greets", "where it may write"])
async def test_a_server_is_told_where_it_greets(joined, wire, system, place):
    await wire.invite(ANOTHER, channels=("locked", "general", "talk"), system=ANOTHER[:-1] + system)

    assert await until(lambda: joined, 5)
    assert [one.id for one in joined] == [ANOTHER[:-1] + place]


async def test_a_server_that_was_out_of_order_when_it_was_joined_is_told_when_it_is_back(joined, wire):
    await wire.invite(ANOTHER, unavailable=False)
    await wire.invite(SERVER, unavailable=False)  # one that we were in

    assert await until(lambda: joined, 5)
    await wire.invite("1300000000000000100")
    assert await until(lambda: len(joined) == 2, 5)
    assert [one.id[:4] for one in joined] == ["1200", "1300"]


async def test_a_server_without_a_channel_to_write_in_is_logged(joined, wire, caplog):
    await wire.invite(ANOTHER, channels=("locked",))

    assert await until(lambda: "no channel that Minnow may write in" in caplog.text, 5)
    assert joined == []


async def started(told, kept):
    async def tell(channel):
        told.append(channel.id[:4])

    inbox = DiscordInbox("token", commands(), kept=kept, joined=tell)
    await inbox.start()
    return inbox


async def test_a_server_that_is_joined_before_discord_is_ready_is_told(wire):
    told = []
    inbox = await started(told, Kept())
    assert not inbox.client.is_ready()

    await wire.invite(ANOTHER)

    assert await until(lambda: told, 10)
    assert told == ["1200"]
    await inbox.stop()


async def test_a_server_that_is_joined_between_two_runs_is_told_with_the_next(wire):
    told, kept = [], Kept()
    kept.facts[NAME] = "-"  # it ran before, and was in no server
    inbox = await started(told, kept)

    assert await until(lambda: told, 10)
    assert told == [SERVER[:4]]
    await inbox.stop()
    again = await started(told, kept)
    await again.client.wait_until_ready()
    assert told == [SERVER[:4]]
    await again.stop()


async def test_a_server_that_removed_minnow_and_adds_it_again_is_told_again(wire):
    told, kept = [], Kept()
    inbox = await started(told, kept)
    await inbox.client.wait_until_ready()
    await wire.invite(ANOTHER)
    assert await until(lambda: ANOTHER in kept.facts.get(NAME, ""), 10)
    await wire.invite(ANOTHER)  # said twice
    await wire.remove(ANOTHER)
    assert await until(lambda: ANOTHER not in kept.facts.get(NAME, ""), 10)
    await wire.invite(ANOTHER)

    assert await until(lambda: len(told) == 2, 10)
    assert told == ["1200", "1200"]
    await inbox.stop()


async def test_a_server_that_removed_minnow_while_it_was_away_is_new_when_it_adds_it_again(wire):
    told, kept = [], Kept()
    kept.facts[NAME] = f"{ANOTHER} {SERVER}"
    inbox = await started(told, kept)
    assert await until(lambda: kept.facts[NAME] == SERVER, 10)

    await wire.invite(ANOTHER)

    assert await until(lambda: told, 10)
    await inbox.stop()


async def test_a_store_that_is_away_when_a_server_is_joined_is_logged(wire, caplog):
    async def away(channel):
        raise StoreAway("no answer")

    inbox = DiscordInbox("token", commands(), kept=Kept(), joined=away)
    await inbox.start()
    await inbox.client.wait_until_ready()
    await wire.invite(ANOTHER)

    assert await until(lambda: "is not welcomed, the store is away" in caplog.text, 5)
    await inbox.stop()
