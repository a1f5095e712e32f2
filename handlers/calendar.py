"""/calendar: what comes in the next weeks: releases, the Fed, short interest, reports of the stocks watched here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.alerts.ports import Watchlists
from bot.cards import Action, Card, Fact, Form, Moment, Table, Value
from bot.clock import Clock
from bot.commands import Caller, command
from bot.market.calendar import Basis, Entry, Event
from bot.market.earnings import ExpectedReport
from bot.market.feeds import CalendarFeed, EarningsFeed, Missing, NoAnswer
from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from bot.words import day, listed, month_year, said, say, say_n

DAYS = 35  # a month's releases, whenever it is asked
ROWS = 20
REPORTS = 25  # stocks whose day of report is asked for
PATIENCE = 2.5  # seconds for those days; the platforms wait three for a first word
IN_PROGRESS = timedelta(minutes=20)


@dataclass(frozen=True)
class Report:
    """A company's next report: ``day`` is its first one from today on, New York."""

    ticker: Ticker
    expected: ExpectedReport
    day: date

    @property
    def at(self) -> datetime:
        """Noon in New York, which is that day for nearly every reader."""
        return datetime.combine(self.day, time(12), NEW_YORK).astimezone(UTC)


@command("calendar", say("What comes: releases, Fed meetings, short interest, reports of watched stocks"))
async def calendar(
    *, dates: CalendarFeed, reports: EarningsFeed, watchlists: Watchlists, clock: Clock, caller: Caller
) -> Card:
    now = clock.now()
    known, watched = await dates.calendar(), (await watchlists.watchlist(caller.channel)).tickers
    today = now.astimezone(NEW_YORK).date()
    told = await _reports(watched[:REPORTS], reports, today)
    found: list[Entry | Report] = [*known.after(now, days=DAYS), *_coming(told, today)]
    coming = sorted(found, key=lambda one: one.at)
    begun = [one for one in known.between(now - IN_PROGRESS, now) if one.timed and one.event is not Event.DECISION]
    return Card(
        title=say("The next {days} days", days=DAYS),
        lead=_lead(coming),
        facts=(
            *(Fact(say("In progress"), (said(one.event), say(" since "), Moment(one.at))) for one in begun),
            *_next_decision(known.following(Event.DECISION, now), coming),
            *_without_day(told, watched),
            *(Fact(say("Warning"), one) for one in known.warnings(now)),
        ),
        table=Table((say("When"), say("What"), say("About")), tuple(map(_row, coming[:ROWS]))) if coming else None,
        actions=(Action(say("Labor market"), "labor"), Action(say("Rates"), "rates")),
        note=say("{more} more are not shown. Days may be moved.", more=len(coming) - ROWS)
        if len(coming) > ROWS
        else say("Days may be moved."),
    )


async def _reports(tickers: Sequence[Ticker], reports: EarningsFeed, today: date) -> Mapping[Ticker, Report | None]:
    """Each stock's next report, None where no day from today on is told; without those that cannot be asked in time."""
    if not tickers:
        return {}
    asks = {ticker: asyncio.ensure_future(_report(ticker, reports, today)) for ticker in tickers}
    _, late = await asyncio.wait(asks.values(), timeout=PATIENCE)
    for ask in late:
        ask.cancel()
    told = {one: ask.exception() for one, ask in asks.items() if ask not in late}
    for one, failure in told.items():
        if failure is not None and not isinstance(failure, NoAnswer):
            asks[one].result()  # a fault of ours is told as one
    return {one: asks[one].result() for one, failure in told.items() if failure is None}


async def _report(ticker: Ticker, reports: EarningsFeed, today: date) -> Report | None:
    try:
        expected = (await reports.earnings(ticker)).expected
    except Missing:
        return None
    if isinstance(expected, str):
        return None
    first, last = expected.days
    return Report(ticker, expected, max(first, today)) if last >= today else None


def _coming(told: Mapping[Ticker, Report | None], today: date) -> Sequence[Report]:
    return [one for one in told.values() if one is not None and one.day < today + timedelta(days=DAYS)]


def _lead(coming: Sequence[Entry | Report]) -> str:
    if not coming:
        return say("Nothing is known to come.")
    first = coming[0]
    return say("Next: {what}, {day} in New York.", what=_name(first), day=day(first.at.astimezone(NEW_YORK)))


def _name(one: Entry | Report) -> str:
    if isinstance(one, Report):
        if one.expected.is_estimate:
            return say("{ticker} may report", ticker=one.ticker)
        return say("{ticker} reports", ticker=one.ticker)
    return said(one.event)


def _row(one: Entry | Report) -> tuple[Value, ...]:
    if isinstance(one, Report):
        return (Moment(one.at, Form.DAY), _name(one), _basis(one.expected))
    return (Moment(one.at, Form.TIME if one.timed else Form.DAY), _name(one), _about(one))


def _basis(expected: ExpectedReport) -> str:
    first, last = expected.days
    if not expected.is_estimate:
        return say("as announced")
    if first == last:
        return say("estimated")
    return say("estimated, {first} to {last}", first=day(first), last=day(last))


def _about(one: Entry) -> str:
    if one.none:
        return say("does not come: {none}", none=said(one.none))
    told = {
        Event.CLAIMS: say("week to {day}", day=day(one.about)),
        Event.SHORTS: say("counted on {day}", day=day(one.about)),
        Event.SETTLEMENT: "",
        Event.DECISION: "",
    }.get(one.event, month_year(one.about))
    by_rule = say("by rule") if one.event is Event.JOBS and one.basis is Basis.RULE else ""
    return ", ".join(part for part in (told, by_rule) if part)


def _next_decision(decision: Entry | None, coming: Sequence[Entry | Report]) -> tuple[Fact, ...]:
    """The Fed's next meeting, where it lies past the table."""
    if decision is None or decision in coming:
        return ()
    return (Fact(say("Next Fed decision"), Moment(decision.at)),)


def _without_day(told: Mapping[Ticker, Report | None], watched: Sequence[Ticker]) -> tuple[Fact, ...]:
    """Watched stocks of whose next report no day is told, and those that were not asked or did not answer."""
    silent = [str(one) for one, report in told.items() if report is None]
    unknown = len(watched) - len(told)
    return (
        *((Fact(say("No day of a report told"), listed(silent)),) if silent else ()),
        *((Fact(say("Report not known just now"), say_n("{n} stock", "{n} stocks", unknown)),) if unknown else ()),
    )
