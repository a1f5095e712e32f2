"""Fed policy: cuts priced, the curve, what the Fed did, high-yield credit."""

from __future__ import annotations

from bot.thesis.levels import above, at_least, at_most, below
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import ANY, AT_ONCE, CLOSES_2, CLOSES_3, CLOSES_5, DAILY, Pillar
from bot.words import later, say

POLICY = Pillar(
    "policy",
    say("Fed policy"),
    0.25,
    (
        Metric(
            "cuts_priced",
            say("Cuts priced by year end"),
            0.40,
            supports=((at_least("cuts_priced", 2.0, 1.75),),),
            challenges=((at_most("cuts_priced", 0.5, 0.75),),),
            dwell=CLOSES_2,
            source=later("30-day fed funds futures"),
            keeps=DAILY,
            units={"cuts_priced": say("cuts")},
        ),
        Metric(
            "curve",
            say("Yield curve, 10 years less 2"),
            0.25,
            supports=((at_least("slope_in_60_days", 0.15, 0.05), below("two_in_60_days", 0.0)),),
            challenges=(
                (below("slope", 0.0),),
                (at_least("slope_in_60_days", 0.15), at_least("ten_in_60_days", 0.25)),
                (at_most("slope_in_60_days", -0.15), above("two_in_60_days", 0.0)),  # a bear flattener
            ),
            dwell=CLOSES_5,
            source="FRED T10Y2Y, DGS2, DGS10",
            keeps=DAILY,
        ),
        Metric(
            "target_range",
            say("What the Fed did"),
            0.15,
            supports=((below("last_move", 0.0),),),
            challenges=(
                (above("last_move", 0.0),),
                (at_least("meetings_without_cut", 2.0), below("cuts_priced", 1.0)),
            ),
            dwell=AT_ONCE,
            source="FRED DFEDTARL, DFEDTARU",
            keeps=DAILY,
            units={"meetings_without_cut": say("meetings"), "cuts_priced": say("cuts")},
        ),
        Metric(
            "high_yield",
            say("High-yield spread"),
            0.20,
            supports=((below("spread", 3.5, 3.75), at_most("spread_in_60_days", 0.0, ANY)),),
            challenges=((above("spread", 5.0, 4.5),), (at_least("spread_in_60_days", 1.0),)),
            dwell=CLOSES_3,
            source="FRED BAMLH0A0HYM2",
            keeps=DAILY,
        ),
    ),
)
