"""Bars that lie from zero: what adds to a sum, and what takes from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.charts.paper import CARD, CEILING, FAINT, INK, WIDTH
from bot.charts.words import inert, small
from bot.words import clipped, count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HELPS, HURTS = "#0b63b0", "#b4500f"  # bars above and below zero; their side and sign say it first
MOST_PARTS = 16


def lie(figure: Figure, parts: Sequence[tuple[str, float]]) -> None:
    """Bars that lie from zero, the first on top, each with its name and its value in words."""
    axes = figure.add_axes((0.1, 0.05, 0.8, CEILING - 0.02), facecolor=CARD)
    for spine in axes.spines.values():
        spine.set_visible(False)
    values = [value for _, value in parts]
    places = range(len(parts) - 1, -1, -1)
    axes.barh(places, values, height=0.66, color=[HELPS if value >= 0 else HURTS for value in values])
    axes.axvline(0, color=FAINT, linewidth=1.6)
    said = [
        axes.annotate(
            f"{'+' if value > 0 else ''}{f'{value:.1f}' if abs(value) < 1000 else count(value)}", (value, place),
            (-8 if value < 0 else 8, 0), textcoords="offset points",
            ha="right" if value < 0 else "left", va="center", **small(INK),
        )
        for place, value in zip(places, values, strict=True)
    ]  # fmt: skip
    axes.set_ylim(-0.6, len(parts) - 0.4)
    axes.set_xticks([])
    axes.set_yticks(places, labels=[clipped(inert(name[:100]), 30) for name, _ in parts], **small(INK))
    axes.tick_params(length=0, pad=8)
    for text in axes.get_yticklabels():
        while text.get_window_extent().width > 0.36 * WIDTH:
            text.set_text(clipped(text.get_text(), len(text.get_text()) - 2))
    axes.set_yticklabels([text.get_text() for text in axes.get_yticklabels()])
    names, room = (max(text.get_window_extent().width for text in side) for side in (axes.get_yticklabels(), said))
    left, label = 0.03 + names / WIDTH + 0.013, room + 20
    axes.set_position((left, 0.05, 0.97 - left, CEILING - 0.02))
    low, high = min(*values, 0.0), max(*values, 0.0)
    pixel = (high - low or 1.0) / ((0.97 - left) * WIDTH - 2 * label)
    axes.set_xlim(low - label * pixel, high + label * pixel)
