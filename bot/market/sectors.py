"""The sectors of the market: their names, which one a typed word means, and which one a stock is of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.market.observation import Observation
from bot.market.ticker import Ticker
from bot.words import later

SECTORS = (
    later("Communication"),
    later("Consumer Discretionary"),
    later("Consumer Staples"),
    later("Energy"),
    later("Financials"),
    later("Health Care"),
    later("Industrials"),
    later("Information Technology"),
    later("Materials"),
    later("Real Estate"),
    later("Utilities"),
)  # as iShares writes them; keys, shown as said(name)
OF_YAHOO = {
    "basic-materials": "Materials",
    "communication-services": "Communication",
    "consumer-cyclical": "Consumer Discretionary",
    "consumer-defensive": "Consumer Staples",
    "energy": "Energy",
    "financial-services": "Financials",
    "healthcare": "Health Care",
    "industrials": "Industrials",
    "real-estate": "Real Estate",
    "technology": "Information Technology",
    "utilities": "Utilities",
}  # Yahoo's sectors are another house's: the nearest of the names above
_SAME = {"tech": "informationtechnology", "it": "informationtechnology", "healthcare": "healthcare"} | {
    key.replace("-", ""): re.sub("[^a-z]", "", name.lower()) for key, name in OF_YAHOO.items()
}
_NAME = re.compile(r"[A-Za-z][A-Za-z &,/'-]{1,39}")
_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, kw_only=True)
class Placed(Observation):
    """The sector that a stock is of, by whoever says so."""

    ticker: Ticker
    sector: str


def sector_name(told: str) -> str:
    """A sector as a file writes it, on one line; "" for anything that is no name (a dash, markup, a line of text)."""
    name = " ".join(told.split())
    return name if _NAME.fullmatch(name) else ""


def sector_meant(typed: str, known: Iterable[str]) -> str:
    """Which of the known sectors is meant, whole or by the beginning of one of its words; "" for none or several."""
    names = list(known)
    wanted = _letters(typed)
    wanted = _SAME.get(wanted, wanted)
    same = [name for name in names if _letters(name) == wanted]
    begun = [name for name in names if len(wanted) > 2 and _begins(name, wanted)]
    found = same or begun
    return found[0] if len(found) == 1 else ""


def _begins(name: str, wanted: str) -> bool:
    words = name.split()
    return any(_letters("".join(words[at:])).startswith(wanted) for at in range(len(words)))


def _letters(text: str) -> str:
    return _LETTERS.sub("", text.lower())
