"""Price crosses an analyst target: the mean, median, high or low one, upward or downward."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isclose

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Card, Chart, Fact, Form, Level, Moment, Origin, Series, Tone
from bot.market.feeds import HistoryFeed, QuoteFeed, TargetFeed
from bot.market.hours import session_of
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, listed, money, percent, plural

BAND = 0.02  # how far a price comes back past its line before the crossing is over
ENOUGH = 3  # analysts from whom on a median, a high and a low say something of their own
TOO_OLD, TOO_NEW = timedelta(days=5), timedelta(hours=1)  # older than a long weekend; from a wrong clock
SAME = 0.001  # targets that differ by less are one
LAG = timedelta(days=10)  # targets follow a split by days
MEMORY, FAR, CALM = timedelta(days=4), 1 / 3, 0.25  # a split that nobody told us of, see _says_nothing
FRESH = 0.1  # the stored price is at most so far from the last one we saw


@dataclass(frozen=True)
class Seen:
    """A price and its targets; ``why_silent`` says why they cannot be compared, "" where they can."""

    quote: Quote
    target: PriceTarget
    why_silent: str = ""


@dataclass(frozen=True)
class Step:
    """A line that was crossed: its episode as it was known, and with this look."""

    before: Episode
    after: Episode

    @property
    def by_target(self) -> bool:
        """Whether the price alone would not have crossed."""
        return self.before.side.endswith(_side(self.before, self.after.value, self.before.level))


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
    """Each line is an episode; lines that one move crosses the same way are one alert.

    A quiet look is stored at the first quote of a session and when the price is a tenth away from the stored one:
    often enough to tell a split from a fall, so seldom that most rounds write nothing.
    """
    quote, split = seen.quote, seen.target.last_split
    if seen.why_silent or not now - TOO_OLD <= quote.as_of <= now + TOO_NEW:
        return Judgement()
    if split is not None and split.day == session_of(quote.as_of):
        return Judgement()
    moved: list[Episode] = []
    crossed: dict[tuple[str, str], list[Step]] = {}
    for name, level in lines(seen.target):
        known = episodes.get(name)
        if known is not None and _says_nothing(seen, level, known):
            continue
        if known is None or _follows_split(seen, level, known):
            moved.append(_baseline(seen, name, level, known))
        else:
            side = _side(known, quote.price, level)
            after = known.seen(side=side, level=level, value=quote.price, at=quote.as_of)
            if not known.side.endswith(side):
                crossed.setdefault((known.alert, side), []).append(Step(known, after))
            elif _is_worth_storing(known, after):
                moved.append(after)
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


def _place(price: float, level: float) -> str:
    """Where a price stands by a line; inside the band it is "just" there."""
    side = "above" if price >= level else "below"
    return f"just {side}" if level * (1 - BAND) < price < level * (1 + BAND) else side


def _side(known: Episode, price: float, level: float) -> str:
    """The side after this look: an open episode and one that began inside the band leave it only past the band."""
    if known.is_open or known.side.startswith("just"):
        place = _place(price, level)
        return known.side if place.startswith("just") else place
    return known.side if price == level else "above" if price > level else "below"


def _baseline(seen: Seen, name: str, level: float, known: Episode | None) -> Episode:
    """Where a line begins, told to nobody; an open episode stays open where its side stays."""
    quote, side = seen.quote, _place(seen.quote.price, level)
    if known is None:
        kind, about = WATCHER.name, quote.ticker.symbol
        return Episode(
            kind=kind, about=about, name=name, side=side, level=level, value=quote.price, seen_at=quote.as_of
        )
    if known.is_open and side.endswith(known.side):
        side = known.side
    else:
        known = known.closed()
    return known.seen(side=side, level=level, value=quote.price, at=quote.as_of)


def _follows_split(seen: Seen, level: float, known: Episode) -> bool:
    """Whether a target moved so soon after a split that it may be the split it moved for."""
    quote, split = seen.quote, seen.target.last_split
    if split is None or isclose(level, known.level, rel_tol=SAME):
        return False
    return split.day <= session_of(quote.as_of) <= split.day + LAG


def _says_nothing(seen: Seen, level: float, known: Episode) -> bool:
    """Whether the look is older than the last, or has a price after a split beside a level from before it."""
    quote, split = seen.quote, seen.target.last_split
    if quote.as_of < known.seen_at:
        return True
    session, last = session_of(quote.as_of), session_of(known.seen_at)
    if split is not None and last < split.day <= session <= split.day + LAG:
        return isclose(level, known.level, rel_tol=SAME)
    if quote.previous_close is None or last == session or quote.as_of - known.seen_at > MEMORY:
        return False
    apart, change = quote.previous_close / known.value - 1, quote.price / quote.previous_close - 1
    return abs(apart) > FAR and abs(change) < CALM


def _is_worth_storing(known: Episode, after: Episode) -> bool:
    return (
        known.side != after.side
        or not isclose(known.level, after.level, rel_tol=SAME)
        or session_of(known.seen_at) != session_of(after.seen_at)
        or abs(after.value / known.value - 1) > FRESH
    )


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
        if step.by_target
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
