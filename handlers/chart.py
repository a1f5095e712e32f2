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
from bot.words import day, listed, money, percent, plural

SPANS = (50, 200)  # sessions

Points = tuple[tuple[date, float], ...]


@command(
    "chart",
    "A year of closes with 50- and 200-day means and analyst targets",
    fetches="closes and targets of {ticker} from Yahoo",
)
async def chart(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", suggests="listed")],
    *,
    histories: HistoryFeed,
    targets: TargetFeed,
) -> Card:
    history, target = await asyncio.gather(histories.history(ticker), _target(targets, ticker))
    if not history.candles:
        raise Missing(f"There are no closes of {ticker}.")
    closes: Points = tuple((candle.day, candle.close) for candle in history.candles)
    means = [(span, mean(closes, span)) for span in SPANS]
    alike = isinstance(target, PriceTarget) and history.currency is not None and target.currency == history.currency
    levels = _levels(target) if isinstance(target, PriceTarget) and alike else ()
    (last_day, last), money_in = closes[-1], history.currency
    return Card(
        title=f"{ticker} over a year",
        lead=f"{money(last, money_in)} on {day(last_day)}; {_beside(last, means)}.",
        facts=(
            *(Fact(f"{span}-day mean", _mean(points, span, money_in)) for span, points in means),
            Fact("Targets", _told(target, levels, money_in)),
        ),
        chart=Chart(
            title=f"{ticker}: closes, means and targets",
            alt=_alt(closes, means, levels, money_in),
            series=(
                Series(ticker.symbol, closes),
                *(Series(f"{span}-day mean", points) for span, points in means if points),
            ),
            levels=levels,
            unit=money_in or "",
        ),
        origins=_origins(history, target if alike else None),
        actions=(Action("Rating", f"rating {ticker}"), Action("Targets", f"target {ticker}")),
        note="Closes are adjusted for splits, not for dividends. Information, not advice.",
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
        return (Level("Only target", target.mean),)
    return (Level("High target", target.high), Level("Mean target", target.mean), Level("Low target", target.low))


def _beside(last: float, means: Sequence[tuple[int, Points]]) -> str:
    said = [
        f"{percent(abs(last / points[-1][1] - 1))} {'above' if last >= points[-1][1] else 'below'} its {span}-day mean"
        for span, points in means
        if points
    ]
    return listed(said) or "too young for a 50-day mean"


def _mean(points: Points, span: int, currency: str | None) -> str:
    return money(points[-1][1], currency) if points else f"not known: it has traded for fewer than {span} sessions"


def _told(target: PriceTarget | NoAnswer, levels: Sequence[Level], currency: str | None) -> str:
    if isinstance(target, NoAnswer):
        return f"not known: {target}"
    if not levels:
        return f"in {target.currency or 'no known currency'}, so not drawn beside these prices"
    said = listed([f"{level.name.split()[0].lower()} {money(level.value, currency)}" for level in levels])
    return f"{said} ({plural(target.analysts, 'analyst')})"


def _alt(closes: Points, means: Sequence[tuple[int, Points]], levels: Sequence[Level], currency: str | None) -> str:
    lines = [f"the {span}-day mean at {money(points[-1][1], currency)}" for span, points in means if points]
    lines += [f"the {level.name.lower()} at {money(level.value, currency)}" for level in levels]
    (first_day, _), (last_day, last) = closes[0], closes[-1]
    said = f"Daily closes from {day(first_day)} to {day(last_day)}, the last at {money(last, currency)}"
    return f"{said}; {listed(lines)}." if lines else f"{said}."


def _origins(history: PriceHistory, target: PriceTarget | NoAnswer | None) -> tuple[Origin, ...]:
    drawn = (Origin.of(target, Form.DAY),) if isinstance(target, PriceTarget) else ()
    return (Origin.of(history), *drawn)
