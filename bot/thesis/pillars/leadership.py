"""Leadership: small less large in total return, and breadth."""

from __future__ import annotations

from bot.thesis.levels import at_least, at_most
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import CLOSES_5, DAILY, Pillar
from bot.words import later, say

LEADERSHIP = Pillar(
    "leadership",
    say("Leadership"),
    0.15,
    (
        Metric(
            "lead_63",
            say("IWM less SPY, 63 sessions"),
            0.50,
            supports=((at_least("lead_63", 2.0, 0.5),),),
            challenges=((at_most("lead_63", -2.0, -0.5),),),
            dwell=CLOSES_5,
            source=later("Yahoo Finance, adjusted closes"),
            keeps=DAILY,
        ),
        Metric(
            "lead_ytd",
            say("IWM less SPY, this year"),
            0.25,
            supports=((at_least("lead_ytd", 1.0, 0.0),),),
            challenges=((at_most("lead_ytd", -2.0, -1.0),),),
            dwell=CLOSES_5,
            source=later("Yahoo Finance, adjusted closes"),
            keeps=DAILY,
        ),
        Metric(
            "above_200",
            say("IJR members above their 200-day mean"),
            0.25,
            supports=((at_least("above_200", 55.0, 50.0),),),
            challenges=((at_most("above_200", 35.0, 40.0),),),
            dwell=CLOSES_5,
            source=later("our count over IJR members; Yahoo 200-day means"),
            keeps=DAILY,
        ),
    ),
)
