"""Where a metric, a pillar or the whole thesis stands. Unknown is a state of its own, never neutral."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """A metric's or a pillar's."""

    SUPPORTS = "supports"
    NEUTRAL = "neutral"
    CHALLENGES = "challenges"
    UNKNOWN = "unknown"

    @property
    def score(self) -> int | None:
        """+1, 0 or -1; None where unknown."""
        return {State.SUPPORTS: 1, State.NEUTRAL: 0, State.CHALLENGES: -1}.get(self)


class Headline(StrEnum):
    """The thesis as a whole."""

    INTACT = "intact"
    UNDER_REVIEW = "under review"
    BROKEN = "broken"
    UNKNOWN = "unknown"
