"""Text from outside made safe for a terminal, measured in its columns and broken into its lines."""

from __future__ import annotations

import re
import unicodedata

# A sequence that a terminal would obey (ECMA-48): a control sequence, a command string with its end, a short escape.
_STRING = r"[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
_ESCAPES = re.compile(
    rf"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]){_STRING}|\x1b[ -/]*[0-OQ-WYZ\\`-~]"
)
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))  # controls, bidi overrides and zero-width marks, halves of surrogate pairs


def clean(text: str) -> str:
    """``text`` as one line that a terminal shows and never obeys."""
    seen = (
        " " if letter.isspace() else letter for letter in _ESCAPES.sub("", text) if letter.isspace() or _is_seen(letter)
    )
    return " ".join("".join(seen).split())


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN


def columns(text: str) -> int:
    """How many columns a terminal gives ``text``: two for wide letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """``text`` filled with blanks to ``width`` columns, on its left when it stands right."""
    fill = " " * (width - columns(text))
    return fill + text if right else text + fill


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken between words where that is possible."""
    lines, line, used = [""], "", 0
    for word in text.split(" "):
        for part in _parts(word, width):
            size = columns(part)
            if line and used + 1 + size <= width:
                line, used = f"{line} {part}", used + 1 + size
            else:
                line, used = part, size
                lines.append("")
            lines[-1] = line
    return lines[1:] if len(lines) > 1 else lines


def _parts(word: str, width: int) -> list[str]:
    """A word that is longer than a line, in pieces that fit one (a wide letter may need more than a width of 1)."""
    if columns(word) <= width:
        return [word]
    parts, used = [""], 0
    for letter in word:
        size = _columns(letter)
        if parts[-1] and used + size > width:
            parts.append("")
            used = 0
        parts[-1] += letter
        used += size
    return parts
