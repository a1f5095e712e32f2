"""Text from outside as Discord markdown that shows what was typed, pings nobody and fits its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import lru_cache
from urllib.parse import quote

from bot.cards import Form, Link, Moment, Named, Piece, Value, pieces

EMPTY = "–"  # Discord refuses an empty field
_JOINERS = "\u200c\u200d"  # hold Persian words and emoji together
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co"))  # controls, bidi overrides, halves of surrogate pairs
_CALLS = re.compile(r"@(?=everyone|here|$)", re.IGNORECASE)  # the next piece of a value may go on where this ends
# Inline marks anywhere, an address that would become a link, and what makes a heading or list at a line's start.
_MARKS = re.compile(r"[\\*_~`|<>\[\]]|:(?=//)|^(?:#{1,3}|-#?|\+|\d+[.)])(?=\s|$)")
_ATOM = re.compile(r"\\.|.", re.DOTALL)
_SEEN = 4  # of a text, so many times its place is looked at: a book in a field would hold up everyone
_REMEMBERED = 2_048  # texts with their marks, a few hundred characters each
_LONGEST_URL = 500
_URL_KEPT = "!#$%&'*+,/:;=?@~-._"
_ID = re.compile(r"&?[0-9]{5,20}")
_STYLES = {Form.DAY: "D", Form.TIME: "f", Form.AGE: "R"}


def clean(text: str) -> str:
    """``text`` as one line without unseen characters; "@everyone" is broken by a zero-width space."""
    return _seen(text).strip()


def _seen(text: str) -> str:
    if not text.isprintable():
        text = "".join(" " if letter.isspace() else letter for letter in text if _shows(letter))
    return _CALLS.sub("@\u200b", re.sub(r"\s+", " ", text))


def _shows(letter: str) -> bool:
    return letter.isspace() or letter in _JOINERS or unicodedata.category(letter) not in _UNSEEN


def typed(text: str, *, lines: bool = False) -> str:
    """``text`` as it may stand in an input, where nothing is obeyed: without unseen characters, in one line or several.

    It comes back as an answer, so nothing is put between its letters.
    """
    kept = "".join(letter for letter in text if _shows(letter))
    return "\n".join(" ".join(line.split()) for line in kept.splitlines()).strip() if lines else " ".join(kept.split())


def is_id(text: str) -> bool:
    """Whether this is the id of a user, or of a role with ``&`` before it."""
    return _ID.fullmatch(text) is not None


def mentioned(id: str) -> str:
    """What calls one user, or a role (its id with ``&`` before it); "" for any other word."""
    return f"<@{id}>" if is_id(id) else ""


def size(text: str) -> int:
    """Length in UTF-16 units, the largest of the ways Discord may count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """Plain text (a footer, a button) of at most ``limit`` UTF-16 units, an ellipsis where something was cut."""
    return text if size(text) <= limit else _joined(iter(text), limit)


def marked(value: Value, limit: int) -> str:
    """A value as markdown of at most ``limit`` UTF-16 units; a time or a link is kept whole or left out."""
    return _said(value[: _SEEN * limit + 1], limit) if isinstance(value, str) else _marked(value, limit)


@lru_cache(maxsize=_REMEMBERED)
def _said(text: str, limit: int) -> str:
    """Names, reasons and summaries come again and again; what holds a time or a link seldom does."""
    return _marked(text, limit)


def _marked(value: Value, limit: int) -> str:
    parts = tuple(part[: _SEEN * limit] if isinstance(part, str) else part for part in pieces(value))
    whole = "".join(map(_piece, parts)).strip()
    if size(whole) <= limit and parts == pieces(value):
        return whole or EMPTY
    return _joined((atom for part in parts for atom in _atoms(part)), limit)


def _joined(atoms: Iterator[str], limit: int) -> str:
    kept, room = [], limit - 1
    for atom in atoms:
        if size(atom) > room:
            break
        kept.append(atom)
        room -= size(atom)
    return "".join(kept).strip() + "…"


def _atoms(part: Piece) -> Iterator[str]:
    shown = _piece(part)
    if isinstance(part, str):
        yield from (found[0] for found in _ATOM.finditer(shown))
    else:
        yield shown


def _piece(part: Piece) -> str:
    if isinstance(part, Moment):
        return stamp(part)
    if isinstance(part, Link):
        return _link(part)
    if isinstance(part, Named):
        return mentioned(part.id) or _escaped(clean(part.id))
    return _escaped(_seen(part))


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def _link(link: Link) -> str:
    text = _escaped(clean(link.text)) or EMPTY
    url = _CALLS.sub("%40", quote(link.url, safe=_URL_KEPT, errors="replace"))
    return f"[{text}]({url})" if len(url) <= _LONGEST_URL else text


def stamp(moment: Moment) -> str:
    """A Discord timestamp, which each reader sees in their own zone.

    A day is stamped at its noon in UTC, so that nobody west or east of Greenwich sees its neighbour.
    """
    at = moment.at
    if moment.form is Form.DAY:
        at = datetime.combine(at.date(), time(12), UTC)
    return f"<t:{int(at.timestamp() // 1)}:{_STYLES[moment.form]}>"
