"""Analysts' earnings estimate for next year moves, with revisions that point the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isclose

from bot.alerts.episode import Episode
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.feeds import Missing
from bot.market.hours import session_of
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import money, percent, plural

STEP = 0.05  # of the estimate last told
OF_PRICE = 0.0025  # and of the price: near zero a percent of an estimate says nothing
ENOUGH = 2  # analysts
TOO_OLD, TOO_NEW = timedelta(days=10), timedelta(hours=1)  # as the rating has it; from a wrong clock
NEXT = 0.02  # this year's estimate so near to the one told for the next: the fiscal year has turned


@dataclass(frozen=True)
class Seen:
    """Estimates in ``unit`` (``USD/share``): this fiscal year's, the next one's; revisions of 30 days."""

    ticker: Ticker
    next: Figure
    this: float
    price: float
    up: int
    down: int
    analysts: int

    @property
    def value(self) -> float:
        return float(self.next.value)

    @property
    def currency(self) -> str:
        return self.next.unit.partition("/")[0]


@dataclass(frozen=True)
class Move:
    """An estimate and the episode it is told from."""

    seen: Seen
    before: Episode


async def ask(ticker: Ticker, *, profiles: ProfileFeed) -> Seen:
    """The estimates now. Raises Missing where a figure is not known or has another currency; Unavailable."""
    figures = (await profiles.profile(ticker)).figures
    names = ("eps_next", "eps_this", "price", "revisions_up", "revisions_down", "estimate_analysts")
    found = [one for name in names if isinstance(one := figures.get(name), Figure)]
    if len(found) < len(names) or found[0].unit != found[2].unit:
        raise Missing(f"No estimates of {ticker} can be compared with its price.")
    this, price, up, down, analysts = (float(one.value) for one in found[1:])
    return Seen(ticker, found[0], this, price, int(up), int(down), int(analysts))


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Move]:
    """The episode keeps the estimate last told, its level this year's. A new fiscal year is a baseline."""
    known, symbol, at = episodes.get("next year"), seen.ticker.symbol, seen.next.as_of
    if not now - TOO_OLD <= at <= now + TOO_NEW or seen.analysts < ENOUGH or seen.price <= 0:
        return Judgement()
    if known is not None and at < known.seen_at:
        return Judgement()
    if known is None:
        first = Episode(
            kind=WATCHER.name, about=symbol, name="next year", side=seen.next.unit,
            level=seen.this, value=seen.value, seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    after = known.seen(side=seen.next.unit, level=seen.this, value=seen.value, at=at)
    if known.side != seen.next.unit or _year_turned(seen, known):
        return Judgement(moved=(after,))
    change = seen.value - known.value
    if abs(change) < max(STEP * abs(known.value), OF_PRICE * seen.price) or change * (seen.up - seen.down) <= 0:
        return Judgement()
    happened = Occurrence(
        name=f"{known.number + 1}, {session_of(at)}",
        about=symbol,
        at=at,
        what=Move(seen, known),
        size=round(100 * abs(change) / seen.price, 2),
    )
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def _year_turned(seen: Seen, known: Episode) -> bool:
    """Whether what was next year's estimate is now this year's; nothing was revised by that."""
    near = isclose(seen.this, known.value, rel_tol=NEXT)
    return near and not isclose(known.level, known.value, rel_tol=NEXT)


def word(what: Move) -> Card:
    """From what to what, in money and against the price, and the revisions behind it."""
    seen, before = what.seen, what.before
    change = seen.value - before.value
    old, new = money(before.value, seen.currency), money(seen.value, seen.currency)
    return Card(
        title=f"{seen.ticker}: next year's estimate {'raised' if change > 0 else 'cut'}",
        lead=f"Earnings expected for next year went {old} → {new} a share, "
        f"{percent(change / seen.price, signed=True, digits=2)} of the price.",
        facts=(
            Fact("Revisions in 30 days", f"{seen.up} up, {seen.down} down, of {plural(seen.analysts, 'analyst')}"),
            Fact("Before", (f"{old} on ", Moment(before.seen_at, Form.DAY))),
            Fact("This year", f"{money(seen.this, seen.currency)} a share"),
        ),
        origins=(Origin.of(seen.next, Form.DAY),),
        actions=(Action("Rating", f"rating {seen.ticker}"), Action("Why", f"why {seen.ticker}")),
        tone=Tone.CATALYST if change > 0 else Tone.RISK,
        note="Information, not advice.",
    )


WATCHER = Watcher(
    name="estimate_revision",
    summary="the earnings estimate for next year moves by 5 %, and revisions point the same way",
    schedule=Schedule.parse("weekdays 10:30"),
    ask=ask,
    judge=judge,
    word=word,
    unit="% of the price",
    pillar="earnings",
)
