"""Pictures: of the promised size, labelled, drawn once, whatever the text and the figures are."""

from __future__ import annotations

import asyncio
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot import charts
from bot.cards import Bar, Chart, Level, Series
from bot.charts import drawing, paper, plot
from bot.charts.parts import MOST_PARTS

DAYS = [date(2025, 11, 24) + timedelta(days=n) for n in range(250)]
PRICES = Series("APLD", tuple((on, 30 + n * 0.05) for n, on in enumerate(DAYS)))
YEAR = Chart(
    title="APLD and its analyst targets",
    alt="a year",
    series=(PRICES,),
    levels=(
        Level("Mean target", 39.2),
        Level("Median target", 38.9),
        Level("High target", 56),
        Level("Low target", 22),
    ),
    unit="USD",
)
SETTLEMENTS = Series("Shares short", tuple((on, 6e7 + n * 1e6) for n, on in enumerate(DAYS[::15])))
BARS = Chart("Shares short", "bars", (SETTLEMENTS,), (Level("20 % of float", 4.8e7),), "shares", bars=True)


PARTS = Chart(
    "APLD: Hold 51.5, points by factor", "parts", (), unit="points",
    parts=(Bar("Trend", 2.6), Bar("Valuation", 0.0), Bar("Funding, dilution and debt", -4.1)),
)  # fmt: skip


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def words(chart: Chart) -> list[str]:
    """Everything that is written in the picture."""
    figure = drawing._figure(chart)
    texts = [text for axes in figure.axes for text in (*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.texts)]
    return [text.get_text() for text in (*figure.texts, *texts)]


@pytest.mark.parametrize("chart", [YEAR, BARS, PARTS], ids=["lines", "bars", "parts"])
async def test_a_chart_is_a_png_of_the_promised_size(chart):
    assert size(await charts.picture(chart)) == (charts.WIDTH, charts.HEIGHT)


def test_every_level_and_line_is_named_with_its_value():
    said = words(YEAR)

    assert {"$39.20 Mean target", "$38.90 Median target", "$56.00 High target", "$22.00 Low target"} <= set(said)
    assert "$42.45 APLD" in said
    assert {"$30", "Dec\n2025", "Jan\n2026"} <= set(said)


def test_the_direction_is_told_in_words_and_by_an_arrow():
    fallen = replace(YEAR, series=(Series("APLD", tuple(zip(DAYS, (v for _, v in PRICES.points[::-1]), strict=True))),))

    assert "▲ +41.5 % since 24 November 2025" in words(YEAR)
    assert "▼ -29.3 % since 24 November 2025" in words(fallen)


def test_bars_stand_on_zero_under_their_dates():
    said = words(BARS)

    assert {"0", "60 million", "76.0 million", "48.0 million 20 % of float"} <= set(said)
    assert any(one.endswith("Jul") for one in said)


def test_parts_lie_from_zero_each_with_its_name_and_signed_value():
    said = words(PARTS)

    assert {"in points", "Trend", "+2.6", "Valuation", "0.0", "Funding, dilution and debt", "-4.1"} <= set(said)


def test_parts_keep_their_names_inside_the_picture_and_leave_out_what_is_no_figure():
    long = replace(PARTS, parts=(*(Bar("W" * 500, -1e9), Bar("m" * 500, 3)), Bar("none", nan), *PARTS.parts * 9))
    figure = drawing._figure(long)

    texts = [text for axes in figure.axes for text in (*axes.get_yticklabels(), *axes.texts)]
    assert all(text.get_window_extent().x0 >= 0 and text.get_window_extent().x1 <= charts.WIDTH for text in texts)
    assert len(figure.axes[0].patches) == MOST_PARTS - 1
    assert "There are no figures to show." in words(replace(PARTS, parts=(Bar("x", inf),)))


def test_a_chart_without_figures_says_so():
    for series in ((), (Series("x", ()),), (Series("x", ((DAYS[0], nan), (DAYS[1], inf), (DAYS[2], 1e300))),)):
        assert "There are no figures to show." in words(replace(YEAR, series=series))


def test_text_from_outside_is_written_as_it_is_and_never_as_a_formula():
    said = words(replace(YEAR, title=r"$\frac{1}{0}$ \undefined", levels=(Level(r"$\bad{", 39),), unit="$x"))

    assert r"$\frac{1}{0}$ \undefined" in said
    assert r"39 $\bad{" in said


def test_what_the_font_cannot_draw_or_what_steers_writing_is_replaced():
    assert words(replace(YEAR, title="a\u202eb\n\x00c 株 🚀 \ud800"))[0] == "ab c □ □ □"


def test_a_long_title_ends_in_an_ellipsis_inside_the_picture():
    figure = drawing._figure(replace(YEAR, title="W" * 5_000, levels=(Level("m" * 500, 39),)))

    assert all(text.get_window_extent().x1 <= charts.WIDTH for text in figure.texts)
    assert figure.texts[0].get_text().endswith("W…")


async def test_the_same_chart_is_drawn_once_and_not_many_are_kept(monkeypatch):
    drawing._kept.clear()
    monkeypatch.setattr(drawing, "KEPT", 2)
    first, second = await asyncio.gather(charts.picture(YEAR), charts.picture(replace(YEAR)))

    assert first is second
    for n in range(2):
        await charts.picture(replace(PARTS, title=str(n)))
    assert [chart.title for chart in drawing._kept] == ["0", "1"]


async def test_a_picture_that_is_kept_is_given_without_a_turn_in_a_thread(monkeypatch):
    png = await charts.picture(PARTS)
    monkeypatch.setattr(asyncio, "to_thread", None)

    assert await charts.picture(replace(PARTS)) is png


@pytest.mark.parametrize("chart", [YEAR, BARS, PARTS], ids=["lines", "bars", "parts"])
def test_a_picture_is_small_and_its_colours_are_those_that_were_drawn(chart):
    raw = BytesIO()
    drawing._figure(chart).savefig(raw, format="raw", facecolor=paper.CARD, edgecolor=paper.EDGE)
    drawn = Image.frombytes("RGBA", (charts.WIDTH, charts.HEIGHT), raw.getvalue()).convert("RGB")
    png = charts.draw(chart)
    shown = Image.open(BytesIO(png)).convert("RGB")

    assert len(png) < 45_000
    assert max(high for _, high in ImageChops.difference(drawn, shown).getextrema()) <= 48  # of 255, in the worst pixel


async def test_charts_drawn_at_once_come_out_as_those_drawn_alone():
    several = [replace(YEAR, title=str(n), bars=bool(n % 2)) for n in range(6)]
    alone = [charts.draw(chart) for chart in several]
    drawing._kept.clear()

    assert await asyncio.gather(*map(charts.picture, several)) == alone


async def test_the_event_loop_goes_on_while_a_picture_is_drawn():
    drawing = asyncio.create_task(charts.picture(replace(YEAR, title="beside the loop")))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)

    assert turns > 10


LOOSE_TEXT = st.text(max_size=60)
LOOSE_VALUE = st.floats(allow_nan=True, allow_infinity=True)
LOOSE_POINTS = st.lists(st.tuples(st.dates(), LOOSE_VALUE), max_size=30).map(tuple)
LOOSE = st.builds(
    Chart,
    title=LOOSE_TEXT,
    alt=LOOSE_TEXT,
    series=st.lists(st.builds(Series, LOOSE_TEXT, LOOSE_POINTS), max_size=4).map(tuple),
    levels=st.lists(st.builds(Level, LOOSE_TEXT, LOOSE_VALUE), max_size=12).map(tuple),
    unit=st.one_of(st.sampled_from(["USD", "GBp", "%", "shares", ""]), LOOSE_TEXT),
    bars=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(LOOSE)
def test_any_chart_becomes_a_picture(chart):
    assert size(drawing._png(chart)) == (charts.WIDTH, charts.HEIGHT)


@given(st.lists(st.floats(paper.FLOOR, paper.CEILING), max_size=11).map(sorted))
def test_labels_never_lie_on_each_other(wanted):
    places = plot._spread(wanted)

    assert all(after - before >= paper.SPACE - 1e-9 for before, after in pairwise(places))
    assert all(paper.FLOOR - 1e-9 <= place <= paper.CEILING + 1e-9 for place in places)


def test_matplotlib_is_loaded_with_the_first_picture():
    code = "import sys, bot.charts; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
