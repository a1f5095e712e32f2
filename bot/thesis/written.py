"""The thesis as text and back, unchanged, so that a store can keep it between two looks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.thesis.metric import Standing
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis

VERSION = 1


def dump_thesis(thesis: Thesis) -> str:
    """One line of JSON."""
    return json.dumps({"version": VERSION, **asdict(thesis)}, default=date.isoformat, separators=(",", ":"))


def load_thesis(text: str) -> Thesis:
    """What :func:`dump_thesis` wrote. ValueError for anything else, so that nothing is made of half of it."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise ValueError(f"the thesis was kept by another version ({str(told['version'])[:20]}); it begins anew")
        return Thesis(
            standings={name: _standing(one) for name, one in told["standings"].items()},
            pillars={name: State(one) for name, one in told["pillars"].items()},
            headline=Headline(told["headline"]),
            pending=Headline(told["pending"]) if told["pending"] else None,
            pending_since=_day(told["pending_since"]),
            seen=int(told["seen"]),
            day=_day(told["day"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the kept thesis cannot be read ({type(error).__name__}); it begins anew") from None


def _standing(told: Mapping[str, Any]) -> Standing:
    return Standing(
        settled=State(told["settled"]),
        since=_day(told["since"]),
        pending=State(told["pending"]) if told["pending"] else None,
        pending_since=_day(told["pending_since"]),
        seen=int(told["seen"]),
        day=_day(told["day"]),
        as_of=_day(told["as_of"]),
        blind_since=_day(told["blind_since"]),
        source=str(told.get("source", "")),
        figures=tuple((str(name), None if figure is None else float(figure)) for name, figure in told["figures"]),
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
