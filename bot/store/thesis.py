"""The kept thesis, and the days since it is watched."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from bot.alerts.codec import load_episode
from bot.store import keys
from bot.store.server import Server, away
from bot.thesis.book import KIND, NAME, Kept
from bot.thesis.snapshot import Snapshot, load_snapshot
from bot.thesis.written import load_thesis

log = logging.getLogger(__name__)


class RedisThesisBook:
    """bot.thesis.book.ThesisBook over Redis: an episode, and some 300 pages of a kilobyte a year."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def kept(self) -> Kept | None:
        body = await away(self._server.text.hget)(keys.episodes(""), f"{KIND}|{NAME}")
        if not body:
            return None
        episode = load_episode(body)
        try:
            return Kept(load_thesis(episode.side), episode.seen_at)
        except ValueError as error:
            log.info("thesis: %s", error)
            return None

    async def snapshots(self, since: date, until: date) -> Sequence[Snapshot]:
        days = [(since + timedelta(days=place)).isoformat() for place in range((until - since).days + 1)]
        if not days:
            return []
        bodies = await away(self._server.text.hmget)(keys.pages(KIND), days)
        return [one for body in bodies if body and (one := _read(body)) is not None]


def _read(body: str) -> Snapshot | None:
    try:
        return load_snapshot(body)
    except ValueError as error:
        log.info("thesis: %s", error)
        return None
