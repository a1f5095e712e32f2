"""What Discord's refusals mean for a delivery, each in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts.ports import NotifyError
from bot.platforms.discord.rest import Refused, Unanswered
from bot.words import clipped, listed, say

NO_HISTORY_TO_REPLY = 160_002
_MISSING_PERMISSIONS = 50_013
NEW_TOKEN = say(
    "Discord refuses the bot token: whoever runs Minnow must put a new one into DISCORD_TOKEN and restart it."
)
_CLOSED_TO_US = (50_007, 50_278)  # direct messages off; no server in common
_NOBODY = (10_013, 50_033)  # unknown user; invalid recipient
_LOCKED = (50_083, 160_005)  # the thread is archived; the thread is locked
_MISSING_ACCESS = 50_001
_UNKNOWN_CHANNEL = 10_003
_TOO_MANY_OPENED = 40_003  # direct messages opened too fast
_LET_IT_REST = 60.0  # seconds
_USUAL = (say("Send Messages"), say("Embed Links"))


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
        return NotifyError(
            say("Discord asks us to write more slowly to {place}.", place=place), retry_after=failure.retry_after
        )
    if failure.code == _TOO_MANY_OPENED:
        return NotifyError(say("Discord asks us to open direct messages more slowly."), retry_after=_LET_IT_REST)
    if failure.status in (408, 409, 425):
        return NotifyError(say("Discord asks us to try again ({status}).", status=failure.status), doubtful=True)
    gone = failure.code == _UNKNOWN_CHANNEL or failure.code in _NOBODY
    return NotifyError(_sentence(failure, place, lacking), permanent=True, gone=gone)


def _sentence(refusal: Refused, place: str, lacking: Sequence[str]) -> str:
    """A name of a place in small letters may begin the sentence."""
    sentence = _worded(refusal, place, lacking)
    return sentence[:1].upper() + sentence[1:]


def _worded(refusal: Refused, place: str, lacking: Sequence[str]) -> str:
    if refusal.status == 401:
        return say(
            "Discord refuses the bot token: whoever runs Minnow must put a new one into DISCORD_TOKEN and restart it, "
            "then use any command there."
        )
    if refusal.code == _MISSING_ACCESS:
        return say(
            "Minnow cannot see {place}: let its role view the channel, or invite it again if it was removed from"
            " the server, then use any command there.",
            place=place,
        )
    if refusal.code == _MISSING_PERMISSIONS:
        return say(
            "Minnow may not post in {place}: allow it {permissions} there, then use any command there.",
            place=place,
            permissions=listed(lacking or _USUAL),
        )
    if refusal.code in _LOCKED:
        return say("{place} is closed: reopen or unlock the thread, then use any command there.", place=place)
    if refusal.code in _CLOSED_TO_US:
        return say(
            "{place} takes no direct messages from Minnow: share a server with it, allow direct messages from that"
            " server's members in Discord's privacy settings, then send it any command.",
            place=place,
        )
    if refusal.code in _NOBODY:
        return say("{place} is nobody Discord knows: somebody else must set this up again.", place=place)
    if refusal.code == _UNKNOWN_CHANNEL:
        return say("{place} is gone: set Minnow up in another channel.", place=place)
    return say(
        "Discord refuses messages to {place} (code {code}: {words}): put that right, then use any command there.",
        place=place,
        code=refusal.code,
        words=clipped(refusal.words, 200).rstrip("."),
    )
