"""What a look at a company's owners finds, and what its three parts share."""

from __future__ import annotations

from dataclasses import dataclass

from bot.market.filing import Filing
from bot.market.ownership import InsiderReport, Institutions, StakeReport
from bot.market.ticker import Ticker
from bot.rating.rules import read_rules
from bot.words import say

INSIDERS, STAKES, INSTITUTIONS = "insiders", "stakes", "institutions"  # the three episodes of a ticker
SCHEDULES = {"SC 13D", "SC 13G", "SCHEDULE 13D", "SCHEDULE 13G"}
MOST = 30  # papers of a ticker read in a round
ROWS = 10  # purchases or holders in a table
NOTE = say("Information, not advice.")


@dataclass(frozen=True)
class Bought:
    """A Form 4 with purchases."""

    filing: Filing
    report: InsiderReport


@dataclass(frozen=True)
class Stake:
    """A Schedule 13D or 13G, with what it says or the sentence why that cannot be read."""

    filing: Filing
    report: StakeReport | str


@dataclass(frozen=True)
class Seen:
    """``papers`` are all of these forms in the list, or why there is no list; ``unread`` says why some are not read."""

    ticker: Ticker
    papers: tuple[Filing, ...] | str
    bought: tuple[Bought, ...]
    stakes: tuple[Stake, ...]
    institutions: Institutions | str
    unread: tuple[str, ...] = ()


def evidence(subject: str) -> str:
    """How well it is proven that this says something of a stock, as the rating's rules have it."""
    grade = read_rules().factors["ownership"].evidence
    return say("{grade} (mixed) for {subject}", grade=grade, subject=subject)
