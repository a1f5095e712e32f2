"""/record: every past call beside what the stock and the index fund did since, losses as plainly as gains."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from bot.calls.ledger import OURS, Call, Ledger
from bot.calls.published import published
from bot.cards import Action, Card, Fact, Form, Moment, Origin, Table, Value
from bot.clock import Clock
from bot.commands import Arg, command
from bot.market.feeds import HistoryFeed, NoAnswer
from bot.market.quote import PriceHistory
from bot.market.ticker import Ticker
from bot.rated.since import INDEX, Since, since
from bot.rating.grade import Grade
from bot.words import day, percent, said, say, say_n

ROWS = 30
READ = 500  # turns looked at where no stock is named
PATIENCE = 20.0  # seconds the answer waits for prices


@command(
    "record",
    say("Every past call beside what the stock and IWM did since"),
    fetches=say("the closes since each call from Yahoo"),
)
async def record(
    ticker: Annotated[
        Ticker | None, Arg(say("Stock symbol; all where none is named"), "APLD", suggests="listed")
    ] = None,
    *,
    ledger: Ledger,
    histories: HistoryFeed,
    clock: Clock,
) -> Card:
    ours = turns(await ledger.calls(ticker)) if ticker else await ledger.turns(READ)
    others = [call for call in published() if ticker in (None, call.ticker)]
    kept = sorted((*ours, *others), key=lambda call: (call.at, call.ticker), reverse=True)
    calls = [call for call in kept if call.grade is not Grade.NOT_RATED]
    if not calls:
        lead = say("A rating is kept here from the moment it is given.")
        unrated = say_n(
            "It was found not to be ratable {n} time.", "It was found not to be ratable {n} times.", len(kept)
        )
        return Card(
            title=say("No call of {ticker} is on record", ticker=ticker) if ticker else say("No call is on record"),
            lead=f"{lead} {unrated}" if kept else lead,
            actions=(Action(say("Rating"), f"rating {ticker}"),) if ticker else (),
        )
    shown, now = _shown(calls), clock.now()
    prices = await _prices({call.ticker for call in shown} | {INDEX}, histories)
    outcomes = [_outcome(call, prices, now) for call in shown]
    index = prices.get(INDEX)
    return Card(
        title=say_n("The record of {ticker}: {n} call", "The record of {ticker}: {n} calls", len(calls), ticker=ticker)
        if ticker
        else say_n("The record: {n} call", "The record: {n} calls", len(calls)),
        lead=_lead(shown, outcomes),
        facts=(
            *(
                (Fact(say("Not shown"), say_n("{n} older call", "{n} older calls", len(calls) - len(shown))),)
                if len(calls) > len(shown)
                else ()
            ),
            *(
                (Fact(say("Not rated"), say_n("{n} time besides", "{n} times besides", len(kept) - len(calls))),)
                if len(kept) > len(calls)
                else ()
            ),
        ),
        table=Table(
            (say("Call"), say("Given"), say("By"), say("Stock since"), say("IWM since"), say("Days")),
            tuple(_row(call, outcome) for call, outcome in zip(shown, outcomes, strict=True)),
        ),
        origins=(Origin.of(index, Form.DAY),) if isinstance(index, PriceHistory) else (),
        note=say(
            "From the first close after a call to the last close, adjusted for splits, not for dividends or "
            "costs. Past calls say nothing sure of the next. Information, not advice."
        ),
    )


def turns(calls: Sequence[Call]) -> Sequence[Call]:
    """The first call of each run of equal ones: a call stands until another is given."""
    return [call for n, call in enumerate(calls) if n == 0 or call.grade is not calls[n - 1].grade]


def _shown(calls: Sequence[Call]) -> Sequence[Call]:
    """The newest, and every call of others: theirs are few, and are shown among ours."""
    room = ROWS - sum(call.source != OURS for call in calls)
    newest = [call for call in calls if call.source == OURS][: max(room, 0)]
    return [call for call in calls if call in newest or call.source != OURS]


async def _prices(tickers: set[Ticker], histories: HistoryFeed) -> Mapping[Ticker, PriceHistory | NoAnswer]:
    async def ask(ticker: Ticker) -> PriceHistory | NoAnswer:
        try:
            async with asyncio.timeout(PATIENCE):
                return await histories.history(ticker)
        except NoAnswer as why:
            return why
        except TimeoutError:
            return NoAnswer(say("no prices in time"))

    wanted = sorted(tickers)
    return dict(zip(wanted, await asyncio.gather(*map(ask, wanted)), strict=True))


def _outcome(call: Call, prices: Mapping[Ticker, PriceHistory | NoAnswer], now: datetime) -> Since | str:
    """What happened since, or why that is not known."""
    stock, index = prices[call.ticker], prices[INDEX]
    if isinstance(stock, NoAnswer):
        return say("not known: {reason}", reason=stock)
    found = since(call.at, stock, index if isinstance(index, PriceHistory) else None, now)
    if found is None:
        first = stock.candles[0].day if stock.candles else None
        old = first is not None and call.at.date() < first
        return (
            say("not known: the closes begin on {first}", first=day(first)) if old and first else say("no close since")
        )
    return found if found.start != found.end else say("no second close yet")


def _row(call: Call, outcome: Since | str) -> tuple[Value, ...]:
    score = f" {call.score:.1f}" if call.score is not None else ""
    told: tuple[Value, ...] = (f"{call.ticker} {said(call.grade)}{score}", Moment(call.at, Form.DAY), call.source)
    if isinstance(outcome, str):
        return (*told, outcome, "", "")
    index = percent(outcome.index, signed=True) if outcome.index is not None else say("not known")
    return (
        *told,
        percent(outcome.stock, signed=True),
        index,
        say("{start} to {end}", start=day(outcome.start), end=day(outcome.end)),
    )


def _lead(calls: Sequence[Call], outcomes: Sequence[Since | str]) -> str:
    """How many of each kind did better than the index fund; a Sell is better where its stock did worse."""
    told = []
    for grade in (Grade.BUY, Grade.HOLD, Grade.SELL):
        ahead = [
            outcome.stock > outcome.index
            for call, outcome in zip(calls, outcomes, strict=True)
            if call.grade is grade and isinstance(outcome, Since) and outcome.index is not None
        ]
        if ahead:
            told.append(_better(grade, sum(ahead), len(ahead)))
    return f"{'; '.join(told)}." if told else say("No call has two closes behind it yet.")


def _better(grade: Grade, better: int, all_: int) -> str:
    if grade is Grade.BUY:
        return say_n(
            "{better} of {n} Buy did better than IWM", "{better} of {n} Buys did better than IWM", all_, better=better
        )
    if grade is Grade.HOLD:
        return say_n(
            "{better} of {n} Hold did better than IWM", "{better} of {n} Holds did better than IWM", all_, better=better
        )
    return say_n(
        "{better} of {n} Sell did better than IWM", "{better} of {n} Sells did better than IWM", all_, better=better
    )
