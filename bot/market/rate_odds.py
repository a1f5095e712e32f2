"""What the rate path says of each meeting and of the year's end: odds by target range, cuts or hikes in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.fomc import Meetings, TargetRange
from bot.market.hours import NEW_YORK
from bot.market.rate_path import DayCount, MonthPath, month_paths
from bot.market.readings import months_from
from bot.words import day, say, say_n

MOVE = 0.25  # one cut or hike, in percentage points
_NOISE = 1e-9  # a whole move must not fall just under itself


@dataclass(frozen=True)
class MeetingOdds:
    """Probability of each number of hikes (cuts are negative) between now and this meeting's end, fewest first."""

    day: date
    odds: tuple[tuple[int, float], ...]

    @property
    def expected(self) -> float:
        """Hikes expected by then; negative for cuts."""
        return sum(moves * chance for moves, chance in self.odds)

    def ranges(self, now: TargetRange) -> tuple[tuple[TargetRange, float], ...]:
        """The same by target range, from the range that holds now."""
        return tuple(
            (TargetRange(now.lower + moves * MOVE, now.upper + moves * MOVE), chance) for moves, chance in self.odds
        )


@dataclass(frozen=True)
class PricedMoves:
    """Hikes priced between now and the end of ``year`` (cuts are negative), counted from ``rate`` (percent)."""

    year: int
    hikes: float
    rate: float
    basis: str

    @property
    def cuts(self) -> float:
        """The same with the other sign: below zero where hikes are priced."""
        return -self.hikes

    @property
    def words(self) -> str:
        return moves_in_words(self.hikes)


def moves_in_words(hikes: float) -> str:
    """The sign as a word: "1.3 hikes", "2.2 cuts", "no change"; never a number below zero."""
    shown = f"{abs(hikes):.1f}"
    if shown == "0.0":
        return say("no change")
    if shown == "1.0":
        return say("{moves} hike", moves=shown) if hikes > 0 else say("{moves} cut", moves=shown)
    return say("{moves} hikes", moves=shown) if hikes > 0 else say("{moves} cuts", moves=shown)


def whole_moves(moves: int) -> str:
    """As words: "1 hike", "2 cuts", "no change"; never a number below zero."""
    if moves == 0:
        return say("no change")
    return say_n("{n} hike", "{n} hikes", moves) if moves > 0 else say_n("{n} cut", "{n} cuts", -moves)


def meeting_odds(
    futures: FedFundsFutures, meetings: Meetings, count: DayCount = DayCount.BEFORE
) -> tuple[MeetingOdds, ...]:
    """Odds for every meeting not yet announced when the prices were made, as far as they tell; soonest first."""
    told: list[MeetingOdds] = []
    odds = {0: 1.0}
    for path in month_paths(futures, meetings, count):
        if path.meeting is None or path.meeting.at <= futures.as_of:
            continue
        if path.start is None or path.end is None:
            break
        odds = _after(odds, (path.end - path.start) / MOVE)
        told.append(MeetingOdds(path.meeting.day, tuple(sorted(odds.items()))))
    return tuple(told)


def _after(odds: dict[int, float], moves: float) -> dict[int, float]:
    """The odds after one more meeting: at each it is one of the two whole moves around the implied one."""
    whole = math.floor(moves + _NOISE)
    more = max(moves - whole, 0.0)
    after: dict[int, float] = {}
    for before, chance in odds.items():
        for step, share in ((whole, 1 - more), (whole + 1, more)):
            if share > _NOISE:
                after[before + step] = after.get(before + step, 0.0) + chance * share
    return after


def priced_by_year_end(
    futures: FedFundsFutures,
    meetings: Meetings,
    year: int,
    *,
    effective: EffectiveRate | None = None,
    count: DayCount = DayCount.BEFORE,
) -> PricedMoves | None:
    """Hikes from now to the end of December; None where prices do not reach that far.

    Counted from the effective rate, unless it is older than the last decision: then, or without one, from the rate the
    futures themselves imply for today. The answer says which.
    """
    paths = month_paths(futures, meetings, count)
    ending = next((path.end for path in paths if path.month == date(year, 12, 1)), None)
    now, basis = _rate_now(paths, futures), say("the rate futures imply for today")
    held = meetings.before(futures.as_of)
    if effective is not None and (not held or effective.day > held[-1].day):
        now, basis = effective.percent, say("the effective rate of {day}", day=day(effective.day))
    if ending is None or now is None:
        return None
    return PricedMoves(year, (ending - now) / MOVE, now, basis)


def _rate_now(paths: Sequence[MonthPath], futures: FedFundsFutures) -> float | None:
    month = months_from(futures.as_of.astimezone(NEW_YORK).date(), 0)
    path = next((one for one in paths if one.month == month), None)
    if path is None:
        return None  # the running month's contract is not among them
    return path.start if path.meeting is not None and path.meeting.at > futures.as_of else path.end


def ending_rate(futures: FedFundsFutures, meetings: Meetings, year: int) -> float | None:
    """The rate after the last meeting of ``year``, percent; None where prices do not reach that far."""
    paths = month_paths(futures, meetings)
    return next((path.end for path in paths if path.month == date(year, 12, 1)), None)


def swung(priced: Sequence[tuple[date, float]], *, sessions: int = 5, by: float = 0.50) -> float | None:
    """The change of a daily count over the last ``sessions`` closes where it is at least ``by``; else None."""
    if len(priced) <= sessions:
        return None
    change = priced[-1][1] - priced[-1 - sessions][1]
    return change if abs(change) >= by - _NOISE else None
