"""The manifest: every command by a name that Slack allows, and no scope without a reason."""

import json
import re
from pathlib import Path
from typing import Annotated

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card
from bot.commands import Arg, Text, command
from bot.platforms.slack.manifest import EVENTS_PATH, RESERVED, SCOPES, manifest, slash_name

ROOM = Path(manifest.__code__.co_filename).parent
_HISTORY = ("channels:history", "groups:history", "im:history")
NEEDED = {  # what Slack's documentation asks for each method that we call
    "auth.test": (),
    "apps.connections.open": (),
    "chat.postMessage": ("chat:write", "chat:write.public"),
    "chat.postEphemeral": ("chat:write",),
    "chat.update": ("chat:write",),
    "users.info": ("users:read",),
    "conversations.info": ("channels:read", "groups:read"),
    "usergroups.users.list": ("usergroups:read",),
    "views.open": (),
    "views.update": (),
    "views.publish": (),
    "conversations.open": ("im:write",),
    "conversations.history": _HISTORY,
    "conversations.replies": _HISTORY,
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.info": ("files:read",),
}


@command("watch", "Add stocks to this channel's list")
async def watch(tickers: Annotated[Text, Arg("Stock symbols", "APLD RKLB")]) -> Card:
    return Card("")


@command("status", "How Minnow is")
async def status() -> Card:
    return Card("")


COMMANDS = {"watch": watch, "status": status}


def shown(prefix=""):
    return {one["command"]: one for one in manifest(COMMANDS, prefix)["features"]["slash_commands"]}


def test_each_command_is_there_with_its_summary_and_its_form():
    assert shown()["/watch"] == {
        "command": "/watch",
        "description": "Add stocks to this channel's list",
        "should_escape": True,
        "usage_hint": "<tickers>",
    }


def test_a_command_without_a_form_has_no_hint():
    assert "usage_hint" not in shown("mw-")["/mw-status"]


def test_a_name_of_slacks_own_is_set_aside():
    assert set(shown()) == {"/watch", "/minnow-status"}


def test_with_a_prefix_no_name_is_slacks_own():
    assert set(shown("mw-")) == {"/mw-watch", "/mw-status"}


def test_a_prefix_that_makes_a_name_of_slacks_own_is_set_aside_too():
    assert slash_name("nooze", "s") == "snooze"
    assert slash_name("tar", "s") == "minnow-tar"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_name_of_slacks_own_is_claimed(name):
    assert slash_name(name, "") not in RESERVED


def test_the_scopes_are_the_ones_with_a_reason():
    asked = manifest(COMMANDS, "")["oauth_config"]["scopes"]

    assert asked == {"bot": list(SCOPES)}
    assert all(reason.strip() for reason in SCOPES.values())


def test_nothing_is_asked_for_that_no_call_needs():
    words = {
        word for path in ROOM.glob("*.py") for word in re.findall(r'"([a-z]+[.]\w[.\w]*)"', path.read_text("utf-8"))
    }
    called = {word for word in words if hasattr(AsyncWebClient, word.replace(".", "_"))}

    assert called == set(NEEDED)
    assert set(SCOPES) == {"commands", *(scope for scopes in NEEDED.values() for scope in scopes)}


def test_two_events_are_subscribed_to_and_no_address_is_needed():
    settings = manifest(COMMANDS, "")["settings"]

    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["event_subscriptions"] == {"bot_events": ["app_home_opened", "member_joined_channel"]}
    assert manifest(COMMANDS, "")["features"]["app_home"]["home_tab_enabled"] is True


@pytest.mark.parametrize("address", ["https://minnow.example.com", "https://minnow.example.com/"])
def test_in_http_mode_slack_is_told_where_to_send_everything(address):
    written = manifest(COMMANDS, "", address)
    there = f"https://minnow.example.com{EVENTS_PATH}"

    assert [one["url"] for one in written["features"]["slash_commands"]] == [there, there]
    interactivity = {"is_enabled": True, "request_url": there, "message_menu_options_url": there}
    assert written["settings"]["interactivity"] == interactivity
    assert written["settings"]["event_subscriptions"]["request_url"] == there
    assert written["settings"]["socket_mode_enabled"] is False
    assert "://" not in json.dumps(manifest(COMMANDS, ""))


@pytest.mark.parametrize(
    "address", ["minnow.example.com", "http://a.example", "https://", "https://a.example/?b", "x y"]
)
def test_what_is_no_public_address_is_one_sentence(address):
    with pytest.raises(ValueError, match=r"a public address is one like https://minnow\.example\.com, not “"):
        manifest(COMMANDS, "", address)


def test_more_commands_than_slack_allows_are_one_sentence():
    many = {f"c{number}": watch for number in range(51)}

    with pytest.raises(ValueError, match="50 slash commands at most, not 51"):
        manifest(many, "")
    assert len(manifest(dict(list(many.items())[:50]), "")["features"]["slash_commands"]) == 50


def test_texts_keep_slacks_limits():
    written = manifest(COMMANDS, "")

    assert len(written["display_information"]["name"]) <= 35
    assert len(written["display_information"]["description"]) <= 140
    assert len(written["features"]["bot_user"]["display_name"]) <= 80
    assert all(len(one["command"]) <= 32 for one in written["features"]["slash_commands"])
    assert json.loads(json.dumps(written)) == written
