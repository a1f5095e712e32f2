"""An answer reaches the person who asked: in the channel, in a modal, or where nothing else works, in person."""

import pytest

from bot.cards import Action, Card
from bot.commands import Answer, Caller, command
from bot.dialogs import Dialog, Page, Write
from bot.home import Part
from bot.platforms.slack.render import message
from bot.platforms.slack.views import Where, card_view, home_view
from tests.bot.platforms.slack.made_up import FORM, SNOOZE, commands
from tests.bot.platforms.slack.wire import HOME, refusal
from tests.faults.fake_slack import PERSON
from tests.faults.gate import until

OPEN, UPDATE, PUBLISH = "views.open", "views.update", "views.publish"


def element(action):
    return message(Card("x", actions=(action,)))["blocks"][-1]["elements"][0]


def said(blocks):
    return [block["text"]["text"] for block in blocks if block.get("text")]


@command("huge", "Opens what no modal can hold")
async def huge(*, caller: Caller) -> Answer:
    page = Page("Page", "huge", (Write(name="a", label="A", value=("x" * 3_001,)),))
    return Dialog(command="huge", title="Huge", pages=(page,), card=Card("Written", "Write /huge and what you want."))


@pytest.fixture
def places():
    """Where the Home tab's parts are asked for."""
    return []


@pytest.fixture
async def at_home(connect, places):
    async def home(caller):
        places.append(caller.channel.id)
        return (Part(caller.channel, Card(f"Home {len(places)}", actions=(SNOOZE,))),)

    return await connect(home=home)


async def test_a_command_that_asks_opens_a_modal_with_its_own_trigger(inbox, wire, until_asked):
    await wire.type("/form", trigger="fresh")

    asked = await until_asked(OPEN)
    assert asked["trigger_id"] == "fresh"
    view = asked["view"]
    assert (view["callback_id"], view["title"]["text"]) == ("dialog", "How it is told")
    where = Where.read(view["private_metadata"])
    assert (where.channel, where.command, where.about, where.shows) == (HOME, "form", "APLD", False)
    assert wire.heard == []


async def test_a_button_that_asks_opens_a_modal(inbox, wire, until_asked):
    await wire.press(element(Action("Change", "form")), thread="7.0")

    assert Where.read((await until_asked(OPEN))["view"]["private_metadata"]).thread == "7.0"


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "invalid_arguments", "ratelimited"])
async def test_where_no_modal_can_be_opened_the_typed_ways_are_said(inbox, wire, until_answered, error):
    wire.refusals = {OPEN: [refusal(error)]}

    await wire.type("/form")

    assert said((await until_answered())["blocks"]) == ["How it is told", "Write /form and what you want."]


async def test_a_dialog_that_no_modal_can_hold_is_said_too(connect, wire, until_answered):
    await connect(parts=commands(huge))
    await wire.type("/huge")

    assert said((await until_answered())["blocks"])[0] == "Written"
    assert wire.asked(OPEN) == []


async def test_a_dialog_that_is_delivered_twice_is_opened_once(inbox, wire, until_answered, until_asked):
    await wire.type("/form", trigger="the same")
    await wire.type("/form", trigger="the same")
    await wire.type("/ping")
    await until_answered()

    assert len(wire.asked(OPEN)) == 1


async def test_a_home_button_is_answered_in_a_modal_for_its_channel_and_the_home_is_made_anew(
    at_home, wire, places, until_asked
):
    await wire.press_in({"type": "home"}, element(Action("Rate", "rate APLD")), block=f"in:{HOME}:0")

    asked = await until_asked(OPEN)
    view = asked["view"]
    assert asked["trigger_id"] == "trigger1"
    assert said(view["blocks"]) == ["APLD: Hold, short", f"slack:{HOME} {PERSON} ann"]
    assert Where.read(view["private_metadata"]) == Where(HOME, shows=True)
    published = await until_asked(PUBLISH)
    assert (published["user_id"], said(published["view"]["blocks"])) == (PERSON, ["Home 1"])
    assert places == [f"@{PERSON}"]


async def test_a_modals_button_changes_the_modal(inbox, wire, until_asked):
    modal = card_view(Card("x"), Where(HOME, shows=True))
    await wire.press_in(modal, element(Action("Rate", "rate APLD")))

    asked = await until_asked(UPDATE)
    assert asked["view_id"] == "V1"
    assert said(asked["view"]["blocks"])[1] == f"slack:{HOME} {PERSON} ann"


async def test_a_modals_button_that_asks_makes_the_modal_a_form(inbox, wire, until_asked):
    await wire.press_in(card_view(Card("x"), Where(HOME, shows=True)), element(Action("Change", "form")))

    view = (await until_asked(UPDATE))["view"]
    assert view["callback_id"] == "dialog"
    assert Where.read(view["private_metadata"]) == Where(HOME, command="form", about="APLD", shows=True)


async def test_a_home_button_whose_modal_comes_too_late_is_answered_in_person(at_home, wire, until_asked):
    wire.refusals = {OPEN: [refusal("expired_trigger_id")]}
    view = home_view([Part(Where(HOME).place, Card("x"))])

    await wire.press_in(view, element(Action("Rate", "rate APLD")), block=f"in:{HOME}:0")

    # Messages to a person are posts to their id, which this Slack turns into the direct message.
    asked = await until_asked("chat.postMessage")
    assert asked["channel"] == PERSON
    assert said(asked["blocks"])[0] == "APLD: Hold, short"


async def test_a_view_of_another_version_is_no_fault_of_other_buttons(inbox, wire, until_answered, caplog):
    await wire.press_in({"type": "modal", "private_metadata": "{"}, element(SNOOZE))
    await wire.type("/ping")

    assert said((await until_answered())["blocks"])[0] == "It answers"
    assert await until(lambda: "an interaction could not be read" in caplog.text, 10)


def test_the_form_of_these_tests_says_its_typed_ways():
    assert FORM.card.lead == "Write /form and what you want."
