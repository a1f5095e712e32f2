"""A file on this machine, named by the person who sits at it."""

from __future__ import annotations

from pathlib import Path

from bot.pasted.file import MOST_BYTES, NoText, text_of
from bot.words import clipped


def read_file(path: str) -> str:
    """Its text. Raises NoText where there is no such file, or no text in it."""
    place = Path(path.strip().strip("\"'")).expanduser()
    try:
        if not place.is_file():
            raise NoText(f"There is no file “{clipped(path, 60)}”; write its path, such as ~/list.csv.")
        with place.open("rb") as opened:
            body = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoText(f"“{clipped(path, 60)}” cannot be read ({error.strerror}).") from None
    return text_of(body)
