"""/compare: the ratings of two to five stocks side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Annotated

from bot.cards import Action, Card, Fact, Origin, Table
from bot.commands import Arg, Text, UsageError, command
from bot.market.feeds import NoAnswer
from bot.market.ticker import Ticker
from bot.rated import words
from bot.rated.card import NOTE, origins
from bot.rated.ratings import Rated, Ratings
from bot.rating.gates import Effect
from bot.rating.grade import Grade
from bot.words import listed, percent, said, say

FEWEST, MOST = 2, 5


@command(
    "compare",
    say("The ratings of two to five stocks side by side"),
    fetches=say(
        "{tickers}: prices and estimates from Yahoo, short interest from FINRA, filings from the SEC where that is on"
    ),
)
async def compare(
    tickers: Annotated[Text, Arg(say("Two to five stock symbols"), "APLD RKLB ACHR", suggests="listed")],
    *,
    ratings: Ratings,
) -> Card:
    asked = _read(tickers)
    answers = await asyncio.gather(*(_answer(ratings, ticker) for ticker in asked))
    found = [one for one in answers if isinstance(one, Rated)]
    lost = [(ticker, one) for ticker, one in zip(asked, answers, strict=True) if isinstance(one, NoAnswer)]
    if not found:
        raise lost[0][1]
    return Card(
        title=say("{asked} side by side", asked=listed([ticker.symbol for ticker in asked])),
        lead=_lead(found),
        facts=tuple(Fact(ticker.symbol, str(why)) for ticker, why in lost),
        table=Table(("", *(one.ticker.symbol for one in found)), tuple(_rows(found))),
        origins=_origins(found),
        actions=tuple(Action(say("Why {ticker}", ticker=one.ticker), f"why {one.ticker}") for one in found),
        note=say(
            "Points of each factor, added to 50. {note} Rule set {ruleset}.", note=NOTE, ruleset=found[0].rating.ruleset
        ),
    )


def _read(text: str) -> Sequence[Ticker]:
    words_given = text.replace(",", " ").replace(";", " ").split()
    try:
        asked = list(dict.fromkeys(Ticker.parse(word) for word in words_given[: 4 * MOST]))
    except ValueError as error:
        raise UsageError(str(error)) from None
    if not FEWEST <= len(asked) <= MOST:
        raise UsageError(say("Name {fewest} to {most} stocks, such as APLD RKLB ACHR.", fewest=FEWEST, most=MOST))
    return asked


async def _answer(ratings: Ratings, ticker: Ticker) -> Rated | NoAnswer:
    try:
        return await ratings.now(ticker)
    except NoAnswer as why:
        return why


def _lead(found: Sequence[Rated]) -> str:
    graded = sorted(
        (one for one in found if one.rating.grade is not Grade.NOT_RATED), key=lambda one: -one.rating.score
    )
    told = [f"{one.ticker} {said(one.rating.grade)} {one.rating.score:.1f}" for one in graded]
    told += [say("{ticker} is not rated", ticker=one.ticker) for one in found if one.rating.grade is Grade.NOT_RATED]
    return f"{'; '.join(told)}."


def _rows(found: Sequence[Rated]) -> Sequence[tuple[str, ...]]:
    def row(name: str, cell: Callable[[Rated], str]) -> tuple[str, ...]:
        return (name, *(cell(one) for one in found))

    def limits(one: Rated) -> str:
        binding = [said(gate.effect) for gate in one.rating.gates if gate.effect is not Effect.FLAG]
        return listed(list(dict.fromkeys(binding))) or say("none")

    def graded(one: Rated, shown: str) -> str:
        return "" if one.rating.grade is Grade.NOT_RATED else shown

    labels = [(factor.name, said(factor.label)) for factor in found[0].rating.scorecard.factors]
    return [
        row(say("Rating"), lambda one: said(one.rating.grade)),
        row(say("Score"), lambda one: graded(one, f"{one.rating.score:.1f}")),
        row(say("Evidence known"), lambda one: percent(one.rating.coverage, digits=0)),
        row(say("Confidence"), lambda one: graded(one, said(one.rating.confidence))),
        row(say("Limits"), limits),
        *(row(label, lambda one, name=name: _points(one, name)) for name, label in labels),  # type: ignore[misc]  # bound here
    ]


def _points(one: Rated, name: str) -> str:
    factor = one.rating.scorecard.factor(name)
    return words.points(factor.points) if factor.known or factor.points else say("not known")


def _origins(found: Sequence[Rated]) -> tuple[Origin, ...]:
    """The oldest of each source: none behind the table is older as a whole."""
    oldest: dict[str, Origin] = {}
    for origin in (origin for one in found for origin in origins(one)):
        known = oldest.get(origin.source)
        if known is None or origin.as_of < known.as_of:
            oldest[origin.source] = origin
    return tuple(oldest[source] for source in sorted(oldest))
