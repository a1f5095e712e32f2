"""Price crosses a level that people of a channel set; told in that channel alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.crossing import Step, is_current, place, walk
from bot.alerts.episode import Episode
from bot.alerts.marks import KIND, RESTS, PriceLevel
from bot.alerts.ports import PriceLevels, StoreAway
from bot.cards import Action, Card, Fact, Moment, Origin, Tone, placed
from bot.market.feeds import HistoryFeed, NoAnswer, QuoteFeed, Unavailable
from bot.market.hours import session_of
from bot.market.quote import Quote, Split
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, listed, money, percent, say

PATIENCE = 8.0  # seconds a price waits for the history that knows of splits


@dataclass(frozen=True)
class Seen:
    """A price, what channels want of it, and the newest split that is known."""

    quote: Quote
    levels: tuple[PriceLevel, ...]
    split: Split | None = None


@dataclass(frozen=True)
class Passed:
    """The levels of one channel that one move crossed, or (not ``opening``) came back across."""

    quote: Quote
    steps: tuple[tuple[PriceLevel, Step], ...]
    opening: bool


@dataclass(frozen=True)
class Outdated:
    """A level from before a split: it is about shares that are no more."""

    level: PriceLevel
    quote: Quote
    split: Split

    @property
    def instead(self) -> float:
        """The same level for the shares of now."""
        return self.level.price / self.split.ratio


async def ask(ticker: Ticker, *, wanted: PriceLevels, quotes: QuoteFeed, histories: HistoryFeed) -> Seen | None:
    """The price of a stock on which a level is set, None for others. Raises Missing, Unavailable."""
    try:
        levels = await wanted.levels(ticker)
    except StoreAway as away:
        raise Unavailable(say("The store does not answer.")) from away
    if not levels:
        return None
    quote, split = await asyncio.gather(quotes.quote(ticker), _newest_split(ticker, histories))
    return Seen(quote, tuple(levels), split)


async def _newest_split(ticker: Ticker, histories: HistoryFeed) -> Split | None:
    """None also where it cannot be known now: the walk has its own eye for a split that nobody told."""
    try:
        async with asyncio.timeout(PATIENCE):
            return max((await histories.history(ticker)).splits, key=lambda one: one.day, default=None)
    except (NoAnswer, TimeoutError):
        return None


def judge(seen: Seen | None, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Passed | Outdated]:
    """Each level of each channel is an episode; levels of one channel that one move crosses are one alert.

    A level that the price comes back across without having been told is quiet: it is only set again.
    """
    if seen is None or not is_current(seen.quote, now):
        return Judgement()
    moved: list[Episode] = []
    found: list[Occurrence[Passed | Outdated]] = []
    crossed: dict[tuple[str, str, str], list[tuple[PriceLevel, Step]]] = {}
    for level in seen.levels:
        known = episodes.get(level.line.name)
        if known is not None and known.side == RESTS:
            continue
        if seen.split is not None and level.since < seen.split.day <= session_of(seen.quote.as_of):
            at = (known or level.begins(seen.quote)).closed()
            moved.append(at.seen(side=RESTS, level=level.price, value=seen.quote.price, at=seen.quote.as_of))
            found.append(_outdated(Outdated(level, seen.quote, seen.split)))
            continue
        look = walk(level.line, known, seen.quote) if known is not None else level.begins(seen.quote)
        if not isinstance(look, Step):
            moved += [look] if look is not None else []
        elif look.before.is_open or look.after.side == level.way:
            crossed.setdefault((str(level.channel), look.before.alert, look.after.side), []).append((level, look))
        else:
            side = place(seen.quote.price, level.price)
            moved.append(look.after.seen(side=side, level=level.price, value=look.after.value, at=look.after.seen_at))
    for (channel, _, _), steps in crossed.items():
        one = _passed(Passed(seen.quote, tuple(steps), not steps[0][1].before.is_open), channel)
        alert = "" if steps[0][1].before.is_open else one.fingerprint(KIND)
        moved += [step.after.opened(alert) if alert else step.after.closed() for _, step in steps]
        found.append(one)
    return Judgement(tuple(found), tuple(moved))


def _passed(what: Passed, channel: str) -> Occurrence[Passed | Outdated]:
    """The moment of the price keeps its name from ever being used again, also by a level that is set once more."""
    crossed = ", ".join(f"{level.what} {step.before.number + what.opening}" for level, step in what.steps)
    name = f"{crossed}, {what.quote.as_of:%Y-%m-%dT%H:%M:%S}, {channel}"
    return Occurrence(
        name=name if what.opening else f"{name}, over",
        about=what.quote.ticker.symbol,
        at=what.quote.as_of,
        what=what,
        severity=Severity.NORMAL if what.opening else Severity.QUIET,
        size=round(100 * max(abs(what.quote.price / level.price - 1) for level, _ in what.steps), 2),
        follows=what.steps[0][1].before.alert,
        only=(channel,),
    )


def _outdated(what: Outdated) -> Occurrence[Passed | Outdated]:
    return Occurrence(
        name=f"{what.level.what}, since {what.level.since}, split {what.split.day}, {what.level.channel}",
        about=what.quote.ticker.symbol,
        at=what.quote.as_of,
        what=what,
        only=(str(what.level.channel),),
    )


def word(what: Passed | Outdated) -> Card:
    """What changed, from what to what, and whose level it is."""
    return _word_of_split(what) if isinstance(what, Outdated) else _word_of_crossing(what)


def _word_of_crossing(what: Passed) -> Card:
    quote, (_, first) = what.quote, what.steps[0]
    upward = first.after.side == "above"
    before = max((step.before for _, step in what.steps), key=lambda episode: episode.seen_at)
    price, was = money(quote.price, quote.currency), money(before.value, quote.currency)
    levels = [money(level.price, quote.currency) for level, _ in what.steps]
    far = [
        {"apart": percent(abs(quote.price / level.price - 1)), "level": money(level.price, quote.currency)}
        for level, _ in what.steps
    ]
    past = [say("{apart} above {level}", **one) if upward else say("{apart} below {level}", **one) for one in far]
    return Card(
        title=_title(what, listed(levels), upward=upward),
        lead=say("The price went {was} → {price}, {past}.", was=was, price=price, past=listed(past)),
        facts=(
            Fact(
                say("Price"),
                placed(
                    later("{price}, before: {was} at {when}"),
                    price=price,
                    was=was,
                    when=Moment(before.seen_at),
                ),
            ),
            *(Fact(say("Level {told}", told=level.told(quote.currency)), _whose(level)) for level, _ in what.steps),
        ),
        origins=(Origin.of(quote),),
        actions=(Action(say("Levels here"), f"level {quote.ticker}"),),
        tone=Tone.CATALYST if upward else Tone.RISK,
        note=say("Information, not advice."),
    )


def _word_of_split(what: Outdated) -> Card:
    level, quote, split = what.level, what.quote, what.split
    if split.ratio >= 1:
        ratio = say("{ratio:g} for 1", ratio=split.ratio)
    else:
        ratio = say("1 for {ratio:g}", ratio=1 / split.ratio)
    instead = money(what.instead, quote.currency)
    return Card(
        title=say(
            "{ticker} split {ratio}: its level {told} rests",
            ticker=quote.ticker,
            ratio=ratio,
            told=level.told(quote.currency),
        ),
        lead=say(
            "It was set by {who} on {since}, before the split of {day}, and says nothing of the shares of now. "
            "The same for them would be {instead}.",
            who=level.who,
            since=day(level.since),
            day=day(split.day),
            instead=instead,
        ),
        facts=(Fact(say("Price"), money(quote.price, quote.currency)),),
        origins=(Origin.of(quote),),
        actions=(
            Action(say("Set {instead}", instead=instead), f"level {quote.ticker} {level.way} {what.instead:.4f}"),
            Action(say("Take the old one off"), f"level {quote.ticker} off {level.what}"),
        ),
    )


def _title(what: Passed, levels: str, *, upward: bool) -> str:
    ticker = what.quote.ticker
    if what.opening and upward:
        return say("{ticker} is above {levels}", ticker=ticker, levels=levels)
    if what.opening:
        return say("{ticker} is below {levels}", ticker=ticker, levels=levels)
    if upward:
        return say("{ticker} is back above {levels}", ticker=ticker, levels=levels)
    return say("{ticker} is back below {levels}", ticker=ticker, levels=levels)


def _whose(level: PriceLevel) -> str:
    return say("set by {who} on {since}", who=level.who, since=day(level.since))


WATCHER = Watcher(
    name=KIND,
    summary=say("the price crosses a level that was set here with /level"),
    schedule=Schedule.parse("every 5m in session"),
    ask=ask,
    judge=judge,
    word=word,
)
