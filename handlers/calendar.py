"""/calendar: what comes in the next weeks: releases, the Fed, short interest, reports of the stocks watched here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.alerts.ports import Watchlists
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Table, Value
from bot.clock import Clock
from bot.commands import Caller, command
from bot.market.calendar import Basis, Entry, Event
from bot.market.feeds import CalendarFeed
from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.words import day, listed, plural

DAYS = 35  # a month's releases, whenever it is asked
ROWS = 20
REPORTS = 25  # stocks whose day of report is asked for
PATIENCE = 2.5  # seconds for those days; the platforms wait three for a first word
IN_PROGRESS = timedelta(minutes=20)


@dataclass(frozen=True)
class Report:
    """An announced day of a company's report, New York."""

    ticker: Ticker
    day: date

    @property
    def at(self) -> datetime:
        """Noon in New York, which is that day for nearly every reader."""
        return datetime.combine(self.day, time(12), NEW_YORK).astimezone(UTC)


@command("calendar", "What comes: releases, Fed meetings, short interest, reports of watched stocks")
async def calendar(
    *, dates: CalendarFeed, profiles: ProfileFeed, watchlists: Watchlists, clock: Clock, caller: Caller
) -> Card:
    now = clock.now()
    known, watched = await dates.calendar(), (await watchlists.watchlist(caller.channel)).tickers
    told = await _reports(watched[:REPORTS], profiles)
    found: list[Entry | Report] = [*known.after(now, days=DAYS), *_coming(told, now)]
    coming = sorted(found, key=lambda one: one.at)
    begun = [one for one in known.between(now - IN_PROGRESS, now) if one.timed and one.event is not Event.DECISION]
    return Card(
        title=f"The next {DAYS} days",
        lead=_lead(coming),
        facts=(
            *(Fact("In progress", (one.event, " since ", Moment(one.at))) for one in begun),
            *_next_decision(known.following(Event.DECISION, now), coming),
            *_without_day(told, watched),
            *(Fact("Warning", one) for one in known.warnings(now)),
        ),
        table=Table(("When", "What", "About"), tuple(map(_row, coming[:ROWS]))) if coming else None,
        actions=(Action("Labor market", "labor"), Action("Rates", "rates")),
        note=f"{len(coming) - ROWS} more are not shown. Days may be moved."
        if len(coming) > ROWS
        else "Days may be moved.",
    )


async def _reports(tickers: Sequence[Ticker], profiles: ProfileFeed) -> Mapping[Ticker, date | None]:
    """The announced day of each stock's next report, None where none is; without those that take too long."""
    if not tickers:
        return {}
    asks = {ticker: asyncio.ensure_future(profiles.profile(ticker)) for ticker in tickers}
    _, late = await asyncio.wait(asks.values(), timeout=PATIENCE)
    for ask in late:
        ask.cancel()
    profile = {one: ask.result() for one, ask in asks.items() if ask not in late and ask.exception() is None}
    planned = {one: known.figures.get("next_report") for one, known in profile.items()}
    return {
        one: date.fromisoformat(str(figure.value)) if isinstance(figure, Figure) else None
        for one, figure in planned.items()
    }


def _coming(told: Mapping[Ticker, date | None], now: datetime) -> Sequence[Report]:
    today = now.astimezone(NEW_YORK).date()
    reports = [Report(ticker, when) for ticker, when in told.items() if when is not None]
    return [one for one in reports if today <= one.day < today + timedelta(days=DAYS)]


def _lead(coming: Sequence[Entry | Report]) -> str:
    if not coming:
        return "Nothing is known to come."
    first = coming[0]
    return f"Next: {_name(first)}, {day(first.at.astimezone(NEW_YORK))} in New York."


def _name(one: Entry | Report) -> str:
    return f"{one.ticker} reports" if isinstance(one, Report) else str(one.event)


def _row(one: Entry | Report) -> tuple[Value, ...]:
    if isinstance(one, Report):
        return (Moment(one.at, Form.DAY), _name(one), "as announced")
    return (Moment(one.at, Form.TIME if one.timed else Form.DAY), _name(one), _about(one))


def _about(one: Entry) -> str:
    if one.none:
        return f"does not come: {one.none}"
    told = {
        Event.CLAIMS: f"week to {day(one.about)}",
        Event.SHORTS: f"counted on {day(one.about)}",
        Event.SETTLEMENT: "",
        Event.DECISION: "",
    }.get(one.event, f"{one.about:%B %Y}")
    by_rule = "by rule" if one.event is Event.JOBS and one.basis is Basis.RULE else ""
    return ", ".join(part for part in (told, by_rule) if part)


def _next_decision(decision: Entry | None, coming: Sequence[Entry | Report]) -> tuple[Fact, ...]:
    """The Fed's next meeting, where it lies past the table."""
    if decision is None or decision in coming:
        return ()
    return (Fact("Next Fed decision", Moment(decision.at)),)


def _without_day(told: Mapping[Ticker, date | None], watched: Sequence[Ticker]) -> tuple[Fact, ...]:
    """Watched stocks whose next report has no announced day, and those that were not asked or did not answer."""
    silent = [str(one) for one, when in told.items() if when is None]
    unknown = len(watched) - len(told)
    return (
        *((Fact("No day of a report announced", listed(silent)),) if silent else ()),
        *((Fact("Report not known just now", plural(unknown, "stock")),) if unknown else ()),
    )
