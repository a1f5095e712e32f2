"""Which level a metric crossed: the one it entered by, or the exit it was left at."""

from __future__ import annotations

import pytest

from bot.thesis.crossing import crossing
from bot.thesis.levels import Sense
from bot.thesis.pillars import PILLARS
from bot.thesis.state import State

METRICS = {metric.name: metric for pillar in PILLARS for metric in pillar.metrics}
UP, NEUTRAL, DOWN, UNKNOWN = State.SUPPORTS, State.NEUTRAL, State.CHALLENGES, State.UNKNOWN
FALLING = {"slope": 0.7, "slope_in_60_days": 0.2, "two_in_60_days": -0.2, "ten_in_60_days": 0.0}


@pytest.mark.parametrize(
    ("metric", "before", "after", "figures", "levels"),
    [
        ("cuts_priced", UP, NEUTRAL, {"cuts_priced": 1.5}, [("cuts_priced", Sense.BELOW, 1.75)]),
        ("cuts_priced", NEUTRAL, DOWN, {"cuts_priced": -0.3}, [("cuts_priced", Sense.AT_MOST, 0.5)]),
        ("cuts_priced", DOWN, NEUTRAL, {"cuts_priced": 0.9}, [("cuts_priced", Sense.ABOVE, 0.75)]),
        ("cuts_priced", NEUTRAL, UP, {"cuts_priced": 2.0}, [("cuts_priced", Sense.AT_LEAST, 2.0)]),
        ("cuts_priced", UP, DOWN, {"cuts_priced": 0.1}, [("cuts_priced", Sense.AT_MOST, 0.5)]),
        (
            "curve", NEUTRAL, UP, FALLING,
            [("slope_in_60_days", Sense.AT_LEAST, 0.15), ("two_in_60_days", Sense.BELOW, 0.0)],
        ),
        ("curve", UP, NEUTRAL, FALLING | {"slope_in_60_days": 0.04}, [("slope_in_60_days", Sense.BELOW, 0.05)]),
        (
            "high_yield", UP, NEUTRAL, {"spread": 3.8, "spread_in_60_days": 0.2}, [("spread", Sense.AT_LEAST, 3.75)],
        ),
        (  # of two ways to be a challenge, the one that is nearer to holding still
            "high_yield", DOWN, NEUTRAL, {"spread": 4.4, "spread_in_60_days": 0.5}, [("spread", Sense.AT_MOST, 4.5)],
        ),
        ("cuts_priced", UNKNOWN, DOWN, {"cuts_priced": 0.1}, [("cuts_priced", Sense.AT_MOST, 0.5)]),
        ("cuts_priced", UNKNOWN, NEUTRAL, {"cuts_priced": 1.0}, []),
        ("cuts_priced", UP, UNKNOWN, {"cuts_priced": None}, []),
    ],
)  # fmt: skip
def test_the_level_that_was_crossed(metric, before, after, figures, levels):
    told = crossing(METRICS[metric], before, after, figures)

    assert [(one.figure, one.sense, one.level) for one in told] == levels
