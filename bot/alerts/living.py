"""A living message: the alert that opened a story, with what happened to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.alert import Alert
from bot.cards import Fact, Moment
from bot.words import say

SHOWN = 5


@dataclass(frozen=True)
class Stamp:
    """One line on a living message: what happened and when (UTC); ``key`` is that alert's fingerprint."""

    key: str
    at: datetime
    words: str


def living(root: Alert, stamps: Sequence[Stamp]) -> Alert:
    """The same alert, its newest stamps above its facts; how many older ones there are is said."""
    ordered = sorted(stamps, key=lambda one: one.at)[::-1]
    if not ordered:
        return root
    named = zip([say("Now"), *[say("Before")] * (SHOWN - 1)], ordered, strict=False)
    facts = tuple(Fact(name, (f"{one.words}, ", Moment(one.at))) for name, one in named)
    older = len(ordered) - SHOWN
    more = (Fact(say("Before"), say("and {older} more since it was opened", older=older)),) if older > 0 else ()
    return replace(root, card=replace(root.card, facts=(*facts, *more, *root.card.facts)))
