"""Our commands as Discord's: what is registered, when, and how a form is filled."""

import asyncio

import discord
import pytest
from discord import app_commands

from bot.alerts.ports import StoreAway
from bot.cards import Card
from bot.commands import Command, Kind, Param, command
from bot.platforms.discord import commands as room
from bot.platforms.discord.commands import add_commands, definition, digest, sync_if_changed
from tests.bot.platforms.discord.made_up import Kept, commands
from tests.faults.gate import until


async def _nothing(**given):
    return Card("x")


async def _unheard(interaction, making):
    making.close()


def tree_of(parts):
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    add_commands(tree, parts, _unheard)
    return tree


def defined(parts):
    return {one["name"]: one for one in definition(tree_of(parts))}


async def test_a_form_has_the_fields_of_its_command():
    rate = defined(commands())["rate"]

    assert rate["description"] == "A stock's grade at a level of detail"
    ticker, detail, span = rate["options"]
    assert [field["name"] for field in rate["options"]] == ["ticker", "detail", "span"]
    assert [field["required"] for field in rate["options"]] == [True, False, False]
    assert ticker["description"] == "Stock symbol, e.g. APLD"
    assert ticker["autocomplete"]
    assert [choice["value"] for choice in detail["choices"]] == ["short", "long"]
    assert not span.get("autocomplete")


async def test_commands_are_there_in_servers_and_direct_messages_for_apps_installed_in_a_server():
    for one in defined(commands()).values():
        assert one["contexts"] == [0, 1]
        assert one["integration_types"] == [0]


async def test_a_prefix_stands_before_every_name():
    assert set(defined(commands(prefix="mw-"))) == {"mw-rate", "mw-snooze", "mw-ping"}


def wordy(help, example="", choices=()):
    field = Param("what", Kind.CHOICE if choices else Kind.WORD, help, example, choices=choices)
    return Command("wordy", "s" * 100, (field,), _nothing)


@pytest.mark.parametrize(
    ("help", "example", "shown"),
    [
        ("What", "APLD", "What, e.g. APLD"),
        ("What, such as APLD", "APLD", "What, such as APLD"),
        ("w" * 95, "APLD", "w" * 95),
        ("w" * 200, "", "w" * 99 + "…"),
        ("😀" * 60, "", "😀" * 49 + "…"),
        ("a\nb\u202e", "", "a b"),
        ("", "", "what"),
    ],
)
async def test_a_fields_description_fits(help, example, shown):
    field = defined(commands(wordy(help, example)))["wordy"]["options"][0]

    assert field["description"] == shown


@pytest.mark.parametrize("number", [25, 26])
async def test_choices_beyond_what_discord_lists_are_completed(number):
    choices = tuple(f"c{n:02d}" for n in range(number))

    field = defined(commands(wordy("What", choices=choices)))["wordy"]["options"][0]

    assert len(field.get("choices", ())) == (25 if number == 25 else 0)
    assert bool(field.get("autocomplete")) is (number == 26)


@command("more", "One more")
async def more() -> Card:
    return Card("x")


@command("ping", "See whether it answers, in other words")
async def reworded() -> Card:
    return Card("x")


async def test_the_digest_changes_when_and_only_when_the_definition_does():
    assert digest(tree_of(commands())) == digest(tree_of(commands()))
    others = (commands(more), commands(reworded), commands(prefix="mw-"))
    assert len({digest(tree_of(parts)) for parts in (commands(), *others)}) == 4


async def test_commands_are_registered_once_and_again_only_when_they_change(connect, wire):
    kept = Kept()

    for parts in (commands(), commands(), commands(more)):
        inbox = await connect(parts=parts, kept=kept)
        await inbox.client._syncing

    assert [{one["name"] for one in body} for body in wire.registered] == [
        {"rate", "snooze", "ping"},
        {"rate", "snooze", "ping", "more"},
    ]


async def test_a_registration_that_failed_is_not_taken_for_done(inbox, wire):
    await inbox.client._syncing
    wire.failing_registrations, kept = 1, Kept()

    with pytest.raises(app_commands.CommandSyncFailure):
        await sync_if_changed(inbox.client._tree, kept)

    assert kept.facts == {}
    assert await sync_if_changed(inbox.client._tree, kept)
    assert not await sync_if_changed(inbox.client._tree, kept)


@pytest.fixture
async def suggested(inbox, wire, until_answered):
    async def ask(name, field, **options):
        await wire.complete(name, field, **options)
        body, _ = await until_answered()
        assert body["type"] == 8
        return [(choice["name"], choice["value"]) for choice in body["data"]["choices"]]

    return ask


async def test_a_ticker_is_completed_from_what_is_at_hand(suggested):
    (first, second) = await suggested("rate", "ticker", ticker="ap")

    assert (first[1], second) == ("APLD", ("APLS Apellis", "APLS"))
    assert len(first[0]) == 100
    assert first[0].endswith("…")


async def test_a_list_is_completed_at_its_last_word_in_the_callers_channel(suggested):
    assert await suggested("snooze", "words", words="SOUN ap") == [
        ("SOUN APLD discord:1100000000000000201", "SOUN APLD")
    ]


async def test_a_value_too_long_for_a_choice_is_not_offered(suggested):
    assert await suggested("snooze", "words", words="x " * 60 + "ap") == []


async def test_completion_that_takes_too_long_offers_nothing_in_time(suggested, monkeypatch):
    monkeypatch.setattr(room, "_COMPLETE_WITHIN", 0.05)

    assert await suggested("rate", "ticker", ticker="never") == []


class Away:
    async def listed(self, typed, limit):
        raise StoreAway("no answer")

    watched = listed


async def test_typing_goes_on_while_the_store_is_away(connect, wire, until_answered):
    parts = commands()
    parts._completion = Away()
    await connect(parts=parts)

    await wire.complete("rate", "ticker", ticker="ap")

    assert (await until_answered())[0]["data"]["choices"] == []


async def test_the_store_being_away_does_not_stop_the_bot(connect, wire, until_answered):
    class AwayKept(Kept):
        async def get(self, name):
            raise StoreAway("no answer")

    inbox = await connect(kept=AwayKept())
    assert await until(lambda: inbox.client._syncing is not None, 5)
    await asyncio.sleep(0)

    assert not inbox.client._syncing.done()
    await wire.fill("ping")
    await until_answered()
