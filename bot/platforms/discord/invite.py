"""The link that invites Minnow into a Discord server, and why it asks for each permission."""

from __future__ import annotations

import discord

PERMISSIONS = {
    "view_channel": "to reach the channel its alerts go to",
    "send_messages": "to post alerts",
    "send_messages_in_threads": "to post alerts in a thread when it was set up in one",
    "embed_links": "to show an alert as a card; without it the card is plain text",
    "attach_files": "to add the chart; without it the chart is put in words",
    "read_message_history": "to look for an alert whose confirmation was lost before posting it again, and to reply to"
    " an earlier one",
}  # every permission by discord.py's name, and the reason it is asked for


def invite_link(application: int | str) -> str:
    """The address that invites the application with slash commands and exactly these permissions."""
    bits = discord.Permissions(**dict.fromkeys(PERMISSIONS, True)).value
    address = "https://discord.com/oauth2/authorize"
    return f"{address}?client_id={application}&scope=bot+applications.commands&permissions={bits}"
