"""Each refusal: whether to try again, when, and what a person has to do."""

import json
import re
from ssl import SSLError

import pytest
from aiohttp import (
    ClientConnectorError,
    ClientPayloadError,
    ConnectionTimeoutError,
    InvalidURL,
    ServerDisconnectedError,
    ServerTimeoutError,
)
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.alerts.ports import NotifyError
from bot.platforms.slack.refusals import _PERSON_ACTS, Misfit, NoThread, Unchangeable, meaning


def said(code, status=200, headers=None, **more):
    body = {"ok": False, "error": code, **more}
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="x", req_args={}, data=body, headers=headers or {}, status_code=status
    )
    return meaning(SlackApiError("refused", response))


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("not_in_channel", "I am not in this channel; invite me there with /invite @Minnow."),
        ("channel_not_found", "gone, or private and I am not in it; invite me there with /invite @Minnow."),
        ("is_archived", "unarchive it or watch from another channel."),
        ("token_revoked", "install the app again and set SLACK_BOT_TOKEN to the token it shows."),
        ("account_inactive", "install the app again and set SLACK_BOT_TOKEN to the token it shows."),
        ("invalid_auth", "install the app again and set SLACK_BOT_TOKEN to the token it shows."),
        ("not_allowed_token_type", "bot tokens begin with xoxb-, app tokens with xapp-."),
        ("restricted_action", "ask a workspace admin to allow apps to post there, or choose another channel."),
        ("user_disabled", "somebody else must set this up again."),
        ("messages_tab_disabled", "switch on its Messages Tab at api.slack.com/apps."),
    ],
)
def test_what_only_a_person_can_change_is_permanent_and_names_the_next_step(code, step):
    error = said(code)

    assert (error.permanent, error.doubtful) == (True, False)
    assert error.gone == (code in ("channel_not_found", "user_disabled"))
    assert str(error).endswith(step)


@pytest.mark.parametrize("code", sorted(_PERSON_ACTS))
def test_every_such_refusal_is_one_sentence(code):
    words = str(said(code))

    assert re.fullmatch(r"[A-Z][^\n]+[^.]\.", words)
    assert code not in words


def test_a_missing_scope_is_named():
    error = said("missing_scope", needed="files:write", provided="chat:write")

    assert error.permanent
    assert str(error).startswith("The app lacks files:write; add it under OAuth & Permissions, install the app again")


def test_a_missing_scope_without_its_name_is_permanent_too():
    assert said("missing_scope").permanent


@pytest.mark.parametrize("name", ["Retry-After", "retry-after"])
def test_a_rate_limit_is_waited_for_as_long_as_slack_asks(name):
    error = said("ratelimited", 429, {name: "77"})

    assert (error.permanent, error.doubtful, error.retry_after) == (False, False, 77.0)


@pytest.mark.parametrize(("asked", "waited"), [("9" * 30, 600.0), ("soon", 5.0), ("-1", 5.0), ("", 5.0), ("²", 5.0)])
def test_an_odd_length_of_a_rate_limit_neither_fails_nor_stops_us_for_good(asked, waited):
    assert said("ratelimited", 429, {"Retry-After": asked}).retry_after == waited


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_a_rate_limit_is_one_whatever_its_status(code):
    assert said(code).retry_after == 5.0


@pytest.mark.parametrize(
    ("code", "status"), [("internal_error", 200), ("fatal_error", 200), ("service_unavailable", 200), ("x", 503)]
)
def test_trouble_of_slacks_own_may_have_posted_the_message(code, status):
    error = said(code, status)

    assert (error.permanent, error.doubtful, error.retry_after) == (False, True, None)


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments"]
)
def test_a_form_that_slack_does_not_take_is_told_from_the_rest(code):
    error = said(code)

    assert isinstance(error, Misfit)
    assert (error.permanent, error.doubtful) == (False, False)


@pytest.mark.parametrize(
    "code", ["thread_not_found", "message_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"]
)
def test_a_message_that_takes_no_replies_is_told_from_the_rest(code):
    assert isinstance(said(code), NoThread)
    assert not said(code).permanent


def test_a_word_that_we_do_not_know_is_tried_again_and_clipped():
    error = said("w" * 5_000)

    assert (error.permanent, error.doubtful) == (False, False)
    assert len(str(error)) < 100


class Unread:
    """aiohttp's own response, which the SDK hands over where the body was no JSON."""

    def __init__(self, status):
        self.status, self.headers = status, {"Retry-After": "3"}


@pytest.mark.parametrize("status", [200, 404, 500, 502])
def test_a_page_instead_of_an_answer_is_doubtful(status):
    error = meaning(SlackApiError("Received a response in a non-JSON format", Unread(status)))

    assert (error.permanent, error.doubtful) == (False, True)
    assert str(status) in str(error)


def test_a_rate_limit_without_json_is_one_too():
    assert meaning(SlackApiError("Received a response in a non-JSON format", Unread(429))).retry_after == 3.0


@pytest.mark.parametrize(
    "error",
    [ClientConnectorError(None, OSError("refused")), ConnectionTimeoutError(), InvalidURL("x")],
    ids=lambda error: type(error).__name__,
)
def test_a_call_that_never_left_is_not_doubtful(error):
    assert (meaning(error).permanent, meaning(error).doubtful) == (False, False)


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        ServerTimeoutError(),
        ServerDisconnectedError(),
        ClientPayloadError(),
        ConnectionResetError(),
        SSLError(),
        json.JSONDecodeError("x", "", 0),
        RuntimeError("xoxb-secret"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_call_whose_answer_was_lost_is_doubtful_and_tells_no_secret(error):
    assert (meaning(error).permanent, meaning(error).doubtful) == (False, True)
    assert "xoxb" not in str(meaning(error))


def test_what_was_understood_before_stays():
    known = NotifyError("Known.", permanent=True)

    assert meaning(known) is known


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "is_inactive"])
def test_a_message_that_may_not_be_changed_is_neither_gone_nor_a_reason_to_give_up_the_channel(code):
    error = said(code)

    assert isinstance(error, Unchangeable)
    assert (error.permanent, error.doubtful) == (False, False)
