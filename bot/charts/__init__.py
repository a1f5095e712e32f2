"""A Chart as a PNG; the only room that knows matplotlib, and loads it when the first picture is wanted."""

from bot.charts.drawing import draw, picture, warm
from bot.charts.paper import DPI, HEIGHT, WIDTH

__all__ = ["DPI", "HEIGHT", "WIDTH", "draw", "picture", "warm"]
