"""Analysts' targets and their mean recommendation, as Yahoo gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.market.feeds import NoAnswer
from bot.market.ticker import Ticker
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.yahoo_bodies import above_zero, items, module, number, whole
from bot.sources.yahoo_nouns import read_target
from bot.words import later

SOURCE = "Yahoo Finance"
OWN_MEAN = later("Yahoo Finance, our mean of its counts")
NAMES = ("target_mean", "target_high", "target_spread", "target_analysts", "mean_rating")
COUNTS = ("strongBuy", "buy", "hold", "sell", "strongSell")  # 1 to 5


def read_targets(ticker: Ticker, summary: Mapping[str, Any], at: datetime) -> Reading:
    """Targets as Yahoo gave them ``at``; where statements and price differ in currency the unit names both."""
    origin = Origin(SOURCE, at)
    data = module(summary, "financialData")
    try:
        target = read_target(ticker, summary, at)
    except NoAnswer as none:
        found = absent(NAMES, none)
        if whole(data.get("numberOfAnalystOpinions")) == 0:
            found["target_analysts"] = origin.figure(0.0, "count")
        return found
    unit, price = f"{target.currency}/share" if target.currency else "", above_zero(data.get("currentPrice"))
    spread: Figure | Absent
    if target.analysts < 2:
        spread = Absent(later("one analyst alone has no spread"))
    else:
        spread = origin.told(
            (target.high - target.low) / price if price else None,
            "fraction",
            later("no price stands beside the targets"),
        )
    return {
        "target_mean": origin.figure(target.mean, unit),
        "target_high": origin.figure(target.high, unit),
        "target_spread": spread,
        "target_analysts": origin.figure(float(target.analysts), "count"),
        "mean_rating": _mean_rating(summary, at),
    }


def _mean_rating(summary: Mapping[str, Any], at: datetime) -> Figure | Absent:
    """Yahoo's mean; for thin coverage it gives none, and ours of its counts stands in under its own name."""
    stated = number(module(summary, "financialData").get("recommendationMean"))
    if stated is not None and 1 <= stated <= 5:
        return Origin(SOURCE, at).figure(stated, "ratio")
    for row in items(module(summary, "recommendationTrend").get("trend")):
        if isinstance(row, Mapping) and row.get("period") == "0m":
            counts = [whole(row.get(name)) or 0 for name in COUNTS]
            if sum(counts):
                mean = sum(place * count for place, count in enumerate(counts, 1)) / sum(counts)
                return Origin(OWN_MEAN, at).figure(mean, "ratio")
    return Absent(later("nobody recommends it"))
