"""What a pillar is, and the cadences and dwells its metrics share.

Figures are in percentage points (slopes, leads, growth) or percent (shares, rates) unless their unit says otherwise;
"in 60 days" is against the value of 60 sessions before. Where a threshold has no exit, it is its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from bot.thesis.metric import Dwell, Metric

DAILY, WEEKLY, MONTHLY, SEASON = (timedelta(days=days) for days in (7, 21, 75, 140))
ANY = math.inf  # a condition that is asked on entering only

AT_ONCE, PRINT, TWO_WEEKS = Dwell(0), Dwell(1, prints=True), Dwell(2, prints=True)
CLOSES_2, CLOSES_3, CLOSES_5 = Dwell(2), Dwell(3), Dwell(5)


@dataclass(frozen=True)
class Pillar:
    """A part of the thesis with its weight; the weights of its metrics add up to one, as do those of all pillars."""

    name: str
    title: str
    weight: float
    metrics: tuple[Metric, ...]
