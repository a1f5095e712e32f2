"""Text from outside made inert: nothing in it becomes markup, a control or a change of direction."""

from __future__ import annotations

import html
import unicodedata

HERE = "\ufffc"  # stands in a text for what is put there once the text is inert: an element, a time

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """``text`` on one line without control characters, for a page that sets it as text."""
    return "".join(letter if letter.isprintable() else _unprintable(letter) for letter in text)


def inert(text: str) -> str:
    """``text`` for an element or a quoted attribute."""
    return html.escape(plain(text), quote=True)


def visible(text: str, otherwise: str) -> str:
    """A link or a button without a word could not be seen or pressed."""
    return text if any(letter.isprintable() and not letter.isspace() for letter in text) else otherwise


def _unprintable(letter: str) -> str:
    if letter.isspace():
        return " "
    return "" if letter in _BIDI or unicodedata.category(letter) in ("Cc", "Cs") else letter
