"""A price that walks past a line: one crossing is told once, comes back past a band, and a split is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isclose

from bot.alerts.episode import Episode
from bot.market.hours import session_of
from bot.market.quote import Quote, Split

BAND = 0.02  # how far a price comes back past its line before the crossing is over
TOO_OLD, TOO_NEW = timedelta(days=5), timedelta(hours=1)  # older than a long weekend; from a wrong clock
SAME = 0.001  # lines that differ by less are one
LAG = timedelta(days=10)  # what analysts say of a price follows a split by days
MEMORY, FAR, CALM = timedelta(days=4), 1 / 3, 0.25  # a split that nobody told us of, see _says_nothing
FRESH = 0.1  # the stored price is at most so far from the last one we saw


@dataclass(frozen=True)
class Line:
    """A price level of one kind about one ticker, under the name of its episode; in the currency of the quote."""

    kind: str
    about: str
    name: str
    level: float

    def begins(self, side: str, quote: Quote) -> Episode:
        """The line's episode, closed, from this look on."""
        return Episode(
            kind=self.kind,
            about=self.about,
            name=self.name,
            side=side,
            level=self.level,
            value=quote.price,
            seen_at=quote.as_of,
        )


@dataclass(frozen=True)
class Step:
    """A line that was crossed: its episode as it was known, and with this look."""

    before: Episode
    after: Episode

    @property
    def by_line(self) -> bool:
        """Whether the line came to the price: the price alone would not have crossed."""
        return self.before.side.endswith(_side(self.before, self.after.value, self.before.level))


def is_current(quote: Quote, now: datetime) -> bool:
    """Whether a price says something of now: neither old, nor from tomorrow, nor of a session without trade."""
    return quote.volume != 0 and now - TOO_OLD <= quote.as_of <= now + TOO_NEW


def walk(line: Line, known: Episode | None, quote: Quote, split: Split | None = None) -> Step | Episode | None:
    """One look at a line: a Step where it was crossed, an episode where the look is to be stored, or None.

    A quiet look is stored at the first quote of a session and when the price is a tenth away from the stored one:
    often enough to tell a split from a fall, so seldom that most rounds write nothing. ``split`` is the newest one
    of a line that follows a split by days; leave it out for a line that does not move by itself.
    """
    if known is not None and _says_nothing(line, known, quote, split):
        return None
    if known is None or _follows_split(line, known, quote, split):
        return _baseline(line, known, quote)
    side = _side(known, quote.price, line.level)
    after = known.seen(side=side, level=line.level, value=quote.price, at=quote.as_of)
    if not known.side.endswith(side):
        return Step(known, after)
    return after if _is_worth_storing(known, after) else None


def place(price: float, level: float) -> str:
    """Where a price stands by a line; inside the band it is "just" there."""
    side = "above" if price >= level else "below"
    return f"just {side}" if level * (1 - BAND) < price < level * (1 + BAND) else side


def _side(known: Episode, price: float, level: float) -> str:
    """The side after this look: an open episode and one that began inside the band leave it only past the band."""
    if known.is_open or known.side.startswith("just"):
        now = place(price, level)
        return known.side if now.startswith("just") else now
    return known.side if price == level else "above" if price > level else "below"


def _baseline(line: Line, known: Episode | None, quote: Quote) -> Episode:
    """Where a line begins, told to nobody; an open episode stays open where its side stays."""
    side = place(quote.price, line.level)
    if known is None:
        return line.begins(side, quote)
    if known.is_open and side.endswith(known.side):
        side = known.side
    else:
        known = known.closed()
    return known.seen(side=side, level=line.level, value=quote.price, at=quote.as_of)


def _follows_split(line: Line, known: Episode, quote: Quote, split: Split | None) -> bool:
    """Whether a line moved so soon after a split that it may be the split it moved for."""
    if split is None or isclose(line.level, known.level, rel_tol=SAME):
        return False
    return split.day <= session_of(quote.as_of) <= split.day + LAG


def _says_nothing(line: Line, known: Episode, quote: Quote, split: Split | None) -> bool:
    """Whether the look is older than the last, or has a price after a split beside a level from before it."""
    if quote.as_of < known.seen_at:
        return True
    session, last = session_of(quote.as_of), session_of(known.seen_at)
    if split is not None and last < split.day <= session <= split.day + LAG:
        return isclose(line.level, known.level, rel_tol=SAME)
    if quote.previous_close is None or last == session or quote.as_of - known.seen_at > MEMORY:
        return False
    apart, change = quote.previous_close / known.value - 1, quote.price / quote.previous_close - 1
    return abs(apart) > FAR and abs(change) < CALM


def _is_worth_storing(known: Episode, after: Episode) -> bool:
    return (
        known.side != after.side
        or not isclose(known.level, after.level, rel_tol=SAME)
        or session_of(known.seen_at) != session_of(after.seen_at)
        or abs(after.value / known.value - 1) > FRESH
    )
