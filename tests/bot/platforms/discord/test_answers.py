"""An interaction gets its first word in time, whatever takes long or fails."""

import asyncio
from dataclasses import replace

import pytest

from bot.cards import Card, Fact
from bot.platforms.discord import answers as room
from bot.platforms.discord.answers import Answers, Token
from bot.platforms.discord.dialog import modal
from tests.bot.platforms.discord.made_up import DIALOG, drawn
from tests.bot.platforms.made_up import CHART

TOKEN = Token(1, 2, "secret-token", "/ping")
CARD = Card("It answers", facts=(Fact("Price", "$12.00"),))
PICTURED = Card("It answers", chart=CHART)
EPHEMERAL = 1 << 6
ANSWERED_BEFORE = (400, {"message": "Interaction has already been acknowledged.", "code": 40_060})
BROKEN_RULE = (400, {"message": "Invalid Form Body", "code": 50_035})
CUT = (0, {})


@pytest.fixture
def answers(rest):
    return Answers(rest, drawn)


async def made(card=CARD):
    return card


async def made_later():
    """A few turns of the loop from now."""
    for _ in range(20):
        await asyncio.sleep(0)
    return CARD


async def made_late(go, card=CARD):
    await go.wait()
    return card


async def test_what_is_ready_is_shown_at_once(answers, wire):
    await answers.reply(TOKEN, made())

    ((body, picture),) = wire.callbacks
    assert body["type"] == 4
    assert body["data"]["embeds"][0]["title"] == "It answers"
    assert body["data"]["flags"] == EPHEMERAL
    assert (picture, wire.edits) == (None, [])


async def test_what_takes_long_is_promised_and_then_filled_in(answers, wire):
    go = asyncio.Event()
    replying = asyncio.create_task(answers.reply(TOKEN, made_late(go)))
    async with asyncio.timeout(room.DEADLINE):
        while not wire.callbacks:
            await asyncio.wait({replying}, timeout=0.01)
    assert wire.edits == []

    go.set()
    await replying

    assert wire.callbacks == [({"type": 5, "data": {"flags": EPHEMERAL}}, None)]
    assert wire.edits[0][0]["embeds"][0]["title"] == "It answers"


async def test_who_waits_is_told_what_is_fetched(answers, wire):
    go, token = asyncio.Event(), Token(1, 2, "secret-token", "/wait", fetching=Card("One moment", "Fetching APLD …"))
    replying = asyncio.create_task(answers.reply(token, made_late(go)))
    async with asyncio.timeout(room.DEADLINE):
        while not wire.callbacks:
            await asyncio.wait({replying}, timeout=0.01)

    ((body, _),) = wire.callbacks
    assert (body["type"], body["data"]["flags"]) == (4, EPHEMERAL)
    assert body["data"]["embeds"][0]["description"] == "Fetching APLD …"

    go.set()
    await replying
    ((edited, _),) = wire.edits
    assert edited["embeds"][0]["title"] == "It answers"


async def made_with_a_look(answers, go, shown):
    """An answer with a first look at it, and whether that was shown before it went on."""
    await answers.meanwhile(TOKEN.id, Card("So far"))
    shown.set()
    await go.wait()
    return CARD


async def test_a_first_look_takes_the_place_of_the_promise_and_the_answer_that_of_the_look(answers, wire):
    go, shown = asyncio.Event(), asyncio.Event()
    replying = asyncio.create_task(answers.reply(TOKEN, made_with_a_look(answers, go, shown)))
    async with asyncio.timeout(room.DEADLINE):
        await shown.wait()

    assert [body["type"] for body, _ in wire.callbacks] == [5]
    assert [body["embeds"][0]["title"] for body, _ in wire.edits] == ["So far"]
    go.set()
    await replying
    assert [body["embeds"][0]["title"] for body, _ in wire.edits] == ["So far", "It answers"]
    assert len(wire.callbacks) == 1
    await answers.meanwhile(TOKEN.id, Card("Too late"))
    assert len(wire.edits) == 2


async def test_a_first_look_that_cannot_be_shown_holds_up_no_answer(answers, wire):
    go, shown = asyncio.Event(), asyncio.Event()
    go.set()
    wire.refused_edits = [BROKEN_RULE]

    await answers.reply(TOKEN, made_with_a_look(answers, go, shown))

    assert [body["embeds"][0]["title"] for body, _ in wire.edits][-1] == "It answers"


async def test_an_interaction_that_discord_has_forgotten_is_made_all_the_same(answers, wire):
    go, shown = asyncio.Event(), asyncio.Event()
    go.set()
    wire.refused_callbacks = [(404, {"message": "Unknown interaction", "code": 10_062})]

    await answers.reply(TOKEN, made_with_a_look(answers, go, shown))

    assert shown.is_set()
    assert wire.edits == []


async def test_what_is_fetched_is_not_told_where_the_card_is_ready(answers, wire):
    await answers.reply(Token(1, 2, "secret-token", "/wait", fetching=Card("One moment")), made())

    ((body, _),) = wire.callbacks
    assert body["data"]["embeds"][0]["title"] == "It answers"


async def test_a_picture_comes_with_its_words(answers, wire):
    await answers.reply(TOKEN, made(PICTURED))

    ((body, picture),) = wire.callbacks
    assert picture == await drawn(CHART)
    assert body["data"]["attachments"] == [{"id": 0, "filename": "chart.png", "description": "Price. It rose."}]
    assert body["data"]["embeds"][-1]["image"]["url"] == "attachment://chart.png"


async def test_a_picture_that_fails_is_put_in_words(rest, wire):
    async def fails(chart):
        raise MemoryError

    await Answers(rest, fails).reply(TOKEN, made(PICTURED))

    ((body, picture),) = wire.callbacks
    assert picture is None
    assert body["data"]["embeds"][-1]["fields"][-1]["value"] == "Price. It rose."


async def test_where_no_files_may_be_shown_nothing_is_drawn(rest, wire):
    async def never(chart):
        raise AssertionError("drawn")

    token = Token(1, 2, "secret-token", "/ping", files=False)
    await Answers(rest, never).reply(token, made(PICTURED))

    assert wire.callbacks[0][0]["data"]["embeds"][-1]["fields"][-1]["name"] == "Chart"


@pytest.mark.parametrize("refused", [BROKEN_RULE, (403, {"message": "Missing Permissions", "code": 50_013})])
async def test_a_card_that_is_refused_is_shown_as_text(answers, wire, refused):
    wire.refused_callbacks = [refused]

    await answers.reply(TOKEN, made())

    ((body, _),) = wire.callbacks
    assert body["data"]["content"] == "**It answers**\n**Price**: $12.00"
    assert body["data"]["flags"] & EPHEMERAL


async def test_a_promise_is_filled_with_text_where_the_card_is_refused(answers, wire, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_edits = [BROKEN_RULE]

    await answers.reply(TOKEN, made_later())

    ((body, _),) = wire.edits
    assert body["content"].startswith("**It answers**")


async def test_a_dialog_is_opened_as_the_first_word(answers, wire):
    await answers.reply(TOKEN, made(DIALOG))

    assert wire.callbacks == [({"type": 9, "data": modal(DIALOG)}, None)]


async def test_a_dialog_that_is_refused_is_shown_as_its_card(answers, wire, caplog):
    wire.refused_callbacks = [BROKEN_RULE]

    await answers.reply(TOKEN, made(DIALOG))

    ((body, _),) = wire.callbacks
    assert body["data"]["embeds"][0]["title"] == "How it is told"
    assert "the answer to /ping was refused" in caplog.text


async def test_a_dialog_that_no_modal_can_hold_is_shown_as_its_card(answers, wire, caplog):
    await answers.reply(TOKEN, made(replace(DIALOG, about="🌖" * 60)))

    ((body, _),) = wire.callbacks
    assert (body["type"], body["data"]["components"]) == (4, [])
    assert "/form is shown as a card" in caplog.text


async def test_a_dialog_whose_confirmation_was_lost_is_not_shown_twice(answers, wire):
    wire.refused_callbacks = [CUT, ANSWERED_BEFORE]

    await answers.reply(TOKEN, made(DIALOG))

    assert (wire.callbacks, wire.edits) == ([], [])


async def test_an_answer_whose_confirmation_was_lost_is_not_given_twice(answers, wire):
    wire.refused_callbacks = [CUT, ANSWERED_BEFORE]

    await answers.reply(TOKEN, made())

    assert (wire.callbacks, wire.edits) == ([], [])


async def test_a_promise_whose_confirmation_was_lost_is_filled(answers, wire, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_callbacks = [CUT, ANSWERED_BEFORE]

    await answers.reply(TOKEN, made_later())

    assert len(wire.edits) == 1


async def test_what_another_replica_has_answered_is_left_to_it(answers, wire, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_callbacks = [ANSWERED_BEFORE]

    await answers.reply(TOKEN, made_later())

    assert wire.edits == []


async def test_a_fault_of_discord_is_outlived(answers, wire):
    wire.refused_callbacks = [(500, {}), (429, {"message": "slow down", "retry_after": 0.05, "global": False})]

    await answers.reply(TOKEN, made())

    assert len(wire.callbacks) == 1


async def test_what_was_typed_is_done_even_when_its_caller_cannot_be_told(answers, wire, monkeypatch, caplog):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_callbacks = [(404, {"message": "Unknown interaction", "code": 10_062})]
    done = []

    async def works():
        await asyncio.sleep(0)
        done.append(True)
        return CARD

    await answers.reply(TOKEN, works())

    assert done
    assert wire.edits == []
    assert "/ping was not answered in time" in caplog.text
    assert "secret-token" not in caplog.text


async def test_after_the_deadline_no_more_is_tried(answers, wire, monkeypatch, caplog):
    monkeypatch.setattr(room, "DEADLINE", 0.3)
    wire.refused_callbacks = [(500, {})] * 1_000

    await answers.reply(TOKEN, made())

    assert "was not answered in time; Discord gave no answer" in caplog.text
    assert len(wire.refused_callbacks) > 900


async def test_a_lost_edit_is_repeated(answers, wire, monkeypatch):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_edits = [CUT]

    await answers.reply(TOKEN, made_later())

    assert len(wire.edits) == 1


@pytest.mark.parametrize(("wait", "shown"), [(0.05, 1), (900.0, 0)])
async def test_a_rate_limit_of_an_edit_is_waited_for_while_somebody_may_still_look(
    answers, wire, monkeypatch, caplog, wait, shown
):
    monkeypatch.setattr(room, "AT_ONCE", 0.0)
    wire.refused_edits = [(429, {"message": "slow down", "retry_after": wait, "global": False})]

    await answers.reply(TOKEN, made_later())

    assert len(wire.edits) == shown
    assert ("cannot be shown" in caplog.text) is (shown == 0)


async def test_what_is_not_made_in_time_at_the_end_is_let_go(answers):
    replying = asyncio.create_task(answers.reply(TOKEN, made_late(asyncio.Event())))
    await asyncio.sleep(0)

    await answers.finish(0.05)

    assert (await asyncio.gather(replying, return_exceptions=True))[0] is not None
