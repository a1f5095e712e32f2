"""The sheet that every picture is drawn on: its size, its colours, and the room of its plot."""

from __future__ import annotations

from math import isfinite

WIDTH, HEIGHT, DPI = 1200, 700, 100  # pixels; dots an inch
CARD, EDGE, INK, FAINT, GRID = "#ffffff", "#d5dae1", "#1f2733", "#5b6675", "#e7eaee"
FLOOR, CEILING, SPACE = 0.14, 0.8, 0.05  # of the height: the plot's edges, and from one label to the next
LARGEST = 1e15  # what is larger is no price and no share count


def fits(value: float) -> bool:
    """Whether a value can be drawn."""
    return isfinite(value) and abs(value) <= LARGEST
