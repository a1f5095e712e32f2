"""/why: every figure behind a rating, with its value, day, source and points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from bot.cards import Action, Card, Fact, Form, Moment, Table, Value
from bot.commands import Arg, UsageError, command
from bot.market.ticker import Ticker
from bot.rated import words
from bot.rated.card import NOTE, origins
from bot.rated.ratings import Rated, Ratings
from bot.rating.gates import Effect
from bot.rating.rules import read_rules
from bot.rating.scorecard import Evidence, FactorScore, SignalScore
from bot.rating.scoring import MIDDLE
from bot.words import clipped

ROWS = 30  # a page

Row = tuple[Value, ...]


@command("why", "Every figure behind the rating of a stock, with its day, source and points")
async def why(
    ticker: Annotated[Ticker, Arg("Stock symbol", "APLD", suggests="listed")],
    page: Annotated[str, Arg("Which page", "2")] = "1",
    *,
    ratings: Ratings,
) -> Card:
    if not page.isascii() or not page.isdigit() or not 1 <= int(page) <= 99:
        raise UsageError(f"“{clipped(page, 20)}” is not a page; write 1, 2 or 3.")
    rated = await ratings.now(ticker)
    rows = list(_rows(rated))
    last = -(-len(rows) // ROWS)
    if int(page) > last:
        raise UsageError(f"There are {last} pages of figures about {ticker}.")
    start = (int(page) - 1) * ROWS
    shown, left = rows[start : start + ROWS], len(rows) - start - ROWS
    rating = rated.rating
    return Card(
        title=f"{ticker}: why {rating.grade}" + (f" {rating.score:.1f}" if rating.grade is rating.call else ""),
        lead=f"Rows {start + 1} to {start + len(shown)} of {len(rows)}" + (f"; {left} more." if left > 0 else "."),
        facts=(
            Fact("Score", f"{MIDDLE:.0f} and the points of the factors: {rating.score:.1f}"),
            *(Fact("Limit", gate.why) for gate in rating.gates if gate.effect is not Effect.FLAG),
        ),
        table=Table(("Figure", "Value", "Day", "Source", "Points"), tuple(shown)),
        origins=origins(rated),
        actions=(
            *((Action("More", f"why {ticker} {int(page) + 1}"),) if left > 0 else ()),
            Action("Rating", f"rating {ticker}"),
        ),
        note=f"Figures that share a question share its points. {NOTE} Rule set {rating.ruleset}.",
    )


def _rows(rated: Rated) -> Iterator[Row]:
    """For each factor its sum, then for each question its figures; at the end what only limits read."""
    card, used = rated.rating.scorecard, set[str]()
    for factor in card.factors:
        yield (factor.label.upper(), "", "", "", words.points(factor.points))
        for signal in factor.signals:
            used.update(signal.inputs)
            yield from _signal(rated, factor, signal)
    if card.disagreement:
        yield ("ANALYSTS AGAINST SHORT SELLERS", "", "", "", words.points(card.disagreement))
    rest = [name for name in read_rules().inputs if name not in used and name in rated.profile.figures]
    if rest:
        yield ("READ BY LIMITS AND FLAGS", "", "", "", "")
        yield from (_figure(rated, name, "") for name in rest)


def _signal(rated: Rated, factor: FactorScore, signal: SignalScore) -> Iterator[Row]:
    said = words.points(signal.points)
    if signal.evidence is Evidence.NOT_APPLICABLE:
        said = "does not apply"
    elif signal.evidence is Evidence.FLOOR:
        said = f"{said}, the worst"
    elif signal.evidence is Evidence.MISSING:
        said = "0.0, not known"
    if not signal.inputs:
        yield (f"{factor.label}: {signal.name.replace('_', ' ')}", "", "", "", said)
    for n, name in enumerate(signal.inputs):
        yield _figure(rated, name, said if n == 0 else "with the above")


def _figure(rated: Rated, name: str, said: str) -> Row:
    label, seen = read_rules().inputs[name].label, words.figure(rated, name)
    if seen is None:
        return (label, clipped(f"not known: {rated.figures.missing.get(name, 'not given')}", 160), "", "", said)
    return (label, words.told(seen.value, words.unit_of(seen, name)), Moment(seen.as_of, Form.DAY), seen.source, said)
