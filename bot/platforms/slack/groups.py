"""Who is in a user group of Slack's: asked when a channel has named one, and remembered for a few minutes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

from bot.alerts.ports import NotifyError
from bot.platforms.slack.api import Api

log = logging.getLogger(__name__)

KEPT_FOR = 300.0  # seconds
_KEPT = 512
_LIMIT = 1.0  # seconds: a dialog that waits for the answer must be open within 3


class Groups:
    """The members of each group that was asked about."""

    def __init__(self, api: Api, kept_for: float = KEPT_FOR) -> None:
        self._api, self._kept_for = api, kept_for
        self._known: dict[str, tuple[float, Collection[str]]] = {}  # group -> when asked, its members

    async def has(self, user: str, group: str) -> bool | None:
        """Whether this person is in the group; None where Slack does not say, for want of a scope or for trouble."""
        now = asyncio.get_running_loop().time()
        asked, members = self._known.get(group, (0.0, None))
        if members is None or now - asked >= self._kept_for:
            members = await self._ask(group)
            if members is None:
                return None
            self._known.pop(group, None)
            self._known[group] = (now, members)
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        return user in members

    async def _ask(self, group: str) -> Collection[str] | None:
        try:
            async with asyncio.timeout(_LIMIT):
                users = (await self._api.ask("usergroups.users.list", usergroup=group)).get("users")
        except (NotifyError, TimeoutError) as error:
            log.warning("Slack does not say who is in %s: %s", group, error or "no answer in time")
            return None
        return frozenset(map(str, users)) if isinstance(users, list) else None
