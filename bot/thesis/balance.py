"""How the six pillars stand against each other, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.thesis.pillars import PILLARS
from bot.thesis.state import State
from bot.thesis.thesis import PillarView, Thesis, view
from bot.words import said, say, say_n


def views(thesis: Thesis, today: date) -> tuple[PillarView, ...]:
    """Every pillar as it stands today: figures that grew too old since the last look are unknown."""
    return tuple(view(one, thesis.standings, thesis.pillars.get(one.name, State.UNKNOWN), today) for one in PILLARS)


def states(thesis: Thesis, today: date) -> Mapping[str, State]:
    """The state of each pillar today, by its name."""
    return {one.pillar.name: one.state for one in views(thesis, today)}


def stands(state: str) -> str:
    """A state or headline as people read it: an unknown one is "not known"."""
    return say("not known") if state == State.UNKNOWN else said(state)


def balance(told: Mapping[str, State]) -> str:
    """ "3 support, 1 challenges, 2 not known": a state that no pillar has is left out."""
    counts = {state: sum(one is state for one in told.values()) for state in State}
    return ", ".join(_counted(state, count) for state, count in counts.items() if count)


def _counted(state: State, count: int) -> str:
    if state is State.SUPPORTS:
        return say_n("{n} supports", "{n} support", count)
    if state is State.CHALLENGES:
        return say_n("{n} challenges", "{n} challenge", count)
    if state is State.NEUTRAL:
        return say_n("{n} neutral", "{n} neutral", count)
    return say_n("{n} not known", "{n} not known", count)
