"""/rates: what futures price for the Fed's meetings and the end of the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.cards import Action, Card, Chart, Fact, Form, Origin, Series, Table
from bot.clock import Clock
from bot.commands import command
from bot.market.decisions import decisions
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.feeds import NoAnswer, RatesFeed
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK
from bot.market.rate_odds import (
    MOVE,
    MeetingOdds,
    PricedMoves,
    meeting_odds,
    moves_in_words,
    priced_by_year_end,
    whole_moves,
)
from bot.market.rate_path import month_paths
from bot.market.readings import Readings, months_from
from bot.words import day, month_year, percent, say

APART = 0.05  # percentage points between the effective rate and the futures' own for today, from which it is said
LIKELY = 0.005  # what is less likely is not shown


@command("rates", say("What futures price for the Fed's rate: each meeting, and the end of the year"))
async def rates(*, rates: RatesFeed, clock: Clock) -> Card:
    futures = await rates.futures()
    effective, range_told = await _effective(rates), await _target_upper(rates)
    year = futures.as_of.astimezone(NEW_YORK).year
    known = effective if isinstance(effective, EffectiveRate) else None
    priced = priced_by_year_end(futures, meetings(), year, effective=known)
    warning = meetings().warning(clock.now())
    return Card(
        title=say("Futures price {priced} by the end of {year}", priced=priced.words, year=year)
        if priced
        else say("The rate that futures price"),
        lead=_lead(priced, year),
        facts=(
            Fact(
                say("Effective rate"),
                say("{rate:.2f} % on {day}", rate=known.percent, day=day(known.day)) if known else str(effective),
            ),
            Fact(say("Target range"), _target(known, range_told)),
            *_last(range_told, clock),
            *_apart(futures, priced, year),
            *((Fact(say("Meetings"), warning),) if warning else ()),
        ),
        table=_table(meeting_odds(futures, meetings())),
        chart=_picture(futures),
        origins=(Origin.of(futures), *((Origin.of(known, Form.DAY),) if known else ())),
        actions=(Action(say("Curve"), "curve"), Action(say("Thesis"), "thesis")),
        note=say("CME's FedWatch method, from Yahoo's prices. What is priced is no forecast. Information, not advice."),
    )


async def _effective(rates: RatesFeed) -> EffectiveRate | str:
    try:
        return await rates.effective()
    except NoAnswer as why:
        return say("not known: {why}", why=why)


async def _target_upper(rates: RatesFeed) -> Readings | str:
    try:
        return await rates.target_upper()
    except NoAnswer as why:
        return say("not known: {why}", why=why)


def _lead(priced: PricedMoves | None, year: int) -> str:
    if priced is None:
        return say("The prices at hand do not reach from today to the end of {year}.", year=year)
    ending = priced.rate + priced.hikes * MOVE
    return say(
        "From {rate:.2f} % ({basis}) to {ending:.2f} % after the last meeting of {year}.",
        rate=priced.rate,
        basis=priced.basis,
        ending=ending,
        year=year,
    )


def _target(effective: EffectiveRate | None, told: Readings | str) -> str:
    if effective is not None and effective.target is not None:
        return say("{lower:.2f} to {upper:.2f} %", lower=effective.target.lower, upper=effective.target.upper)
    if isinstance(told, str):
        return told
    return say("up to {upper:.2f} % on {day}", upper=told.points[-1][1], day=day(told.points[-1][0]))


def _last(told: Readings | str, clock: Clock) -> tuple[Fact, ...]:
    last = decisions(meetings(), told, clock.now()).last if isinstance(told, Readings) else None
    if last is None:
        return ()
    did = moves_in_words(last.change / MOVE)
    return (Fact(say("Last decision"), say("{decision} on {day}", decision=did, day=day(last.day))),)


def _apart(futures: FedFundsFutures, priced: PricedMoves | None, year: int) -> tuple[Fact, ...]:
    """Where the futures' own rate for today is another than the effective one, that is said: two counts differ then."""
    own = priced_by_year_end(futures, meetings(), year)
    if priced is None or own is None or abs(own.rate - priced.rate) < APART:
        return ()
    told = say("{rate:.2f} %, not the effective rate; the meetings below are counted from it", rate=own.rate)
    return (Fact(say("Today, as futures imply"), told),)


def _table(told: Sequence[MeetingOdds]) -> Table | None:
    if not told:
        return None
    rows = tuple((day(one.day), moves_in_words(one.expected), _odds(one)) for one in told)
    return Table((say("Meeting"), say("Priced by then"), say("Chances")), rows)


def _odds(one: MeetingOdds) -> str:
    likely = [(moves, chance) for moves, chance in one.odds if chance >= LIKELY]
    return ", ".join(
        say("{moves} {chance}", moves=whole_moves(moves), chance=percent(chance, digits=0)) for moves, chance in likely
    )


def _picture(futures: FedFundsFutures) -> Chart | None:
    """The rate at each month's end; None with fewer than two."""
    paths = month_paths(futures, meetings())
    points = tuple((months_from(one.month, 1) - timedelta(days=1), one.end) for one in paths if one.end is not None)
    if len(points) < 2:
        return None
    return Chart(
        title=say("The Fed's rate at month's end, as futures price it"),
        alt=say(
            "From {first:.2f} % in {begin} to {last:.2f} % in {end}.",
            first=points[0][1],
            begin=month_year(points[0][0]),
            last=points[-1][1],
            end=month_year(points[-1][0]),
        ),
        series=(Series(say("Priced rate"), points),),
        unit="%",
    )
