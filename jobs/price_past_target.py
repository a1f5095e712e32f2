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
from bot.cards import Card, Chart, Fact, Form, Level, Moment, Origin, Series, Tone
from bot.market.feeds import HistoryFeed, QuoteFeed, TargetFeed
from bot.market.hours import session_of
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, listed, money, percent, plural

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
        why_silent = f"price in {quote.currency or 'no known currency'}, targets in {target.currency or 'none known'}"
    elif quote.volume == 0:
        why_silent = "nothing was traded in this session"
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
    way = "above" if what.upward else "below"
    before = max((step.before for step in what.steps), key=lambda episode: episode.seen_at)
    price, was = money(quote.price, quote.currency), money(before.value, quote.currency)
    past = [
        f"{percent(abs(quote.price / level - 1))} {way} the {name} target of {money(level, target.currency)}"
        for name, level in ((step.after.name, step.after.level) for step in what.steps)
    ]
    return Card(
        title=f"{quote.ticker} is {'' if what.opening else 'back '}{way} {_lines(what)}",
        lead=f"The price went {was} → {price}, {listed(past)}.{_moved_targets(what)}",
        facts=(
            Fact("Price", (f"{price}, before: {was} at ", Moment(before.seen_at))),
            *(Fact(f"{name.capitalize()} target", _level(what, name, level)) for name, level in lines(target)),
            *_change_today(quote),
        ),
        origins=(Origin.of(quote), Origin.of(target, Form.DAY)),
        tone=Tone.CATALYST if what.upward else Tone.RISK,
        note="Information, not advice.",
    )


def _lines(what: Crossing) -> str:
    """“its mean and median targets”, “the target of 1 analyst”."""
    names, analysts = [step.after.name for step in what.steps], what.seen.target.analysts
    if analysts < ENOUGH:
        return f"the {'target' if analysts == 1 else 'mean target'} of {plural(analysts, 'analyst')}"
    return f"its {listed(names)} target{'s' if len(names) > 1 else ''}"


def _moved_targets(what: Crossing) -> str:
    """A sentence about the lines that came to the price, "" where the price went to the lines."""
    currency = what.seen.target.currency
    moves = [
        f"the {step.after.name} target moved {money(step.before.level, currency)} → {money(step.after.level, currency)}"
        for step in what.steps
        if step.by_line
    ]
    return f" It crossed because {listed(moves)}." if moves else ""


def _level(what: Crossing, name: str, level: float) -> str:
    target = what.seen.target
    said = f"{money(level, target.currency)} ({plural(target.analysts, 'analyst')})"
    before = next((step.before.level for step in what.steps if step.before.name == name), level)
    return said if isclose(before, level, rel_tol=SAME) else f"{said}, before: {money(before, target.currency)}"


def _change_today(quote: Quote) -> Sequence[Fact]:
    if quote.previous_close is None:
        return ()
    change = percent(quote.price / quote.previous_close - 1, signed=True)
    return (Fact("Change today", f"{change} from the last close of {money(quote.previous_close, quote.currency)}"),)


async def picture(what: Crossing, *, histories: HistoryFeed) -> Chart | None:
    """A year of closes and the price now, with the target lines. Raises as HistoryFeed does."""
    quote, target = what.seen.quote, what.seen.target
    history = await histories.history(quote.ticker)
    if history.currency not in (None, quote.currency):
        return None
    closes = {candle.day: candle.close for candle in history.candles} | {session_of(quote.as_of): quote.price}
    points = tuple(sorted(closes.items()))
    said = listed([f"the {name} target at {money(level, target.currency)}" for name, level in lines(target)])
    alt = (
        f"Daily closes from {day(points[0][0])} to {day(points[-1][0])}, the last at "
        f"{money(quote.price, quote.currency)}; {said}."
    )
    return Chart(
        title=f"{quote.ticker} and its analyst targets",
        alt=alt,
        series=(Series(quote.ticker.symbol, points),),
        levels=tuple(Level(f"{name.capitalize()} target", level) for name, level in lines(target)),
        unit=quote.currency or "",
    )


WATCHER = Watcher(
    name="price_past_target",
    summary="the price crosses the mean, median, high or low analyst target",
    schedule=Schedule.parse("every 5m in session"),
    ask=ask,
    judge=judge,
    word=word,
    picture=picture,
)
