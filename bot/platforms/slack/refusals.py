"""What Slack's refusals mean: try again, show it another way, or a person must act first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL
from slack_sdk.errors import SlackApiError

from bot.alerts.ports import NotifyError
from bot.words import say

# https://docs.slack.dev/reference/methods/chat.postMessage#errors: what only a person can change, and how.
_PERSON_ACTS = {
    "channel_not_found": say(
        "Slack shows me no such channel: it is gone, or private and I am not in it; invite me there with /invite "
        "@Minnow."
    ),
    "not_in_channel": say("I am not in this channel; invite me there with /invite @Minnow."),
    "is_archived": say("The channel is archived; unarchive it or watch from another channel."),
    "account_inactive": say(
        "Slack has switched this app off; install the app again and set SLACK_BOT_TOKEN to the token it shows."
    ),
    "token_revoked": say(
        "The Slack token was revoked; install the app again and set SLACK_BOT_TOKEN to the token it shows."
    ),
    "token_expired": say(
        "The Slack token has expired; install the app again and set SLACK_BOT_TOKEN to the token it shows."
    ),
    "invalid_auth": say(
        "Slack does not accept the token; install the app again and set SLACK_BOT_TOKEN to the token it shows."
    ),
    "not_authed": say("Slack was given no token; install the app again and set SLACK_BOT_TOKEN to the token it shows."),
    "not_allowed_token_type": say(
        "Slack wants another kind of token; bot tokens begin with xoxb-, app tokens with xapp-."
    ),
    "no_permission": say(
        "The app may not do this; give it the scopes of the manifest, install the app again and set "
        "SLACK_BOT_TOKEN to the token it shows."
    ),
    "access_denied": say(
        "Slack denies the app access; ask a workspace admin to allow apps to post there, or choose another channel."
    ),
    "team_access_not_granted": say("The app has no access to this workspace; ask a workspace admin to approve it."),
    "org_login_required": say("The workspace is being moved by its organization; try again when that is over."),
    "ekm_access_denied": say("The organization has suspended access to messages; ask a workspace admin."),
    "restricted_action": say(
        "A workspace setting keeps me from posting in this channel; ask a workspace admin to allow apps to post "
        "there, or choose another channel."
    ),
    "restricted_action_read_only_channel": say(
        "The channel is read-only; ask a workspace admin to allow apps to post there, or choose another channel."
    ),
    "restricted_action_thread_only_channel": say(
        "The channel takes replies in threads only; ask a workspace admin to allow apps to post there, or choose "
        "another channel."
    ),
    "user_disabled": say("That person's account is deactivated; somebody else must set this up again."),
    "user_not_found": say("Slack knows no such person; somebody else must set this up again."),
    "user_not_visible": say("I may not write to that person; ask a workspace admin, or choose a channel."),
    "cannot_dm_bot": say("Bots cannot write to each other; choose a channel or a person."),
    "messages_tab_disabled": say(
        "Direct messages to the app are off; switch on its Messages Tab at api.slack.com/apps."
    ),
    "method_not_supported_for_channel_type": say("I cannot write to this kind of conversation; choose a channel."),
}
_GONE = frozenset(("channel_not_found", "user_disabled", "user_not_found"))
# The same page: "some aspect of the operation may have succeeded before the error was raised".
_MAY_HAVE_WORKED = frozenset(("internal_error", "fatal_error", "service_unavailable"))
_TOO_FAST = frozenset(("ratelimited", "rate_limited", "message_limit_exceeded"))
_MISFIT = frozenset(
    ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments")
)
_NO_THREAD = frozenset(
    (
        "thread_not_found", "cannot_reply_to_message", "message_not_found", "invalid_thread_ts",
        "restricted_action_thread_locked", "restricted_action_non_threadable_channel",
    )
)  # fmt: skip
# https://docs.slack.dev/reference/methods/chat.update#errors: the message stays as it is.
_NOT_OURS_TO_CHANGE = frozenset(("cant_update_message", "edit_window_closed", "is_inactive"))
_LONGEST_WAIT = 600.0


class Misfit(NotifyError):
    """Slack does not take a message in this form; nothing was posted."""


class NoThread(NotifyError):
    """The message to be followed is gone or takes no replies; nothing was posted."""


class Unchangeable(NotifyError):
    """Slack does not let this message be changed."""


def meaning(error: Exception) -> NotifyError:
    """A failed call in one sentence, with what may be done about it."""
    if isinstance(error, NotifyError):
        return error
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError | InvalidURL):
        return NotifyError(say("Slack cannot be reached; the connection did not come about."))
    if isinstance(error, asyncio.TimeoutError):
        return NotifyError(say("Slack did not answer in time."), doubtful=True)
    return NotifyError(say("The answer of Slack was lost ({fault}).", fault=type(error).__name__), doubtful=True)


def _refused(error: SlackApiError) -> NotifyError:
    status, headers, data = _parts(error.response)
    code = str(data.get("error", ""))
    if status == 429 or code in _TOO_FAST:
        return NotifyError(say("Slack asks us to slow down."), retry_after=_seconds(headers))
    if status >= 500 or code in _MAY_HAVE_WORKED or not code:
        sentence = (
            say("Slack has trouble of its own ({code}).", code=code)
            if code
            else say("Slack has trouble of its own (unreadable, status {status}).", status=status)
        )
        return NotifyError(sentence, doubtful=True)
    if code == "missing_scope":
        scope = str(data.get("needed", "")) or say("a scope")
        sentence = say(
            "The app lacks {scope}; add it under OAuth & Permissions, install the app again and set "
            "SLACK_BOT_TOKEN to the token it shows.",
            scope=scope,
        )
        return NotifyError(sentence, permanent=True)
    if code in _PERSON_ACTS:
        return NotifyError(_PERSON_ACTS[code], permanent=True, gone=code in _GONE)
    if code in _MISFIT:
        return Misfit(say("Slack does not take the message in this form ({code}).", code=code))
    if code in _NO_THREAD:
        return NoThread(say("The message to be followed takes no replies ({code}).", code=code))
    if code in _NOT_OURS_TO_CHANGE:
        return Unchangeable(say("Slack does not let the message be changed ({code}).", code=code))
    return NotifyError(say("Slack refused ({code}).", code=code[:60]))


def _parts(response: Any) -> tuple[int, Mapping[str, str], Mapping[str, Any]]:
    """Status, headers and body; the SDK hands over its own response, or aiohttp's where the body was not JSON."""
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    headers: Mapping[str, str] = getattr(response, "headers", {})
    data = getattr(response, "data", None)
    return int(status or 0), headers, data if isinstance(data, Mapping) else {}


def _seconds(headers: Mapping[str, str]) -> float:
    """Retry-After in seconds: whole seconds by Slack's word, bounded in case it is not."""
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else 5.0
