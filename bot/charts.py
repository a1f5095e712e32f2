"""A Chart as a PNG; the only file that knows matplotlib, and loads it when the first picture is wanted."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from math import isfinite
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.cards import Chart
from bot.words import clipped, count, day, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH, HEIGHT, DPI = 1200, 700, 100  # pixels; dots an inch
KEPT = 64  # pictures that are not drawn again
CARD, EDGE, INK, FAINT, GRID = "#ffffff", "#d5dae1", "#1f2733", "#5b6675", "#e7eaee"
LINES = ("#0b63b0", "#8a3f9c", "#3a7d44")  # told apart by those who see no red or green, and by their names
BARS, LAST_BAR = "#9dbbdc", "#0b63b0"
LEVELS = (("#b4500f", (0, (6, 3))), ("#6f4e9b", (0, (2, 2))), ("#3f6b6b", (0, (8, 3, 2, 3))), ("#8a2f45", (0, (1, 3))))
HELPS, HURTS = "#0b63b0", "#b4500f"  # bars above and below zero; their side and sign say it first
MOST_PARTS = 16
LARGEST = 1e15  # what is larger is no price and no share count
FLOOR, CEILING, SPACE = 0.14, 0.8, 0.05  # of the height: the plot's edges, and from one label to the next

_one_at_a_time = Lock()  # matplotlib makes no promise about threads


async def picture(chart: Chart) -> bytes:
    """The chart as a PNG of 1200 by 700 pixels, drawn beside the event loop; the same chart is drawn once."""
    return await asyncio.to_thread(draw, chart)


def draw(chart: Chart) -> bytes:
    """What ``picture`` gives, for a caller who has a thread to spare."""
    with _one_at_a_time:
        return _drawn(chart)


def warm() -> None:
    """Load the library and its fonts before anybody waits for a picture; takes about a second of a thread."""
    draw(Chart("warm", "", ()))


@dataclass(frozen=True)
class _Label:
    """Words at the right edge, beside the value that they name."""

    value: float
    text: str
    colour: str
    bold: bool = False


@lru_cache(maxsize=KEPT)
def _drawn(chart: Chart) -> bytes:
    png = BytesIO()
    _figure(chart).savefig(png, format="png", facecolor=CARD, edgecolor=EDGE, metadata={"Software": None})
    return png.getvalue()


def _figure(chart: Chart) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=CARD, edgecolor=EDGE, linewidth=4)
    FigureCanvasAgg(figure)
    _write(figure, 0.03, 0.925, chart.title, 24, bold=True)
    _write(figure, 0.03, 0.855, _summary(chart), 17, colour=FAINT)
    drawn = [tuple((on, value) for on, value in series.points if _fits(value)) for series in chart.series]
    if parts := [(bar.name, bar.value) for bar in chart.parts[:MOST_PARTS] if _fits(bar.value)]:
        _lie(figure, parts)
    elif any(drawn):
        _plot(figure, chart, drawn)
    else:
        _write(figure, 0.5, 0.45, "There are no figures to show.", 20, colour=FAINT, at="center")
    return figure


def _fits(value: float) -> bool:
    return isfinite(value) and abs(value) <= LARGEST


def _summary(chart: Chart) -> str:
    """From the first to the last figure in words: direction is not told by a colour. Of parts, their unit."""
    if chart.parts:
        return f"in {chart.unit}" if chart.unit else ""
    points = [(on, value) for on, value in chart.series[0].points if _fits(value)] if chart.series else []
    if len(points) < 2 or points[0][1] <= 0:
        return ""
    (since, first), (_, last) = points[0], points[-1]
    change = last / first - 1
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    return f"{arrow} {percent(change, signed=True)} since {day(since)}"


# Words


@cache
def _font(*, bold: bool) -> tuple[Path, frozenset[int]]:
    """The font that comes with matplotlib, and the characters it can draw."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    path = Path(get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return path, frozenset(FT2Font(str(path)).get_charmap())


def _inert(text: str, *, bold: bool = False) -> str:
    """``text`` on one line, without what steers writing, and with □ for what the font cannot draw."""
    can_draw = _font(bold=bold)[1]
    shown = ""
    for letter in " ".join(text.split()):
        kind = unicodedata.category(letter)
        if kind not in ("Cc", "Cf"):
            shown += letter if ord(letter) in can_draw else "□"
    return shown


def _small(colour: str, *, bold: bool = False) -> dict[str, Any]:
    """How matplotlib writes words that we have made inert: in our font, never as a formula."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(_font(bold=bold)[0]), size=17)
    return {"color": colour, "fontproperties": font, "parse_math": False, "usetex": False}


def _write(
    figure: Figure, x: float, y: float, words: str, size: float, *, colour: str = INK, bold: bool = False,
    at: str = "left", room: float = 0.94,
) -> Text:  # fmt: skip
    """Words at a place of the figure, cut to ``room`` of its width."""
    shown = _inert(words[:400], bold=bold)
    text = figure.text(x, y, shown, ha=at, va="center", **_small(colour, bold=bold))
    text.set_fontsize(size)
    while len(shown) > 1 and text.get_window_extent().width > room * WIDTH:
        shown = clipped(shown, len(shown) - 1 - len(shown) // 12)
        text.set_text(shown)
    return text


def _worded(value: float, unit: str) -> str:
    """A value in the chart's unit: a currency's code, "%", or a word such as "shares"."""
    if len(unit) == 3 and unit.isalpha():
        return money(value, unit)
    if unit == "%":
        return percent(value / 100)
    return count(value) if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"


def _shortened(said: Sequence[str]) -> Sequence[str]:
    """The same figures without decimals where none has any: "$40", "60 million"."""
    for end in (".00", ".0"):
        if all("." not in one or f"{end} " in f"{one} " for one in said):
            return [f"{one} ".replace(f"{end} ", " ").rstrip() for one in said]
    return said


def _dated(days: Sequence[date], *, by_month: bool) -> Sequence[str]:
    """What stands under each tick; the year where it is new."""
    years = [None, *(on.year for on in days)]
    named = [f"{on:%b}" if by_month else f"{on.day} {on:%b}" for on in days]
    return [
        name if on.year == before else f"{name}\n{on.year}"
        for name, on, before in zip(named, days, years, strict=False)
    ]


# The plot


def _plot(figure: Figure, chart: Chart, drawn: Sequence[Sequence[tuple[date, float]]]) -> None:
    axes = figure.add_axes((0.1, FLOOR, 0.8, CEILING - FLOOR), facecolor=CARD)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.grid(visible=True, axis="y", color=GRID, linewidth=1.4)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=8)
    labels = (_bars if chart.bars else _curves)(axes, chart, drawn)
    levels = [level for level in chart.levels[: 2 * len(LEVELS)] if _fits(level.value)]
    for n, level in enumerate(levels):
        colour, dashes = LEVELS[n % len(LEVELS)]
        axes.axhline(level.value, color=colour, linestyle=dashes, linewidth=2.4)
        labels.append(_Label(level.value, f"{_worded(level.value, chart.unit)} {level.name}", colour))
    _scale(axes, [value for points in drawn for _, value in points] + [level.value for level in levels], chart)
    _place(figure, axes, labels)


def _curves(axes: Axes, chart: Chart, drawn: Sequence[Sequence[tuple[date, float]]]) -> list[_Label]:
    labels = []
    for n, points in enumerate(drawn):
        if points:
            colour, (last, value) = LINES[n % len(LINES)], points[-1]
            axes.plot([on.toordinal() for on, _ in points], [each for _, each in points], color=colour, linewidth=2.8)
            axes.plot([last.toordinal()], [value], color=colour, marker="o", markersize=10, clip_on=False, zorder=5)
            labels.append(_Label(value, f"{_worded(value, chart.unit)} {chart.series[n].name}", colour, bold=True))
    days = sorted({on for points in drawn for on, _ in points})
    first, last, by_month = days[0], days[-1], (days[-1] - days[0]).days >= 100
    if by_month:
        months = range(first.year * 12 + first.month, last.year * 12 + last.month)
        ticks = [date(month // 12, month % 12 + 1, 1) for month in months[:: -(-len(months) // 8)]]
    else:
        span = range(first.toordinal(), last.toordinal() + 1)
        ticks = [date.fromordinal(on) for on in span[:: -(-len(span) // 7)]]
    margin = max((last - first).days * 0.01, 0.5)
    axes.set_xlim(first.toordinal() - margin, last.toordinal() + margin)
    axes.set_xticks([on.toordinal() for on in ticks], labels=_dated(ticks, by_month=by_month), **_small(FAINT))
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
                    _worded(value, chart.unit), (place, value), (0, 8), textcoords="offset points", ha="center",
                    bbox={"facecolor": CARD, "edgecolor": "none", "pad": 1}, **_small(INK, bold=is_last),
                )  # fmt: skip
    shown = range(len(days) - 1, -1, -len(days) // 8)
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_xticks(shown[::-1], labels=_dated([days[n] for n in shown[::-1]], by_month=False), **_small(FAINT))
    return []


def _lie(figure: Figure, parts: Sequence[tuple[str, float]]) -> None:
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
            ha="right" if value < 0 else "left", va="center", **_small(INK),
        )
        for place, value in zip(places, values, strict=True)
    ]  # fmt: skip
    axes.set_ylim(-0.6, len(parts) - 0.4)
    axes.set_xticks([])
    axes.set_yticks(places, labels=[clipped(_inert(name[:100]), 30) for name, _ in parts], **_small(INK))
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
    said = _shortened([_worded(tick, chart.unit) for tick in ticks])
    axes.set_yticks(ticks, labels=[_inert(one) for one in said], **_small(FAINT))


def _place(figure: Figure, axes: Axes, labels: Sequence[_Label]) -> None:
    """Give the words on both sides their room; none at the right edge lies on another."""
    from matplotlib.lines import Line2D

    ordered = sorted(labels, key=lambda label: label.value)
    written = [
        _write(figure, 0, 0, label.text, 17, colour=label.colour, bold=label.bold, room=0.3) for label in ordered
    ]
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
