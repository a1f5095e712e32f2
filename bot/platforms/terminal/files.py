"""A file on this machine, named by the person who sits at it."""

from __future__ import annotations

from pathlib import Path

from bot.pasted.file import MOST_BYTES, NoText, text_of
from bot.words import clipped, say


def read_file(path: str) -> str:
    """Its text. Raises NoText where there is no such file, or no text in it."""
    place = Path(path.strip().strip("\"'")).expanduser()
    try:
        if not place.is_file():
            raise NoText(say("There is no file “{path}”; write its path, such as ~/list.csv.", path=clipped(path, 60)))
        with place.open("rb") as opened:
            body = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoText(say("“{path}” cannot be read ({why}).", path=clipped(path, 60), why=error.strerror)) from None
    return text_of(body)
