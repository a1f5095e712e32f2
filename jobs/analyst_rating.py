"""Analysts' mean recommendation moves by a quarter of a grade from where it was last told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.episode import Episode
from bot.alerts.stride import Stride, stride
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.feeds import Missing
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import later, say, say_n

STEP = 0.25  # of the scale from 1, strong buy, to 5, sell
ENOUGH = 3  # analysts: of fewer, one opinion is the mean
EDGE = 1e-9  # a step of exactly 0.25 counts, however its difference is rounded


@dataclass(frozen=True)
class Seen:
    """The mean recommendation of a ticker; ``net`` are upgrades less downgrades in 90 days, None where not known."""

    ticker: Ticker
    mean: Figure
    analysts: int
    net: float | None

    @property
    def value(self) -> float:
        return float(self.mean.value)


@dataclass(frozen=True)
class Move:
    """A mean recommendation and the episode it is told from."""

    seen: Seen
    before: Episode


async def ask(ticker: Ticker, *, profiles: ProfileFeed) -> Seen:
    """The mean recommendation now. Raises Missing where nobody recommends it, Unavailable."""
    figures = (await profiles.profile(ticker)).figures
    mean, analysts, net = (figures.get(name) for name in ("mean_rating", "target_analysts", "net_ratings"))
    if not isinstance(mean, Figure) or not isinstance(analysts, Figure):
        raise Missing(say("No mean recommendation of {ticker} is known.", ticker=ticker))
    return Seen(ticker, mean, int(float(analysts.value)), float(net.value) if isinstance(net, Figure) else None)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Move]:
    """The episode keeps the mean last told and, as its side, who computed it: another one's mean is a baseline."""
    if seen.analysts < ENOUGH:
        return Judgement()
    look = Episode(
        kind=WATCHER.name, about=seen.ticker.symbol, name="mean", side=seen.mean.source,
        level=seen.analysts, value=seen.value, seen_at=seen.mean.as_of,
    )  # fmt: skip
    walked = stride(
        look,
        episodes.get(look.name),
        now,
        begins_anew=lambda told: told.side != look.side,
        is_far=lambda told: abs(look.value - told.value) >= STEP - EDGE,
    )
    if not isinstance(walked, Stride):
        return Judgement(moved=(walked,) if walked is not None else ())
    happened = Occurrence(
        name=walked.name,
        about=look.about,
        at=look.seen_at,
        what=Move(seen, walked.before),
        size=round(abs(look.value - walked.before.value), 2),
    )
    return Judgement((happened,), (walked.after.opened(happened.fingerprint(WATCHER.name)),))


def word(what: Move) -> Card:
    """From what to what on the scale, and how many stand behind each. A lower number is a kinder opinion."""
    seen, before = what.seen, what.before
    kinder = seen.value < before.value
    return Card(
        title=say("{ticker}: analysts are kinder", ticker=seen.ticker)
        if kinder
        else say("{ticker}: analysts are cooler", ticker=seen.ticker),
        lead=say(
            "Their mean recommendation went {before:.2f} → {now:.2f}, on a scale from 1, strong buy, to 5, sell.",
            before=before.value,
            now=seen.value,
        ),
        facts=(
            Fact(
                say("Analysts"),
                say_n(
                    "{n} analyst; {before:.0f} before",
                    "{n} analysts; {before:.0f} before",
                    seen.analysts,
                    before=before.level,
                ),
            ),
            Fact(say("Before"), (say("{mean:.2f} on ", mean=before.value), Moment(before.seen_at, Form.DAY))),
            *((Fact(say("Upgrades less downgrades in 90 days"), f"{seen.net:+.0f}"),) if seen.net is not None else ()),
        ),
        origins=(Origin.of(seen.mean, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {seen.ticker}"), Action(say("Targets"), f"target {seen.ticker}")),
        tone=Tone.CATALYST if kinder else Tone.RISK,
        note=say("The rating counts changes of opinion, hardly their level. Information, not advice."),
    )


WATCHER = Watcher(
    name="analyst_rating",
    summary=say("analysts' mean recommendation moves by a quarter of a grade"),
    schedule=Schedule.parse("weekdays 10:15"),
    ask=ask,
    judge=judge,
    word=word,
    unit=later("grades"),
)
