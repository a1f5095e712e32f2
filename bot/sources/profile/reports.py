"""The last report against what was expected of it, how the price took it, and the day of the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.market import hours
from bot.market.reaction import closes_around
from bot.rating.profile import Absent, Figure
from bot.sources.profile.company import quoted_in
from bot.sources.profile.estimates import net_revisions_of_a_week
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.profile.sessions import Sessions
from bot.sources.yahoo_bodies import items, module, moment, number, text
from bot.words import filled, later

SOURCE = "Yahoo Finance"
NAMES = ("eps_actual", "eps_estimate", "reaction", "next_report", "fresh_catalyst")
REPORTED_WITHIN = timedelta(days=120)  # of the end of its quarter
FRESH = 10  # sessions in which good news counts as fresh


def read_reports(
    summary: Mapping[str, Any],
    at: datetime,
    *,
    reported: Sequence[datetime] = (),
    stock: Sessions | None = None,
    index: Sessions | None = None,
) -> Reading:
    """``reported`` are moments of reports known from filings; else Yahoo's calendar, where its day has passed.

    Without a day of report the quarter's end stands for it, so that the news counts as older, never as fresher.
    """
    last = _last(summary, at)
    if last is None:
        return {
            **absent(NAMES, later("Yahoo gives no report with an estimate beside it")),
            "next_report": _next(summary, at),
            "fresh_catalyst": _catalyst(summary, at, None, None),
        }
    row, quarter = last
    day = _day_of_report(summary, quarter, at, reported)
    origin = Origin(SOURCE, day or quarter)
    actual, expected = number(row.get("epsActual")), number(row.get("epsEstimate"))
    unit = f"{text(row.get('currency')) or quoted_in(summary)}/share"
    surprise = actual - expected if actual is not None and expected is not None else None
    return {
        "eps_actual": origin.told(actual, unit, later("Yahoo gives no reported earnings")),
        "eps_estimate": origin.told(expected, unit, later("nobody estimated that quarter")),
        "reaction": _reaction(day, at, stock, index),
        "next_report": _next(summary, at),
        "fresh_catalyst": _catalyst(summary, at, surprise, day),
    }


def _last(summary: Mapping[str, Any], at: datetime) -> tuple[Mapping[str, Any], datetime] | None:
    """The newest quarter with both figures. The vendor's own percentage comes in two units and is not read."""
    rows = [
        (row, quarter)
        for row in items(module(summary, "earningsHistory").get("history"))
        if isinstance(row, Mapping) and (quarter := moment(row.get("quarter"))) is not None and quarter <= at
        and number(row.get("epsActual")) is not None and number(row.get("epsEstimate")) is not None
    ]  # fmt: skip
    return max(rows, key=lambda found: found[1], default=None)


def _day_of_report(
    summary: Mapping[str, Any], quarter: datetime, at: datetime, reported: Sequence[datetime]
) -> datetime | None:
    planned = [found for told in _planned(summary) if (found := moment(told)) is not None]
    is_window = len(planned) > 1 or module(module(summary, "calendarEvents"), "earnings").get("isEarningsDateEstimate")
    for days in (reported, () if is_window else planned):
        inside = [day for day in days if quarter < day <= min(at, quarter + REPORTED_WITHIN)]
        if inside:
            return min(inside)
    return None


def _planned(summary: Mapping[str, Any]) -> list[Any]:
    return items(module(module(summary, "calendarEvents"), "earnings").get("earningsDate"))


def _reaction(day: datetime | None, at: datetime, stock: Sessions | None, index: Sessions | None) -> Figure | Absent:
    """The return of the session that first knew the report and of the one after it, less the index."""
    if day is None:
        return Absent(later("the day of the last report is not known"))
    if stock is None or index is None:
        return Absent(later("the prices around the report were not had"))
    before, end = closes_around(day)
    if stock.unadjusted is not None or not stock.candles or stock.candles[-1].day < end:
        return Absent(later("two sessions have not closed since the report"))
    mine, theirs = stock.change(before, end), index.change(before, end)
    seen = Origin(SOURCE, day, min(hours.closes(end), at))
    return seen.told(
        None if mine is None or theirs is None else mine - theirs,
        "fraction",
        later("the prices around the report were not had"),
    )


def _next(summary: Mapping[str, Any], at: datetime) -> Figure | Absent:
    """The announced day, New York. Two days, or the vendor's own flag, say that it is an estimate and no date."""
    days = sorted(found for told in _planned(summary) if (found := moment(told)) is not None)
    if not days or days[-1] < at - timedelta(days=1):
        return Absent(later("no day of the next report is announced"))
    if len(days) > 1 or module(module(summary, "calendarEvents"), "earnings").get("isEarningsDateEstimate") is True:
        return Absent(
            filled(later("the next report is only estimated, for {day}"), day=days[0].astimezone(hours.NEW_YORK).date())
        )
    return Origin(SOURCE, at).figure(days[0].astimezone(hours.NEW_YORK).date().isoformat(), "date")


def _catalyst(
    summary: Mapping[str, Any], at: datetime, surprise: float | None, day: datetime | None
) -> Figure | Absent:
    """A positive surprise in ten sessions, or more estimates raised than cut in a week."""
    net = net_revisions_of_a_week(summary, at.astimezone(hours.NEW_YORK).date())
    is_fresh = day is not None and hours.sessions_after(hours.session_of(day), FRESH) >= hours.session_of(at)
    beat = surprise is not None and surprise > 0 and is_fresh
    if net is None and surprise is None:
        return Absent(later("neither surprises nor revisions are known"))
    return Origin(SOURCE, at).figure(beat or (net or 0) > 0, "yes/no")
