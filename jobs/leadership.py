"""Leadership: small caps overtake large ones over 63 sessions, or fall behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.alerts.episode import Episode
from bot.cards import Card, Chart, Fact, Form, Level, Origin, Series, Tone
from bot.market.feeds import LeadershipFeed, NoAnswer
from bot.market.leadership import Lead, lead_over, lead_this_year, leads_over, points_in_words
from bot.market.readings import Readings
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, percent, say

SMALL, LARGE = Ticker("IWM"), Ticker("SPY")
BESIDE = Ticker(
    "IJR"
)  # the other small-cap index, whose members must have earned something: shown, and decides nothing
SESSIONS = 63
BAND = 0.5  # percentage points that a new leader must be ahead


@dataclass(frozen=True)
class Seen:
    """Closes of both funds, adjusted for splits and dividends, and those of the fund beside where they are known."""

    small: Readings
    large: Readings
    beside: Readings | None = None


@dataclass(frozen=True)
class Overtaking:
    """A new leader: the lead that was told or seen before (percentage points) and the one of today."""

    seen: Seen
    before: float
    lead: Lead


async def ask(*, leadership: LeadershipFeed) -> Seen:
    """A year of closes. Raises Missing, Unavailable."""
    return Seen(*await asyncio.gather(leadership.adjusted(SMALL), leadership.adjusted(LARGE), _beside(leadership)))


async def _beside(leadership: LeadershipFeed) -> Readings | None:
    try:
        return await leadership.adjusted(BESIDE)
    except NoAnswer:
        return None


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Overtaking]:
    """The episode's side is who leads; it changes only where the other is ahead by more than the band."""
    lead, known = lead_over(seen.small, seen.large, SESSIONS), episodes.get("63 sessions")
    if lead is None:
        return Judgement()
    at = datetime.combine(lead.until, time(), UTC)
    side = "small" if lead.points > 0 else "large"
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name="63 sessions", side=side, level=0, value=lead.points, seen_at=at
        )
        return Judgement(moved=(first,))
    if side == known.side or abs(lead.points) <= BAND or at <= known.seen_at:
        return Judgement()
    happened = Occurrence(
        name=f"{side} since {lead.until}",
        about="",
        at=now,
        what=Overtaking(seen, known.value, lead),
        size=round(10 * abs(lead.points)),
    )
    after = known.seen(side=side, level=0, value=lead.points, at=at)
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def word(what: Overtaking) -> Card:
    """Who leads by how much, both returns and their days, and the year so far."""
    lead, this_year = what.lead, lead_this_year(what.seen.small, what.seen.large)
    so_far = f"{SMALL} {versus(this_year)}" if this_year else say("not computable: no close of last year")
    return Card(
        title=say("Small caps now lead large ones over {sessions} sessions", sessions=SESSIONS)
        if lead.points > 0
        else say("Large caps now lead small ones over {sessions} sessions", sessions=SESSIONS),
        lead=say(
            "{fund} {returns}, from {since} to {until}.",
            fund=SMALL,
            returns=versus(lead),
            since=day(lead.since),
            until=day(lead.until),
        ),
        facts=(
            Fact(str(SMALL), percent(lead.small, signed=True)),
            Fact(str(LARGE), percent(lead.large, signed=True)),
            *_other(what.seen),
            Fact(say("Last told or first seen"), f"{SMALL} {points_in_words(what.before)}"),
            Fact(say("This year"), so_far),
        ),
        origins=(Origin.of(what.seen.small, Form.DAY),),
        tone=Tone.CATALYST if lead.points > 0 else Tone.RISK,
        note=say(
            "Total returns; told where the new leader is over {band} points ahead. Information, not advice.", band=BAND
        ),
    )


def _other(seen: Seen) -> tuple[Fact, ...]:
    """The fund beside over the same sessions and this year."""
    lead = lead_over(seen.beside, seen.large, SESSIONS) if seen.beside is not None else None
    this_year = lead_this_year(seen.beside, seen.large) if seen.beside is not None else None
    if lead is None:
        return ()
    told = f"{percent(lead.small, signed=True)}: {lead.words}"
    if this_year:
        told = say("{told}; this year {lead}", told=told, lead=this_year.words)
    return (Fact(say("{fund} beside it", fund=BESIDE), told),)


def versus(lead: Lead) -> str:
    return f"{percent(lead.small, signed=True)}, {LARGE} {percent(lead.large, signed=True)}: {lead.words}"


async def picture(what: Overtaking) -> Chart | None:
    """The lead over 63 sessions, each day that has one, and that of the fund beside."""
    leads = leads_over(what.seen.small, what.seen.large, SESSIONS)
    points = tuple((lead.until, lead.points) for lead in leads)
    if len(points) < 2:
        return None
    others = leads_over(what.seen.beside, what.seen.large, SESSIONS) if what.seen.beside is not None else ()
    beside = (Series(str(BESIDE), tuple((lead.until, lead.points) for lead in others)),) if others else ()
    return Chart(
        title=say("{small} less {large} over {sessions} sessions", small=SMALL, large=LARGE, sessions=SESSIONS),
        alt=say(
            "{fund} was {first} on {first_day} and {last} on {last_day}.",
            fund=SMALL,
            first=leads[0].words,
            first_day=day(leads[0].until),
            last=leads[-1].words,
            last_day=day(leads[-1].until),
        ),
        series=(Series(str(SMALL) if beside else say("Lead"), points), *beside),
        levels=(Level(say("Level"), 0.0),),
        unit=say("points"),
    )


WATCHER = Watcher(
    name="leadership",
    summary=say("small caps overtake large caps over 63 sessions, or fall behind"),
    schedule=Schedule.parse("weekdays 16:45"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="leadership",
)
