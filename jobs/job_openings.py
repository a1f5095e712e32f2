"""Job openings: a new month of the BLS's openings (JOLTS), or that it does not come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Origin, Series, Tone
from bot.labor_facts import origin_words, surprise_fact
from bot.lateness import Absence, absence_card, continued, trouble_of
from bot.market.calendar import Calendar, Event
from bot.market.consensus import Awaited, Consensus, consensus_on
from bot.market.feeds import CalendarFeed, ConsensusFeed, HealthFeed, LaborFeed, Missing
from bot.market.labor import step
from bot.market.readings import Readings, months_from
from bot.market.release import trend
from bot.releases import from_its_minute, opened
from bot.watchers import Judgement, Occurrence, Watcher
from bot.words import month_year, percent, say

OPENINGS = "openings"  # the episode
SHOWN = 24  # months of the picture


@dataclass(frozen=True)
class Seen:
    """Openings by month (thousands), when the next are due, their source's trouble ("" for none), what was expected."""

    openings: Readings
    calendar: Calendar
    trouble: str = ""
    expected: Sequence[Consensus] = ()


@dataclass(frozen=True)
class Month:
    """A month that was released."""

    openings: Readings
    month: date
    expected: Sequence[Consensus] = ()


async def ask(*, labor: LaborFeed, calendar: CalendarFeed, consensus: ConsensusFeed, health: HealthFeed) -> Seen:
    """The newest vintage, and what was expected of it. Raises Missing, Unavailable."""
    openings = (await labor.labor()).openings
    if openings is None:
        raise Missing(say("The BLS tells no job openings."))
    expected = await consensus.consensus(Awaited.OPENINGS)
    return Seen(openings, await calendar.calendar(), await trouble_of(openings.source, health), expected)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Month | Absence]:
    """The episode's side is the newest month, its value the openings of it (thousands)."""
    openings = seen.openings
    look = opened(WATCHER.name, OPENINGS, Event.OPENINGS, openings, seen.calendar, seen.trouble, episodes, now)
    if look is None:
        return Judgement()
    known = look.known
    if known is None or look.side <= known.side:
        return look.judgement
    happened: Occurrence[Month | Absence] = Occurrence(
        name=f"{look.month:%Y-%m}",
        about="",
        at=now,
        what=Month(openings, look.month, seen.expected),
        size=round(abs(look.value - known.value)),
        follows=continued(episodes, look.month),
    )
    after = known.seen(side=look.side, level=known.value, value=look.value, at=openings.as_of)
    return Judgement((happened, *look.told), (after.opened(happened.fingerprint(WATCHER.name)), *look.moved))


def word(what: Month | Absence) -> Card:
    """Openings beside the month before, the year before and their own trend; what lacks a month says which."""
    if isinstance(what, Absence):
        return absence_card(what, Action(say("Labor market"), "labor"))
    told = step(what.openings, what.month)
    if told is None:
        raise ValueError(f"there are no openings of {what.month}")
    return Card(
        title=_title(told.change, _thousand(told.value), month_year(what.month)),
        lead=_lead(what, told.value),
        facts=(
            *surprise_fact(what.expected, Awaited.OPENINGS, what.month, told.value),
            Fact(say("On the month"), _change(told.change, told.growth, months_from(what.month, -1))),
            Fact(
                say("On the year"),
                percent(told.growth_in_year, signed=True)
                if told.growth_in_year is not None
                else say(
                    "not computable: there is no figure for {month}",
                    month=month_year(months_from(what.month, -12)),
                ),
            ),
        ),
        origins=(Origin.of(what.openings),),
        actions=(Action(say("Labor market"), "labor"), Action(say("Calendar"), "calendar")),
        tone=Tone.NOTE if not told.change else Tone.RISK if told.change < 0 else Tone.CATALYST,
        note=say("The newest month is preliminary. Information, not advice."),
    )


def _title(change: float | None, number: str, month: str) -> str:
    if change is None:
        return say("Job openings come to {number} in {month}", number=number, month=month)
    if change == 0:
        return say("Job openings stay at {number} in {month}", number=number, month=month)
    if change > 0:
        return say("Job openings rise to {number} in {month}", number=number, month=month)
    return say("Job openings fall to {number} in {month}", number=number, month=month)


def _thousand(number: float) -> str:
    return say("{number:,.0f} thousand", number=number)


def _change(change: float | None, growth: float | None, before: date) -> str:
    if change is None or growth is None:
        return say("not computable: there is no figure for {month}", month=month_year(before))
    return say("{change:+,.0f} thousand, {growth}", change=change, growth=percent(growth, signed=True))


def _lead(what: Month, value: float) -> str:
    consensus = consensus_on(what.expected, Awaited.OPENINGS, what.month)
    if consensus is not None:
        return _beside_consensus(value - consensus.expected, _thousand(consensus.expected), origin_words(consensus))
    expected = trend(what.openings, what.month)
    if expected is None:
        return say("No consensus is known, and its 12-month trend is not computable: a month is missing.")
    return _beside_mean(value - expected, _thousand(expected))


def _beside_consensus(difference: float, expected: str, origin: str) -> str:
    apart = _thousand(abs(difference))
    if round(difference) == 0:
        return say("That is exactly the consensus of {expected} ({origin}).", expected=expected, origin=origin)
    if difference > 0:
        return say(
            "That is {apart} above the consensus of {expected} ({origin}).",
            apart=apart,
            expected=expected,
            origin=origin,
        )
    return say(
        "That is {apart} below the consensus of {expected} ({origin}).", apart=apart, expected=expected, origin=origin
    )


def _beside_mean(difference: float, expected: str) -> str:
    apart = _thousand(abs(difference))
    if round(difference) == 0:
        return say(
            "That is exactly the mean of {expected} (no consensus; against its 12-month trend).", expected=expected
        )
    if difference > 0:
        return say(
            "That is {apart} above the mean of {expected} (no consensus; against its 12-month trend).",
            apart=apart,
            expected=expected,
        )
    return say(
        "That is {apart} below the mean of {expected} (no consensus; against its 12-month trend).",
        apart=apart,
        expected=expected,
    )


async def picture(what: Month | Absence) -> Chart | None:
    """Two years of openings; None with fewer than two months."""
    if isinstance(what, Absence) or len(what.openings.points) < 2:
        return None
    points = what.openings.points[-SHOWN:]
    return Chart(
        title=say("Job openings"),
        alt=say(
            "From {first} in {since} to {last} in {until}.",
            first=_thousand(points[0][1]),
            since=month_year(points[0][0]),
            last=_thousand(points[-1][1]),
            until=month_year(points[-1][0]),
        ),
        series=(Series(say("Openings"), points),),
        unit=say("thousand"),
    )


WATCHER = Watcher(
    name="job_openings",
    summary=say("a new month of job openings (JOLTS) is published, or is late"),
    schedule=from_its_minute(Event.OPENINGS, hours=6),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
)
