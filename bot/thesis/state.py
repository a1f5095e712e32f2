"""Where a metric, a pillar or the whole thesis stands. Unknown is a state of its own, never neutral."""

from __future__ import annotations

from enum import StrEnum

from bot.words import later


class State(StrEnum):
    """A metric's or a pillar's."""

    SUPPORTS = later("supports")
    NEUTRAL = later("neutral")
    CHALLENGES = later("challenges")
    UNKNOWN = later("unknown")

    @property
    def score(self) -> int | None:
        """+1, 0 or -1; None where unknown."""
        return {State.SUPPORTS: 1, State.NEUTRAL: 0, State.CHALLENGES: -1}.get(self)


class Headline(StrEnum):
    """The thesis as a whole."""

    INTACT = later("intact")
    UNDER_REVIEW = later("under review")
    BROKEN = later("broken")
    UNKNOWN = later("unknown")
