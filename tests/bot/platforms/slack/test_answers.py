"""An answer reaches the one who asked, in the richest form that Slack takes, as often as its address may be used."""

import asyncio

import pytest

from bot.platforms.slack import answers as room
from bot.platforms.slack.answers import Answers
from tests.bot.platforms.slack.wire import CUT, NEVER, Told

RESPONSE = "/response"
WHOLE, PLAIN = {"text": "APLD", "blocks": [{"type": "divider"}]}, {"text": "APLD"}


@pytest.fixture
async def answers():
    answers = Answers(pause=0.001)
    yield answers
    await answers.close()


@pytest.fixture
def give(answers, wire):
    async def give(*forms):
        return await answers.give(f"{wire.url}/response", forms or (WHOLE, PLAIN))

    return give


async def test_the_first_form_is_shown_and_no_other(give, wire):
    assert await give()

    assert wire.heard == [WHOLE]


@pytest.mark.parametrize(
    "refused",
    [
        Told("invalid_blocks", 400),
        Told({"ok": False, "error": "invalid_blocks"}, 400),
        Told({"ok": False, "error": "invalid_blocks"}, 200),
    ],
)
async def test_a_form_that_slack_does_not_take_is_followed_by_a_plainer_one(give, wire, refused):
    wire.refusals = {RESPONSE: [refused]}

    assert await give()

    assert wire.heard == [PLAIN]


async def test_what_slack_takes_in_no_form_is_told_in_the_log(give, wire, caplog):
    wire.refusals = {RESPONSE: [Told("invalid_blocks", 400), Told("no_text", 400)]}

    assert not await give()

    assert len(wire.calls) == 2
    assert "an answer could not be shown: no_text" in caplog.text


@pytest.mark.parametrize("trouble", [CUT, NEVER, Told("Server Error", 500), Told("slow down", 429)])
async def test_a_lost_answer_is_given_again_in_the_same_form(give, wire, trouble, monkeypatch):
    monkeypatch.setattr(room, "_LIMIT", 0.1)
    wire.refusals = {RESPONSE: [trouble]}

    assert await give()

    assert wire.heard == [WHOLE]


async def test_an_address_is_used_four_times_of_its_five(give, wire, caplog):
    wire.refusals = {RESPONSE: [CUT] * 10}

    assert not await give()

    assert len(wire.calls) == 4
    assert "an answer could not be shown: " in caplog.text


@pytest.mark.parametrize(
    "gone", [Told("used_url", 404), Told({"ok": False, "error": "expired_url"}, 404), Told("expired_url", 410)]
)
async def test_an_address_that_is_used_up_is_not_tried_again(give, wire, gone):
    wire.refusals = {RESPONSE: [gone]}

    assert not await give()

    assert len(wire.calls) == 1


async def test_a_rate_limit_is_waited_for_as_slack_asks_within_bounds(give, wire, monkeypatch):
    monkeypatch.setattr(room, "_LONGEST_WAIT", 0.1)
    wire.refusals = {RESPONSE: [Told("x", 429, {"Retry-After": "3600"})]}
    loop = asyncio.get_running_loop()

    began = loop.time()
    assert await give()

    assert 0.1 <= loop.time() - began < 5
    assert wire.heard == [WHOLE]


async def test_an_address_that_nobody_answers_is_told_without_the_address(answers, wire, caplog):
    await wire.go_away()

    assert not await answers.give(f"{wire.url}/response/secret", [PLAIN])

    assert "ClientConnectorError" in caplog.text
    assert "secret" not in caplog.text


async def test_many_answers_go_side_by_side(give, wire):
    assert all(await asyncio.gather(*(give({"text": str(number)}) for number in range(50))))

    assert {body["text"] for body in wire.heard} == {str(number) for number in range(50)}
