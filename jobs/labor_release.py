"""Labor release: the month's payrolls with both revisions, unemployment and pay; or that it does not come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Origin, Tone
from bot.labor_facts import changes_chart, month_facts, month_lead, month_surprise, month_title
from bot.lateness import Absence, absence_card, continued, trouble_of
from bot.market.calendar import Calendar, Event
from bot.market.consensus import Awaited, Consensus
from bot.market.feeds import CalendarFeed, ConsensusFeed, HealthFeed, LaborFeed
from bot.market.labor import LaborMarket, payrolls
from bot.market.readings import Readings
from bot.releases import from_its_minute, opened
from bot.watchers import Judgement, Occurrence, Watcher
from bot.words import say

PAYROLLS = "payrolls"  # the episode
AWAITED = (Awaited.PAYROLLS, Awaited.UNEMPLOYMENT, Awaited.EARNINGS)


@dataclass(frozen=True)
class Seen:
    """The newest vintage, when the next is due, what is wrong with its source ("" for nothing), what was expected."""

    market: LaborMarket
    calendar: Calendar
    trouble: str = ""
    expected: Sequence[Consensus] = ()


@dataclass(frozen=True)
class Month:
    """A month that was released; ``was`` is its level (thousand jobs) as told before, where it is corrected."""

    market: LaborMarket
    levels: Readings
    month: date
    was: float | None = None
    expected: Sequence[Consensus] = ()


async def ask(*, labor: LaborFeed, calendar: CalendarFeed, consensus: ConsensusFeed, health: HealthFeed) -> Seen:
    """The newest vintage, and what was expected of it. Raises Missing, Unavailable."""
    market = await labor.labor()
    source = market.payrolls.source if market.payrolls else ""
    expected = [one for awaited in AWAITED for one in await consensus.consensus(awaited)]
    return Seen(market, await calendar.calendar(), await trouble_of(source, health), expected)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Month | Absence]:
    """The episode's side is the newest month of payrolls, its value their level (thousand jobs).

    A figure of the month that was told and is told otherwise now is a correction, and follows its alert.
    """
    levels = seen.market.payrolls
    look = levels and opened(WATCHER.name, PAYROLLS, Event.JOBS, levels, seen.calendar, seen.trouble, episodes, now)
    if not levels or not look:
        return Judgement()
    side, level, known = look.side, look.value, look.known
    if known is None or side < known.side or (side == known.side and (level == known.value or not known.is_open)):
        return look.judgement
    is_new = side > known.side
    change = payrolls(levels, look.month)
    happened: Occurrence[Month | Absence] = Occurrence(
        name=f"{look.month:%Y-%m}" if is_new else f"{look.month:%Y-%m} as {level:.1f}",
        about="",
        at=now,
        what=Month(seen.market, levels, look.month, was=None if is_new else known.value, expected=seen.expected),
        severity=Severity.NORMAL if is_new else Severity.QUIET,
        size=round(abs(change.change)) if change else 0,
        follows=continued(episodes, look.month) if is_new else known.alert,
    )
    after = known.seen(side=side, level=known.value if is_new else known.level, value=level, at=levels.as_of)
    after = after.opened(happened.fingerprint(WATCHER.name)) if is_new else after
    return Judgement((happened, *look.told), (after, *look.moved))


def word(what: Month | Absence) -> Card:
    """The change against what was expected, both revisions, unemployment and pay; what lacks a month says which."""
    if isinstance(what, Absence):
        return absence_card(what, Action(say("Labor market"), "labor"))
    market, levels, month = what.market, what.levels, what.month
    missed = month_surprise(levels, month, what.expected)
    now = levels.by_day()[month]
    return Card(
        title=month_title(levels, month)
        if what.was is None
        else say("Corrected: {title}", title=month_title(levels, month)),
        lead=month_lead(levels, month, what.expected),
        facts=(
            *(
                (Fact(say("Level"), say("{was:,.0f} → {now:,.0f} thousand jobs", was=what.was, now=now)),)
                if what.was is not None
                else ()
            ),
            *month_facts(market, levels, month, what.expected),
        ),
        origins=(Origin.of(levels),),
        actions=(Action(say("Labor market"), "labor"), Action(say("Calendar"), "calendar")),
        tone=Tone.NOTE
        if missed is None or missed.difference == 0
        else Tone.RISK
        if missed.difference < 0
        else Tone.CATALYST,
        note=say("Figures are revised for two months and once a year. Information, not advice."),
    )


async def picture(what: Month | Absence) -> Chart | None:
    """The monthly changes of two years."""
    return changes_chart(what.levels) if isinstance(what, Month) else None


WATCHER = Watcher(
    name="labor_release",
    summary=say("a new month of payrolls, unemployment and pay is published, or is late"),
    schedule=from_its_minute(Event.JOBS, hours=8),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
    explains=("price_past_target", "price_level", "rate_repricing"),
)
