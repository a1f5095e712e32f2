"""The terminal this program stands in: its width, its zone, whether it shows colour."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TextIO

from tzlocal import get_localzone

from bot.platforms.terminal.render import Screen


def this_screen(stream: TextIO, now: datetime | None = None) -> Screen:
    """The screen behind a stream; without a terminal 80 columns and no colour."""
    return Screen(shutil.get_terminal_size().columns, get_localzone(), stream.isatty(), now)
