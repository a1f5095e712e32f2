"""The link that invites Minnow into a Discord server, and why it asks for each permission."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Permission:
    """One of Discord's permissions: its name in Discord's settings, its bit, and what Minnow does with it."""

    name: str
    bit: int
    reason: str


PERMISSIONS = (
    Permission("View Channels", 1 << 10, "reach the channel its alerts go to"),
    Permission("Send Messages", 1 << 11, "post alerts"),
    Permission("Send Messages in Threads", 1 << 38, "post alerts in a thread where it was set up in one"),
    Permission("Embed Links", 1 << 14, "show an alert as a card; without it the card is plain text"),
    Permission("Attach Files", 1 << 15, "add the chart; without it the chart is put in words"),
    Permission(
        "Read Message History",
        1 << 16,
        "find its own last messages when an answer was lost, so that no alert comes twice; reply to an earlier one",
    ),
)


def invite_link(application: int | str) -> str:
    """The address that invites the application with slash commands and exactly these permissions."""
    bits = sum(permission.bit for permission in PERMISSIONS)
    address = "https://discord.com/oauth2/authorize"
    return f"{address}?client_id={application}&scope=bot+applications.commands&permissions={bits}"
