"""A call to Slack is made once, and what became of it is told."""

import asyncio
import json
import logging

import pytest

from bot.alerts.ports import NotifyError
from bot.platforms.slack import api as room
from bot.platforms.slack.api import Api
from bot.platforms.slack.refusals import Misfit
from tests.bot.platforms.slack.wire import APP_TOKEN, CUT, NEVER, Told, refusal

POST = "chat.postMessage"
BODY = {"channel": "C1", "text": "é", "metadata": {"event_type": "x", "event_payload": {"delivery": "1"}}}


@pytest.fixture
async def impatient(base_url, monkeypatch):
    monkeypatch.setattr(room, "LIMIT", 0.2)
    api = Api("xoxb-secret", base_url)
    yield api
    await api.close()


async def test_a_call_carries_the_token_and_its_arguments_as_they_were_given(api, wire):
    said = await api.ask(POST, **BODY)

    assert said["ok"]
    ((method, given),) = wire.calls
    assert method == POST
    assert given == BODY


async def test_a_call_for_another_token_carries_that_one(api, wire):
    wire.tokens = {APP_TOKEN}

    assert (await api.ask("apps.connections.open", app_token=APP_TOKEN))["url"].startswith("ws://")
    with pytest.raises(NotifyError):
        await api.ask("auth.test")


@pytest.mark.parametrize(
    ("answer", "doubtful"),
    [
        (CUT, True),
        (NEVER, True),
        (Told("<html>Bad Gateway", 502), True),
        (Told("<html>a proxy", 200), True),
        (Told('{"ok": tr', 200, {"Content-Type": "application/json"}), True),
        (Told([1, 2]), True),
        (Told("a file", 200, {"Content-Type": "application/gzip"}), True),
        (refusal("fatal_error"), True),
        (refusal("ratelimited", 429, {"Retry-After": "1"}), False),
        (refusal("not_in_channel"), False),
    ],
)
async def test_a_call_is_never_repeated_and_doubtful_where_slack_may_have_acted(impatient, wire, answer, doubtful):
    wire.refusals = {POST: [answer]}

    with pytest.raises(NotifyError) as caught:
        await impatient.ask(POST, **BODY)

    assert caught.value.doubtful is doubtful
    assert len(wire.calls) == 1
    assert "xoxb-secret" not in str(caught.value)


async def test_a_slack_that_is_away_leaves_no_doubt(api, wire):
    await wire.go_away()

    with pytest.raises(NotifyError, match="cannot be reached") as caught:
        await api.ask(POST, **BODY)

    assert (caught.value.doubtful, caught.value.permanent) == (False, False)


async def test_a_refusal_of_the_form_is_known_by_its_kind(api, wire):
    wire.refusals = {POST: [refusal("invalid_blocks")]}

    with pytest.raises(Misfit):
        await api.ask(POST, **BODY)


async def test_calls_go_side_by_side(api, wire):
    wire.refusals = {POST: [NEVER]}
    stuck = asyncio.create_task(api.ask(POST, **BODY))

    assert (await api.ask("auth.test"))["team"] == "Home"
    stuck.cancel()
    await asyncio.gather(stuck, return_exceptions=True)


async def test_calls_after_closing_open_a_new_connection(api, wire):
    await api.ask("auth.test")
    await api.close()

    await api.upload(f"{wire.url}/upload/F7", b"\x89PNG")
    assert (await api.ask("auth.test"))["ok"]


async def test_the_library_says_nothing_of_what_is_sent(api, wire, caplog):
    caplog.set_level(logging.DEBUG)
    wire.refusals = {POST: [Told("<html>a secret", 200), refusal("ratelimited", 429)]}

    for _ in range(2):
        with pytest.raises(NotifyError):
            await api.ask(POST, channel="C1", text="a secret")

    assert "secret" not in json.dumps([record.getMessage() for record in caplog.records])


async def test_a_file_is_put_where_slack_said(api, wire):
    await api.upload(f"{wire.url}/upload/F7", b"\x89PNG")

    assert wire.files == {"F7": b"\x89PNG"}


@pytest.mark.parametrize("answer", [Told("no", 403), Told("no", 500), CUT, NEVER])
async def test_a_file_that_was_not_taken_is_told(impatient, wire, answer):
    wire.refusals = {"/upload/F7": [answer]}

    with pytest.raises(NotifyError) as caught:
        await impatient.upload(f"{wire.url}/upload/F7", b"\x89PNG")

    assert not caught.value.permanent


async def test_an_address_that_is_none_is_told(api):
    with pytest.raises(NotifyError, match="cannot be reached"):
        await api.upload("", b"\x89PNG")
