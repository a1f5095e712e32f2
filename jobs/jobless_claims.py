"""Jobless claims: their four-week mean is for two weeks far above that of a year before, or no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Origin, Series, Tone
from bot.labor_facts import surprise_fact
from bot.market.calendar import Event
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import ConsensusFeed, LaborFeed
from bot.market.labor import Claims, claims
from bot.market.readings import Readings
from bot.releases import from_its_minute
from bot.watchers import Judgement, Occurrence, Watcher
from bot.words import day, percent, say

HIGH, CALM = 0.15, 0.10  # of a year before: where it opens, and below which it closes
DWELL = 2  # weeks in a row
SHOWN = 104  # weeks of the picture
_NOISE = 1e-9  # a whole line must not be missed by a float
FOUR_WEEKS = "four weeks"  # the episode


@dataclass(frozen=True)
class Seen:
    """First claims by week, persons, and what was expected of each."""

    weekly: Readings
    expected: Sequence[Consensus] = ()


@dataclass(frozen=True)
class Turn:
    """The mean has come above the line (``rises``), or back below it; ``before`` is the week ahead of ``now``."""

    weekly: Readings
    now: Claims
    before: Claims
    rises: bool
    expected: Sequence[Consensus] = ()


async def ask(*, labor: LaborFeed, consensus: ConsensusFeed) -> Seen:
    """The newest weeks. Raises Missing, Unavailable."""
    weekly = await labor.first_claims()
    return Seen(weekly, await consensus.consensus(Awaited.CLAIMS))


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """The episode's side is "high" or "calm", its value the growth in the year (a fraction).

    Where a week of either four is missing the growth is not computable, and nothing is judged.
    """
    weekly = seen.weekly
    told, known = _means(weekly), episodes.get(FOUR_WEEKS)
    growths = [one.growth_in_year for one in told if one.growth_in_year is not None]
    if len(growths) < DWELL:
        return Judgement()
    at = datetime.combine(told[-1].week, time(), UTC)
    if known is not None and at <= known.seen_at:
        return Judgement()
    side = known.side if known is not None else "calm"
    if all(growth >= HIGH - _NOISE for growth in growths):
        side = "high"
    elif all(growth < CALM for growth in growths):
        side = "calm"
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name=FOUR_WEEKS, side=side, level=HIGH, value=growths[-1], seen_at=at
        )  # fmt: skip
        return Judgement(moved=(first,))
    if side == known.side:
        return Judgement()
    rises = side == "high"
    happened = Occurrence(
        name=f"{side} since {told[-1].week}",
        about="",
        at=now,
        what=Turn(weekly, told[-1], told[-2], rises, seen.expected),
        severity=Severity.NORMAL if rises else Severity.QUIET,
        size=round(100 * abs(growths[-1])),
        follows="" if rises else known.alert,
    )
    after = known.seen(side=side, level=HIGH, value=growths[-1], at=at)
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)) if rises else after.closed(),))


def _means(weekly: Readings) -> list[Claims]:
    """The means at the newest weeks that are needed, oldest first; fewer where one is not computable."""
    ends = [replace(weekly, points=weekly.points[: len(weekly.points) - back]) for back in reversed(range(DWELL))]
    return [told for end in ends if (told := claims(end)) is not None]


def word(what: Turn) -> Card:
    """The mean, its growth in the year, and the newest week alone."""
    growth, was = what.now.growth_in_year or 0.0, what.before.growth_in_year or 0.0
    week, newest = what.weekly.points[-1]
    title = (
        say("Jobless claims are far above a year ago")
        if what.rises
        else say("Jobless claims are no longer far above a year ago")
    )
    return Card(
        title=title,
        lead=say(
            "First claims, the mean of four weeks to {week}: {mean:,.0f} a week, {growth} in the year "
            "({was} the week before).",
            week=day(what.now.week),
            mean=what.now.mean,
            growth=percent(growth, signed=True),
            was=percent(was, signed=True),
        ),
        facts=(
            Fact(say("Mean of four weeks"), say("{mean:,.0f} a week", mean=what.now.mean)),
            Fact(
                say("A year before"),
                say("{mean:,.0f} a week", mean=what.now.mean_year_before or 0),
            ),
            Fact(say("Newest week"), f"{newest:,.0f}"),
            *surprise_fact(what.expected, Awaited.CLAIMS, week, newest, size=1000),
        ),
        origins=(Origin.of(what.weekly),),
        actions=(Action(say("Labor market"), "labor"), Action(say("Thesis"), "thesis")),
        tone=Tone.RISK if what.rises else Tone.NOTE,
        note=say(
            "Told after {dwell} weeks at {high} or more, and again below {calm}. Information, not advice.",
            dwell=DWELL,
            high=percent(HIGH, digits=0),
            calm=percent(CALM, digits=0),
        ),
    )


async def picture(what: Turn) -> Chart | None:
    """Two years of weeks."""
    points = what.weekly.points[-SHOWN:]
    return Chart(
        title=say("First claims for unemployment insurance"),
        alt=say(
            "From {first:,.0f} in the week to {since} to {last:,.0f} in that to {until}.",
            first=points[0][1],
            since=day(points[0][0]),
            last=points[-1][1],
            until=day(points[-1][0]),
        ),
        series=(Series(say("First claims"), points),),
        unit=say("persons a week"),
    )


WATCHER = Watcher(
    name="jobless_claims",
    summary=say("the four-week mean of jobless claims is 15 % above a year ago for two weeks, or no longer"),
    schedule=from_its_minute(Event.CLAIMS, hours=2),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
)
