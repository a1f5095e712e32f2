"""A form is opened by a command, a button or a menu, sent, corrected, and answered to the one who sent it."""

import asyncio

import pytest

from bot.alerts.ports import StoreAway
from bot.platforms.discord import answers as room
from bot.platforms.discord import forms
from tests.bot.platforms.discord.made_up import SNOOZE, commands, form
from tests.bot.platforms.discord.test_inbox import said
from tests.bot.platforms.discord.wire import MANAGE_CHANNELS, ROLE
from tests.faults.fake_discord import PERSON, SERVER
from tests.faults.gate import until

EPHEMERAL = 1 << 6


@pytest.fixture
async def inbox(connect):
    return await connect(parts=commands(form))


@pytest.fixture
def opened(wire, until_answered):
    """The modal that an interaction is answered with."""

    async def open(interaction):
        await interaction
        body, _ = await until_answered()
        assert body["type"] == 9
        return body["data"]

    return open


@pytest.fixture
def answered(wire, until_answered):
    """The card that an interaction is answered with: title, words, facts, buttons."""

    async def answer(interaction):
        await interaction
        body, _ = await until_answered()
        assert body["data"]["flags"] & EPHEMERAL
        (embed,) = body["data"]["embeds"]
        facts = {field["name"]: field["value"] for field in embed.get("fields", ())}
        buttons = [one["label"] for row in body["data"]["components"] for one in row["components"]]
        return *said(body), facts, buttons

    return answer


async def test_a_command_opens_its_form_at_once(inbox, wire, opened):
    modal = await opened(wire.fill("form"))

    assert modal["title"] == "How it is told: Kinds"


@pytest.mark.parametrize("custom_id", ["a-delivery-of-old----|form times", "-|form times"])
async def test_a_button_opens_a_page(inbox, wire, opened, custom_id):
    assert (await opened(wire.press(custom_id)))["title"] == "How it is told: Times"


async def test_a_menu_of_a_message_from_before_this_start_opens_a_page_or_does_what_it_says(
    inbox, wire, opened, answered
):
    modal = await opened(wire.choose("a-delivery-of-old----|menu", "form times"))
    title, *_ = await answered(wire.choose("-|menu", SNOOZE.line))

    assert modal["title"] == "How it is told: Times"
    assert title == "Snoozed APLD 1d"
    assert not wire.callbacks  # a menu is no button as well


async def test_a_form_that_is_sent_untouched_says_what_stood_there(inbox, wire, opened, answered):
    modal = await opened(wire.press("x|form times"))

    title, words, *_ = await answered(wire.send_form(modal, until="3d", resolved={"roles": {ROLE: {"id": ROLE}}}))

    assert title == "Kept"
    assert f"APLD:dilution {PERSON} False" in words
    assert r"'hours': \['1-2'\]" in words
    assert rf"'who': \['&{ROLE}'\]" in words
    assert r"'all': \[\]" in words
    assert r"'until': \['3d'\]" in words


async def test_who_may_manage_the_channel_is_told_from_who_may_not(inbox, wire, opened, answered):
    modal = await opened(wire.fill("form"))

    _, words, *_ = await answered(wire.send_form(modal, rights=MANAGE_CHANNELS))

    assert f"{PERSON} True" in words


async def test_the_other_pages_are_a_button_away(inbox, wire, opened, answered):
    modal = await opened(wire.fill("form"))

    *_, buttons = await answered(wire.send_form(modal, note="x"))

    assert buttons == ["Times"]


async def test_a_wrong_answer_is_told_at_its_field_and_stands_there_when_it_is_opened_again(
    inbox, wire, opened, answered
):
    modal = await opened(wire.press("x|form times"))

    title, _, facts, buttons = await answered(wire.send_form(modal, hours="late evening", until="3d", lines=""))
    again = await opened(wire.press("-|form times"))

    assert title == "An answer cannot be used"
    assert facts["Quiet hours"] == "“late evening” is no time. You wrote: late evening."
    assert facts["Until"] == "3d"
    assert buttons == ["Open it again"]
    stands = {one["label"]: one["component"].get("value") for one in again["components"]}
    assert stands == {
        "Quiet hours": "late evening", "Only larger ones": None, "Mention": None, "Who may": None, "Until": "3d",
    }  # fmt: skip


async def test_what_was_corrected_is_forgotten(inbox, wire, opened, answered):
    await answered(wire.send_form(await opened(wire.press("x|form times")), hours="late", until="3d"))
    await answered(wire.send_form(await opened(wire.press("x|form times")), hours="3-4"))

    again = await opened(wire.press("x|form times"))

    assert again["components"][0]["component"]["value"] == "1-2"


async def test_what_another_person_or_place_did_not_write_does_not_stand_there(inbox, wire, opened, answered):
    await answered(wire.send_form(await opened(wire.press("x|form times")), hours="late", until="3d"))

    direct = await opened(wire.press("x|form times", guild=""))

    assert direct["components"][0]["component"]["value"] == "1-2"


async def test_a_refusal_says_why_and_leads_back(inbox, wire, opened, answered):
    title, words, _, buttons = await answered(wire.send_form(await opened(wire.fill("form")), note="refuse"))

    assert (title, words) == ("That did not work", "Only people who manage this channel may.")
    assert buttons == ["Open it again"]


async def test_a_form_from_before_this_start_is_taken(connect, wire, opened, answered):
    first = await connect(parts=commands(form))
    modal = await opened(wire.fill("form"))
    await first.stop()
    await connect(parts=commands(form))

    title, _, _, buttons = await answered(wire.send_form(modal))

    assert (title, buttons) == ("Kept", ["Times"])


async def test_everybodys_role_is_told_apart(inbox, wire, opened, answered):
    modal = await opened(wire.press("x|form times"))

    _, words, *_ = await answered(wire.send_form(modal, who=[SERVER], until="3d"))

    assert r"'who': \['@" in words
    assert SERVER not in words


async def test_a_form_of_another_version_is_answered(inbox, wire, answered):
    title, *_ = await answered(wire.send_form({"custom_id": "settings", "components": []}))

    assert title == "Open it again"


async def test_a_form_whose_command_is_gone_is_answered(inbox, wire, answered):
    title, *_ = await answered(wire.send_form({"custom_id": "?vanished||", "components": []}))

    assert title == "Unknown command"


async def test_a_store_that_is_away_costs_nothing_that_was_written(inbox, wire, opened, answered, monkeypatch):
    modal = await opened(wire.press("x|form times"))

    async def away(*_):
        raise StoreAway("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(inbox.client.commands, "_heard", away)
        title, _, _, buttons = await answered(wire.send_form(modal, hours="5-6", until="3d"))
    again = await opened(wire.press("x|form times"))

    assert (title, buttons) == ("Not now", ["Open it again"])
    assert again["components"][0]["component"]["value"] == "5-6"


async def test_a_form_that_is_not_ready_in_time_is_a_card_with_its_pages(inbox, wire, until_answered, monkeypatch):
    monkeypatch.setattr(room, "OPENING", 0.02)
    answer = inbox.client.commands.answer

    async def slowly(line, caller):
        await asyncio.sleep(0.1)
        return await answer(line, caller)

    monkeypatch.setattr(inbox.client.commands, "answer", slowly)
    await wire.press("x|form")
    promise, _ = await until_answered()
    assert await until(lambda: wire.edits, 5)

    ((edit, _),) = wire.edits
    assert promise["type"] == 5
    assert edit["embeds"][0]["title"] == "How it is told"
    (row,) = edit["components"]
    assert [(one["label"], one["custom_id"]) for one in row["components"]] == [
        ("Kinds", "-|form kinds"),
        ("Times", "-|form times"),
    ]


async def test_a_command_that_opens_a_form_is_waited_for_longer_than_another(inbox, wire, opened, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)

    assert (await opened(wire.press("x|form")))["title"].startswith("How it is told")


async def test_forms_that_wait_to_be_corrected_do_not_pile_up(inbox, wire, opened, answered, monkeypatch):
    monkeypatch.setattr(forms, "KEPT", 1)
    await answered(wire.send_form(await opened(wire.press("x|form times")), hours="late", until="3d"))
    await answered(wire.send_form(await opened(wire.press("x|form kinds")), note="refuse"))

    assert len(inbox.client._forms._drafts) == 1
    again = await opened(wire.press("x|form times"))

    assert again["components"][0]["component"]["value"] == "1-2"
