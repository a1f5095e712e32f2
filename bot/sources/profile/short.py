"""Short interest: FINRA's counts over Yahoo's float, and Yahoo's own count as the second opinion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.market import hours
from bot.market.feeds import NoAnswer
from bot.market.settlements import published
from bot.market.short_interest import CAP_DAYS, ShortInterest
from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading, absent, unanswered
from bot.sources.yahoo_bodies import module, moment, number, whole
from bot.sources.yahoo_nouns import read_float
from bot.words import later

YAHOO = "Yahoo Finance"


def read_short(
    ticker: Ticker, counted: ShortInterest | NoAnswer, summary: Mapping[str, Any] | None, at: datetime
) -> Reading:
    """FINRA's newest settlement, or, where FINRA was not had, Yahoo's copy of it with what that lacks."""
    told = _from_finra(counted) if isinstance(counted, ShortInterest) else _from_yahoo(summary or {}, counted)
    return {**told, "float_shares": _float(ticker, summary, at)}


def read_second(counted: ShortInterest | NoAnswer, summary: Mapping[str, Any]) -> Mapping[str, Figure]:
    """Yahoo's count of the same settlement; of another one it is no second opinion."""
    figure = _yahoo_count(summary, "sharesShort")
    if isinstance(counted, NoAnswer) or figure is None or figure.as_of.date() != counted.settlement:
        return {}
    return {"short_shares": figure}


def _from_finra(counted: ShortInterest) -> Reading:
    day = published(counted.settlement)
    origin = Origin(counted.source, counted.as_of, hours.opens(day))
    before: Figure | Absent = origin.figure(float(counted.previous_shares), "shares")
    if counted.split:
        before = Absent(later("a split lies between the two counts"))
    days: Figure | Absent = origin.figure(counted.days_to_cover, "days")
    if counted.days_to_cover >= CAP_DAYS:
        days = Absent(later("FINRA's 999.99 days mean that nothing traded"))
    return {
        "short_shares": origin.figure(float(counted.shares), "shares"),
        "short_shares_before": before,
        "days_to_cover": days,
    }


def _from_yahoo(summary: Mapping[str, Any], none: NoAnswer) -> Reading:
    figure = _yahoo_count(summary, "sharesShort")
    if figure is None:
        return absent(("short_shares", "short_shares_before", "days_to_cover"), none)
    ratio = number(module(summary, "defaultKeyStatistics").get("shortRatio"))
    return {
        "short_shares": figure,
        "short_shares_before": Absent(later("Yahoo tells the count of a month before, not of the report before")),
        "days_to_cover": Origin(figure.source, figure.as_of).told(ratio, "days", none),
    }


def _yahoo_count(summary: Mapping[str, Any], name: str) -> Figure | None:
    statistics = module(summary, "defaultKeyStatistics")
    shares, day = whole(statistics.get(name)), moment(statistics.get("dateShortInterest"))
    return None if shares is None or day is None else Origin(YAHOO, day).figure(float(shares), "shares")


def _float(ticker: Ticker, summary: Mapping[str, Any] | None, at: datetime) -> Figure | Absent:
    try:
        return Origin(YAHOO, at).figure(float(read_float(ticker, summary or {}, at).shares), "shares")
    except NoAnswer as none:
        return unanswered(none)
