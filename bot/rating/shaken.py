"""Figures moved by their usual steps, as stability and the flips need them."""

from __future__ import annotations

import math

from bot.rating.figures import Figures
from bot.rating.profile import Value
from bot.rating.rules import Input, Rules


def movable(figures: Figures, rules: Rules) -> tuple[Input, ...]:
    """The known numbers that have a usual 90-day move, in the order of the rule set."""
    return tuple(row for row in rules.inputs.values() if row.moves and figures.maybe(row.name) is not None)


def moved(value: float, row: Input, moves: float) -> float:
    """``value`` after ``moves`` usual 90-day moves, kept within what the input can be."""
    if row.times:
        there = value * math.pow(row.times, moves)
    elif row.own:
        there = value + moves * row.own * abs(value)
    else:
        there = value + moves * row.plus
    return min(max(there, row.least), row.most)


def carried(figures: Figures, name: str, value: float) -> dict[str, Value]:
    """All values that change with this one: a new highest price is the 52-week high too."""
    high = figures.maybe("high_52w")
    if name == "price" and high is not None and value > high:
        return {name: value, "high_52w": value}
    return {name: value}
