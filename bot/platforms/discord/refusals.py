"""What Discord's refusals mean for a delivery, each in one sentence that says what to do."""

from __future__ import annotations

from bot.alerts.ports import NotifyError
from bot.platforms.discord.rest import Refused, Unanswered
from bot.words import clipped

MISSING_PERMISSIONS, NO_HISTORY_TO_REPLY = 50_013, 160_002
_CLOSED_TO_US = (50_007, 50_278)  # direct messages off; no server in common
_NOBODY = (10_013, 50_033)  # unknown user; invalid recipient
_MISSING_ACCESS = 50_001
_UNKNOWN_CHANNEL = 10_003
_THEN = "then use any command there"


def told(failure: Refused | Unanswered, place: str) -> NotifyError:
    """The failure of a request about ``place`` ("#alerts") as the dispatcher understands it."""
    if isinstance(failure, Unanswered):
        return NotifyError(f"{failure}.", doubtful=failure.doubtful)
    if failure.status == 429:
        return NotifyError(f"Discord asks us to write more slowly to {place}.", retry_after=failure.retry_after)
    if failure.status in (408, 409, 425):
        return NotifyError(f"Discord asks us to try again ({failure.status}).", doubtful=True)
    return NotifyError(_sentence(failure, place), permanent=True)


def _sentence(refusal: Refused, place: str) -> str:
    if refusal.status == 401:
        return (
            "Discord refuses the bot token: whoever runs Minnow must put a new one into DISCORD_TOKEN and restart it."
        )
    first = place[:1].upper() + place[1:]
    if refusal.code == _MISSING_ACCESS:
        return f"Minnow cannot see {place}: let its role view the channel, {_THEN}."
    if refusal.code == MISSING_PERMISSIONS:
        return f"Minnow may not post in {place}: allow it Send Messages and Embed Links there, {_THEN}."
    if refusal.code in _CLOSED_TO_US:
        return (
            f"{first} takes no direct messages from Minnow: share a server with it and allow direct messages"
            " from that server's members in Discord's privacy settings."
        )
    if refusal.code in _NOBODY:
        return f"{first} is nobody Discord knows."
    if refusal.code == _UNKNOWN_CHANNEL:
        return f"{first} is gone: set Minnow up in another channel."
    words = clipped(refusal.words, 200).rstrip(".")
    return f"Discord refuses messages to {place} (code {refusal.code}: {words}): put that right, {_THEN}."
