"""The mean analyst target moves by a twentieth from where it was last told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isclose

from bot.alerts.episode import Episode
from bot.alerts.stride import Stride, stride
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone, placed
from bot.market.feeds import TargetFeed
from bot.market.hours import session_of
from bot.market.price_target import PriceTarget
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import later, money, percent, say, say_n

STEP = 0.05  # of the mean target last told
SAME = 0.001  # targets that differ by less are one
LAG = timedelta(days=10)  # targets follow a split by days


@dataclass(frozen=True)
class Move:
    """A mean target and the one it is told from: the episode's value, its level the number of analysts."""

    target: PriceTarget
    before: Episode

    @property
    def change(self) -> float:
        return self.target.mean / self.before.value - 1


async def ask(ticker: Ticker, *, targets: TargetFeed) -> PriceTarget:
    """The targets now. Raises Missing where nobody covers the ticker, Unavailable."""
    return await targets.target(ticker)


def judge(target: PriceTarget, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Move]:
    """The episode keeps the mean last told. The first look, another currency and a split are baselines."""
    if target.mean <= 0 or target.currency is None:
        return Judgement()
    look = Episode(
        kind=WATCHER.name, about=target.ticker.symbol, name="mean", side=target.currency,
        level=target.analysts, value=target.mean, seen_at=target.as_of,
    )  # fmt: skip
    walked = stride(
        look,
        episodes.get(look.name),
        now,
        begins_anew=lambda told: _has_moved(target, told) and (told.side != look.side or _follows_split(target)),
        is_far=lambda told: abs(Move(target, told).change) >= STEP,
    )
    if not isinstance(walked, Stride):
        return Judgement(moved=(walked,) if walked is not None else ())
    move = Move(target, walked.before)
    happened = Occurrence(
        name=walked.name, about=look.about, at=look.seen_at, what=move, size=round(100 * abs(move.change), 1)
    )
    return Judgement((happened,), (walked.after.opened(happened.fingerprint(WATCHER.name)),))


def _has_moved(target: PriceTarget, told: Episode) -> bool:
    return not isclose(target.mean, told.value, rel_tol=SAME)


def _follows_split(target: PriceTarget) -> bool:
    """Whether a target may have moved for a split, not for an opinion."""
    split = target.last_split
    return split is not None and split.day <= session_of(target.as_of) <= split.day + LAG


def word(what: Move) -> Card:
    """From what to what, how many analysts stand behind each, and the range."""
    target, before = what.target, what.before
    old, new = money(before.value, target.currency), money(target.mean, target.currency)
    return Card(
        title=say("{ticker}: mean target raised", ticker=target.ticker)
        if what.change > 0
        else say("{ticker}: mean target cut", ticker=target.ticker),
        lead=say(
            "The mean analyst target went {old} → {new}, {change}.",
            old=old,
            new=new,
            change=percent(what.change, signed=True),
        ),
        facts=(
            Fact(say("Analysts"), _analysts(target.analysts, before.level)),
            Fact(say("Before"), placed(later("{old} on {day}"), old=old, day=Moment(before.seen_at, Form.DAY))),
            Fact(
                say("Range"),
                say(
                    "{low} to {high}",
                    low=money(target.low, target.currency),
                    high=money(target.high, target.currency),
                ),
            ),
        ),
        origins=(Origin.of(target, Form.DAY),),
        actions=(Action(say("Targets"), f"target {target.ticker}"), Action(say("Chart"), f"chart {target.ticker}")),
        tone=Tone.CATALYST if what.change > 0 else Tone.RISK,
        note=say("A mean also moves when an analyst begins or stops covering. Information, not advice."),
    )


def _analysts(number: int, before: float) -> str:
    if number < 3:
        return say_n(
            "{n} analyst, too few for a consensus; {before:.0f} before",
            "{n} analysts, too few for a consensus; {before:.0f} before",
            number,
            before=before,
        )
    return say_n("{n} analyst; {before:.0f} before", "{n} analysts; {before:.0f} before", number, before=before)


WATCHER = Watcher(
    name="price_target_change",
    summary=say("the mean analyst target moves by 5 % from where it was last told"),
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
    unit="%",
)
