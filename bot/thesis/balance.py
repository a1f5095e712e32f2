"""How the six pillars stand against each other, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis.thesis import PillarView, Thesis, view

_SAID = {
    State.SUPPORTS: ("supports", "support"),
    State.NEUTRAL: ("neutral", "neutral"),
    State.CHALLENGES: ("challenges", "challenge"),
    State.UNKNOWN: ("not known", "not known"),
}


def views(thesis: Thesis, today: date) -> tuple[PillarView, ...]:
    """Every pillar as it stands today: figures that grew too old since the last look are unknown."""
    return tuple(view(one, thesis.standings, thesis.pillars.get(one.name, State.UNKNOWN), today) for one in PILLARS)


def states(thesis: Thesis, today: date) -> Mapping[str, State]:
    """The state of each pillar today, by its name."""
    return {one.pillar.name: one.state for one in views(thesis, today)}


def said(state: str) -> str:
    """A state or headline as people read it: an unknown one is "not known"."""
    return "not known" if state == State.UNKNOWN else state


def balance(told: Mapping[str, State]) -> str:
    """ "3 support, 1 challenges, 2 not known": a state that no pillar has is left out."""
    counts = {state: sum(one is state for one in told.values()) for state in State}
    return ", ".join(f"{count} {_SAID[state][count > 1]}" for state, count in counts.items() if count)
