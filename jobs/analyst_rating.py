"""Analysts' mean recommendation moves by a quarter of a grade from where it was last told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.episode import Episode
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Tone
from bot.market.feeds import Missing
from bot.market.hours import session_of
from bot.market.ticker import Ticker
from bot.rating.profile import Figure
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import plural

STEP = 0.25  # of the scale from 1, strong buy, to 5, sell
ENOUGH = 3  # analysts: of fewer, one opinion is the mean
TOO_OLD, TOO_NEW = timedelta(days=10), timedelta(hours=1)  # as the rating has it; from a wrong clock
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
        raise Missing(f"No mean recommendation of {ticker} is known.")
    return Seen(ticker, mean, int(float(analysts.value)), float(net.value) if isinstance(net, Figure) else None)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Move]:
    """The episode keeps the mean last told and, as its side, who computed it: another one's mean is a baseline."""
    known, symbol, at = episodes.get("mean"), seen.ticker.symbol, seen.mean.as_of
    if not now - TOO_OLD <= at <= now + TOO_NEW or seen.analysts < ENOUGH:
        return Judgement()
    if known is not None and at < known.seen_at:
        return Judgement()
    if known is None:
        first = Episode(
            kind=WATCHER.name, about=symbol, name="mean", side=seen.mean.source,
            level=seen.analysts, value=seen.value, seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    after = known.seen(side=seen.mean.source, level=seen.analysts, value=seen.value, at=at)
    if known.side != seen.mean.source:
        return Judgement(moved=(after,))
    change = seen.value - known.value
    if abs(change) < STEP - EDGE:
        return Judgement()
    happened = Occurrence(
        name=f"{known.number + 1}, {session_of(at)}",
        about=symbol,
        at=at,
        what=Move(seen, known),
        size=round(abs(change), 2),
    )
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def word(what: Move) -> Card:
    """From what to what on the scale, and how many stand behind each. A lower number is a kinder opinion."""
    seen, before = what.seen, what.before
    kinder = seen.value < before.value
    return Card(
        title=f"{seen.ticker}: analysts are {'kinder' if kinder else 'cooler'}",
        lead=f"Their mean recommendation went {before.value:.2f} → {seen.value:.2f}, "
        "on a scale from 1, strong buy, to 5, sell.",
        facts=(
            Fact("Analysts", f"{plural(seen.analysts, 'analyst')}; {before.level:.0f} before"),
            Fact("Before", (f"{before.value:.2f} on ", Moment(before.seen_at, Form.DAY))),
            *((Fact("Upgrades less downgrades in 90 days", f"{seen.net:+.0f}"),) if seen.net is not None else ()),
        ),
        origins=(Origin.of(seen.mean, Form.DAY),),
        actions=(Action("Rating", f"rating {seen.ticker}"), Action("Targets", f"target {seen.ticker}")),
        tone=Tone.CATALYST if kinder else Tone.RISK,
        note="The rating counts changes of opinion, hardly their level. Information, not advice.",
    )


WATCHER = Watcher(
    name="analyst_rating",
    summary="analysts' mean recommendation moves by a quarter of a grade",
    schedule=Schedule.parse("weekdays 10:15"),
    ask=ask,
    judge=judge,
    word=word,
    unit="grades",
)
