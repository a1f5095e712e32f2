"""The text of a file that a person sent: a table saved as CSV, in whatever encoding their program wrote it."""

from __future__ import annotations

import codecs
import re

from bot.words import say

MOST_BYTES = 256 * 1024
ENDINGS = ("csv", "tsv", "txt")
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods are archives; .xls
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SEPARATOR = re.compile(r"\ufeff?sep=.\r?\n", re.IGNORECASE)  # what Excel writes for itself
_ODD = 0.02  # of the characters: a text has no more controls than that


class NoText(ValueError):
    """A file that holds no text we can use; one sentence with the next step."""


def too_large(size: int) -> NoText:
    """What is said of a file by its size in bytes alone."""
    return NoText(
        say(
            "That file has {size:,.0f} kB; {most} kB are read. Keep the column of symbols.",
            size=size / 1024,
            most=MOST_BYTES // 1024,
        )
    )


def text_of(body: bytes) -> str:
    """UTF-8 or UTF-16 with or without their mark, else Windows' letters; control characters dropped. Raises NoText."""
    if len(body) > MOST_BYTES:
        raise too_large(len(body))
    if body.startswith(_BOOKS):
        raise NoText(say("That is a spreadsheet's own file; export it as CSV and send that."))
    text = _decoded(body)
    odd = len(_CONTROL.findall(text))
    if odd > _ODD * len(text):
        raise NoText(say("That is not a text file; export the list as CSV and send that."))
    text = _SEPARATOR.sub("", _CONTROL.sub("", text), count=1).removeprefix("\ufeff")
    if not text.strip():
        raise NoText(say("That file is empty."))
    return text


def _decoded(body: bytes) -> str:
    if body.startswith(_WIDE):
        return body.decode("utf-16", errors="replace")
    wide = _unmarked(body)
    if wide:
        return body.decode(wide, errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _unmarked(body: bytes) -> str:
    """UTF-16 without its mark: of a table's first letters, nearly every other byte is zero."""
    head = body[:400]
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if others == 0 and 5 * zeros > 2 * len(head) > 0:
            return name
    return ""
