"""Typed and pressed lines come in over one connection; its troubles are told and outlived."""

import asyncio
import logging

import discord
import pytest

from bot.cards import Card
from bot.commands import Caller, command
from bot.platforms.discord import answers
from bot.platforms.discord import inbox as room
from bot.platforms.discord.inbox import DiscordInbox, DiscordRefused
from tests.bot.platforms.discord.made_up import Kept, commands
from tests.faults.fake_discord import HOME, PERSON
from tests.faults.gate import until

EPHEMERAL = 1 << 6


def said(body):
    embed = body["data"]["embeds"][0]
    return embed["title"], embed.get("description", "")


async def test_a_filled_form_is_answered_to_the_one_who_filled_it(inbox, wire, until_answered):
    await wire.fill("rate", ticker="apld", detail="long")

    body, picture = await until_answered()
    assert body["type"] == 4
    assert body["data"]["flags"] & EPHEMERAL
    assert said(body) == ("APLD: Hold, long", f"discord:{HOME} {PERSON} Ann, 1 d")
    assert picture is None


async def test_a_field_left_empty_takes_its_default(inbox, wire, until_answered):
    await wire.fill("rate", ticker="apld", span="2w")

    assert said((await until_answered())[0]) == ("APLD: Hold, short", f"discord:{HOME} {PERSON} Ann, 14 d")


async def test_a_wrong_word_is_answered_with_the_usage(inbox, wire, until_answered):
    await wire.fill("rate", ticker="@everyone")

    body, _ = await until_answered()
    assert said(body)[0] == "That did not work"
    assert "@everyone" not in str(body)


async def test_direct_messages_are_the_persons_channel(inbox, wire, until_answered):
    await wire.fill("rate", guild="", ticker="apld")

    assert said((await until_answered())[0])[1] == f"discord:@{PERSON} {PERSON} Ann, 1 d"


async def test_roles_are_known_before_their_server_is(connect, wire, until_answered):
    @command("who", "Who asks")
    async def who(*, caller: Caller) -> Card:
        return Card(" ".join(caller.roles))

    await connect(parts=commands(who))
    await wire.fill("who", guild="1300000000000000100", roles=["1300000000000000102"])

    assert said((await until_answered())[0])[0] == "1300000000000000102"


async def test_a_prefixed_command_is_found(connect, wire, until_answered):
    await connect(parts=commands(prefix="mw-"))
    await wire.fill("mw-ping")

    assert said((await until_answered())[0])[0] == "It answers"


@pytest.mark.parametrize("custom_id", ["a-delivery-of-old----|snooze APLD 1d", "-|snooze APLD 1d", "|/snooze APLD 1d"])
async def test_a_button_of_a_message_from_before_this_start_still_works(inbox, wire, until_answered, custom_id):
    await wire.press(custom_id)

    body, _ = await until_answered()
    assert said(body)[0] == "Snoozed APLD 1d"
    assert body["type"] == 4
    assert body["data"]["flags"] & EPHEMERAL


async def test_a_button_whose_command_is_gone_is_answered(inbox, wire, until_answered):
    await wire.press("x|vanished APLD")

    assert said((await until_answered())[0])[0] == "Unknown command"


async def test_a_command_that_is_gone_is_answered_in_our_words(inbox, wire, until_answered):
    await wire.fill("pong")

    assert said((await until_answered())[0]) == (
        "Unknown command",
        "There is no command “pong”. Did you mean /ping?",
    )


async def test_a_form_of_an_older_version_is_answered(inbox, wire, until_answered):
    await wire.fill("rate")

    assert said((await until_answered())[0])[0] == "That did not work"


async def test_where_no_cards_may_be_shown_the_answer_is_plain_text(inbox, wire, until_answered):
    await wire.fill("ping", may=1 << 11)

    body, _ = await until_answered()
    assert body["data"]["content"] == "**It answers**"
    assert body["data"]["flags"] & EPHEMERAL


async def test_no_privileged_intent_is_asked_for(inbox):
    assert [name for name, wanted in inbox.client.intents if wanted] == ["guilds"]


async def test_nobody_is_ever_mentioned(inbox):
    assert inbox.client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_a_wrong_token_ends_the_start_in_one_sentence(wire):
    wire.token = "another"
    inbox = DiscordInbox("token", commands(), kept=Kept())

    with pytest.raises(DiscordRefused, match="copy it anew from your application's Bot page") as caught:
        await inbox.start()

    assert "token:" in str(caught.value)
    await inbox.stop()


@pytest.mark.parametrize(("code", "words"), [(4004, "refuses the bot token"), (4013, r"code 4013\); restart Minnow")])
async def test_a_gateway_that_refuses_for_good_ends_the_start(wire, code, words):
    wire.closes_with = code
    inbox = DiscordInbox("token", commands(), kept=Kept())

    with pytest.raises(DiscordRefused, match=words):
        await inbox.start()

    await inbox.stop()


async def test_a_discord_that_is_away_does_not_hold_up_the_start_and_is_found_later(wire, monkeypatch, caplog):
    monkeypatch.setattr(room, "START_WITHIN", 0.05)
    await wire.go_away()
    inbox = DiscordInbox("token", commands(), kept=Kept())

    await inbox.start()
    assert not inbox.client.connected.is_set()
    await wire.come_back()

    assert await until(inbox.client.connected.is_set, 10)
    await inbox.stop()
    assert "going on without, and trying" in caplog.text


async def test_a_lost_connection_is_told_once_and_so_is_its_return(inbox, wire, caplog):
    caplog.set_level(logging.INFO, "bot")
    (line,) = wire._gateways

    await line.close(code=1001)

    assert await until(lambda: "connected again" in caplog.text, 20)
    assert caplog.text.count("the connection was lost") == 1


async def test_what_cannot_be_read_costs_the_connection_for_a_moment_only(
    wire, connect, until_answered, monkeypatch, caplog
):
    monkeypatch.setattr(room, "_AFTER_FAULT", 0.0)
    await connect()
    (line,) = wire._gateways

    await wire.send_nonsense()
    assert await until(lambda: wire._gateways and wire._gateways[-1] is not line, 10)
    assert await until(lambda: "connecting again" in caplog.text, 5)

    await wire.press("x|ping")
    assert said((await until_answered())[0])[0] == "It answers"


async def test_commands_that_cannot_be_registered_do_not_stop_the_bot(wire, connect, until_answered, caplog):
    wire.failing_registrations = 100
    inbox = await connect()
    assert await until(lambda: "the commands are not registered" in caplog.text, 5)

    await wire.fill("ping")

    assert said((await until_answered())[0])[0] == "It answers"
    assert not inbox.client._syncing.done()


async def test_stopping_lets_an_answer_under_way_go_out(inbox, wire, monkeypatch):
    go = asyncio.Event()
    answer = inbox.client.commands.answer

    async def slowly(line, caller):
        await go.wait()
        return await answer(line, caller)

    monkeypatch.setattr(inbox.client.commands, "answer", slowly)
    await wire.press("x|ping")
    assert await until(lambda: wire.callbacks, 5)

    stopping = asyncio.create_task(inbox.stop())
    await asyncio.sleep(0)
    go.set()
    await stopping

    ((edit, _),) = wire.edits
    assert edit["embeds"][0]["title"] == "It answers"


@pytest.mark.parametrize("how", ["form", "button"])
async def test_who_waits_reads_what_is_fetched_for_what_they_chose(inbox, wire, until_answered, monkeypatch, how):
    async def takes_turns(_channel):
        for _ in range(20):
            await asyncio.sleep(0)

    monkeypatch.setattr(answers, "AT_ONCE", 0.0)
    monkeypatch.setattr(inbox.client.commands, "_heard", takes_turns)
    if how == "form":
        await wire.fill("rate", ticker="apld", detail="long")
    else:
        await wire.press("x|rate apld long")

    body, _ = await until_answered()
    assert said(body) == ("One moment", "Fetching APLD from Yahoo …")
    assert await until(lambda: wire.edits, 10)
    assert wire.edits[0][0]["embeds"][0]["title"] == "APLD: Hold, long"
