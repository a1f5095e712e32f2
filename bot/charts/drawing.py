"""Which kind of picture a Chart becomes; drawn beside the event loop, and once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from bot.cards import Chart
from bot.charts.lanes import run
from bot.charts.paper import CARD, DPI, EDGE, FAINT, HEIGHT, WIDTH, fits
from bot.charts.parts import MOST_PARTS, lie
from bot.charts.plot import plot
from bot.charts.words import write
from bot.words import day, percent, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KEPT = 64  # pictures that are not drawn again
COLOURS = 256  # as many as one byte tells: a third of the size, and no colour moves so far that it is seen

_kept: OrderedDict[Chart, bytes] = OrderedDict()
_one_at_a_time = Lock()  # matplotlib makes no promise about threads


async def picture(chart: Chart) -> bytes:
    """The chart as a PNG of 1200 by 700 pixels, drawn once beside the event loop; one that is kept is given at once."""
    png = _kept.get(chart)
    return png if png is not None else await asyncio.to_thread(draw, chart)


def draw(chart: Chart) -> bytes:
    """What ``picture`` gives, for a caller who has a thread to spare."""
    with _one_at_a_time:
        png = _kept.get(chart)
        if png is None:
            png = _kept[chart] = _png(chart)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return png


def warm() -> None:
    """Load the library and its fonts before anybody waits for a picture; takes about a second of a thread."""
    draw(Chart("warm", "", ()))


def _png(chart: Chart) -> bytes:
    from PIL import Image  # comes with matplotlib

    raw, png = BytesIO(), BytesIO()
    _figure(chart).savefig(raw, format="raw", facecolor=CARD, edgecolor=EDGE)
    image = Image.frombytes("RGBA", (WIDTH, HEIGHT), raw.getvalue()).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(png, format="PNG")
    return png.getvalue()


def _figure(chart: Chart) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=CARD, edgecolor=EDGE, linewidth=4)
    FigureCanvasAgg(figure)
    write(figure, 0.03, 0.925, chart.title, 24, bold=True)
    write(figure, 0.03, 0.855, _summary(chart), 17, colour=FAINT)
    drawn = [tuple((on, value) for on, value in series.points if fits(value)) for series in chart.series]
    if any(lane.spells for lane in chart.lanes):
        run(figure, chart)
    elif parts := [(bar.name, bar.value) for bar in chart.parts[:MOST_PARTS] if fits(bar.value)]:
        lie(figure, parts)
    elif any(drawn):
        plot(figure, chart, drawn)
    else:
        write(figure, 0.5, 0.45, say("There are no figures to show."), 20, colour=FAINT, at="center")
    return figure


def _summary(chart: Chart) -> str:
    """From the first to the last figure in words: direction is not told by a colour. Of parts, their unit."""
    if chart.lanes:
        return ""  # there stands which state looks how
    if chart.parts:
        return say("in {unit}", unit=chart.unit) if chart.unit else ""
    points = [(on, value) for on, value in chart.series[0].points if fits(value)] if chart.series else []
    if len(points) < 2 or points[0][1] <= 0:
        return ""
    (since, first), (_, last) = points[0], points[-1]
    change = last / first - 1
    arrow = "▲" if change > 0 else "▼" if change < 0 else "="
    return say("{arrow} {change} since {since}", arrow=arrow, change=percent(change, signed=True), since=day(since))
