"""What the article of 15 January 2026 claims, what was true then, and which figure of today belongs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.words import later, say

ARTICLE = date(2026, 1, 15)


class Finding(StrEnum):
    """What a check of a claim against data found."""

    HOLDS = later("holds")
    DIFFERS = later("differs")
    NOT_SUPPORTED = later("not supported")
    OPINION = later("opinion, not measurable")


@dataclass(frozen=True)
class Claim:
    """A claim in our words; ``then`` is what data said at the time, by ``source``.

    ``figure`` names the figure to set beside it today (one of a metric's, or of the size premium); "" for none.
    ``newest`` is what there is to say of one that no feed tells, with its date.
    """

    name: str
    said: str
    then: str
    finding: Finding
    source: str
    pillar: str
    figure: str = ""
    stated: float | None = None
    newest: str = ""


CLAIMS = (
    Claim(
        "cuts",
        say("Three more cuts expected by the end of 2026"),
        say("Futures priced 2.2 cuts on 14 January 2026 and 1.9 on the 15th"),
        Finding.DIFFERS,
        say(
            "CME FedWatch history; three matches a Bank of America note of 2 December 2025, before the cut of "
            "10 December"
        ),
        "policy",
        "cuts_priced",
        3.0,
    ),
    Claim(
        "curve",
        say("Cuts have steepened the yield curve, which helps small companies"),
        say("A bull steepening: slope from 0.56 to 0.71 points, two years down 0.15, ten years down 0.02"),
        Finding.HOLDS,
        say("FRED DGS2 and DGS10, fourth quarter of 2025"),
        "policy",
        "slope",
    ),
    Claim(
        "accommodative",
        say("Two cuts in the fourth quarter of 2025"),
        say("The target range fell to 3.75-4.00 on 29 October and to 3.50-3.75 on 10 December 2025"),
        Finding.HOLDS,
        say("Federal Reserve statements"),
        "policy",
        "last_move",
    ),
    Claim(
        "cuts_help",
        say("Falling rates help small companies"),
        say(
            "Small less big gained 4.9 % in the 12 months after T-bills fell 50 bp in six months, against -0.2 "
            "% otherwise; mostly in recessions"
        ),
        Finding.HOLDS,
        say("Fama-French factors and one-month T-bill, 1954 to 2025; overlapping windows, about ten episodes"),
        "policy",
    ),
    Claim(
        "valuation",
        say("The S&P 600 at 16.5 times forward earnings, the S&P 500 at 23.8: a ratio of 0.693"),
        say("Other providers gave 15.6 and 22.6: the ratio agrees (0.690), the levels do not"),
        Finding.HOLDS,
        say("press figures of January 2026"),
        "valuation",
        "pe_ratio",
        0.693,
    ),
    Claim(
        "growth",
        say("Median small-cap earnings growth of 23 % over 12 months"),
        say("Figures of the time ranged from 18 to 21 %, as aggregates of calendar 2026"),
        Finding.DIFFERS,
        say("press figures of January 2026; definitions differ"),
        "earnings",
        "growth",
        23.0,
    ),
    Claim(
        "ytd",
        say("The Russell 2000 is up more than 4 % this year, ahead of the market"),
        say("From the last close of 2025 to 14 January 2026: IWM +6.9 %, SPY +1.2 %"),
        Finding.HOLDS,
        say("Yahoo adjusted closes"),
        "leadership",
        "lead_ytd",
    ),
    Claim(
        "early_lead",
        say("The early lead is a leading indicator"),
        say("The first nine days have a correlation of 0.03 with the rest of the year, over 98 years"),
        Finding.NOT_SUPPORTED,
        say("Fama-French daily factors"),
        "leadership",
    ),
    Claim(
        "premium",
        say("Small caps have beaten large ones by 2.85 % a year since 1927"),
        say(
            "The arithmetic mean of 1927 to 2022 is 2.85 %, to 2025 2.50 %; the median year is -0.06 %; -0.41 "
            "% since 1983"
        ),
        Finding.HOLDS,
        say("Fama-French annual factors; arithmetic mean, before costs, weak since 1982"),
        "leadership",
        "size_premium",
        2.85,
        say(
            "2.50 % a year by the end of 2025, the newest factors. The number flatters: a mean of years is no "
            "compounded return, 49 of 99 years gained, all of it falls in January, and no costs are taken off"
        ),
    ),
    Claim(
        "streak",
        say("A 15-year streak of underperformance, the longest on record"),
        say("The 4th percentile of 15-year spans, not the worst: 1999 was twice as deep"),
        Finding.DIFFERS,
        say("Fama-French monthly factors"),
        "leadership",
    ),
    Claim(
        "labor",
        say("Worries about the labor market rose in late 2025"),
        say("October 2025 was never surveyed, so the Sahm rule was not computable from October to December 2025"),
        Finding.OPINION,
        "FRED UNRATE",
        "labor",
        "sahm",
    ),
    Claim(
        "escalation",
        say("Geopolitical escalation hits supply chains and sentiment"),
        "",
        Finding.OPINION,
        "",
        "geopolitics",
        "gpr_percentile",
    ),
    Claim(
        "structural",
        say("Small-cap leadership in 2026 is structural, more than a cyclical bounce"),
        "",
        Finding.OPINION,
        "",
        "leadership",
    ),
)
