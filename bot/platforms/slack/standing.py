"""Who manages a Slack channel: admins and owners of the workspace, and who created the channel."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.alerts.ports import NotifyError
from bot.alerts.watchlist import Channel
from bot.platforms.slack.api import Api

log = logging.getLogger(__name__)

KEPT_FOR = 600.0  # seconds
_KEPT = 4_096
_LIMIT = 1.5  # seconds: a dialog that waits for the answer must be open within 3


class Standing:
    """Asked of Slack only when a command needs it, and remembered for ten minutes."""

    def __init__(self, api: Api, kept_for: float = KEPT_FOR) -> None:
        self._api, self._kept_for = api, kept_for
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}  # channel and person -> when asked, the answer

    async def manages(self, channel: Channel, user: str) -> bool | None:
        """Whether this person manages the channel; None where Slack does not say, for want of a scope or for trouble.

        A person's direct messages are their own.
        """
        if channel.person:
            return channel.person == user
        now, key = asyncio.get_running_loop().time(), (channel.id, user)
        asked, answer = self._known.get(key, (0.0, None))
        if answer is not None and now - asked < self._kept_for:
            return answer
        answer = await self._ask(channel.id, user)
        if answer is not None:
            self._known.pop(key, None)
            self._known[key] = (now, answer)
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        return answer

    async def _ask(self, channel: str, user: str) -> bool | None:
        person, place = await asyncio.gather(
            self._part("users.info", "user", user=user), self._part("conversations.info", "channel", channel=channel)
        )
        if person.get("is_admin") or person.get("is_owner") or place.get("creator") == user:
            return True
        return False if person and place else None

    async def _part(self, method: str, name: str, **asked: str) -> dict[str, Any]:
        """A part of Slack's answer, {} where there is none."""
        try:
            async with asyncio.timeout(_LIMIT):
                part = (await self._api.ask(method, **asked)).get(name)
        except (NotifyError, TimeoutError) as error:
            log.warning("Slack does not say who manages %s: %s", asked, error or "no answer in time")
            return {}
        return part if isinstance(part, dict) else {}
