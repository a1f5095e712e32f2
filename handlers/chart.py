"""/chart: a year of a stock's closes with its 50- and 200-day means and its analyst targets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Annotated

from bot.cards import Action, Card, Chart, Fact, Form, Level, Origin, Series
from bot.commands import Arg, command
from bot.market.feeds import HistoryFeed, Missing, NoAnswer, TargetFeed
from bot.market.price_target import PriceTarget
from bot.market.quote import PriceHistory
from bot.market.ticker import Ticker
from bot.words import day, listed, money, percent, say, say_n

SPANS = (50, 200)  # sessions

Points = tuple[tuple[date, float], ...]


@command(
    "chart",
    say("A year of closes with 50- and 200-day means and analyst targets"),
    fetches=say("closes and targets of {ticker} from Yahoo"),
)
async def chart(
    ticker: Annotated[Ticker, Arg(say("Stock symbol"), "APLD", suggests="listed")],
    *,
    histories: HistoryFeed,
    targets: TargetFeed,
) -> Card:
    history, target = await asyncio.gather(histories.history(ticker), _target(targets, ticker))
    if not history.candles:
        raise Missing(say("There are no closes of {ticker}.", ticker=ticker))
    closes: Points = tuple((candle.day, candle.close) for candle in history.candles)
    means = [(span, mean(closes, span)) for span in SPANS]
    alike = isinstance(target, PriceTarget) and history.currency is not None and target.currency == history.currency
    levels = _levels(target) if isinstance(target, PriceTarget) and alike else ()
    (last_day, last), money_in = closes[-1], history.currency
    return Card(
        title=say("{ticker} over a year", ticker=ticker),
        lead=say(
            "{last} on {last_day}; {beside}.",
            last=money(last, money_in),
            last_day=day(last_day),
            beside=_beside(last, means),
        ),
        facts=(
            *(Fact(say("{span}-day mean", span=span), _mean(points, span, money_in)) for span, points in means),
            Fact(say("Targets"), _told(target, levels, money_in)),
        ),
        chart=Chart(
            title=say("{ticker}: closes, means and targets", ticker=ticker),
            alt=_alt(closes, means, target if isinstance(target, PriceTarget) and levels else None, money_in),
            series=(
                Series(ticker.symbol, closes),
                *(Series(say("{span}-day mean", span=span), points) for span, points in means if points),
            ),
            levels=levels,
            unit=money_in or "",
        ),
        origins=_origins(history, target if alike else None),
        actions=(Action(say("Rating"), f"rating {ticker}"), Action(say("Targets"), f"target {ticker}")),
        note=say("Closes are adjusted for splits, not for dividends. Information, not advice."),
    )


async def _target(targets: TargetFeed, ticker: Ticker) -> PriceTarget | NoAnswer:
    try:
        return await targets.target(ticker)
    except NoAnswer as why:
        return why


def mean(closes: Points, span: int) -> Points:
    """The mean of the last ``span`` closes on each day that has so many behind it."""
    sums = list(accumulate((close for _, close in closes), initial=0.0))
    return tuple((closes[n - 1][0], (sums[n] - sums[n - span]) / span) for n in range(span, len(closes) + 1))


def _levels(target: PriceTarget) -> tuple[Level, ...]:
    if target.analysts == 1:
        return (Level(say("Only target"), target.mean),)
    return (
        Level(say("High target"), target.high),
        Level(say("Mean target"), target.mean),
        Level(say("Low target"), target.low),
    )


def _short(target: PriceTarget, currency: str | None) -> list[str]:
    """The levels in a row of few words."""
    if target.analysts == 1:
        return [say("only {target}", target=money(target.mean, currency))]
    return [
        say("high {target}", target=money(target.high, currency)),
        say("mean {target}", target=money(target.mean, currency)),
        say("low {target}", target=money(target.low, currency)),
    ]


def _spoken(target: PriceTarget, currency: str | None) -> list[str]:
    """The levels within a sentence."""
    if target.analysts == 1:
        return [say("the only target at {target}", target=money(target.mean, currency))]
    return [
        say("the high target at {target}", target=money(target.high, currency)),
        say("the mean target at {target}", target=money(target.mean, currency)),
        say("the low target at {target}", target=money(target.low, currency)),
    ]


def _beside(last: float, means: Sequence[tuple[int, Points]]) -> str:
    told = [
        (
            say("{apart} above its {span}-day mean", apart=apart, span=span)
            if last >= newest
            else say("{apart} below its {span}-day mean", apart=apart, span=span)
        )
        for span, points in means
        for newest in [points[-1][1] for _ in points[:1]]
        for apart in [percent(abs(last / newest - 1))]
    ]
    return listed(told) or say("too young for a 50-day mean")


def _mean(points: Points, span: int, currency: str | None) -> str:
    return (
        money(points[-1][1], currency)
        if points
        else say("not known: it has traded for fewer than {span} sessions", span=span)
    )


def _told(target: PriceTarget | NoAnswer, levels: Sequence[Level], currency: str | None) -> str:
    if isinstance(target, NoAnswer):
        return say("not known: {reason}", reason=target)
    if not levels:
        currency = target.currency or say("no known currency")
        return say("in {currency}, so not drawn beside these prices", currency=currency)
    return say_n(
        "{targets} ({n} analyst)", "{targets} ({n} analysts)", target.analysts, targets=listed(_short(target, currency))
    )


def _alt(closes: Points, means: Sequence[tuple[int, Points]], target: PriceTarget | None, currency: str | None) -> str:
    lines = [
        say("the {span}-day mean at {price}", span=span, price=money(points[-1][1], currency))
        for span, points in means
        if points
    ]
    lines += _spoken(target, currency) if target else []
    first, last, price = day(closes[0][0]), day(closes[-1][0]), money(closes[-1][1], currency)
    if not lines:
        return say("Daily closes from {first} to {last}, the last at {price}.", first=first, last=last, price=price)
    return say(
        "Daily closes from {first} to {last}, the last at {price}; {lines}.",
        first=first,
        last=last,
        price=price,
        lines=listed(lines),
    )


def _origins(history: PriceHistory, target: PriceTarget | NoAnswer | None) -> tuple[Origin, ...]:
    drawn = (Origin.of(target, Form.DAY),) if isinstance(target, PriceTarget) else ()
    return (Origin.of(history), *drawn)
