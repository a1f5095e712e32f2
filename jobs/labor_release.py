"""Labor release: the month's payrolls with both revisions, unemployment and pay, once a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.alerts.episode import Episode
from bot.cards import Action, Card, Chart, Origin, Tone
from bot.labor_facts import changes_chart, month_facts, month_lead, month_title, trend_surprise
from bot.market.feeds import LaborFeed
from bot.market.labor import LaborMarket, payrolls
from bot.market.readings import Readings
from bot.watchers import Judgement, Occurrence, Schedule, Watcher


@dataclass(frozen=True)
class Month:
    """A month that was released."""

    market: LaborMarket
    levels: Readings
    month: date


async def ask(*, labor: LaborFeed) -> LaborMarket:
    """The newest vintage. Raises Missing, Unavailable."""
    return await labor.labor()


def judge(seen: LaborMarket, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Month]:
    """The episode's side is the newest month of payrolls, its value their level (thousand jobs)."""
    levels, known = seen.payrolls, episodes.get("payrolls")
    newest = levels.newest if levels else None
    if levels is None or newest is None:
        return Judgement()
    side, level = newest.isoformat(), levels.by_day()[newest]
    if known is None:
        first = Episode(
            kind=WATCHER.name, about="", name="payrolls", side=side, level=0, value=level, seen_at=levels.as_of
        )
        return Judgement(moved=(first,))
    if side <= known.side:
        return Judgement()
    change = payrolls(levels, newest)
    happened = Occurrence(
        name=f"{newest:%Y-%m}",
        about="",
        at=now,
        what=Month(seen, levels, newest),
        size=round(abs(change.change)) if change else 0,
    )
    after = known.seen(side=side, level=known.value, value=level, at=levels.as_of)
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def word(what: Month) -> Card:
    """The change against its trend, both revisions, unemployment and pay; what lacks a month says which."""
    missed = trend_surprise(what.levels, what.month)
    return Card(
        title=month_title(what.levels, what.month),
        lead=month_lead(what.levels, what.month),
        facts=month_facts(what.market, what.levels, what.month),
        origins=(Origin.of(what.levels),),
        actions=(Action("Labor market", "labor"),),
        tone=Tone.NOTE if missed is None else Tone.RISK if missed.difference < 0 else Tone.CATALYST,
        note="Figures are revised for two months and once a year. Information, not advice.",
    )


async def picture(what: Month) -> Chart | None:
    """The monthly changes of two years."""
    return changes_chart(what.levels)


WATCHER = Watcher(
    name="labor_release",
    summary="a new month of payrolls, unemployment and pay is published",
    schedule=Schedule.parse("every 5m"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
    pillar="labor",
    explains=("price_past_target", "price_level", "rate_repricing"),
)
