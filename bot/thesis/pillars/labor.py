"""Labor: the Sahm gap, first claims, payroll surprises."""

from __future__ import annotations

from bot.thesis.levels import at_least, at_most, below
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import MONTHLY, PRINT, TWO_WEEKS, WEEKLY, Pillar
from bot.words import later, say

LABOR = Pillar(
    "labor",
    say("Labor market"),
    0.15,
    (
        Metric(
            "sahm",
            say("Real-time Sahm gap"),
            0.40,
            supports=((below("sahm", 0.30),),),
            challenges=((at_least("sahm", 0.50, 0.35),),),
            dwell=PRINT,
            source="FRED SAHMREALTIME",
            keeps=MONTHLY,
        ),
        Metric(
            "claims",
            say("First claims, four-week mean on the year"),
            0.30,
            supports=((at_most("claims_in_year", 0.0),),),
            challenges=((at_least("claims_in_year", 15.0, 10.0),),),
            dwell=TWO_WEEKS,
            source="FRED ICSA",
            keeps=WEEKLY,
        ),
        Metric(
            "payrolls",
            say("Payroll surprise"),
            0.30,
            supports=((at_least("surprise_3_months", 0.0),),),
            challenges=((at_most("surprise_last", -1.0), at_most("surprise_before", -1.0)),),
            dwell=PRINT,
            source=later("BLS payrolls against consensus or trend"),
            keeps=MONTHLY,
            units={
                "surprise_3_months": say("thousand jobs"),
                "surprise_last": say("standard deviations"),
                "surprise_before": say("standard deviations"),
            },
        ),
    ),
)
