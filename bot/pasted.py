"""What a pasted text holds: the symbols of a list, a table, a CSV file or a sentence, each as it was written."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.market.ticker import Ticker

Name = Callable[[str], str]  # a symbol -> the company's name, "" where it is not listed

_HEADS = {"symbol", "symbols", "ticker", "tickers", "stock symbol", "ticker symbol", "stock", "stocks", "code"}
_OTHER_HEADS = {
    "name", "company", "price", "last", "change", "chg", "sector", "industry", "exchange", "market", "cap", "volume",
    "currency", "shares", "weight", "isin", "notes", "note", "description", "security", "%", "#", "no", "no.",
}  # fmt: skip
_EXCHANGES = {
    "NASDAQ", "NASDAQGS", "NASDAQGM", "NASDAQCM", "NGS", "NMS", "NYSE", "NYSEAMERICAN", "NYSEARCA", "AMEX", "ARCA",
    "BATS", "CBOE", "CBOEBZX", "XNAS", "XNYS", "OTC", "OTCMKTS", "OTCQB", "OTCQX", "OTCPK", "PINK",
}  # fmt: skip
_CURRENCIES = {"USD", "CAD", "EUR", "GBP", "AUD"}
_FORMS = {
    "inc", "incorporated", "corp", "corporation", "ltd", "limited", "plc", "holding", "holdings", "company", "co",
    "class", "common", "stock", "shares", "usa", "nv", "sa", "ag", "llc", "lp", "group",
}  # fmt: skip
_DELIMITERS = ("\t", ";", "|", ",")
_BETWEEN = re.compile(r"[\s,;|]+")
_NUMBER = re.compile(r"[(+\-]?\s?[$€£¥]?\d(?:[\d.,]*\d)?\s?(?:%|[KMBT]|bn|mn|m)?[.)]*", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=-]*")  # the line under a table's head
_LINK = re.compile(r"<[^<>|\s]+\|([^<>|]+)>")  # a chat takes SHOP.TO for an address and links it
_PREFIX = re.compile(r"([A-Z]+):\s*(?=[$A-Z0-9^])", re.IGNORECASE)
_EDGES = "\"'`“”‘’„«»()[]{}<>*_~\ufeff\u200b"
_SECTION = "###"  # how lists of a charting site part themselves
_BULLETS = {"-", "•", "*", "–", "—", "·", "&", "and", "+"}
_LETTERS = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Pasted:
    """Words that may be symbols, each once and as it was written; ``left_out`` counts those past the limit."""

    words: tuple[str, ...]
    left_out: int = 0


def read(text: str, most: int, name: Name) -> Pasted:
    """At most ``most`` words. Numbers, headers, bullets and the names of companies beside their symbols are dropped."""
    plain = _PREFIX.sub(_without_exchange, _LINK.sub(r"\1", text.replace("\x00", " ")))
    lines = [line for line in plain.splitlines() if line.strip() and not (len(line) > 1 and _RULE.fullmatch(line))]
    cells = _column(lines, name)
    found = cells if cells is not None else _loose([_bare(one) for one in _BETWEEN.split(" ".join(lines))], name)
    words = list(dict.fromkeys(word for word in found if word))
    return Pasted(tuple(words[:most]), max(len(words) - most, 0))


def _without_exchange(found: re.Match[str]) -> str:
    """``NASDAQ:`` says nothing; ``LSE:`` names another company than the same letters in New York."""
    return "" if found[1].upper() in _EXCHANGES else found[0]


def _bare(word: str) -> str:
    """Without quotes and brackets; the punctuation of a word that is nothing else stays, so that it can be named."""
    return word.strip().strip(_EDGES) or word.strip().strip("\ufeff\u200b")


def _column(lines: Sequence[str], name: Name) -> list[str] | None:
    """The cells that hold the symbols of a table, None where the lines are none."""
    if len(lines) < 2:
        return None
    delimiter = next((one for one in _DELIMITERS if all(one in line for line in lines)), "")
    if not delimiter:
        is_one = _is_head(_bare(lines[0]), name) and not any(len(line.split()) > 1 for line in lines[1:])
        return [_bare(line) for line in lines[1:]] if is_one else None
    rows = [_cells(line, delimiter) for line in lines]
    place = next((n for n, cell in enumerate(rows[0]) if _is_head(cell, name)), None)
    if place is not None and len(rows[0]) > 1:
        return [row[place] if place < len(row) else "" for row in rows[1:]]
    if len({len(row) for row in rows}) > 1:
        return None
    like = [[_is_like_a_symbol(cell) for cell in column] for column in zip(*rows, strict=True)]
    if all(all(column) for column in like):
        return None  # a plain list that was broken into lines
    best = max(range(len(like)), key=lambda n: (sum(like[n]), -n))
    others = [column for n, column in enumerate(zip(*rows, strict=True)) if n != best]
    if any(2 * sum(map(_is_surely_a_symbol, column)) >= len(rows) for column in others):
        return None  # symbols in more than one column
    return [row[best] for row in rows] if sum(like[best]) * 2 > len(rows) else None


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line; a comma inside quotes parts nothing, and a line's own frame is not a cell."""
    inner = line.strip().strip("|") if delimiter == "|" else line.strip("\r\n")
    (row,) = csv.reader([inner.replace("\r", " ")], delimiter=delimiter, skipinitialspace=True)
    return [_bare(cell) for cell in row]


def _is_head(cell: str, name: Name) -> bool:
    """Whether a cell stands over symbols; one in capitals that is a symbol itself does not."""
    return cell.lower() in _HEADS and not (cell.isupper() and name(cell))


def _is_like_a_symbol(cell: str) -> bool:
    if cell in _EXCHANGES:
        return False
    try:
        Ticker.parse(cell)
    except ValueError:
        return False
    return True


def _is_surely_a_symbol(cell: str) -> bool:
    return cell.isupper() and cell not in _CURRENCIES and _is_like_a_symbol(cell)


def _loose(words: Sequence[str], name: Name) -> list[str]:
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
    if len(words) < 2 or not _is_head(words[0], name):
        return words
    start = 1
    while start < len(words) and words[start].lower() in _HEADS | _OTHER_HEADS:
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
