"""A pasted text as words that may be symbols, each as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.pasted.sentence import symbols_among
from bot.pasted.table import column_of_symbols
from bot.pasted.word import EXCHANGES, Name, bare

_READ = 6_000  # words of a text without columns: half a second where every one of them is a symbol with a name
_BETWEEN = re.compile(r"[\s,;|]+")
_RULE = re.compile(r"[\s|:+=-]*")  # the line under a table's head
_LINK = re.compile(r"<[^<>|\s]+\|([^<>|]+)>")  # a chat takes SHOP.TO for an address and links it
_PREFIX = re.compile(r"(?<![A-Z])([A-Z]{2,13}):\s*(?=[$A-Z0-9^])", re.IGNORECASE)


@dataclass(frozen=True)
class Pasted:
    """Words that may be symbols, each once and as it was written; ``left_out`` counts those past the limit."""

    words: tuple[str, ...]
    left_out: int = 0


def read(text: str, most: int, name: Name) -> Pasted:
    """At most ``most`` words. Numbers, headers, bullets and the names of companies beside their symbols are dropped."""
    plain = _PREFIX.sub(_without_exchange, _LINK.sub(r"\1", text.replace("\x00", " ")))
    lines = [line for line in plain.splitlines() if line.strip() and not (len(line) > 1 and _RULE.fullmatch(line))]
    cells = column_of_symbols(lines, name)
    parted = [bare(one) for one in _BETWEEN.split(" ".join(lines))] if cells is None else []
    found = cells if cells is not None else symbols_among(parted[:_READ], name)
    words = dict.fromkeys(word for word in found if word)
    meant = list(dict.fromkeys(map(_meant, words)))  # $APLD and apld are not two towards the limit
    kept = set(meant[:most])
    beyond = set(map(_meant, parted[_READ:])) - set(meant)
    return Pasted(tuple(word for word in words if _meant(word) in kept), max(len(meant) - most, 0) + len(beyond))


def _meant(word: str) -> str:
    return word.strip("$").upper()


def _without_exchange(found: re.Match[str]) -> str:
    """``NASDAQ:`` says nothing; ``LSE:`` names another company than the same letters in New York."""
    return "" if found[1].upper() in EXCHANGES else found[0]
