"""A file that a person put into a modal: where it lies, and its text."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.alerts.ports import NotifyError
from bot.pasted.file import MOST_BYTES, NoText, text_of, too_large
from bot.platforms.slack.api import Api
from bot.words import say

log = logging.getLogger(__name__)

_LOST = say(
    "The file could not be read from Slack; send it again, or paste the list. An older installation has to be renewed."
)


@dataclass(frozen=True)
class Upload:
    """``size`` in bytes; ``url`` is "" where only its id was told."""

    id: str
    url: str
    size: int


def uploads(view: Mapping[str, Any]) -> Mapping[str, Upload]:
    """The first file of each field that one was put into, by the field's name."""
    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = (view.get("state") or {}).get("values") or {}
    found = {}
    for name, actions in values.items():
        for said in actions.values():
            files = said.get("files") if said.get("type") == "file_input" else None
            if files:
                first = files[0]
                url = str(first.get("url_private_download") or first.get("url_private") or "")
                found[name] = Upload(str(first.get("id") or ""), url, int(first.get("size") or 0))
    return found


async def text(api: Api, upload: Upload) -> str:
    """Raises NoText, with what to say to the person."""
    if upload.size > MOST_BYTES:
        raise too_large(upload.size)
    try:
        url = upload.url or str((await api.ask("files.info", file=upload.id))["file"].get("url_private") or "")
        body = await api.download(url, MOST_BYTES)
    except NotifyError as trouble:
        log.warning("a file could not be read: %s", trouble)
        raise NoText(_LOST) from None
    return text_of(body)
