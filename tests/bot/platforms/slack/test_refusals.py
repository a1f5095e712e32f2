"""Each refusal: whether to try again, when, in which form, and what a person has to do."""

import asyncio

import pytest
from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL, ServerDisconnectedError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.alerts.ports import NotifyError
from bot.platforms.slack.refusals import Misfit, NoThread, meaning


def said(error, status=200, headers=None, **more):
    """A refusal as the SDK raises it."""
    data = {"ok": False, "error": error, **more} if error else {}
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="https://slack.com/api/x", req_args={"token": "xoxb-secret"}, data=data,
        headers=headers or {}, status_code=status,
    )  # fmt: skip
    return SlackApiError("The request to the Slack API failed.", response)


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("channel_not_found", "invite me there with /invite @Minnow."),
        ("not_in_channel", "invite me there with /invite @Minnow."),
        ("is_archived", "unarchive it or watch from another channel."),
        ("account_inactive", "install the app again and set SLACK_BOT_TOKEN"),
        ("token_revoked", "install the app again and set SLACK_BOT_TOKEN"),
        ("token_expired", "install the app again and set SLACK_BOT_TOKEN"),
        ("invalid_auth", "install the app again and set SLACK_BOT_TOKEN"),
        ("not_allowed_token_type", "bot tokens begin with xoxb-, app tokens with xapp-."),
        ("restricted_action", "ask a workspace admin to allow apps to post there, or choose another channel."),
        ("restricted_action_read_only_channel", "ask a workspace admin to allow apps to post there"),
        ("team_access_not_granted", "ask a workspace admin to approve it."),
        ("user_disabled", "somebody else must set this up again."),
        ("messages_tab_disabled", "switch on its Messages Tab at api.slack.com/apps."),
    ],
)
def test_what_only_a_person_can_change_is_permanent_and_names_the_next_step(code, step):
    error = meaning(said(code))

    assert error.permanent
    assert not error.doubtful
    assert step in str(error)
    assert str(error).endswith(".")


@pytest.mark.parametrize(("needed", "shown"), [("files:write", "files:write"), ("", "a scope")])
def test_a_missing_scope_is_named(needed, shown):
    error = meaning(said("missing_scope", needed=needed))

    assert error.permanent
    assert str(error).startswith(f"The app lacks {shown}; add it under OAuth & Permissions, install the app again")


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited", "message_limit_exceeded"])
@pytest.mark.parametrize("status", [200, 429])
def test_a_rate_limit_is_waited_for_as_long_as_slack_asks(code, status):
    error = meaning(said(code, status, {"retry-after": "30"}))

    assert (error.permanent, error.doubtful, error.retry_after) == (False, False, 30.0)


@pytest.mark.parametrize(
    ("asked", "waited"), [("0", 0.0), ("86400", 600.0), ("9" * 400, 600.0), ("soon", 5.0), ("-1", 5.0), ("", 5.0)]
)
def test_a_wait_that_makes_no_sense_is_bounded(asked, waited):
    assert meaning(said("ratelimited", 429, {"Retry-After": asked})).retry_after == waited


def test_a_rate_limit_without_its_length_is_waited_for_some_seconds():
    assert meaning(said("", 429)).retry_after == 5.0


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("internal_error", 200),
        ("fatal_error", 200),
        ("service_unavailable", 200),
        ("", 500),
        ("", 200),
        ("invalid_blocks", 503),
    ],
)
def test_where_slack_may_have_acted_before_it_failed_the_refusal_is_doubtful(code, status):
    error = meaning(said(code, status))

    assert (error.permanent, error.doubtful, error.retry_after) == (False, True, None)
    assert "Slack has trouble of its own" in str(error)


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"])
def test_a_form_that_slack_does_not_take_leaves_no_doubt_and_is_not_for_good(code):
    error = meaning(said(code))

    assert isinstance(error, Misfit)
    assert (error.permanent, error.doubtful) == (False, False)
    assert code in str(error)


@pytest.mark.parametrize("code", ["thread_not_found", "message_not_found", "restricted_action_thread_locked"])
def test_a_thread_that_takes_no_reply_does_not_break_the_channel(code):
    error = meaning(said(code))

    assert isinstance(error, NoThread)
    assert (error.permanent, error.doubtful) == (False, False)


def test_a_refusal_that_nobody_knows_yet_is_tried_again_and_told_clipped():
    error = meaning(said("w" * 5_000))

    assert (error.permanent, error.doubtful) == (False, False)
    assert str(error) == f"Slack refused ({'w' * 60})."


@pytest.mark.parametrize("kind", [ConnectionTimeoutError, InvalidURL])
def test_a_call_that_never_left_leaves_no_doubt(kind):
    assert not meaning(kind("x")).doubtful


def test_a_connection_that_was_refused_leaves_no_doubt():
    error = meaning(ClientConnectorError(None, OSError(111, "refused")))

    assert (error.doubtful, error.permanent) == (False, False)
    assert "cannot be reached" in str(error)


@pytest.mark.parametrize("lost", [TimeoutError(), asyncio.TimeoutError(), ServerDisconnectedError(), ValueError("x")])
def test_an_answer_that_was_lost_is_doubtful(lost):
    assert (meaning(lost).doubtful, meaning(lost).permanent) == (True, False)


def test_what_has_its_meaning_keeps_it():
    error = NotifyError("Said.", permanent=True)

    assert meaning(error) is error


@pytest.mark.parametrize("code", ["invalid_auth", "internal_error", "invalid_blocks", "nobody_knows"])
def test_no_sentence_holds_what_was_sent(code):
    assert "xoxb-secret" not in str(meaning(said(code)))
