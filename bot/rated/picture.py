"""The factors of a rating as bars: what each adds to fifty, or takes from it."""

from __future__ import annotations

from bot.cards import Bar, Chart
from bot.rated.ratings import Rated
from bot.rated.words import points
from bot.words import listed, said, say


def bars(rated: Rated) -> Chart:
    """A bar for each factor, the one that helps most on top."""
    rating = rated.rating
    rows = sorted(rating.scorecard.factors, key=lambda factor: -factor.points)
    named = [(said(factor.label), factor.points) for factor in rows]
    parts = [Bar(f"{label[0].upper()}{label[1:]}", added) for label, added in named]
    if rating.scorecard.disagreement:
        parts.append(Bar(say("Analysts against shorts"), rating.scorecard.disagreement))
    told = listed([f"{bar.name} {points(bar.value)}" for bar in parts])
    return Chart(
        title=say(
            "{ticker}: {grade} {score:.1f}, by factor",
            ticker=rated.ticker,
            grade=said(rating.grade),
            score=rating.score,
        ),
        alt=say("Points added to 50: {told}.", told=told),
        series=(),
        unit=say("points"),
        parts=tuple(parts),
    )
