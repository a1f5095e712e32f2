"""A message of ours that shows what happened since it was posted: edited in the shape that it has."""

from __future__ import annotations

import logging
import re
from typing import Any

from bot.alerts.alert import Alert
from bot.platforms.discord.refusals import breaks_a_rule
from bot.platforms.discord.render import PICTURE, render, render_text
from bot.platforms.discord.rest import Refused, Rest

log = logging.getLogger(__name__)

_GONE = 10_008  # unknown message
_FIXED = (
    50_005,  # another author's
    50_013,  # missing permissions
    50_021,  # a system message
    50_083,  # in an archived thread
    30_046,  # older than an hour, and edited too often since: told with the status 429
)
_CALL = re.compile(r"<@&?\d+>")


async def edit(rest: Rest, room: str, message: str, living: Alert, *, embeds: bool = True) -> bool:
    """Whether the message is there; True also where Discord does not let it be changed. Raises Refused, Unanswered.

    The first edit supposes an embed with its picture. Discord answers with the message as it is then: where that has no
    picture, or was posted as text, it is edited once more. Who was mentioned stays in it and is called no second time.
    Its buttons carry no delivery id: they would be taken for the delivery that brought the news.
    """
    path = f"/channels/{room}/messages/{message}"
    try:
        if embeds:
            try:
                there = await rest.call("PATCH", path, _whole(living, pictured=True))
            except Refused as refusal:
                if refusal.code in _FIXED or not breaks_a_rule(refusal):
                    raise
                log.warning("Discord: an edit was refused (%s); a plainer one is tried", refusal)
            else:
                if not _is_text(there):
                    if living.card.chart is not None and not _is_pictured(there):
                        await rest.call("PATCH", path, _whole(living, pictured=False))
                    return True
        await rest.call("PATCH", path, _plain(living))
    except Refused as refusal:
        if refusal.code == _GONE:
            return False
        if refusal.code not in _FIXED and not breaks_a_rule(refusal):
            raise
        log.warning("Discord: a message stays as it was posted (%s)", refusal)
    return True


def _whole(living: Alert, *, pictured: bool) -> dict[str, Any]:
    """Without a word about attachments, which Discord then keeps."""
    return render(living.card, pictured=pictured, at=living.at).body


def _plain(living: Alert) -> dict[str, Any]:
    return {**render_text(living.card).body, "embeds": []}


def _is_text(message: Any) -> bool:
    """Whether more than a mention stands beside the embeds."""
    return bool(_CALL.sub("", str(_part(message, "content") or "")).strip())


def _is_pictured(message: Any) -> bool:
    return any(one.get("filename") == PICTURE for one in _part(message, "attachments") or ())


def _part(message: Any, name: str) -> Any:
    return message.get(name) if isinstance(message, dict) else None
