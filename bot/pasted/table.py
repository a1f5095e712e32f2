"""The column of a pasted table that holds the symbols, under a head or by what its cells look like."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from bot.pasted.word import Name, bare, is_head, is_like_a_symbol, is_surely_a_symbol

_DELIMITERS = ("\t", ";", "|", ",")
_ABOVE = 30  # lines among which a head is looked for
_WORDS = 2  # of a line without cells that may be meant: a symbol, or a company


def column_of_symbols(lines: Sequence[str], name: Name) -> list[str] | None:
    """The cells that hold the symbols of a table, None where the lines are none."""
    lines = _without_surroundings(lines, name)
    if len(lines) < 2:
        return None
    delimiter = next((one for one in _DELIMITERS if all(one in line for line in lines)), "")
    if not delimiter:
        is_one = is_head(bare(lines[0]), name) and not any(len(line.split()) > 1 for line in lines[1:])
        return [bare(line) for line in lines[1:]] if is_one else None
    rows = [_cells(line, delimiter) for line in lines]
    place = next((n for n, cell in enumerate(rows[0]) if is_head(cell, name)), None)
    if place is not None and len(rows[0]) > 1:
        return [row[place] if place < len(row) else "" for row in rows[1:]]
    if len({len(row) for row in rows}) > 1:
        return None
    like = [[is_like_a_symbol(cell) for cell in column] for column in zip(*rows, strict=True)]
    if all(all(column) for column in like):
        return None  # a plain list that was broken into lines
    best = max(range(len(like)), key=lambda n: (sum(like[n]), -n))
    others = [column for n, column in enumerate(zip(*rows, strict=True)) if n != best]
    if any(2 * sum(map(is_surely_a_symbol, column)) >= len(rows) for column in others):
        return None  # symbols in more than one column
    return [row[best] for row in rows] if sum(like[best]) * 2 > len(rows) else None


def _without_surroundings(lines: Sequence[str], name: Name) -> Sequence[str]:
    """A broker's file less what it writes above the head, and less its sentences and totals below."""
    for start, line in enumerate(lines[:_ABOVE]):
        delimiter = max(_DELIMITERS, key=line.count)
        heads = _cells(line, delimiter)
        if len(heads) > 1 and any(is_head(cell, name) for cell in heads):
            below = [(one, _cells(one, delimiter)) for one in lines[start + 1 :]]
            rows = [one for one, cells in below if len(cells) > 1 or len(cells[0].split()) <= _WORDS]
            return [line, *rows] if any(len(cells) == len(heads) for _, cells in below) else lines
    return lines


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line; a comma inside quotes parts nothing, and a line's own frame is not a cell."""
    inner = line.strip().strip("|") if delimiter == "|" else line.strip("\r\n")
    try:
        (row,) = csv.reader([inner.replace("\r", " ")], delimiter=delimiter, skipinitialspace=True)
    except csv.Error:  # a cell longer than any: no table of symbols
        row = inner.split(delimiter)
    return [bare(cell) for cell in row]
