"""The screen that is really there."""

import io
from datetime import UTC, datetime

from bot.platforms.terminal.screen import this_screen


def test_a_stream_that_is_no_terminal_gets_no_colour_and_a_zone():
    screen = this_screen(io.StringIO())

    assert not screen.colour
    assert screen.width >= 20
    assert datetime(2026, 1, 15, tzinfo=UTC).astimezone(screen.tz).tzinfo is not None
