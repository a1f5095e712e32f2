"""Geopolitics: the week's mean of the risk index passes 200 and each further hundred, or is back under 150."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from statistics import median
from typing import TypeVar

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series, Tone
from bot.market.feeds import ConditionsFeed, GeopoliticsFeed, NoAnswer, QuoteFeed
from bot.market.geopolitics import CALM, CITATION, HIGH, GeopoliticalRisk, month_percentile, week_means, week_percentile
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, month_year, percent, say

VIX = Ticker("^VIX")
STEP = 100.0  # the next one up is told again
MONTH, QUARTER = 30, 90  # published days
SHOWN = 365  # days of the picture

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """The index, and around it what may be known: oil, the VIX, supply chains, and today's news as a hint."""

    risk: GeopoliticalRisk
    oil: Readings | None = None
    vix: Quote | None = None
    pressure: Readings | None = None
    news: Readings | None = None


@dataclass(frozen=True)
class Turn:
    """The week's mean at the last look and now; ``level`` is the step it stands on, 0 where it came to rest."""

    seen: Seen
    before: float
    before_on: date
    week: float
    on: date
    level: float
    since: date


async def ask(*, geopolitics: GeopoliticsFeed, conditions: ConditionsFeed, quotes: QuoteFeed) -> Seen:
    """The index is needed, what stands around it is not. Raises Unavailable."""
    risk = await geopolitics.risk()
    around = await asyncio.gather(
        _perhaps(conditions.oil()),
        _perhaps(quotes.quote(VIX)),
        _perhaps(geopolitics.supply_chain()),
        _perhaps(geopolitics.conflict_news()),
    )
    return Seen(risk, *around)


async def _perhaps(question: Awaitable[T]) -> T | None:
    try:
        return await question
    except NoAnswer:
        return None


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Turn]:
    """Every day that was not judged is walked through, and what it came to is told once.

    High begins above 200 and ends under 150; on the way up each further hundred is a step. A day that was judged is
    not judged again when the file revises it.
    """
    means, known = week_means(seen.risk), episodes.get("week")
    if not means:
        return Judgement()
    last, week = means[-1]
    at = datetime.combine(last, time(), UTC)
    if known is None:
        level, _ = _walked(means, 0.0)
        side = "high" if level else "calm"
        first = Episode(kind=WATCHER.name, about="", name="week", side=side, level=level, value=week, seen_at=at)
        return Judgement(moved=(first,))
    if at <= known.seen_at:
        return Judgement()
    level, since = _walked([one for one in means if one[0] > known.seen_at.date()], known.level)
    after = known.seen(side="high" if level else "calm", level=level, value=week, at=at)
    if level == known.level:
        return Judgement(moved=(after,))
    what = Turn(seen, known.value, known.seen_at.date(), week, last, level, since)
    is_over = not level
    happened = Occurrence(
        name=f"{f'from {level:.0f}' if level else 'calm'} since {since}",
        about="",
        at=now,
        what=what,
        severity=Severity.QUIET if is_over and known.is_open else Severity.NORMAL,
        size=round(week),
        follows=known.alert if is_over else "",
    )
    moved = after.closed() if is_over else after.opened(happened.fingerprint(WATCHER.name))
    return Judgement((happened,), (moved,))


def _walked(means: Sequence[tuple[date, float]], level: float) -> tuple[float, date]:
    """The step after these days, 0 for calm, and the day of the last change (the first day where there is none)."""
    since = means[0][0]
    for on, mean in means:
        after = level
        if level and mean < CALM:
            after = 0.0
        elif mean > HIGH and mean // STEP * STEP > level:
            after = mean // STEP * STEP
        if after != level:
            level, since = after, on
    return level, since


def word(what: Turn) -> Card:
    """The week's mean before and now, its rank in five years, the file's own dates, and what stands around it."""
    risk = what.seen.risk
    ranks = week_percentile(risk), month_percentile(risk)
    return Card(
        title=say("Geopolitical risk has passed {level:.0f}", level=what.level)
        if what.level
        else say("Geopolitical risk is calmer"),
        lead=say(
            "The week's mean of the index went {before:.0f} ({before_on}) → {week:.0f} ({on}); it passed "
            "{level:.0f} on {since}. 100 is the mean of 1985 to 2019.",
            before=what.before,
            before_on=day(what.before_on),
            week=what.week,
            on=day(what.on),
            level=what.level,
            since=day(what.since),
        )
        if what.level
        else say(
            "The week's mean of the index went {before:.0f} ({before_on}) → {week:.0f} ({on}); it fell "
            "under {calm:.0f} on {since}. 100 is the mean of 1985 to 2019.",
            before=what.before,
            before_on=day(what.before_on),
            week=what.week,
            on=day(what.on),
            calm=CALM,
            since=day(what.since),
        ),
        facts=(
            Fact(
                say("Rank in five years"),
                say("week {week}, month {month}", week=_ranked(ranks[0]), month=_ranked(ranks[1])),
            ),
            Fact(
                say("Published"),
                say("{published}, to {on}", published=day(risk.published), on=day(what.on))
                if risk.published
                else say("to {on}", on=day(what.on)),
            ),
            *_around(what.seen),
        ),
        origins=(Origin.of(risk, Form.DAY),),
        actions=(Action(say("Thesis"), "thesis geopolitics"),),
        tone=Tone.RISK if what.level else Tone.NOTE,
        note=say(
            "The index counts articles, is revised as newspapers arrive, and is judged by its week. "
            "{citation}. Information, not advice.",
            citation=CITATION,
        ),
    )


def _ranked(place: float | None) -> str:
    return say("not known") if place is None else say("{place:.0f} of 100", place=place)


def _around(seen: Seen) -> tuple[Fact, ...]:
    facts = []
    if seen.oil is not None and len(seen.oil.points) > MONTH:
        (_, before), (on, price) = seen.oil.points[-1 - MONTH], seen.oil.points[-1]
        told = say("{price:,.2f} dollars a barrel on {day}", price=price, day=day(on))
        if before > 0:
            change = percent(price / before - 1, signed=True)
            told = say("{price} ({change} in {days} published days)", price=told, change=change, days=MONTH)
        facts.append(Fact(say("Oil"), told))
    if seen.vix is not None:
        facts.append(Fact("VIX", say("{price:.1f} points", price=seen.vix.price)))
    if seen.pressure is not None and seen.pressure.points:
        month, figure = seen.pressure.points[-1]
        facts.append(
            Fact(
                say("Supply-chain pressure"),
                say("{figure:+.2f} standard deviations in {month}", figure=figure, month=month_year(month)),
            )
        )
    if (hint := _hint(seen.news)) is not None:
        facts.append(Fact(say("Hint of the same day"), hint))
    return tuple(facts)


def _hint(news: Readings | None) -> str | None:
    """Today's news against the median of the days before it; a hint, for nobody has read these articles."""
    if news is None or len(news.points) < 8:
        return None
    usual = median(share for _, share in news.points[-1 - QUARTER : -1])
    on, share = news.points[-1]
    if usual <= 0:
        return say(
            "conflict is in {share:.1f} % of articles on {day} (GDELT, no confirmation)", share=share, day=day(on)
        )
    return say(
        "conflict is in {share:.1f} % of articles on {day}, {times:.1f} times its median of the days before "
        "(GDELT, no confirmation)",
        share=share,
        day=day(on),
        times=share / usual,
    )


async def picture(what: Turn) -> Chart | None:
    """A year of the week's mean with both lines."""
    shown = week_means(what.seen.risk)[-SHOWN:]
    if len(shown) < 2:
        return None
    return Chart(
        title=say("Geopolitical risk, mean of seven days"),
        alt=say(
            "From {first:.0f} on {first_day} to {last:.0f} on {last_day}.",
            first=shown[0][1],
            first_day=day(shown[0][0]),
            last=shown[-1][1],
            last_day=day(shown[-1][0]),
        ),
        series=(Series(say("Week's mean"), shown),),
        levels=(Level(say("High"), HIGH), Level(say("Calm again"), CALM)),
        unit=say("index points"),
    )


WATCHER = Watcher(
    name="geopolitics",
    summary=say("the week's mean of the geopolitical risk index passes 200 or a further hundred, or is back under 150"),
    schedule=Schedule.parse("daily 11:00"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="geopolitics",
    explains=("price_past_target", "price_level"),
)
