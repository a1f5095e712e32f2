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
from bot.words import percent

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
        raise Missing("The BLS tells no job openings.")
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
        return absence_card(what, Action("Labor market", "labor"))
    told = step(what.openings, what.month)
    if told is None:
        raise ValueError(f"there are no openings of {what.month}")
    return Card(
        title=f"Job openings {_went(told.change)} {told.value:,.0f} thousand in {what.month:%B %Y}",
        lead=_lead(what, told.value),
        facts=(
            *surprise_fact(what.expected, Awaited.OPENINGS, what.month, told.value),
            Fact("On the month", _change(told.change, told.growth, months_from(what.month, -1))),
            Fact(
                "On the year",
                percent(told.growth_in_year, signed=True)
                if told.growth_in_year is not None
                else f"not computable: there is no figure for {months_from(what.month, -12):%B %Y}",
            ),
        ),
        origins=(Origin.of(what.openings),),
        actions=(Action("Labor market", "labor"), Action("Calendar", "calendar")),
        tone=Tone.NOTE if not told.change else Tone.RISK if told.change < 0 else Tone.CATALYST,
        note="The newest month is preliminary. Information, not advice.",
    )


def _went(change: float | None) -> str:
    if change is None:
        return "come to"
    return "stay at" if change == 0 else "rise to" if change > 0 else "fall to"


def _change(change: float | None, growth: float | None, before: date) -> str:
    if change is None or growth is None:
        return f"not computable: there is no figure for {before:%B %Y}"
    return f"{change:+,.0f} thousand, {percent(growth, signed=True)}"


def _lead(what: Month, value: float) -> str:
    consensus = consensus_on(what.expected, Awaited.OPENINGS, what.month)
    if consensus is not None:
        side = _beside(value - consensus.expected)
        return f"That is {side} the consensus of {consensus.expected:,.0f} thousand ({origin_words(consensus)})."
    expected = trend(what.openings, what.month)
    if expected is None:
        return "No consensus is known, and its 12-month trend is not computable: a month is missing."
    side = _beside(value - expected)
    return f"That is {side} the mean of {expected:,.0f} thousand (no consensus; against its 12-month trend)."


def _beside(apart: float) -> str:
    return "exactly" if round(apart) == 0 else f"{abs(apart):,.0f} thousand {'above' if apart > 0 else 'below'}"


async def picture(what: Month | Absence) -> Chart | None:
    """Two years of openings; None with fewer than two months."""
    if isinstance(what, Absence) or len(what.openings.points) < 2:
        return None
    points = what.openings.points[-SHOWN:]
    return Chart(
        title="Job openings",
        alt=f"From {points[0][1]:,.0f} thousand in {points[0][0]:%B %Y} to {points[-1][1]:,.0f} thousand in "
        f"{points[-1][0]:%B %Y}.",
        series=(Series("Openings", points),),
        unit="thousand",
    )


WATCHER = Watcher(
    name="job_openings",
    summary="a new month of job openings (JOLTS) is published, or is late",
    schedule=from_its_minute(Event.OPENINGS, hours=6),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
)
