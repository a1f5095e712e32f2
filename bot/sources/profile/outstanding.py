"""How many shares there are and were a year ago, on today's footing: splits in between are no dilution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.market.quote import Split
from bot.market.reported_fact import ReportedFact
from bot.rating.profile import Absent, Figure
from bot.sources.profile import concepts
from bot.sources.profile.origin import Origin, Reading
from bot.sources.profile.reported import A_YEAR, Book
from bot.words import later

SOURCE = "SEC"
NEAR_A_YEAR = 60  # days: covers are dated by the day of filing, which moves
A_CLASS = 0.9  # of the weighted shares, which hold every class: a cover below that counts one class


def read_outstanding(
    book: Book, end: date, at: datetime, splits: Sequence[Split], all_classes: float | None
) -> Reading:
    """``shares`` from the newest cover and ``shares_year_ago`` from the one a year before it.

    Where the cover counts one class or is not there, ``all_classes`` is the count of today, and the weighted shares of
    the statements say how many there were a year ago.
    """
    weighted = _weighted(book, end)
    covers = [fact for fact in book.instants(concepts.SHARES) if fact.value > 0]
    newest = covers[-1] if covers else None
    if newest and not (weighted and _today(newest, splits) < A_CLASS * _today(weighted[0], splits)):
        before = book.at(concepts.SHARES, newest.end - A_YEAR, NEAR_A_YEAR)
        then = _today(before, splits) if before and before.value > 0 else None
        origin = _origin(newest, at)
        return {
            "shares": origin.figure(float(_today(newest, splits)), "shares"),
            "shares_year_ago": origin.told(then, "shares", later("no cover of a year ago is filed")),
        }
    reason = (
        later("its cover counts a class of shares by itself")
        if newest
        else later("no count of all its shares is filed")
    )
    shares: Figure | Absent = Absent(reason)
    if weighted is None or all_classes is None:
        return {"shares": shares, "shares_year_ago": shares}
    growth = _today(weighted[0], splits) / _today(weighted[1], splits)
    return {"shares": shares, "shares_year_ago": _origin(weighted[0], at).figure(all_classes / growth, "shares")}


def _weighted(book: Book, end: date) -> tuple[ReportedFact, ReportedFact] | None:
    """The weighted shares of the newest span and of the same one a year before, under one name."""
    for concept in concepts.WEIGHTED_SHARES:
        now, before = book.span(concept, end), book.span(concept, end - A_YEAR)
        if now is not None and before is not None and now.value > 0 and before.value > 0:
            return now, before
    return None


def _today(fact: ReportedFact, splits: Sequence[Split]) -> float:
    """A count on today's footing: a filing knows of no split that came after it."""
    return fact.value * math.prod(split.ratio for split in splits if split.day > fact.filed)


def _origin(fact: ReportedFact, at: datetime) -> Origin:
    return Origin(SOURCE, datetime.combine(fact.end, time(), UTC), min(datetime.combine(fact.filed, time(), UTC), at))
