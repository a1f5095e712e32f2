"""The symbols of a text without columns, less its head, its numbers and the names of its companies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pasted.word import HEADS, Name, is_head

_OTHER_HEADS = {
    "name", "company", "price", "last", "change", "chg", "sector", "industry", "exchange", "market", "cap", "volume",
    "currency", "shares", "weight", "isin", "notes", "note", "description", "security", "%", "#", "no", "no.",
}  # fmt: skip
_FORMS = {
    "inc", "incorporated", "corp", "corporation", "ltd", "limited", "plc", "holding", "holdings", "company", "co",
    "class", "common", "stock", "shares", "usa", "nv", "sa", "ag", "llc", "lp", "group",
}  # fmt: skip
_NUMBER = re.compile(r"[(+\-]?\s?[$€£¥]?\d(?:[\d.,]*\d)?\s?(?:%|[KMBT]|bn|mn|m)?[.)]*", re.IGNORECASE)
_SECTION = "###"  # how lists of a charting site part themselves
_BULLETS = {"-", "•", "*", "–", "—", "·", "&", "and", "+"}
_LETTERS = re.compile(r"[^a-z0-9]")


def symbols_among(words: Sequence[str], name: Name) -> list[str]:
    """The words of a text without columns, less its head, its numbers and the names of its companies."""
    kept = [one for one in _headless(words, name) if one and not one.startswith(_SECTION)]
    kept = [one for one in kept if one.lower() not in _BULLETS and not _NUMBER.fullmatch(one)]
    dropped: set[int] = set()
    for place, word in enumerate(kept):
        called = [_letters(one) for one in name(word.strip("$")).split()]
        called = [one for one in called if one]
        if not called or place in dropped:
            continue
        after = _common(kept[place + 1 :], called)
        if after == 1 and _is_written_as_a_symbol(kept[place + 1], name):
            after = 0
        if after:
            end = place + 1 + after
            while end < len(kept) and (_letters(kept[end]) in _FORMS or _is_class(kept, end)):
                end += 1
            dropped.update(range(place + 1, end))
            continue
        for start in range(max(0, place - len(called) - 2), place):
            before = kept[start:place]
            same = _common(before, called)
            if same == 1 and _is_written_as_a_symbol(before[0], name):
                continue
            if same and all(_letters(one) in _FORMS for one in before[same:]) and start not in dropped:
                dropped.update(range(start, place))
                break
    return [word for place, word in enumerate(kept) if place not in dropped]


def _is_written_as_a_symbol(word: str, name: Name) -> bool:
    """FORD beside F is another stock, Ford is its name."""
    return bool(name(word)) and (word.isupper() or word.islower())


def _headless(words: Sequence[str], name: Name) -> Sequence[str]:
    """Without the head of a table whose lines a chat has run together."""
    if len(words) < 2 or not is_head(words[0], name):
        return words
    start = 1
    while start < len(words) and words[start].lower() in HEADS | _OTHER_HEADS:
        start += 1
    return words[start:]


def _is_class(words: Sequence[str], place: int) -> bool:
    """The letter of “Class A”."""
    return len(words[place]) == 1 and _letters(words[place - 1]) == "class"


def _common(words: Sequence[str], called: Sequence[str]) -> int:
    """How many of the words are the beginning of a company's name."""
    same = 0
    for word, part in zip(words, called, strict=False):
        if _letters(word) != part:
            break
        same += 1
    return same


def _letters(word: str) -> str:
    return _LETTERS.sub("", word.lower())
