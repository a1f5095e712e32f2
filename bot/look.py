"""What a watcher sees and would say now, shown and not sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from bot.app import Minnow
from bot.market.ticker import Ticker
from bot.platforms.terminal.render import as_json as card_as_json
from bot.rounds import Look
from bot.watchers import Judgement, Watcher
from bot.words import say


async def look(minnow: Minnow, watcher: Watcher, tickers: Sequence[Ticker], *, as_json: bool) -> str:
    """Ask and judge as a round does, against the stored episodes, which stay as they are."""
    looks = await minnow.rounds.look(watcher, tickers)
    known = await minnow.store.episodes.episodes(watcher.name, [one.about for one in looks])
    now = minnow.clock.now()
    told = []
    for one in looks:
        judged = watcher.judge(one.seen, known.get(one.about, {}), now) if one.failure is None else None
        told.append(_told(watcher, one, judged, bool(known.get(one.about))))
    if as_json:
        return json.dumps(told, ensure_ascii=False, indent=2)
    return "\n\n".join(map(_written, told)) or say("Nothing is watched yet; name a ticker, or add one with /watch.")


def _told(watcher: Watcher, one: Look, judged: Judgement[Any] | None, is_known: bool) -> dict[str, Any]:
    would_say = [card_as_json(watcher.word(occurrence.what)) for occurrence in judged.occurrences] if judged else []
    return {
        "watcher": watcher.name,
        "about": one.about,
        "seen": plain(one.seen),
        "no_answer": str(one.failure) if one.failure else "",
        "first_look": not is_known,
        "would_say": would_say,
        "moved": [plain(episode) for episode in judged.moved] if judged else [],
    }


def _written(told: dict[str, Any]) -> str:
    head = f"{told['watcher']} {told['about']}".strip()
    if told["no_answer"]:
        return f"{head}: {told['no_answer']}"
    would_say = [
        "  " + say("would say: {title}. {lead}", title=card["title"], lead=card["lead"]) for card in told["would_say"]
    ]
    quiet = say("first look: this becomes the baseline") if told["first_look"] else say("would say nothing")
    return "\n".join([head, *(f"  {line}" for line in _lines(told["seen"])), *(would_say or [f"  {quiet}"])])


def _lines(seen: Any, name: str = "") -> list[str]:
    if isinstance(seen, dict):
        return [line for key, value in seen.items() for line in _lines(value, f"{name}.{key}".strip("."))]
    if isinstance(seen, list):
        return [say("{name}: {number} entries", name=name, number=len(seen))]
    return [f"{name}: {seen}"]


def plain(value: Any) -> Any:
    """Any value of the market as JSON: what a person reads when a watcher is puzzling."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
