"""A filled modal is answered in time and once: errors at their fields, or the answer where it was opened."""

import asyncio
from dataclasses import replace

import pytest

from bot.cards import Card
from bot.commands import Answer, Caller, UsageError, command
from bot.dialogs import Filled, Misfilled
from bot.platforms.slack import submissions as room
from bot.platforms.slack.dialog import dialog_view
from bot.platforms.slack.views import Where
from tests.bot.platforms.slack.made_up import FORM, commands
from tests.bot.platforms.slack.wire import HOME, Told, refusal
from tests.faults.fake_slack import PERSON
from tests.faults.gate import until


class Slow:
    """A form whose answer comes when the test says so."""

    def __init__(self, answer):
        self.go, self.taken = asyncio.Event(), 0

        async def submitted(about: str, filled: Filled, *, caller: Caller) -> Card:
            self.taken += 1
            await self.go.wait()
            if isinstance(answer, Exception):
                raise answer
            return answer

        @command("slow", "Takes its time", submit=submitted)
        async def slow(*, caller: Caller) -> Answer:
            return replace(FORM, command="slow")

        self.command = slow


@pytest.fixture
def view(wire):
    """The modal as Slack hands it back."""

    def made(**more):
        where = Where(HOME, f"{wire.url}/response", command="form", about="APLD")
        return dialog_view(FORM, replace(where, **more).dump())

    return made


def said(blocks):
    return [block["text"]["text"] for block in blocks if block.get("text")]


def payload(acknowledged):
    return acknowledged.get("payload") or {}


async def test_a_form_that_was_filled_in_closes_and_its_answer_is_shown_to_the_person_alone(
    inbox, wire, view, until_acknowledged, until_answered
):
    await wire.submit(view(thread="7.0"))

    assert "payload" not in await until_acknowledged()
    body = await until_answered()
    assert said(body["blocks"]) == ["Cap 6 for APLD", f"slack:{HOME} {PERSON} ann"]
    assert (body["response_type"], body["replace_original"], body["thread_ts"]) == ("ephemeral", False, "7.0")
    assert wire.calls[-1][0] == "/response"


async def test_what_was_filled_in_arrives(inbox, wire, view, until_answered):
    await wire.submit(view(), cap={"value": "12"})

    assert said((await until_answered())["blocks"])[0] == "Cap 12 for APLD"


async def test_a_wrong_answer_is_told_at_its_field_and_the_form_stays(inbox, wire, view, until_acknowledged):
    await wire.submit(view(), cap={"value": "many"})

    assert payload(await until_acknowledged()) == {
        "response_action": "errors",
        "errors": {"cap": "“many” is no number."},
    }
    assert wire.heard == []

    await wire.submit(view(), cap={"value": "9"})
    assert "payload" not in await until_acknowledged()


async def test_a_form_that_is_delivered_twice_is_taken_once_and_acknowledged_alike(
    connect, wire, view, until_acknowledged
):
    slow = Slow(Card("Done"))
    slow.go.set()
    await connect(parts=commands(slow.command))

    for _ in range(2):
        await wire.submit(view(command="slow"), trigger="the same")
    assert "payload" not in await until_acknowledged()
    assert "payload" not in await until_acknowledged()
    await wire.type("/ping")

    assert await until(lambda: len(wire.heard) == 2, 10)
    assert slow.taken == 1
    assert sorted(said(body["blocks"])[0] for body in wire.heard) == ["Done", "It answers"]


async def test_a_refused_person_is_told_why(connect, wire, view, until_acknowledged, until_answered):
    slow = Slow(UsageError("Only ann may do that."))
    slow.go.set()
    await connect(parts=commands(slow.command))

    await wire.submit(view(command="slow"))

    assert "payload" not in await until_acknowledged()
    assert said((await until_answered())["blocks"])[1] == "Only ann may do that."


async def test_a_form_opened_from_a_view_shows_its_answer_there(inbox, wire, view, until_acknowledged):
    await wire.submit(view(url="", shows=True))

    answer = payload(await until_acknowledged())
    assert answer["response_action"] == "update"
    assert said(answer["view"]["blocks"])[0] == "Cap 6 for APLD"
    assert wire.heard == []


async def test_an_answer_that_is_late_is_waited_for_in_the_modal(
    connect, wire, view, until_acknowledged, until_asked, monkeypatch
):
    monkeypatch.setattr(room, "WITHIN", 0.05)
    slow = Slow(Card("At last"))
    await connect(parts=commands(slow.command))
    await wire.submit(view(command="slow"), trigger="the same")

    waiting = payload(await until_acknowledged())
    assert (waiting["response_action"], said(waiting["view"]["blocks"])[0]) == ("update", "One moment")
    slow.go.set()
    asked = await until_asked("views.update")

    assert (asked["view_id"], said(asked["view"]["blocks"])) == ("V1", ["At last"])
    await wire.submit(view(command="slow"), trigger="the same")
    again = payload(await until_acknowledged())
    assert (again["response_action"], said(again["view"]["blocks"])) == ("update", ["At last"])
    assert slow.taken == 1
    assert wire.heard == []


async def test_a_late_refusal_of_answers_is_said_in_words(
    connect, wire, view, until_acknowledged, until_asked, monkeypatch
):
    monkeypatch.setattr(room, "WITHIN", 0.05)
    slow = Slow(Misfilled({"cap": "That is no number."}))
    await connect(parts=commands(slow.command))
    await wire.submit(view(command="slow"))
    await until_acknowledged()
    slow.go.set()

    texts = said((await until_asked("views.update"))["view"]["blocks"])
    assert texts[1] == "That is no number."


async def test_a_late_answer_to_a_modal_that_was_closed_is_written_in_person(
    connect, wire, view, until_acknowledged, until_asked, monkeypatch
):
    monkeypatch.setattr(room, "WITHIN", 0.05)
    wire.refusals = {"views.update": [refusal("not_found")]}
    slow = Slow(Card("At last"))
    await connect(parts=commands(slow.command))
    await wire.submit(view(command="slow"))
    await until_acknowledged()
    slow.go.set()

    asked = await until_asked("chat.postMessage")
    assert (asked["channel"], said(asked["blocks"])) == (PERSON, ["At last"])


async def test_an_answer_that_takes_too_long_is_said(connect, wire, view, until_asked, monkeypatch):
    monkeypatch.setattr(room, "WITHIN", 0.02)
    monkeypatch.setattr(room, "ANSWER_LIMIT", 0.05)
    await connect(parts=commands(Slow(Card("Never")).command))

    await wire.submit(view(command="slow"))

    assert said((await until_asked("views.update"))["view"]["blocks"])[0].endswith("No answer")


@pytest.mark.parametrize("error", ["expired_url", "used_url"])
async def test_where_the_response_url_is_used_up_the_answer_is_posted_to_the_person_alone(
    inbox, wire, view, until_asked, error
):
    wire.refusals = {"/response": [Told({"ok": False, "error": error}, 404)]}

    await wire.submit(view())

    asked = await until_asked("chat.postEphemeral")
    assert (asked["channel"], asked["user"]) == (HOME, PERSON)
    assert said(asked["blocks"])[0] == "Cap 6 for APLD"


async def test_where_we_may_not_post_it_is_written_in_person(inbox, wire, view, until_asked):
    wire.refusals = {"chat.postEphemeral": [refusal("not_in_channel")]}

    await wire.submit(view(url=""))

    assert (await until_asked("chat.postMessage"))["channel"] == PERSON


async def test_in_a_direct_message_it_is_written_in_person(inbox, wire, view, until_asked):
    await wire.submit(view(url="", channel=f"@{PERSON}"))

    asked = await until_asked("chat.postMessage")
    assert (asked["channel"], said(asked["blocks"])[1]) == (PERSON, f"slack:@{PERSON} {PERSON} ann")
    assert wire.asked("chat.postEphemeral") == []


async def test_a_form_of_another_version_is_said_and_changes_nothing(inbox, wire, view, until_acknowledged):
    await wire.submit({**view(), "private_metadata": "{}"})

    assert said(payload(await until_acknowledged())["view"]["blocks"])[0] == "Open it again"


async def test_what_is_typed_is_completed_and_may_be_taken_as_it_is(inbox, wire, view, until_acknowledged):
    await wire.suggest(view(), "stock", "ap")
    options = payload(await until_acknowledged())["options"]
    assert [(one["value"], one["text"]["text"]) for one in options] == [
        ("APLD", "APLD Applied &lt;Digital&gt;"),
        ("ap", "“ap”"),
    ]

    await wire.suggest(view(), "stock", "RKLB ap")
    assert [one["value"] for one in payload(await until_acknowledged())["options"]] == ["RKLB APLD", "RKLB ap"]


@pytest.mark.parametrize("typed", ["", " ", "<!channel>", "x" * 151, "\u202e\x00"])
async def test_whatever_is_typed_gets_options_that_slack_takes(inbox, wire, view, until_acknowledged, typed):
    await wire.suggest(view(), "stock", typed)

    for one in payload(await until_acknowledged())["options"]:
        assert 1 <= len(one["value"]) <= 150
        assert 1 <= len(one["text"]["text"]) <= 75
        assert not {"<", ">"} & set(one["text"]["text"])


async def test_so_many_forms_are_remembered(inbox, wire, view, monkeypatch):
    monkeypatch.setattr(room, "REMEMBERED", 3)

    for number in range(8):
        await wire.submit(view(), trigger=f"t{number}")

    assert await until(lambda: len(wire.heard) == 8, 10)
    assert list(inbox._submissions._taken) == ["t5", "t6", "t7"]
