"""Geopolitics and supply: risk index, oil, supply chains, volatility."""

from __future__ import annotations

from bot.thesis.levels import above, at_least, at_most, below
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import CLOSES_3, CLOSES_5, DAILY, MONTHLY, WEEKLY, Pillar
from bot.words import later, say

GEOPOLITICS = Pillar(
    "geopolitics",
    say("Geopolitics and supply"),
    0.10,
    (
        Metric(
            "gpr",
            say("Geopolitical risk, 30-day mean, 5-year percentile"),
            0.50,
            supports=((below("gpr_percentile", 60.0),),),
            challenges=((at_least("gpr_percentile", 90.0, 80.0),),),
            dwell=CLOSES_5,
            source="Caldara and Iacoviello",
            keeps=WEEKLY,
            units={"gpr_percentile": say("percentile")},
        ),
        Metric(
            "oil",
            say("Oil, 30 days"),
            0.20,
            supports=((below("oil_in_30_days", 20.0),),),
            challenges=((at_least("oil_in_30_days", 20.0),),),
            dwell=CLOSES_3,
            source="FRED DCOILWTICO",
            keeps=WEEKLY,
        ),
        Metric(
            "supply",
            say("Supply-chain pressure"),
            0.15,
            supports=((at_most("gscpi", 1.0),),),
            challenges=((above("gscpi", 1.0),),),
            dwell=CLOSES_3,
            source="New York Fed GSCPI",
            keeps=MONTHLY,
            units={"gscpi": say("standard deviations")},
        ),
        Metric(
            "vix",
            "VIX",
            0.15,
            supports=((below("vix", 22.0),),),  # calm: where the challenge would have ended
            challenges=((above("vix", 25.0, 22.0),),),
            dwell=CLOSES_3,
            source=later("Cboe VIX by Yahoo"),
            keeps=DAILY,
            units={"vix": say("points")},
        ),
    ),
)
