"""The six pillars: every metric with its weight, levels and dwell. Changing a number here changes the monitor.

Figures are in percentage points (slopes, leads, growth) or percent (shares, rates) unless their unit says otherwise;
"in 60 days" is against the value of 60 sessions before. Where a threshold has no exit, it is its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from bot.thesis.levels import above, at_least, at_most, below
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


POLICY = Pillar(
    "policy",
    "Fed policy",
    0.25,
    (
        Metric(
            "cuts_priced",
            "Cuts priced by year end",
            0.40,
            supports=((at_least("cuts_priced", 2.0, 1.75),),),
            challenges=((at_most("cuts_priced", 0.5, 0.75),),),
            dwell=CLOSES_2,
            source="30-day fed funds futures",
            keeps=DAILY,
            units={"cuts_priced": "cuts"},
        ),
        Metric(
            "curve",
            "Yield curve, 10 years less 2",
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
            "What the Fed did",
            0.15,
            supports=((below("last_move", 0.0),),),
            challenges=(
                (above("last_move", 0.0),),
                (at_least("meetings_without_cut", 2.0), below("cuts_priced", 1.0)),
            ),
            dwell=AT_ONCE,
            source="FRED DFEDTARL, DFEDTARU",
            keeps=DAILY,
            units={"meetings_without_cut": "meetings", "cuts_priced": "cuts"},
        ),
        Metric(
            "high_yield",
            "High-yield spread",
            0.20,
            supports=((below("spread", 3.5, 3.75), at_most("spread_in_60_days", 0.0, ANY)),),
            challenges=((above("spread", 5.0, 4.5),), (at_least("spread_in_60_days", 1.0),)),
            dwell=CLOSES_3,
            source="FRED BAMLH0A0HYM2",
            keeps=DAILY,
        ),
    ),
)

VALUATION = Pillar(
    "valuation",
    "Valuation gap",
    0.10,
    (
        Metric(
            "pe_ratio",
            "Forward P/E of IJR over SPY",
            0.70,
            supports=((at_most("pe_ratio", 0.75, 0.78),),),
            challenges=((at_least("pe_ratio", 0.90, 0.87),),),
            dwell=CLOSES_5,
            source="our estimate; Yahoo forward EPS",
            keeps=WEEKLY,
            units={"pe_ratio": "times"},
        ),
        Metric(
            "yield_gap",
            "Earnings yield of IJR less SPY, losses counted",
            0.30,
            supports=((above("yield_gap", 1.0),),),
            challenges=((below("yield_gap", 0.0),),),
            dwell=CLOSES_5,
            source="our estimate; Yahoo forward EPS",
            keeps=MONTHLY,
        ),
    ),
)

EARNINGS = Pillar(
    "earnings",
    "Small-cap earnings",
    0.25,
    (
        Metric(
            "forward_growth",
            "Median forward growth, positive base",
            0.35,
            supports=((at_least("growth", 15.0, 13.0),),),
            challenges=((below("growth", 10.0, 12.0),), (at_most("growth_in_60_days", -3.0),)),
            dwell=CLOSES_5,
            source="Yahoo estimates of IJR members",
            keeps=WEEKLY,
        ),
        Metric(
            "breadth",
            "Revision breadth",
            0.30,
            supports=((at_least("breadth", 0.05, 0.0),),),
            challenges=((at_most("breadth", -0.10, -0.05),),),
            dwell=CLOSES_5,
            source="Yahoo revisions of IJR members",
            keeps=WEEKLY,
            units={"breadth": "net share"},
        ),
        Metric(
            "growth_lead",
            "Growth lead over the S&P 500",
            0.15,
            supports=((at_least("growth_lead", 3.0),),),
            challenges=((at_most("growth_lead", 0.0),),),
            dwell=CLOSES_5,
            source="Yahoo growth estimates",
            keeps=WEEKLY,
        ),
        Metric(
            "season",
            "Beats and margins this season",
            0.20,
            supports=((at_least("beat_rate", 60.0), above("margin_change", 0.0)),),
            challenges=((below("beat_rate", 50.0),), (below("margin_change", -0.50),)),
            dwell=PRINT,
            source="Yahoo earnings history of IJR members",
            keeps=SEASON,
        ),
    ),
)

LEADERSHIP = Pillar(
    "leadership",
    "Leadership",
    0.15,
    (
        Metric(
            "lead_63",
            "IWM less SPY, 63 sessions",
            0.50,
            supports=((at_least("lead_63", 2.0, 0.5),),),
            challenges=((at_most("lead_63", -2.0, -0.5),),),
            dwell=CLOSES_5,
            source="Yahoo adjusted closes",
            keeps=DAILY,
        ),
        Metric(
            "lead_ytd",
            "IWM less SPY, this year",
            0.25,
            supports=((at_least("lead_ytd", 1.0, 0.0),),),
            challenges=((at_most("lead_ytd", -2.0, -1.0),),),
            dwell=CLOSES_5,
            source="Yahoo adjusted closes",
            keeps=DAILY,
        ),
        Metric(
            "above_200",
            "IJR members above their 200-day mean",
            0.25,
            supports=((at_least("above_200", 55.0, 50.0),),),
            challenges=((at_most("above_200", 35.0, 40.0),),),
            dwell=CLOSES_5,
            source="Yahoo closes of IJR members",
            keeps=DAILY,
        ),
    ),
)

LABOR = Pillar(
    "labor",
    "Labor market",
    0.15,
    (
        Metric(
            "sahm",
            "Real-time Sahm gap",
            0.40,
            supports=((below("sahm", 0.30),),),
            challenges=((at_least("sahm", 0.50, 0.35),),),
            dwell=PRINT,
            source="FRED SAHMREALTIME",
            keeps=MONTHLY,
        ),
        Metric(
            "claims",
            "First claims, four-week mean on the year",
            0.30,
            supports=((at_most("claims_in_year", 0.0),),),
            challenges=((at_least("claims_in_year", 15.0, 10.0),),),
            dwell=TWO_WEEKS,
            source="FRED ICSA",
            keeps=WEEKLY,
        ),
        Metric(
            "payrolls",
            "Payroll surprise",
            0.30,
            supports=((at_least("surprise_3_months", 0.0),),),
            challenges=((at_most("surprise_last", -1.0), at_most("surprise_before", -1.0)),),
            dwell=PRINT,
            source="BLS payrolls against consensus or trend",
            keeps=MONTHLY,
            units={
                "surprise_3_months": "thousand jobs",
                "surprise_last": "standard deviations",
                "surprise_before": "standard deviations",
            },
        ),
    ),
)

GEOPOLITICS = Pillar(
    "geopolitics",
    "Geopolitics and supply",
    0.10,
    (
        Metric(
            "gpr",
            "Geopolitical risk, 30-day mean, 5-year percentile",
            0.50,
            supports=((below("gpr_percentile", 60.0),),),
            challenges=((at_least("gpr_percentile", 90.0, 80.0),),),
            dwell=CLOSES_5,
            source="Caldara and Iacoviello",
            keeps=WEEKLY,
            units={"gpr_percentile": "percentile"},
        ),
        Metric(
            "oil",
            "Oil, 30 days",
            0.20,
            supports=((below("oil_in_30_days", 20.0),),),
            challenges=((at_least("oil_in_30_days", 20.0),),),
            dwell=CLOSES_3,
            source="FRED DCOILWTICO",
            keeps=WEEKLY,
        ),
        Metric(
            "supply",
            "Supply-chain pressure",
            0.15,
            supports=((at_most("gscpi", 1.0),),),
            challenges=((above("gscpi", 1.0),),),
            dwell=CLOSES_3,
            source="New York Fed GSCPI",
            keeps=MONTHLY,
            units={"gscpi": "standard deviations"},
        ),
        Metric(
            "vix",
            "VIX",
            0.15,
            supports=((below("vix", 22.0),),),  # calm: where the challenge would have ended
            challenges=((above("vix", 25.0, 22.0),),),
            dwell=CLOSES_3,
            source="Cboe VIX by Yahoo",
            keeps=DAILY,
            units={"vix": "points"},
        ),
    ),
)

PILLARS = (POLICY, VALUATION, EARNINGS, LEADERSHIP, LABOR, GEOPOLITICS)
