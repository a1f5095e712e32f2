"""Whether a name is a company's share at all, and in which currency it is quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.sources.yahoo_bodies import module, text
from bot.sources.yahoo_nouns import DELISTED
from bot.words import filled, later

_FUND = later("{ticker} is a fund; only companies' shares are rated.")
KINDS = {
    "ETF": _FUND,
    "MUTUALFUND": _FUND,
    "INDEX": later("{ticker} is an index; only companies' shares are rated."),
    "FUTURE": later("{ticker} is a future; only companies' shares are rated."),
    "CURRENCY": later("{ticker} is a currency pair; only companies' shares are rated."),
    "CRYPTOCURRENCY": later("{ticker} is a cryptocurrency; only companies' shares are rated."),
    "OPTION": later("{ticker} is an option; only companies' shares are rated."),
}
OTHER_PAPER = later("{ticker} is a warrant, right, unit, note or preferred share; only common shares are rated.")
_BY_ENDING = {"=F": "FUTURE", "=X": "CURRENCY"}
_SUFFIX = re.compile(r"-(WTS?|WS|RT|RI|UN?|P[A-Z]?)$")
_OTHER_PAPER = re.compile(
    r"\b(warrants?|wts|pfd|preferred|preference|rights?$|units?\b.*\b(each|consisting)|notes?\b.*\bdue)\b",
    re.IGNORECASE,
)


def check_symbol(ticker: Ticker) -> None:
    """Raises Missing for what the symbol alone gives away, so that nobody is asked about it."""
    kind = "INDEX" if ticker.symbol.startswith("^") else _BY_ENDING.get(ticker.symbol[-2:], "")
    if kind:
        raise Missing(filled(KINDS[kind], ticker=ticker))
    if _SUFFIX.search(ticker.symbol):
        raise Missing(filled(OTHER_PAPER, ticker=ticker))


def check_company(ticker: Ticker, summary: Mapping[str, Any]) -> None:
    """Raises Missing, with the sentence to show, for whatever is not a listed company's common share."""
    price = module(summary, "price")
    kind = text(price.get("quoteType")) or text(module(summary, "quoteType").get("quoteType"))
    if kind in KINDS:
        raise Missing(filled(KINDS[kind], ticker=ticker))
    if kind == "NONE" or text(price.get("exchange")) == DELISTED:
        raise Missing(filled(later("Yahoo shows {ticker} as delisted."), ticker=ticker))
    name = text(price.get("longName")) or text(price.get("shortName"))
    if _OTHER_PAPER.search(name):
        raise Missing(filled(OTHER_PAPER, ticker=ticker))


def quoted_in(summary: Mapping[str, Any]) -> str:
    """The currency of the price, "" where it is not told."""
    return text(module(summary, "price").get("currency")) or text(module(summary, "summaryDetail").get("currency"))


def stated_in(summary: Mapping[str, Any]) -> str:
    """The currency of the statements as Yahoo keeps them, "" where it is not told."""
    return text(module(summary, "financialData").get("financialCurrency"))
