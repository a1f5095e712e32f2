"""Share count: how many shares there are and were, on one footing, so that a split is not taken for a sale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.market.quote import Split
from bot.market.reported_fact import ReportedFact
from bot.market.statements import SHARES, Statements
from bot.words import say

A_YEAR = timedelta(days=400)  # between two annual covers, which move with the day of filing


@dataclass(frozen=True)
class ShareCount:
    """Two counts from covers of reports, as filed, and the splits that fell between them, oldest first."""

    before: ReportedFact
    after: ReportedFact
    splits: tuple[Split, ...] = ()

    @property
    def before_adjusted(self) -> float:
        """The earlier count in shares of the later one: a 1-for-15 makes 15 million one million."""
        return self.before.value * math.prod(split.ratio for split in self.splits)

    @property
    def change(self) -> float:
        """As a fraction, splits apart; above zero there are more shares."""
        return self.after.value / self.before_adjusted - 1


def share_count(
    facts: Iterable[ReportedFact], splits: Sequence[Split], known_since: date, today: date
) -> ShareCount | str:
    """The newest count against the oldest within a year; or why they are not compared, for a sentence.

    ``splits`` are all since ``known_since``; of earlier ones nothing is known, so no earlier count is compared.
    """
    counts = [one for one in Statements(facts, today).balances(SHARES) if one.value > 0]
    if not counts:
        return say("no count of its shares is filed in the form that is read here")
    after = counts[-1]
    if today - after.end > A_YEAR:  # covers that count each class by itself are not among the facts, older ones are
        return say(
            "the newest count of its shares is of {end}, more than {days} days ago", end=after.end, days=A_YEAR.days
        )
    before = next((one for one in counts if one.end >= max(known_since, after.end - A_YEAR)), after)
    if before.end == after.end:
        return say("there is no earlier count within a year of that of {end}", end=after.end)
    unclear = [split for split in splits for one in (before, after) if one.end <= split.day <= one.filed]
    if unclear:
        return say("the shares were split on {day}, between a count and its filing", day=unclear[0].day)
    between = tuple(sorted((one for one in splits if before.end < one.day <= after.end), key=lambda one: one.day))
    return ShareCount(before, after, between)
