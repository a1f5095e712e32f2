"""Confidence: how much is known, how far the factors agree, and whether the call survives a shake."""

from __future__ import annotations

import math
import random
from enum import StrEnum

from bot.rating.decision import judge
from bot.rating.figures import Figures
from bot.rating.grade import Grade
from bot.rating.profile import Value
from bot.rating.rules import Mode, Rules
from bot.rating.scorecard import Scorecard
from bot.rating.scoring import MIDDLE
from bot.rating.shaken import carried, movable, moved
from bot.words import later


class Confidence(StrEnum):
    HIGH = later("High")
    MEDIUM = later("Medium")
    LOW = later("Low")


def stability(figures: Figures, call: Grade, standing: Grade | None, rules: Rules, mode: Mode, seed: str) -> float:
    """Share of draws with the same call when every input moves by a normal draw of 0.35 of its usual 90 days.

    The same ``seed`` gives the same draws: a rating is repeatable.
    """
    chance, draws = random.Random(seed), int(rules.confidence["draws"])
    rows = movable(figures, rules)
    same = 0
    for _ in range(draws):
        changed: dict[str, Value] = {}
        for row in rows:
            step = chance.gauss(0.0, rules.confidence["shake"])
            changed.update(carried(figures, row.name, moved(figures.number(row.name), row, step)))
        same += judge(figures.having(changed), standing, rules, mode).call is call
    return same / draws


def agreement(card: Scorecard) -> float:
    """Weight of the factors that pull the way of the total, over the weight of all that pull; 0 to 1."""
    pulling = [factor for factor in card.factors if factor.score]
    whole = math.fsum(factor.weight for factor in pulling)
    way = card.raw - MIDDLE
    return math.fsum(factor.weight for factor in pulling if factor.score * way > 0) / whole if whole else 0.0


def confidence(coverage: float, agreeing: float, stable: float, rules: Rules) -> Confidence:
    """The product of the three, each 0 to 1, in words."""
    product = coverage * agreeing * stable
    if product > rules.confidence["high"]:
        return Confidence.HIGH
    return Confidence.MEDIUM if product >= rules.confidence["medium"] else Confidence.LOW
