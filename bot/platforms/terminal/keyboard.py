"""The keyboard of this terminal: a prompt, and the line that is typed, while the program goes on."""

from __future__ import annotations

import asyncio
from functools import partial
from io import TextIOWrapper
from typing import TextIO

from bot.pasted.file import MOST_BYTES, text_of
from bot.platforms.terminal.dialog import Person


def this_person(keys: TextIO, shown: TextIO) -> Person | None:
    """Who sits here; None where either stream is no terminal, for then nobody would answer."""
    if not (keys.isatty() and shown.isatty()):
        return None
    return Person(partial(print, file=shown), partial(typed, keys=keys, shown=shown))


def piped(keys: TextIO) -> str:
    """The text of what another program or a file hands over, "" where a person sits or nothing comes. Raises NoText."""
    if keys.isatty():
        return ""
    body = keys.buffer.read(MOST_BYTES + 1) if isinstance(keys, TextIOWrapper) else b""
    return text_of(body) if body else ""


async def typed(prompt: str, keys: TextIO, shown: TextIO) -> str:
    """A line without its newline; Ctrl-C ends the program at once. EOFError when no more will come."""
    shown.write(prompt)
    shown.flush()
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(keys, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(keys)
    line = keys.readline()
    if not line:
        shown.write("\n")
        raise EOFError
    return line.rstrip("\r\n")
