"""/why: every figure behind a rating, with its value, day, source and points."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Annotated

from bot.cards import Action, Card, Fact, Table, Value
from bot.commands import Arg, UsageError, command
from bot.market.ticker import Ticker
from bot.rated import words
from bot.rated.card import NOTE, origins
from bot.rated.phrases import phrase
from bot.rated.ratings import Rated, Ratings
from bot.rating.gates import Effect
from bot.rating.grade import Grade
from bot.rating.rating import Rating
from bot.rating.rules import read_rules
from bot.rating.scorecard import Evidence, FactorScore, SignalScore
from bot.rating.scoring import MIDDLE
from bot.words import clipped, said, say

ROWS = 20  # a page

Row = tuple[Value, ...]


@command(
    "why",
    say("Every figure behind the rating of a stock, with its day, source and points"),
    fetches=say(
        "{ticker}: prices and estimates from Yahoo, short interest from FINRA, filings from the SEC where that is on"
    ),
)
async def why(
    ticker: Annotated[Ticker, Arg(say("Stock symbol"), "APLD", suggests="listed")],
    page: Annotated[str, Arg(say("Which page"), "2")] = "1",
    *,
    ratings: Ratings,
) -> Card:
    if not page.isascii() or not page.isdigit() or not 1 <= int(page) <= 99:
        raise UsageError(say("“{page}” is not a page; write 1, 2 or 3.", page=clipped(page, 20)))
    rated = await ratings.now(ticker)
    rows = list(_rows(rated))
    last = -(-len(rows) // ROWS)
    if int(page) > last:
        raise UsageError(say("There are {last} pages of figures about {ticker}.", last=last, ticker=ticker))
    start = (int(page) - 1) * ROWS
    shown, left = rows[start : start + ROWS], len(rows) - start - ROWS
    rating = rated.rating
    return Card(
        title=say("{ticker}: why {grade} {score:.1f}", ticker=ticker, grade=said(rating.grade), score=rating.score)
        if _has_score(rating)
        else say("{ticker}: why {grade}", ticker=ticker, grade=said(rating.grade)),
        lead=say(
            "Rows {first} to {last} of {all}; {left} more.",
            first=start + 1,
            last=start + len(shown),
            all=len(rows),
            left=left,
        )
        if left > 0
        else say("Rows {first} to {last} of {all}.", first=start + 1, last=start + len(shown), all=len(rows)),
        facts=(
            Fact(
                say("Score"),
                say("{middle:.0f} and the points of the factors: {score:.1f}", middle=MIDDLE, score=rating.score),
            ),
            *(Fact(say("Limit"), gate.why) for gate in rating.gates if gate.effect is not Effect.FLAG),
        ),
        table=Table((say("Question"), say("Figures"), say("Points")), tuple(shown)),
        origins=origins(rated),
        actions=(
            *((Action(say("More"), f"why {ticker} {int(page) + 1}"),) if left > 0 else ()),
            Action(say("Rating"), f"rating {ticker}"),
        ),
        note=say(
            "A figure stands at the first question of a factor that reads it. {note} Rule set {ruleset}.",
            note=NOTE,
            ruleset=rating.ruleset,
        ),
    )


def _has_score(rating: Rating) -> bool:
    """Whether today's score is that of the grade; a stock that is not rated has none to be named by."""
    return rating.grade is rating.call and rating.grade is not Grade.NOT_RATED


def _rows(rated: Rated) -> Iterator[Row]:
    """For each factor its sum, then its questions; at the end the figures that only limits and flags read."""
    card, used = rated.rating.scorecard, set[str]()
    for factor in card.factors:
        yield (said(factor.label).upper(), "", words.points(factor.points))
        shown: set[str] = set()
        for signal in factor.signals:
            yield (_question(rated, factor, signal), _figures(rated, signal, shown), _points(signal))
            shown.update(signal.inputs)
        used |= shown
    if card.disagreement:
        yield (say("ANALYSTS AGAINST SHORT SELLERS"), "", words.points(card.disagreement))
    rest = [name for name in read_rules().inputs if name not in used and name in rated.profile.figures]
    if rest:
        yield (say("READ BY LIMITS AND FLAGS"), "", "")
        for name in rest:
            yield (said(read_rules().inputs[name].label), words.dated(rated, [name], named=False), "")


def _question(rated: Rated, factor: FactorScore, signal: SignalScore) -> str:
    if signal.evidence is Evidence.KNOWN:
        return phrase(f"{factor.name}.{signal.name}", rated.figures)
    return said(signal.name.replace("_", " "))


def _figures(rated: Rated, signal: SignalScore, shown: Container[str]) -> Value:
    """Its figures, but for those that an earlier question of the factor has shown."""
    new = [name for name in signal.inputs if name not in shown]
    return words.dated(rated, new) if new else say("the figures above")


def _points(signal: SignalScore) -> str:
    if signal.evidence is Evidence.NOT_APPLICABLE:
        return say("does not apply")
    if signal.evidence is Evidence.MISSING:
        return say("0.0, not known")
    points = words.points(signal.points)
    return say("{points}, the worst", points=points) if signal.evidence is Evidence.FLOOR else points
