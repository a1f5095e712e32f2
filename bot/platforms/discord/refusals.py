"""What Discord's refusals mean for a delivery, each in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts.ports import NotifyError
from bot.platforms.discord.rest import Refused, Unanswered
from bot.words import clipped, listed

NO_HISTORY_TO_REPLY = 160_002
_MISSING_PERMISSIONS = 50_013
NEW_TOKEN = "Discord refuses the bot token: whoever runs Minnow must put a new one into DISCORD_TOKEN and restart it"  # noqa: S105  # a sentence
_CLOSED_TO_US = (50_007, 50_278)  # direct messages off; no server in common
_NOBODY = (10_013, 50_033)  # unknown user; invalid recipient
_LOCKED = (50_083, 160_005)  # the thread is archived; the thread is locked
_MISSING_ACCESS = 50_001
_UNKNOWN_CHANNEL = 10_003
_TOO_MANY_OPENED = 40_003  # direct messages opened too fast
_LET_IT_REST = 60.0  # seconds
_USUAL = ("Send Messages", "Embed Links")
_THEN = "then use any command there"


def breaks_a_rule(refusal: Refused) -> bool:
    """Whether a plainer message may be taken where this one was not."""
    return refusal.status in (400, 413) or refusal.code == _MISSING_PERMISSIONS


def told(failure: Refused | Unanswered, place: str, lacking: Sequence[str] = ()) -> NotifyError:
    """The failure of a request about ``place`` ("#alerts") as the dispatcher understands it.

    ``lacking`` are the permissions that are known to be missing there.
    """
    if isinstance(failure, Unanswered):
        return NotifyError(f"{failure}.", doubtful=failure.doubtful)
    if failure.status == 429:
        return NotifyError(f"Discord asks us to write more slowly to {place}.", retry_after=failure.retry_after)
    if failure.code == _TOO_MANY_OPENED:
        return NotifyError("Discord asks us to open direct messages more slowly.", retry_after=_LET_IT_REST)
    if failure.status in (408, 409, 425):
        return NotifyError(f"Discord asks us to try again ({failure.status}).", doubtful=True)
    gone = failure.code == _UNKNOWN_CHANNEL or failure.code in _NOBODY
    return NotifyError(_sentence(failure, place, lacking), permanent=True, gone=gone)


def _sentence(refusal: Refused, place: str, lacking: Sequence[str]) -> str:
    if refusal.status == 401:
        return f"{NEW_TOKEN}, {_THEN}."
    first = place[:1].upper() + place[1:]
    if refusal.code == _MISSING_ACCESS:
        return (
            f"Minnow cannot see {place}: let its role view the channel, or invite it again if it was removed from"
            f" the server, {_THEN}."
        )
    if refusal.code == _MISSING_PERMISSIONS:
        return f"Minnow may not post in {place}: allow it {listed(lacking or _USUAL)} there, {_THEN}."
    if refusal.code in _LOCKED:
        return f"{first} is closed: reopen or unlock the thread, {_THEN}."
    if refusal.code in _CLOSED_TO_US:
        return (
            f"{first} takes no direct messages from Minnow: share a server with it, allow direct messages from that"
            " server's members in Discord's privacy settings, then send it any command."
        )
    if refusal.code in _NOBODY:
        return f"{first} is nobody Discord knows: somebody else must set this up again."
    if refusal.code == _UNKNOWN_CHANNEL:
        return f"{first} is gone: set Minnow up in another channel."
    words = clipped(refusal.words, 200).rstrip(".")
    return f"Discord refuses messages to {place} (code {refusal.code}: {words}): put that right, {_THEN}."
