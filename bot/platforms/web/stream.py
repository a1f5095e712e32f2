"""What one open page is told, as server-sent events: what it has missed, then what happens."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping

from bot.alerts.ports import StoreAway, Transcript
from bot.cards import Card, Tone
from bot.platforms.web.message import Message, is_anew
from bot.platforms.web.pages import OpenPage, OpenPages
from bot.platforms.web.render import Address, alert_html, card_html
from bot.words import say

log = logging.getLogger(__name__)

HISTORY = 100  # messages that a fresh page shows, and the most that are read at once
STORE_AWAY = say("The store does not answer; alerts wait, and appear here when it is back.")
_POSITION = re.compile(r"[0-9A-Za-z._:-]{1,64}")


def position(text: str | None) -> str:
    """A position as a page hands it back; "" for anything that cannot be one."""
    return text if text and _POSITION.fullmatch(text) else ""


def message_html(body: str, address: Address) -> str:
    """A message of the transcript; one that cannot be read says so instead of stopping the others."""
    try:
        return alert_html(Message.load(body).alert, address)
    except Exception:
        log.exception("a message of the transcript cannot be read")
        lead = say("Another version of Minnow may have written it. Later messages are not touched.")
        card = Card(title=say("A message that cannot be read"), lead=lead, tone=Tone.TROUBLE)
        return f'<div class="message">{card_html(card, address)}</div>'


class Stream:
    """The events of one page, given to ``write``.

    ``alert`` {html}, its id the message's position; ``update`` {html} for an earlier alert as it is now;
    ``ready`` {older} when history is complete; ``line`` {text, at} for a passing remark;
    ``trouble`` {text} for what stands wrong now, "" when nothing does.
    """

    def __init__(
        self,
        write: Callable[[bytes], Awaitable[None]],
        transcript: Transcript,
        address: Address,
        trouble: Callable[[], str],
    ) -> None:
        self._write, self._transcript, self._address, self._trouble = write, transcript, address, trouble
        self._after = ""  # the position of the last message that the page has

    async def run(self, pages: OpenPages, page: OpenPage, after: str, beat: float) -> None:
        """Tell the page everything after a position until the pages close or it is gone (ConnectionError).

        It looks for news when woken and every ``beat`` seconds, since another process may have written some.
        """
        await self._write(b"retry: 1000\n\n")
        self._after, ready, told = after, False, ""
        while not pages.closing:
            standing = self._trouble()
            try:
                older = await self._catch_up(page)
            except StoreAway:
                standing = STORE_AWAY
            else:
                if not ready:
                    await self._tell("ready", {"older": older})
                ready = True
            if standing != told:
                await self._tell("trouble", {"text": standing})
                told = standing
            while page.said:
                line = page.said.popleft()
                await self._tell("line", {"text": line.text, "at": line.at.isoformat()})
            await page.news(beat)
            await self._write(b":\n\n")  # finds out whether the page is still there

    async def _catch_up(self, page: OpenPage) -> bool:
        """Tell what the page has not got; whether older messages may have been left out."""
        while True:
            fresh = not self._after
            messages = await self._transcript.messages(page.channel, self._after, HISTORY)
            for self._after, body in messages:
                told = "update" if is_anew(body) else "alert"
                await self._tell(told, {"html": message_html(body, self._address)}, self._after)
            if fresh or len(messages) < HISTORY:
                return fresh and len(messages) == HISTORY

    async def _tell(self, event: str, fields: Mapping[str, object], id: str = "") -> None:
        name = f"id: {id}\n" if id else ""
        await self._write(f"event: {event}\n{name}data: {json.dumps(fields)}\n\n".encode())
