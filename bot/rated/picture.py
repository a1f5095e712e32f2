"""The factors of a rating as bars: what each adds to fifty, or takes from it."""

from __future__ import annotations

from bot.cards import Bar, Chart
from bot.rated.ratings import Rated
from bot.rated.words import points
from bot.words import listed


def bars(rated: Rated) -> Chart:
    """A bar for each factor, the one that helps most on top."""
    rating = rated.rating
    rows = sorted(rating.scorecard.factors, key=lambda factor: -factor.points)
    parts = [Bar(f"{factor.label[0].upper()}{factor.label[1:]}", factor.points) for factor in rows]
    if rating.scorecard.disagreement:
        parts.append(Bar("Analysts against shorts", rating.scorecard.disagreement))
    told = listed([f"{bar.name} {points(bar.value)}" for bar in parts])
    return Chart(
        title=f"{rated.ticker}: {rating.grade} {rating.score:.1f}, by factor",
        alt=f"Points added to 50: {told}.",
        series=(),
        unit="points",
        parts=tuple(parts),
    )
