"""The Grade a score earns, with a wider door out than in."""

from __future__ import annotations

from enum import StrEnum

from bot.rating.rules import Rules
from bot.words import later


class Grade(StrEnum):
    """The call; "Not rated" is an answer, not a grade between others."""

    BUY = later("Buy")
    HOLD = later("Hold")
    SELL = later("Sell")
    NOT_RATED = later("Not rated")


_ORDER = (Grade.SELL, Grade.HOLD, Grade.BUY)


def better(one: Grade, other: Grade) -> bool:
    """Whether ``one`` is the kinder call; both must be calls. ValueError for "Not rated"."""
    if Grade.NOT_RATED in (one, other):
        raise ValueError("Not rated is neither better nor worse than a call")
    return _ORDER.index(one) > _ORDER.index(other)


def kindest(call: Grade, bound: Grade) -> Grade:
    """``call``, or ``bound`` where it is kinder than that."""
    return bound if better(call, bound) else call


def earned(score: float, standing: Grade | None, rules: Rules) -> Grade:
    """The grade of the score that is shown, for a stock that stands at ``standing`` (None: no call yet)."""
    line = rules.decision
    if score >= (line["buy_exit"] if standing is Grade.BUY else line["buy_at"]):
        return Grade.BUY
    if score <= (line["sell_exit"] if standing is Grade.SELL else line["sell_at"]):
        return Grade.SELL
    return Grade.HOLD
