"""The Slack app as its manifest describes it: slash commands, scopes with their reasons, how Slack reaches us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.commands import Command
from bot.words import clipped, fitted, say

SCOPES = {
    "commands": "to be called with slash commands",
    "chat:write": "to post alerts in channels it was invited to and in direct messages",
    "chat:write.public": "to post alerts in a public channel without being invited first",
    "im:write": "to open a direct message to the person who set a channel up when alerts no longer reach it",
    "files:write": "to show charts in alerts",
    "files:read": "to read a list that a person puts into a form as a file",
    "channels:history": "to look for an alert whose confirmation was lost before posting it again, in public channels",
    "groups:history": "the same in private channels",
    "im:history": "the same in direct messages",
    "users:read": "to know workspace admins and owners, who may change how any channel is told",
    "channels:read": "to know who created a public channel, who may change how it is told, and when I was added to one",
    "groups:read": "the same in private channels",
    "usergroups:read": "to know who is in a user group that may change how a channel is told",
}  # every bot scope and the reason it is asked for

# Names of Slack's own commands; a manifest that claims one of them is refused as a whole.
RESERVED = frozenset(
    (
        "active", "apps", "archive", "away", "call", "close", "collapse", "dm", "dnd", "expand", "feed", "feedback",
        "huddle", "invite", "join", "kick", "leave", "me", "msg", "mute", "open", "part", "prefs", "remind", "remove",
        "rename", "search", "shortcuts", "shrug", "star", "status", "topic", "who",
    )
)  # fmt: skip
EVENTS = ("app_home_opened", "member_joined_channel")  # the Home tab; being added to a channel
_ASIDE = "minnow-"  # what such a name is called with instead
_MOST_COMMANDS = 50
_DESCRIPTION = 140
EVENTS_PATH = "/slack/events"


def slash_name(name: str, prefix: str) -> str:
    """What people type in Slack for a command, without the slash."""
    return f"{_ASIDE}{name}" if prefix + name in RESERVED else prefix + name


def manifest(commands: Mapping[str, Command], prefix: str, address: str = "") -> dict[str, Any]:
    """The app manifest to paste at api.slack.com/apps: for Socket Mode, or for HTTP mode at a public address.

    ValueError where there are more commands than an app may have, and where the address is no https one.
    """
    if address and not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", address):
        raise ValueError(
            say(
                "a public address is one like https://minnow.example.com, not “{address}”", address=clipped(address, 60)
            )
        )
    url = address.rstrip("/") + EVENTS_PATH if address else ""
    if len(commands) > _MOST_COMMANDS:
        raise ValueError(
            say("a Slack app has {most} slash commands at most, not {given}", most=_MOST_COMMANDS, given=len(commands))
        )
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Minnow",
            "description": fitted(
                say("Watches the catalysts and risks of a small-cap thesis and tells each channel once."),
                _DESCRIPTION,
                "an app's description",
            ),
            "background_color": "#14323f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,  # slash commands are typed there
            },
            "bot_user": {"display_name": "Minnow", "always_online": True},
            "slash_commands": [_slash_command(one, prefix, url) for one in commands.values()],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **({"request_url": url} if url else {})},
            "interactivity": {
                "is_enabled": True,
                **({"request_url": url, "message_menu_options_url": url} if url else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _slash_command(command: Command, prefix: str, url: str) -> dict[str, Any]:
    hint = " ".join(param.usage for param in command.params)
    return {
        "command": f"/{slash_name(command.name, prefix)}",
        "description": command.summary,
        "should_escape": True,  # otherwise a person who is mentioned arrives as a name without an id
        **({"usage_hint": clipped(hint, 1_000)} if hint else {}),
        **({"url": url} if url else {}),
    }
