"""What the list of filings says by itself: when it reported, and whether it sold shares in 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.market.feeds import NoAnswer
from bot.market.filing import Filing
from bot.rating.profile import Absent
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.yahoo_filings import Listed
from bot.words import later

SOURCE, YAHOO = "SEC", "Yahoo Finance"
NAMES = ("shelf", "going_concern", "committed_funding")
SPAN = timedelta(days=90)
RESULTS, PRIVATE_SALE = "2.02", "3.02"  # items of an 8-K
OFFERINGS = {"424B1", "424B4"}  # a whole issue sold at once
MANY = 2  # takedowns; more are a "big" one
TAKEDOWNS = {"424B5", "424B2"}  # sold from a shelf, at the market or in a block


def reports(filings: Sequence[Filing]) -> Sequence[datetime]:
    """When results were announced, oldest first."""
    return sorted(one.accepted for one in filings if one.form == "8-K" and RESULTS in one.items)


def read_listed(listed: Sequence[Listed], at: datetime, reason: str | NoAnswer) -> Reading:
    """What Yahoo's list proves: it leaves out prospectuses, so that it can tell "big" and nothing less.

    ``reason`` is why the SEC's own list is not here; items, and the words of a report, stand there alone.
    """
    recent = [one for one in listed if (at - SPAN).date() <= one.day <= at.date()]
    if any(one.form in OFFERINGS for one in recent) or sum(one.form in TAKEDOWNS for one in recent) > MANY:
        return {**absent(NAMES, reason), "shelf": Origin(YAHOO, at).figure("big", "shelf")}
    return absent(NAMES, reason)


def read_filings(filings: Sequence[Filing], at: datetime) -> Reading:
    """``shelf`` by forms alone: an offering, or several takedowns, is "big"; one takedown or private sale is "atm"."""
    recent = [one for one in filings if at - SPAN <= one.accepted <= at]
    takedowns = sum(one.form in TAKEDOWNS for one in recent)
    offerings = sum(one.form in OFFERINGS for one in recent)
    private = sum(one.form == "8-K" and PRIVATE_SALE in one.items for one in recent)
    if offerings or takedowns > MANY:
        word = "big"
    elif takedowns or private:
        word = "atm"
    else:
        word = "none"
    return {
        "shelf": Origin(SOURCE, at).figure(word, "shelf"),
        "going_concern": Absent(later("the words of its newest report are not read yet")),
        "committed_funding": Absent(later("which funding is committed stands in free text, which is not read")),
    }
