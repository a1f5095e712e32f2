"""Words in a picture: inert, in a font that can draw them, cut to their room; values and days as axes say them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.charts.paper import INK, WIDTH
from bot.words import clipped, count, day_month, money, percent, short_month

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text


@cache
def _font(*, bold: bool) -> tuple[Path, frozenset[int]]:
    """The font that comes with matplotlib, and the characters it can draw."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    path = Path(get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return path, frozenset(FT2Font(str(path)).get_charmap())


def inert(text: str, *, bold: bool = False) -> str:
    """``text`` on one line, without what steers writing, and with □ for what the font cannot draw."""
    can_draw = _font(bold=bold)[1]
    shown = ""
    for letter in " ".join(text.split()):
        kind = unicodedata.category(letter)
        if kind not in ("Cc", "Cf"):
            shown += letter if ord(letter) in can_draw else "□"
    return shown


def small(colour: str, *, bold: bool = False) -> dict[str, Any]:
    """How matplotlib writes words that we have made inert: in our font, never as a formula."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(_font(bold=bold)[0]), size=17)
    return {"color": colour, "fontproperties": font, "parse_math": False, "usetex": False}


def write(
    figure: Figure, x: float, y: float, words: str, size: float, *, colour: str = INK, bold: bool = False,
    at: str = "left", room: float = 0.94,
) -> Text:  # fmt: skip
    """Words at a place of the figure, cut to ``room`` of its width."""
    shown = inert(words[:400], bold=bold)
    text = figure.text(x, y, shown, ha=at, va="center", **small(colour, bold=bold))
    text.set_fontsize(size)
    while len(shown) > 1 and text.get_window_extent().width > room * WIDTH:
        shown = clipped(shown, len(shown) - 1 - len(shown) // 12)
        text.set_text(shown)
    return text


def worded(value: float, unit: str) -> str:
    """A value in the chart's unit: a currency's code, "%", or a word such as "shares"."""
    if len(unit) == 3 and unit.isalpha() and unit[:2].isupper():  # GBp is one too; a short word is none
        return money(value, unit)
    if unit == "%":
        return percent(value / 100)
    return count(value) if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"


def shortened(said: Sequence[str]) -> Sequence[str]:
    """The same figures without decimals where none has any: "$40", "60 million"."""
    for end in (".00", ".0"):
        if all("." not in one or f"{end} " in f"{one} " for one in said):
            return [f"{one} ".replace(f"{end} ", " ").rstrip() for one in said]
    return said


def dated(days: Sequence[date], *, by_month: bool) -> Sequence[str]:
    """What stands under each tick; the year where it is new."""
    years = [None, *(on.year for on in days)]
    named = [short_month(on) if by_month else day_month(on) for on in days]
    return [
        name if on.year == before else f"{name}\n{on.year}"
        for name, on, before in zip(named, days, years, strict=False)
    ]
