"""States over days: a lane for each name, a strip for each state, with its word in it or at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cards import Chart, Lane
from bot.charts.days import lay_days
from bot.charts.paper import CARD, CEILING, FAINT, FLOOR, INK, WIDTH
from bot.charts.words import inert, small, write
from bot.words import clipped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LANES = 8
BEST, BETWEEN, WORST, NONE = (  # face, edge, pattern, words: the pattern tells them apart without the colour
    ("#0b63b0", "#0b63b0", "", "#ffffff"),
    ("#c9d1db", "#8c97a5", "", INK),
    ("#f6d9c8", "#b4500f", "//", INK),
    (CARD, "#8c97a5", "..", INK),
)
Style = tuple[str, str, str, str]


def run(figure: Figure, chart: Chart) -> None:
    """The lanes from top to bottom; the state of the last day stands at the right edge, and above what looks how."""
    lanes = [lane for lane in chart.lanes[:MOST_LANES] if lane.spells]
    axes = figure.add_axes((0.25, FLOOR, 0.55, CEILING - FLOOR - 0.02), facecolor=CARD)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(length=0, pad=8)
    places = range(len(lanes) - 1, -1, -1)
    axes.set_ylim(-0.6, len(lanes) - 0.4)
    axes.set_yticks(places, labels=[clipped(inert(lane.name[:100]), 24) for lane in lanes], **small(INK))
    lay_days(axes, min(lane.spells[0][0] for lane in lanes), max(lane.spells[-1][1] for lane in lanes))
    _fit(figure, axes, [lane.spells[-1][2] for lane in lanes], places)
    for place, lane in zip(places, lanes, strict=True):
        _strips(axes, place, lane, chart.states)
    said = dict.fromkeys(word for lane in lanes for _, _, word in lane.spells)
    _explain(figure, [*(word for word in chart.states if word in said), *(w for w in said if w not in chart.states)],
             chart.states)  # fmt: skip


def _fit(figure: Figure, axes: Axes, now: Sequence[str], places: Sequence[int]) -> None:
    """Give the names on the left and the states of the last day on the right their room."""
    written = [write(figure, 0, 0, word, 17, bold=True, room=0.2) for word in now]
    names, words = (
        max(text.get_window_extent().width for text in side) / WIDTH for side in (axes.get_yticklabels(), written)
    )
    left, right = 0.03 + names + 0.013, 0.97 - words - 0.013
    bottom, height = FLOOR, CEILING - FLOOR - 0.02
    axes.set_position((left, bottom, right - left, height))
    for text, place in zip(written, places, strict=True):
        text.set_position((right + 0.013, bottom + height * (place + 0.6) / (len(places) + 0.2)))


def _style(word: str, states: Sequence[str]) -> Style:
    if word not in states:
        return NONE
    return BEST if word == states[0] else WORST if word == states[-1] else BETWEEN


def _strips(axes: Axes, place: int, lane: Lane, states: Sequence[str]) -> None:
    """A strip from the first day to the day after the last; its word where it fits, an arrow's width free each side."""
    for since, until, word in lane.spells:
        face, edge, pattern, ink = _style(word, states)
        start, end = since.toordinal() - 0.5, until.toordinal() + 0.5
        axes.barh(place, end - start, left=start, height=0.62, color=face, edgecolor=edge, hatch=pattern, linewidth=1.2)
        shown = axes.text(
            (start + end) / 2, place, inert(word[:60]), ha="center", va="center",
            bbox={"facecolor": face, "edgecolor": "none", "pad": 1}, **small(ink),
        )  # fmt: skip
        room = axes.transData.transform((end, 0))[0] - axes.transData.transform((start, 0))[0]
        if shown.get_window_extent().width + 16 > room:
            shown.remove()


def _explain(figure: Figure, words: Sequence[str], states: Sequence[str]) -> None:
    """Which state looks how, in a line under the title."""
    from matplotlib.patches import Rectangle

    x = 0.03
    for word in words[:6]:
        face, edge, pattern, _ = _style(word, states)
        box = Rectangle((x, 0.84), 0.022, 0.03, facecolor=face, edgecolor=edge, hatch=pattern, linewidth=1.2)
        box.set_transform(figure.transFigure)
        figure.add_artist(box)
        text = write(figure, x + 0.03, 0.855, word, 17, colour=FAINT, room=0.18)
        x += 0.06 + text.get_window_extent().width / WIDTH
