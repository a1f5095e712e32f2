"""Small-cap earnings: growth, revisions, the lead over large caps, the season."""

from __future__ import annotations

from bot.thesis.levels import above, at_least, at_most, below
from bot.thesis.metric import Metric
from bot.thesis.pillars.pillar import CLOSES_5, PRINT, SEASON, WEEKLY, Pillar
from bot.words import later, say

EARNINGS = Pillar(
    "earnings",
    say("Small-cap earnings"),
    0.25,
    (
        Metric(
            "forward_growth",
            say("Median forward growth, positive base"),
            0.35,
            supports=((at_least("growth", 15.0, 13.0),),),
            challenges=((below("growth", 10.0, 12.0),), (at_most("growth_in_60_days", -3.0),)),
            dwell=CLOSES_5,
            source=later("our median over IJR members; Yahoo EPS, next fiscal year over this one"),
            keeps=WEEKLY,
        ),
        Metric(
            "breadth",
            say("Revision breadth"),
            0.30,
            supports=((at_least("breadth", 0.05, 0.0),),),
            challenges=((at_most("breadth", -0.10, -0.05),),),
            dwell=CLOSES_5,
            source=later("our count over IJR members; Yahoo EPS of this fiscal year against four weeks ago"),
            keeps=WEEKLY,
            units={"breadth": say("net share")},
        ),
        Metric(
            "growth_lead",
            say("Growth lead over the S&P 500"),
            0.15,
            supports=((at_least("growth_lead", 3.0),),),
            challenges=((at_most("growth_lead", 0.0),),),
            dwell=CLOSES_5,
            source=later("our medians over IJR and IVV members; Yahoo EPS, next fiscal year over this one"),
            keeps=WEEKLY,
        ),
        Metric(
            "season",
            say("Beats and margins this season"),
            0.20,
            supports=((at_least("beat_rate", 60.0), above("margin_change", 0.0)),),
            challenges=((below("beat_rate", 50.0),), (below("margin_change", -0.50),)),
            dwell=PRINT,
            source=later("our count over the names followed here; Yahoo earnings history, margins by filings"),
            keeps=SEASON,
        ),
    ),
)
