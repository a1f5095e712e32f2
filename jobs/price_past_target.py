"""Price crosses an analyst target: the mean, median, high or low one, upward or downward."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isclose

from bot.alerts.alert import Severity
from bot.alerts.crossing import SAME, Line, Step, is_current, walk
from bot.alerts.episode import Episode
from bot.cards import Card, Chart, Fact, Form, Level, Moment, Origin, Series, Tone, placed
from bot.market.feeds import HistoryFeed, QuoteFeed, TargetFeed
from bot.market.hours import session_of
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, listed, money, percent, say, say_n

NAMES = {
    "mean": say("mean"),
    "median": say("median"),
    "high": say("high"),
    "low": say("low"),
}  # of a target, in a sentence
LABELS = {
    "mean": say("Mean target"),
    "median": say("Median target"),
    "high": say("High target"),
    "low": say("Low target"),
}
ENOUGH = 3  # analysts from whom on a median, a high and a low say something of their own


@dataclass(frozen=True)
class Seen:
    """A price and its targets; ``why_silent`` says why they cannot be compared, "" where they can."""

    quote: Quote
    target: PriceTarget
    why_silent: str = ""


@dataclass(frozen=True)
class Crossing:
    """The lines that one move crossed, or (not ``opening``) came back across."""

    seen: Seen
    steps: tuple[Step, ...]
    opening: bool
    upward: bool


async def ask(ticker: Ticker, *, quotes: QuoteFeed, targets: TargetFeed) -> Seen:
    """The price and the targets. Raises Missing where nobody covers the ticker, Unavailable."""
    quote, target = await asyncio.gather(quotes.quote(ticker), targets.target(ticker))
    why_silent = ""
    if quote.currency is None or quote.currency != target.currency:
        why_silent = say(
            "price in {price}, targets in {targets}",
            price=quote.currency or say("no known currency"),
            targets=target.currency or say("none known"),
        )
    elif quote.volume == 0:
        why_silent = say("nothing was traded in this session")
    return Seen(quote, target, why_silent)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Crossing]:
    """Each line is an episode; lines that one move crosses the same way are one alert."""
    quote, split = seen.quote, seen.target.last_split
    if seen.why_silent or not is_current(quote, now):
        return Judgement()
    if split is not None and split.day == session_of(quote.as_of):
        return Judgement()
    moved: list[Episode] = []
    crossed: dict[tuple[str, str], list[Step]] = {}
    for name, level in lines(seen.target):
        look = walk(Line(WATCHER.name, quote.ticker.symbol, name, level), episodes.get(name), quote, split)
        if isinstance(look, Step):
            crossed.setdefault((look.before.alert, look.after.side), []).append(look)
        elif look is not None:
            moved.append(look)
    occurrences = [_occurrence(seen, steps) for steps in crossed.values()]
    for one in occurrences:
        alert = one.fingerprint(WATCHER.name) if one.what.opening else ""
        moved += [step.after.opened(alert) if alert else step.after.closed() for step in one.what.steps]
    return Judgement(tuple(occurrences), tuple(moved))


def lines(target: PriceTarget) -> Sequence[tuple[str, float]]:
    """The targets that are watched, by name; of fewer than three analysts the mean alone."""
    if target.analysts < ENOUGH:
        return (("mean", target.mean),)
    known = (("mean", target.mean), ("median", target.median), ("high", target.high), ("low", target.low))
    return tuple((name, level) for name, level in known if level is not None)


def _occurrence(seen: Seen, steps: Sequence[Step]) -> Occurrence[Crossing]:
    """One happening for lines that crossed the same way; the session keeps its name from ever being used again."""
    quote, first = seen.quote, steps[0]
    opening, upward = not first.before.is_open, first.after.side == "above"
    crossed = ", ".join(f"{step.before.name} {step.before.number + opening}" for step in steps)
    name = f"{crossed}, {'upward' if upward else 'downward'}, {session_of(quote.as_of)}"
    return Occurrence(
        name=name if opening else f"{name}, over",
        about=quote.ticker.symbol,
        at=quote.as_of,
        what=Crossing(seen, tuple(steps), opening, upward),
        severity=Severity.NORMAL if opening else Severity.QUIET,
        size=round(100 * max(abs(quote.price / step.after.level - 1) for step in steps), 2),
        follows=first.before.alert,
    )


def word(what: Crossing) -> Card:
    """What changed, from what to what; every figure with its time and source."""
    quote, target = what.seen.quote, what.seen.target
    before = max((step.before for step in what.steps), key=lambda episode: episode.seen_at)
    price, was = money(quote.price, quote.currency), money(before.value, quote.currency)
    return Card(
        title=_title(what),
        lead=_moved_targets(
            say("The price went {was} → {price}, {past}.", was=was, price=price, past=listed(_past(what))), what
        ),
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
            *(Fact(LABELS[name], _level(what, name, level)) for name, level in lines(target)),
            *_change_today(quote),
        ),
        origins=(Origin.of(quote), Origin.of(target, Form.DAY)),
        tone=Tone.CATALYST if what.upward else Tone.RISK,
        note=say("Information, not advice."),
    )


def _title(what: Crossing) -> str:
    ticker, lines = what.seen.quote.ticker, _lines(what)
    if what.opening and what.upward:
        return say("{ticker} is above {lines}", ticker=ticker, lines=lines)
    if what.opening:
        return say("{ticker} is below {lines}", ticker=ticker, lines=lines)
    if what.upward:
        return say("{ticker} is back above {lines}", ticker=ticker, lines=lines)
    return say("{ticker} is back below {lines}", ticker=ticker, lines=lines)


def _past(what: Crossing) -> Sequence[str]:
    """How far the price is past each line that it crossed."""
    price, currency, told = what.seen.quote.price, what.seen.target.currency, []
    for one in (step.after for step in what.steps):
        far = {
            "apart": percent(abs(price / one.level - 1)),
            "name": NAMES[one.name],
            "level": money(one.level, currency),
        }
        told.append(
            say("{apart} above the {name} target of {level}", **far)
            if what.upward
            else say("{apart} below the {name} target of {level}", **far)
        )
    return told


def _lines(what: Crossing) -> str:
    """“its mean and median targets”, “the target of 1 analyst”."""
    names, analysts = [NAMES[step.after.name] for step in what.steps], what.seen.target.analysts
    if analysts < ENOUGH:
        return say_n("the target of {n} analyst", "the mean target of {n} analysts", analysts)
    if len(names) > 1:
        return say("its {names} targets", names=listed(names))
    return say("its {name} target", name=names[0])


def _moved_targets(lead: str, what: Crossing) -> str:
    """With a sentence about the lines that came to the price, where the price did not go to the lines."""
    currency = what.seen.target.currency
    moves = [
        say(
            "the {name} target moved {before} → {after}",
            name=NAMES[step.after.name],
            before=money(step.before.level, currency),
            after=money(step.after.level, currency),
        )
        for step in what.steps
        if step.by_line
    ]
    return f"{lead} {say('It crossed because {moves}.', moves=listed(moves))}" if moves else lead


def _level(what: Crossing, name: str, level: float) -> str:
    target = what.seen.target
    told = say_n(
        "{level} ({n} analyst)", "{level} ({n} analysts)", target.analysts, level=money(level, target.currency)
    )
    before = next((step.before.level for step in what.steps if step.before.name == name), level)
    if isclose(before, level, rel_tol=SAME):
        return told
    return say("{told}, before: {before}", told=told, before=money(before, target.currency))


def _change_today(quote: Quote) -> Sequence[Fact]:
    if quote.previous_close is None:
        return ()
    change = percent(quote.price / quote.previous_close - 1, signed=True)
    return (
        Fact(
            say("Change today"),
            say(
                "{change} from the last close of {previous_close}",
                change=change,
                previous_close=money(quote.previous_close, quote.currency),
            ),
        ),
    )


async def picture(what: Crossing, *, histories: HistoryFeed) -> Chart | None:
    """A year of closes and the price now, with the target lines. Raises as HistoryFeed does."""
    quote, target = what.seen.quote, what.seen.target
    history = await histories.history(quote.ticker)
    if history.currency not in (None, quote.currency):
        return None
    closes = {candle.day: candle.close for candle in history.candles} | {session_of(quote.as_of): quote.price}
    points = tuple(sorted(closes.items()))
    marked = [
        say("the {name} target at {level}", name=NAMES[name], level=money(level, target.currency))
        for name, level in lines(target)
    ]
    alt = say(
        "Daily closes from {first} to {last}, the last at {price}; {targets}.",
        first=day(points[0][0]),
        last=day(points[-1][0]),
        price=money(quote.price, quote.currency),
        targets=listed(marked),
    )
    return Chart(
        title=say("{ticker} and its analyst targets", ticker=quote.ticker),
        alt=alt,
        series=(Series(quote.ticker.symbol, points),),
        levels=tuple(Level(LABELS[name], level) for name, level in lines(target)),
        unit=quote.currency or "",
    )


WATCHER = Watcher(
    name="price_past_target",
    summary=say("the price crosses the mean, median, high or low analyst target"),
    schedule=Schedule.parse("every 5m in session"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
)
