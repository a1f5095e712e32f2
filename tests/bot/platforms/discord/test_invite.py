"""The invitation asks for what the code uses, and no more."""

from urllib.parse import parse_qs, urlsplit

from bot.platforms.discord.invite import PERMISSIONS, invite_link


def test_the_link_asks_for_commands_and_the_listed_permissions_alone():
    address = urlsplit(invite_link("1100000000000000001"))
    asked = parse_qs(address.query)

    assert (address.scheme, address.netloc, address.path) == ("https", "discord.com", "/oauth2/authorize")
    assert asked["client_id"] == ["1100000000000000001"]
    assert asked["scope"] == ["bot applications.commands"]
    assert int(asked["permissions"][0]) == sum(1 << bit for bit in (10, 11, 14, 15, 16, 38))


def test_nothing_that_changes_a_server_is_asked_for():
    assert set(PERMISSIONS) == {
        "view_channel",
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "attach_files",
        "read_message_history",
    }


def test_every_permission_has_its_reason():
    assert all(reason.startswith("to ") for reason in PERMISSIONS.values())
