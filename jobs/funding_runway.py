"""Funding runway: the cash lasts for less than four quarters of what operations use, and later for five again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import floor

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Card, Fact, Form, Origin, Tone
from bot.clock import Clock
from bot.market.feeds import FactsFeed
from bot.market.hours import NEW_YORK
from bot.market.reported_fact import ReportedFact
from bot.market.runway import Runway, runway
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import count, day, say

SHORT, ENOUGH = 4.0, 5.0  # quarters: below the one it opens, from the other on it is over
NAME, LOW, FINE = "runway", "below", "above"


@dataclass(frozen=True)
class Seen:
    """The runway, or ``why_silent`` it cannot be computed."""

    ticker: Ticker
    runway: Runway | None
    why_silent: str = ""


@dataclass(frozen=True)
class Crossing:
    """A runway that became short (``opening``) or is long again; ``before`` are the quarters of the look before."""

    seen: Seen
    runway: Runway
    opening: bool
    before: float
    before_at: datetime


async def ask(ticker: Ticker, *, facts: FactsFeed, clock: Clock) -> Seen:
    """The runway by what is filed today. Raises Missing where the SEC has no figures of the ticker, Unavailable."""
    told = runway(await facts.facts(ticker), clock.now().astimezone(NEW_YORK).date())
    return Seen(ticker, told) if isinstance(told, Runway) else Seen(ticker, None, told)


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Crossing]:
    """One episode a ticker: its side is where the runway was, its value the quarters, 0 where it has no end.

    Between four and five quarters the side stays. Operations that bring cash in end a short runway. What is not
    computable for want of figures moves nothing.
    """
    lasts, known = seen.runway, episodes.get(NAME)
    if lasts is None or (known is not None and lasts.as_of < known.seen_at):
        return Judgement()
    if known is None:
        side = FINE if lasts.quarters is None or lasts.quarters >= SHORT else LOW
        return Judgement(moved=(_first(seen, lasts, side),))
    side = _side(known, lasts)
    after = known.seen(side=side, level=SHORT, value=_value(lasts), at=lasts.as_of)
    if side == known.side:
        return Judgement(moved=() if after == known else (after,))
    if side == FINE and not known.is_open:  # short since the first look, which is told to nobody
        return Judgement(moved=(after,))
    happened = Occurrence(
        name=f"{side} with the figures of {lasts.cash.end}",
        about=seen.ticker.symbol,
        at=now,
        what=Crossing(seen, lasts, side == LOW, known.value, known.seen_at),
        severity=Severity.NORMAL if side == LOW else Severity.QUIET,
        size=round(max(SHORT - (lasts.quarters or 0), 0), 2) if side == LOW else 0.0,
        follows="" if side == LOW else known.alert,
    )
    moved = after.opened(happened.fingerprint(WATCHER.name)) if side == LOW else after.closed()
    return Judgement((happened,), (moved,))


def _side(known: Episode, lasts: Runway) -> str:
    if lasts.quarters is None or lasts.quarters >= ENOUGH:
        return FINE
    return LOW if lasts.quarters < SHORT else known.side


def _first(seen: Seen, lasts: Runway, side: str) -> Episode:
    return Episode(
        kind=WATCHER.name, about=seen.ticker.symbol, name=NAME, side=side,
        level=SHORT, value=_value(lasts), seen_at=lasts.as_of,
    )  # fmt: skip


def _value(lasts: Runway) -> float:
    return round(lasts.quarters or 0.0, 4)


def word(what: Crossing) -> Card:
    """The quarters, and both figures they are made of with their days; what is not counted is said."""
    lasts, ticker = what.runway, what.seen.ticker
    held, used, a_quarter = (
        _sum(amount, lasts.cash.unit) for amount in (lasts.held, abs(lasts.flow.value), abs(lasts.burn))
    )
    if lasts.quarters is None:
        title = say("{ticker} no longer uses cash in its operations", ticker=ticker)
        lead = say(
            "Operations brought in {used} in twelve months, so the runway is not computable: it does not end.",
            used=used,
        )
    else:
        quarters = _quarters(lasts.quarters)
        title = (
            say("{ticker} has cash for {quarters}", ticker=ticker, quarters=quarters)
            if what.opening
            else say("{ticker} has cash for {quarters} again", ticker=ticker, quarters=quarters)
        )
        lead = say(
            "{held} of cash; operations used {used} in twelve months, {a_quarter} a quarter.",
            held=held,
            used=used,
            a_quarter=a_quarter,
        )
    if what.before:
        was = say(
            "Before, with the cash of {day}, it was {quarters}.",
            day=day(what.before_at),
            quarters=_quarters(what.before),
        )
        lead = f"{lead} {was}"
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(say("Cash"), _cash(lasts.cash)),
            *_investments(lasts),
            Fact(say("Operating cash flow"), _flow(lasts.flow)),
            Fact(say("Not counted"), say("capital spending, debt that falls due, money raised since")),
        ),
        origins=(Origin.of(lasts, Form.DAY),),
        tone=Tone.RISK if what.opening else Tone.CATALYST,
        note=say("Cash over a quarter of twelve months' use, from the statements filed. Information, not advice."),
    )


def _investments(lasts: Runway) -> tuple[Fact, ...]:
    told = lasts.investments
    if told is None:
        return ()
    shown = say("{sum} on {day}, counted as cash", sum=_sum(told.value, told.unit), day=day(told.end))
    return (Fact(say("Short-term investments"), shown),)


def _cash(cash: ReportedFact) -> str:
    return say(
        "{amount} on {day} ({form} filed {filed})",
        amount=_sum(cash.value, cash.unit),
        day=day(cash.end),
        form=cash.form,
        filed=day(cash.filed),
    )


def _flow(flow: ReportedFact) -> str:
    amount, end, filed = _sum(flow.value, flow.unit), day(flow.end), day(flow.filed)
    if flow.start is None:
        return say("{amount} to {end} ({form} filed {filed})", amount=amount, end=end, form=flow.form, filed=filed)
    return say(
        "{amount} from {start} to {end} ({form} filed {filed})",
        amount=amount,
        start=day(flow.start),
        end=end,
        form=flow.form,
        filed=filed,
    )


def _quarters(quarters: float) -> str:
    """Cut, not rounded: 3.97 is less than four and reads so."""
    return say("{number:.1f} quarters", number=floor(quarters * 10) / 10)


def _sum(amount: float, unit: str) -> str:
    """``$12.0 million``; ``-$3.4 million``; ``CAD 5.0 million``: units are as they are filed."""
    sign = "-" if amount < 0 else ""
    return f"{sign}${count(abs(amount))}" if unit == "USD" else f"{sign}{unit} {count(abs(amount))}"


WATCHER = Watcher(
    name="funding_runway",
    summary=say("the cash lasts for less than 4 quarters of what operations use, and when it lasts for 5 again"),
    schedule=Schedule.parse("daily 07:15"),
    ask=ask,
    judge=judge,
    word=word,
)
