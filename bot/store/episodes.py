"""Episodes, and the first atomic step of sending once: they move together with their alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.alerts.alert import Alert
from bot.alerts.codec import dump_alert, dump_episode, load_episode
from bot.alerts.episode import Episode
from bot.alerts.page import Page
from bot.store import keys
from bot.store.server import Server, away

_CHUNK = 500


class RedisEpisodes:
    """bot.alerts.ports.Episodes over Redis."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def episodes(self, kind: str, abouts: Sequence[str]) -> Mapping[str, Mapping[str, Episode]]:
        found: dict[str, Mapping[str, Episode]] = {}
        for start in range(0, len(abouts), _CHUNK):
            chunk = abouts[start : start + _CHUNK]
            async with self._server.text.pipeline(transaction=False) as pipe:
                for about in chunk:
                    pipe.hgetall(keys.episodes(about))
                for about, fields in zip(chunk, await away(pipe.execute)(), strict=True):
                    found[about] = {
                        field.split("|", 1)[1]: load_episode(body)
                        for field, body in fields.items()
                        if field.startswith(f"{kind}|")
                    }
        return found

    async def record(
        self, about: str, moved: Iterable[Episode], alerts: Iterable[Alert], pages: Iterable[Page] = ()
    ) -> bool:
        episodes, kept = list(moved), list(pages)
        arguments: list[object] = [len(episodes), len(kept)]
        for episode in episodes:
            stored = replace(episode, turn=episode.turn + 1)
            arguments += [f"{episode.kind}|{episode.name}", episode.turn, dump_episode(stored)]
        for page in kept:
            arguments += [page.day.isoformat(), page.body]
        for alert in alerts:
            arguments += [alert.fingerprint, dump_alert(alert)]
        books = [keys.pages(page.kind) for page in kept]
        touched = [keys.episodes(about), keys.ALERTS, keys.ADMISSIONS, *books]
        return bool(await self._server.run("record", touched, arguments))
