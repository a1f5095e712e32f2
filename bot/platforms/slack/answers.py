"""Answers to commands and buttons, through the address that Slack gives with each (5 uses, 30 minutes)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

log = logging.getLogger(__name__)

TRIES = 4  # the fifth use is for what is said while a person waits; a first look at the answer takes one of these
_LIMIT = 8.0  # seconds for one try
_LONGEST_WAIT = 30.0
_GONE = frozenset(("expired_url", "used_url"))


class Answers:
    """Posts to response URLs. An answer is shown to one person, so a try whose answer was lost is repeated."""

    def __init__(self, pause: float = 0.5) -> None:
        self._pause = pause  # seconds before a repetition, doubled each time
        self._session: ClientSession | None = None

    async def give(self, url: str, forms: Sequence[dict[str, Any]], tries: int = TRIES) -> bool:
        """Show the first form that Slack takes; whether one arrived."""
        left = list(forms)
        trouble = ""
        for tried in range(tries):
            wait = self._pause * 2**tried
            try:
                async with self._open().post(url, json=left[0]) as answer:
                    status, said = answer.status, await answer.text()
                    asked = answer.headers.get("Retry-After", "")
            except (ClientError, TimeoutError, OSError, UnicodeDecodeError) as error:
                trouble = type(error).__name__
            else:
                trouble = _trouble(status, said)
                if not trouble:
                    return True
                if trouble in _GONE:
                    break
                if status == 429:
                    wait = min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else wait
                elif status < 500:
                    wait, left = self._pause, left[1:]  # Slack does not take this form
                    if not left:
                        break
            if tried + 1 < tries:
                await asyncio.sleep(wait)
        log.warning("an answer could not be shown: %s", trouble)
        return False

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(timeout=ClientTimeout(total=_LIMIT), connector=TCPConnector(limit=100))
        return self._session


def _trouble(status: int, said: str) -> str:
    """Slack's word for a refusal, from its JSON or its bare text; "" where the form was taken."""
    try:
        body = json.loads(said)
    except ValueError:
        body = said.strip()
    if isinstance(body, dict):
        is_taken, word = status < 300 and body.get("ok", True), str(body.get("error", ""))
    else:
        is_taken, word = status < 300, str(body)
    return "" if is_taken else word[:60] or f"status {status}"
