"""What Slack's refusals mean: try again, show it another way, or a person must act first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientConnectorError, ConnectionTimeoutError, InvalidURL
from slack_sdk.errors import SlackApiError

from bot.alerts.ports import NotifyError

_NEW_TOKEN = "install the app again and set SLACK_BOT_TOKEN to the token it shows."  # noqa: S105  # a sentence
_INVITE = "invite me there with /invite @Minnow."
_LOCKED = "ask a workspace admin to allow apps to post there, or choose another channel."

# https://docs.slack.dev/reference/methods/chat.postMessage#errors: what only a person can change, and how.
_PERSON_ACTS = {
    "channel_not_found": f"Slack shows me no such channel: it is gone, or private and I am not in it; {_INVITE}",
    "not_in_channel": f"I am not in this channel; {_INVITE}",
    "is_archived": "The channel is archived; unarchive it or watch from another channel.",
    "account_inactive": f"Slack has switched this app off; {_NEW_TOKEN}",
    "token_revoked": f"The Slack token was revoked; {_NEW_TOKEN}",
    "token_expired": f"The Slack token has expired; {_NEW_TOKEN}",
    "invalid_auth": f"Slack does not accept the token; {_NEW_TOKEN}",
    "not_authed": f"Slack was given no token; {_NEW_TOKEN}",
    "not_allowed_token_type": "Slack wants another kind of token; bot tokens begin with xoxb-, app tokens with xapp-.",
    "no_permission": f"The app may not do this; give it the scopes of the manifest, {_NEW_TOKEN}",
    "access_denied": f"Slack denies the app access; {_LOCKED}",
    "team_access_not_granted": "The app has no access to this workspace; ask a workspace admin to approve it.",
    "org_login_required": "The workspace is being moved by its organization; try again when that is over.",
    "ekm_access_denied": "The organization has suspended access to messages; ask a workspace admin.",
    "restricted_action": f"A workspace setting keeps me from posting in this channel; {_LOCKED}",
    "restricted_action_read_only_channel": f"The channel is read-only; {_LOCKED}",
    "restricted_action_thread_only_channel": f"The channel takes replies in threads only; {_LOCKED}",
    "user_disabled": "That person's account is deactivated; somebody else must set this up again.",
    "user_not_found": "Slack knows no such person; somebody else must set this up again.",
    "user_not_visible": "I may not write to that person; ask a workspace admin, or choose a channel.",
    "cannot_dm_bot": "Bots cannot write to each other; choose a channel or a person.",
    "messages_tab_disabled": "Direct messages to the app are off; switch on its Messages Tab at api.slack.com/apps.",
    "method_not_supported_for_channel_type": "I cannot write to this kind of conversation; choose a channel.",
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
        return NotifyError("Slack cannot be reached; the connection did not come about.")
    if isinstance(error, asyncio.TimeoutError):
        return NotifyError("Slack did not answer in time.", doubtful=True)
    return NotifyError(f"The answer of Slack was lost ({type(error).__name__}).", doubtful=True)


def _refused(error: SlackApiError) -> NotifyError:
    status, headers, data = _parts(error.response)
    code = str(data.get("error", ""))
    if status == 429 or code in _TOO_FAST:
        return NotifyError("Slack asks us to slow down.", retry_after=_seconds(headers))
    if status >= 500 or code in _MAY_HAVE_WORKED or not code:
        return NotifyError(f"Slack has trouble of its own ({code or f'unreadable, status {status}'}).", doubtful=True)
    if code == "missing_scope":
        scope = str(data.get("needed", "")) or "a scope"
        return NotifyError(f"The app lacks {scope}; add it under OAuth & Permissions, {_NEW_TOKEN}", permanent=True)
    if code in _PERSON_ACTS:
        return NotifyError(_PERSON_ACTS[code], permanent=True, gone=code in _GONE)
    if code in _MISFIT:
        return Misfit(f"Slack does not take the message in this form ({code}).")
    if code in _NO_THREAD:
        return NoThread(f"The message to be followed takes no replies ({code}).")
    if code in _NOT_OURS_TO_CHANGE:
        return Unchangeable(f"Slack does not let the message be changed ({code}).")
    return NotifyError(f"Slack refused ({code[:60]}).")


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
