"""Labor release: the month's payrolls with both revisions, unemployment and pay; or that it does not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Fact, Origin, Tone
from bot.labor_facts import changes_chart, month_facts, month_lead, month_surprise, month_title
from bot.lateness import Absence, absence, absence_card, continued, judged, trouble_of
from bot.market.calendar import Calendar, Event
from bot.market.feeds import CalendarFeed, HealthFeed, LaborFeed
from bot.market.labor import LaborMarket, payrolls
from bot.market.readings import Readings
from bot.watchers import Judgement, Occurrence, Schedule, Watcher

PAYROLLS = "payrolls"  # the episode


@dataclass(frozen=True)
class Seen:
    """The newest vintage, when the next is due, and what is wrong with its source, "" for nothing."""

    market: LaborMarket
    calendar: Calendar
    trouble: str = ""


@dataclass(frozen=True)
class Month:
    """A month that was released; ``was`` is its level (thousand jobs) as told before, where it is corrected."""

    market: LaborMarket
    levels: Readings
    month: date
    was: float | None = None


async def ask(*, labor: LaborFeed, calendar: CalendarFeed, health: HealthFeed) -> Seen:
    """The newest vintage. Raises Missing, Unavailable."""
    market = await labor.labor()
    source = market.payrolls.source if market.payrolls else ""
    return Seen(market, await calendar.calendar(), await trouble_of(source, health))


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Month | Absence]:
    """The episode's side is the newest month of payrolls, its value their level (thousand jobs).

    A figure of the month that was told and is told otherwise now is a correction, and follows its alert.
    """
    levels, known = seen.market.payrolls, episodes.get(PAYROLLS)
    newest = levels.newest if levels else None
    if levels is None or newest is None:
        return Judgement()
    side, level = newest.isoformat(), levels.by_day()[newest]
    missing = absence(seen.calendar, Event.JOBS, levels, now, seen.trouble)
    told, moved = judged(WATCHER.name, missing, episodes, now, first=known is None)
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name=PAYROLLS, side=side, level=0, value=level, seen_at=levels.as_of
        )
        return Judgement(moved=(first, *moved))
    if side < known.side or (side == known.side and (level == known.value or not known.is_open)):
        return Judgement(told, moved)
    is_new = side > known.side
    change = payrolls(levels, newest)
    happened: Occurrence[Month | Absence] = Occurrence(
        name=f"{newest:%Y-%m}" if is_new else f"{newest:%Y-%m} as {level:.1f}",
        about="",
        at=now,
        what=Month(seen.market, levels, newest, was=None if is_new else known.value),
        severity=Severity.NORMAL if is_new else Severity.QUIET,
        size=round(abs(change.change)) if change else 0,
        follows=continued(episodes, newest) if is_new else known.alert,
    )
    after = known.seen(side=side, level=known.value if is_new else known.level, value=level, at=levels.as_of)
    after = after.opened(happened.fingerprint(WATCHER.name)) if is_new else after
    return Judgement((happened, *told), (after, *moved))


def word(what: Month | Absence) -> Card:
    """The change against what was expected, both revisions, unemployment and pay; what lacks a month says which."""
    if isinstance(what, Absence):
        return absence_card(what, Action("Labor market", "labor"))
    market, levels, month = what.market, what.levels, what.month
    missed = month_surprise(levels, month, market.consensus)
    now = levels.by_day()[month]
    return Card(
        title=month_title(levels, month) if what.was is None else f"Corrected: {month_title(levels, month)}",
        lead=month_lead(levels, month, market.consensus),
        facts=(
            *((Fact("Level", f"{what.was:,.0f} → {now:,.0f} thousand jobs"),) if what.was is not None else ()),
            *month_facts(market, levels, month),
        ),
        origins=(Origin.of(levels),),
        actions=(Action("Labor market", "labor"), Action("Calendar", "calendar")),
        tone=Tone.NOTE
        if missed is None or missed.difference == 0
        else Tone.RISK
        if missed.difference < 0
        else Tone.CATALYST,
        note="Figures are revised for two months and once a year. Information, not advice.",
    )


async def picture(what: Month | Absence) -> Chart | None:
    """The monthly changes of two years."""
    return changes_chart(what.levels) if isinstance(what, Month) else None


WATCHER = Watcher(
    name="labor_release",
    summary="a new month of payrolls, unemployment and pay is published, or is late",
    schedule=Schedule.parse("weekdays 08:30 then every 20s for 3m then every 1m for 15m then every 15m for 8h"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
    explains=("price_past_target", "price_level", "rate_repricing"),
)
