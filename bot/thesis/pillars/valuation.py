"""Valuation: small caps' forward earnings beside large caps'. Its weight is small on purpose: slow, no timing value."""

from __future__ import annotations

from bot.thesis.levels import above, at_least, at_most, below
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import CLOSES_5, MONTHLY, WEEKLY, Pillar
from bot.words import later, say

VALUATION = Pillar(
    "valuation",
    say("Valuation gap"),
    0.10,
    (
        Metric(
            "pe_ratio",
            say("Forward P/E of IJR over IVV"),
            0.70,
            supports=((at_most("pe_ratio", 0.75, 0.78),),),
            challenges=((at_least("pe_ratio", 0.90, 0.87),),),
            dwell=CLOSES_5,
            source=later("our estimate over members of IJR and IVV; Yahoo forward EPS"),
            keeps=WEEKLY,
            units={"pe_ratio": say("times")},
        ),
        Metric(
            "yield_gap",
            say("Earnings yield of IJR less IVV, losses counted"),
            0.30,
            supports=((above("yield_gap", 1.0),),),
            challenges=((below("yield_gap", 0.0),),),
            dwell=CLOSES_5,
            source=later("our estimate over members of IJR and IVV; Yahoo forward EPS"),
            keeps=MONTHLY,
        ),
    ),
)
