"""Analysts' earnings estimate for next year moves, with revisions that point the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isclose

from bot.alerts.episode import Episode
from bot.alerts.stride import Stride, stride
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import later, money, percent, say, say_n

STEP = 0.05  # of the estimate last told
OF_PRICE = 0.0025  # and of the price: near zero a percent of an estimate says nothing
ENOUGH = 2  # analysts
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
        raise Missing(say("No estimates of {ticker} can be compared with its price.", ticker=ticker))
    this, price, up, down, analysts = (float(one.value) for one in found[1:])
    return Seen(ticker, found[0], this, price, int(up), int(down), int(analysts))


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Move]:
    """The episode keeps the estimate last told, its level this year's. A new fiscal year is a baseline."""
    if seen.analysts < ENOUGH or seen.price <= 0:
        return Judgement()
    look = Episode(
        kind=WATCHER.name, about=seen.ticker.symbol, name="next year", side=seen.next.unit,
        level=seen.this, value=seen.value, seen_at=seen.next.as_of,
    )  # fmt: skip
    walked = stride(
        look,
        episodes.get(look.name),
        now,
        begins_anew=lambda told: told.side != look.side or _year_turned(seen, told),
        is_far=lambda told: _is_revised(seen, told),
    )
    if not isinstance(walked, Stride):
        return Judgement(moved=(walked,) if walked is not None else ())
    happened = Occurrence(
        name=walked.name,
        about=look.about,
        at=look.seen_at,
        what=Move(seen, walked.before),
        size=round(100 * abs(look.value - walked.before.value) / seen.price, 2),
    )
    return Judgement((happened,), (walked.after.opened(happened.fingerprint(WATCHER.name)),))


def _is_revised(seen: Seen, told: Episode) -> bool:
    """Whether the estimate moved far enough, and its revisions point the way it went."""
    change = seen.value - told.value
    return abs(change) >= max(STEP * abs(told.value), OF_PRICE * seen.price) and change * (seen.up - seen.down) > 0


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
        title=say("{ticker}: next year's estimate raised", ticker=seen.ticker)
        if change > 0
        else say("{ticker}: next year's estimate cut", ticker=seen.ticker),
        lead=say(
            "Earnings expected for next year went {old} → {new} a share, {change} of the price.",
            old=old,
            new=new,
            change=percent(change / seen.price, signed=True, digits=2),
        ),
        facts=(
            Fact(
                say("Revisions in 30 days"),
                say_n(
                    "{up} up, {down} down, of {n} analyst",
                    "{up} up, {down} down, of {n} analysts",
                    seen.analysts,
                    up=seen.up,
                    down=seen.down,
                ),
            ),
            Fact(say("Before"), (say("{estimate} on ", estimate=old), Moment(before.seen_at, Form.DAY))),
            Fact(say("This year"), say("{estimate} a share", estimate=money(seen.this, seen.currency))),
        ),
        origins=(Origin.of(seen.next, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {seen.ticker}"), Action(say("Why"), f"why {seen.ticker}")),
        tone=Tone.CATALYST if change > 0 else Tone.RISK,
        note=say("Information, not advice."),
    )


WATCHER = Watcher(
    name="estimate_revision",
    summary=say("the earnings estimate for next year moves by 5 %, and revisions point the same way"),
    schedule=Schedule.parse("weekdays 10:30"),
    ask=ask,
    judge=judge,
    word=word,
    unit=later("% of the price"),
    pillar="earnings",
)
