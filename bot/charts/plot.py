"""Lines or bars over days, with their levels, each named beside its value at the right edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.cards import Chart
from bot.charts.days import lay_days
from bot.charts.paper import CARD, CEILING, FAINT, FLOOR, GRID, HEIGHT, INK, SPACE, WIDTH, fits
from bot.charts.words import dated, inert, shortened, small, worded, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINES = ("#0b63b0", "#8a3f9c", "#3a7d44")  # told apart by those who see no red or green, and by their names
BARS, LAST_BAR = "#9dbbdc", "#0b63b0"
LEVELS = (("#b4500f", (0, (6, 3))), ("#6f4e9b", (0, (2, 2))), ("#3f6b6b", (0, (8, 3, 2, 3))), ("#8a2f45", (0, (1, 3))))


@dataclass(frozen=True)
class _Label:
    """Words at the right edge, beside the value that they name."""

    value: float
    text: str
    colour: str
    bold: bool = False


def plot(figure: Figure, chart: Chart, drawn: Sequence[Sequence[tuple[date, float]]]) -> None:
    axes = figure.add_axes((0.1, FLOOR, 0.8, CEILING - FLOOR), facecolor=CARD)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.grid(visible=True, axis="y", color=GRID, linewidth=1.4)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=8)
    labels = (_bars if chart.bars else _curves)(axes, chart, drawn)
    levels = [level for level in chart.levels[: 2 * len(LEVELS)] if fits(level.value)]
    for n, level in enumerate(levels):
        colour, dashes = LEVELS[n % len(LEVELS)]
        axes.axhline(level.value, color=colour, linestyle=dashes, linewidth=2.4)
        labels.append(_Label(level.value, f"{worded(level.value, chart.unit)} {level.name}", colour))
    _scale(axes, [value for points in drawn for _, value in points] + [level.value for level in levels], chart)
    _place(figure, axes, labels)


def _curves(axes: Axes, chart: Chart, drawn: Sequence[Sequence[tuple[date, float]]]) -> list[_Label]:
    labels = []
    for n, points in enumerate(drawn):
        if points:
            colour, (last, value) = LINES[n % len(LINES)], points[-1]
            axes.plot([on.toordinal() for on, _ in points], [each for _, each in points], color=colour, linewidth=2.8)
            axes.plot([last.toordinal()], [value], color=colour, marker="o", markersize=10, clip_on=False, zorder=5)
            labels.append(_Label(value, f"{worded(value, chart.unit)} {chart.series[n].name}", colour, bold=True))
    days = sorted({on for points in drawn for on, _ in points})
    lay_days(axes, days[0], days[-1])
    return labels


def _bars(axes: Axes, chart: Chart, drawn: Sequence[Sequence[tuple[date, float]]]) -> list[_Label]:
    days = sorted({on for points in drawn for on, _ in points})
    width, few = 0.7 / len(drawn), len(days) * len(drawn) <= 6
    for n, points in enumerate(drawn):
        for on, value in points:
            place, is_last = days.index(on) + (n - (len(drawn) - 1) / 2) * width, on == days[-1]
            axes.bar(place, value, width=width * 0.94, color=LAST_BAR if is_last else BARS)
            if few or is_last:
                axes.annotate(
                    worded(value, chart.unit), (place, value), (0, 8), textcoords="offset points", ha="center",
                    bbox={"facecolor": CARD, "edgecolor": "none", "pad": 1}, **small(INK, bold=is_last),
                )  # fmt: skip
    shown = range(len(days) - 1, -1, -len(days) // 8)
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_xticks(shown[::-1], labels=dated([days[n] for n in shown[::-1]], by_month=False), **small(FAINT))
    return []


def _scale(axes: Axes, values: Sequence[float], chart: Chart) -> None:
    """The axis of values; bars stand on zero."""
    from matplotlib.ticker import MaxNLocator

    low, high = min(values), max(values)
    if chart.bars:
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low or abs(high) or 1.0) * 0.08
    low, high = (low if chart.bars and low == 0 else low - room), high + room * (1.6 if chart.bars else 1)
    axes.set_ylim(low, high)
    ticks = [tick for tick in MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low <= tick <= high]
    said = shortened([worded(tick, chart.unit) for tick in ticks])
    axes.set_yticks(ticks, labels=[inert(one) for one in said], **small(FAINT))


def _place(figure: Figure, axes: Axes, labels: Sequence[_Label]) -> None:
    """Give the words on both sides their room; none at the right edge lies on another."""
    from matplotlib.lines import Line2D

    ordered = sorted(labels, key=lambda label: label.value)
    written = [write(figure, 0, 0, label.text, 17, colour=label.colour, bold=label.bold, room=0.3) for label in ordered]
    widest = [max((text.get_window_extent().width for text in side), default=0) / WIDTH
              for side in (axes.get_yticklabels(), written)]  # fmt: skip
    left, right = 0.03 + widest[0] + 0.013, 0.975 - (widest[1] + 0.03 if written else 0)
    axes.set_position((left, FLOOR, right - left, CEILING - FLOOR))
    wanted = [axes.transData.transform((0.0, label.value))[1] / HEIGHT for label in ordered]
    for label, text, want, place in zip(ordered, written, wanted, _spread(wanted), strict=True):
        text.set_position((right + 0.027, place))
        figure.add_artist(Line2D([right, right + 0.021], [want, place], color=label.colour, linewidth=1.4))


def _spread(wanted: Sequence[float]) -> Sequence[float]:
    """Places near the wanted ones (rising), SPACE apart: midway between pushing only up and pushing only down."""

    def up(places: Sequence[float], floor: float) -> list[float]:
        pushed: list[float] = []
        for place in places:
            pushed.append(max(place, pushed[-1] + SPACE if pushed else floor))
        return pushed

    def down(places: Sequence[float], ceiling: float) -> list[float]:
        return [-place for place in up([-place for place in reversed(places)], -ceiling)][::-1]

    highest, lowest = down(up(wanted, FLOOR), CEILING), up(down(wanted, CEILING), FLOOR)
    return [(one + other) / 2 for one, other in zip(highest, lowest, strict=True)]
