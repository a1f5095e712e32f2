"""Analysts' estimates: how many, which way they were revised, and what they expect of this year and the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.market.hours import NEW_YORK
from bot.rating.profile import Absent, Figure
from bot.sources.profile.company import quoted_in
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.yahoo_bodies import items, module, number, text, whole
from bot.words import later

SOURCE = "Yahoo Finance"
NAMES = (
    "estimate_analysts",
    "revisions_up",
    "revisions_down",
    "eps_next",
    "eps_next_90d_ago",
    "eps_this",
    "revenue_growth_next",
)
NOBODY = later("no analyst covers it")
REPORTS_WITHIN = timedelta(days=135)  # a year that ended longer ago is reported, and its row out of date
PAST = ("7daysAgo", "30daysAgo", "60daysAgo", "90daysAgo")

Row = Mapping[str, Any]


def read_estimates(summary: Row, at: datetime) -> Reading:
    """Estimates as Yahoo gave them ``at``, in the currency it names for each row.

    The years are the first one not yet reported and the one after it, told by the day they end, not by their label.
    A row without analysts holds zeros that mean nobody; zeros of a row with analysts are figures.
    """
    if not module(summary, "earningsTrend"):
        return absent(NAMES, later("Yahoo gives no estimates of it"))
    today = at.astimezone(NEW_YORK).date()
    this, following = years(summary, today)
    counted = following if _analysts(following) else this
    origin = Origin(SOURCE, at)
    if not _analysts(counted):
        return {**absent(NAMES, NOBODY), "estimate_analysts": origin.figure(0.0, "count")}
    revisions = module(counted, "epsRevisions")
    unit = quoted_in(summary)
    return {
        "estimate_analysts": origin.figure(float(_analysts(counted)), "count"),
        "revisions_up": _count(origin, revisions.get("upLast30days")),
        "revisions_down": _count(origin, revisions.get("downLast30days")),
        "eps_next": _eps(origin, following, unit),
        "eps_next_90d_ago": _eps_before(origin, following, unit),
        "eps_this": _eps(origin, this, unit),
        "revenue_growth_next": _growth(origin, following),
    }


def years(summary: Row, today: date) -> tuple[Row, Row]:
    """The rows of the first fiscal year not yet reported and of the one after it; empty where there is none."""
    rows: dict[date, Row] = {}
    for row in items(module(summary, "earningsTrend").get("trend")):
        if isinstance(row, Mapping) and text(row.get("period")).endswith("y"):
            try:
                end = date.fromisoformat(text(row.get("endDate")))
            except ValueError:
                continue
            if end + REPORTS_WITHIN >= today and text(row.get("period")) in ("0y", "+1y"):
                rows[end] = row
    ends = sorted(rows)
    first = next((end for end in ends if text(rows[end].get("period")) == "0y"), None)
    if first is None:  # the row of this year is out of date, so the next one is this year's by now
        return (rows[ends[0]] if ends else {}), {}
    after = next((end for end in ends if end > first), None)
    return rows[first], rows[after] if after else {}


def net_revisions_of_a_week(summary: Row, today: date) -> int | None:
    """Estimates of the coming year raised less those cut in seven days; None where nobody estimates."""
    this, following = years(summary, today)
    row = following if _analysts(following) else this
    revisions = module(row, "epsRevisions")
    up = whole(revisions.get("upLast7days"))
    down = whole(revisions.get("downLast7Days", revisions.get("downLast7days")))  # Yahoo spells the two apart
    return None if not _analysts(row) or up is None or down is None else up - down


def _analysts(row: Row, part: str = "earningsEstimate") -> int:
    return whole(module(row, part).get("numberOfAnalysts")) or 0


def _count(origin: Origin, value: object) -> Figure | Absent:
    return origin.told(number(value), "count", later("Yahoo does not tell the revisions"))


def _eps(origin: Origin, row: Row, quoted: str) -> Figure | Absent:
    if not _analysts(row):
        return Absent(NOBODY)
    estimate = module(row, "earningsEstimate")
    currency = text(estimate.get("earningsCurrency")) or quoted
    return origin.told(number(estimate.get("avg")), f"{currency}/share", later("Yahoo gives no estimate"))


def _eps_before(origin: Origin, row: Row, quoted: str) -> Figure | Absent:
    if not _analysts(row):
        return Absent(NOBODY)
    trend = module(row, "epsTrend")
    currency = text(trend.get("epsTrendCurrency")) or quoted
    if number(trend.get("current")) and not any(number(trend.get(name)) for name in PAST):
        return Absent(later("nobody estimated it 90 days ago"))  # all zeros: coverage has only begun
    return origin.told(
        number(trend.get("90daysAgo")),
        f"{currency}/share",
        later("Yahoo gives no estimate of 90 days ago"),
    )


def _growth(origin: Origin, row: Row) -> Figure | Absent:
    if not _analysts(row, "revenueEstimate"):
        return Absent(later("no analyst estimates its revenue"))
    growth = number(module(row, "revenueEstimate").get("growth"))
    return origin.told(growth, "fraction", later("Yahoo gives no expected growth"))
