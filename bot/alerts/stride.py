"""A figure that walks from where it was last told: small steps add up, and each value is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.episode import Episode
from bot.market.hours import session_of

TOO_OLD, TOO_NEW = timedelta(days=10), timedelta(hours=1)  # as the rating has it; from a wrong clock
Compared = Callable[[Episode], bool]  # what a look says against the one last told


@dataclass(frozen=True)
class Stride:
    """A figure that went far enough to be told: where it was last told, and this look."""

    before: Episode
    after: Episode

    @property
    def name(self) -> str:
        """Of its occurrence: ``2, 2026-01-15``; the session keeps it from ever being used again."""
        return f"{self.before.number + 1}, {session_of(self.after.seen_at)}"


def stride(
    look: Episode, told: Episode | None, now: datetime, *, begins_anew: Compared, is_far: Compared
) -> Stride | Episode | None:
    """One look at a figure: a Stride where it is to be told, an episode where it is a new baseline, or None.

    ``look`` is the episode that would begin with it, ``told`` the one that is kept. The first look is a baseline, and
    so is one that cannot be compared with what was told (``begins_anew``: another currency, a split, a new year). A
    look that is old, from tomorrow or older than the last one says nothing, nor does one that is not far
    (``is_far``): what was told stays where it is, so that small steps add up and a flicker is told to nobody.
    """
    if not now - TOO_OLD <= look.seen_at <= now + TOO_NEW:
        return None
    if told is None:
        return look
    if look.seen_at < told.seen_at:
        return None
    after = told.seen(side=look.side, level=look.level, value=look.value, at=look.seen_at)
    if begins_anew(told):
        return after
    return Stride(told, after) if is_far(told) else None
