"""Which of a ticker's filings are new since the last look, kept in one episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.episode import Episode
from bot.market.filing import Filing

NAME = "newest"
LATE = timedelta(days=5)  # what is accepted on a Friday evening may be shown after what is accepted on Monday
TOO_NEW = timedelta(days=1)  # from a wrong clock; it would hide all that comes before its day
MOST = 5  # filings told one by one after a long absence


@dataclass(frozen=True)
class Unseen:
    """The filings to tell, oldest first; so many older ones are not told; the episode after it (None: unmoved)."""

    filings: tuple[Filing, ...]
    left_out: int
    after: Episode | None


def unseen(
    kind: str,
    about: str,
    filings: Sequence[Filing],
    known: Episode | None,
    now: datetime,
    *,
    name: str = NAME,
    most: int = MOST,
) -> Unseen:
    """``filings`` are those of the kind, in any order. The first look is the baseline.

    The episode's side is the newest moment of acceptance, then the accession numbers of the days before it: the SEC
    does not always show filings in the order in which it accepted them, and a number that was seen is never new again.
    """
    filings = [one for one in filings if one.accepted <= now + TOO_NEW]
    if known is None:
        newest = max((one.accepted for one in filings), default=now)
        numbers = _numbers(filings, newest)
        first = Episode(
            kind=kind, about=about, name=name, side=_side(newest, numbers), level=0, value=len(numbers), seen_at=newest
        )
        return Unseen((), 0, first)
    moment, *seen = known.side.split()
    before = datetime.fromisoformat(moment)
    by_number = {one.accession: one for one in filings}
    new = [one for one in by_number.values() if one.accepted > before - LATE and one.accession not in seen]
    if not new:
        return Unseen((), 0, None)
    new.sort(key=lambda one: (one.accepted, one.accession))
    newest = max(before, new[-1].accepted)
    vanished = [number for number in seen if number not in by_number] if newest - before < LATE else []
    numbers = sorted({*_numbers(filings, newest), *vanished})
    after = known.seen(side=_side(newest, numbers), level=0, value=len(numbers), at=newest)
    return Unseen(tuple(new[-most:]), max(len(new) - most, 0), after)


def _numbers(filings: Sequence[Filing], newest: datetime) -> Sequence[str]:
    return sorted({one.accession for one in filings if one.accepted > newest - LATE})


def _side(newest: datetime, numbers: Sequence[str]) -> str:
    return " ".join((newest.isoformat(), *numbers))
