"""A card's table: a grid where a phone can show it, otherwise a line for each row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards import Table, Value
from bot.platforms.discord.markdown import EMPTY, clean, marked, size

_GRID = 40  # columns of a code block that a phone shows without breaking its lines
_LONGEST_ROW = 400
_FENCE = "```"
_FIGURE = frozenset("0123456789+-−$€£¥–")


@dataclass(frozen=True)
class Rows:
    """A table as markdown, and how many of its rows did not fit."""

    text: str
    left_out: int


def rows(table: Table, limit: int) -> Rows:
    """As many rows, from the first, as ``limit`` UTF-16 units take; a text of "" when it takes none."""
    grid = _grid(table)
    if grid is not None:
        head, *lines = grid
        shown = taken(lines, limit - size(head) - 2 * len(_FENCE) - 2)
        text = "\n".join((_FENCE, head, *shown, _FENCE)) if shown else ""
    else:
        shown = taken((_line(table.columns, row) for row in table.rows), limit)
        text = "\n".join(shown)
    return Rows(text, len(table.rows) - len(shown))


def taken(lines: Iterable[str], limit: int) -> list[str]:
    """As many lines, from the first, as fit with their newlines; what comes after them is not asked for."""
    fitting = []
    for line in lines:
        limit -= size(line) + 1
        if limit < 0:
            break
        fitting.append(line)
    return fitting


def _line(columns: Sequence[str], row: Sequence[Value]) -> str:
    """``**APLD** · Price $12.34 · Change +3 %``."""
    first, *others = row
    room = max((_LONGEST_ROW - 110) // max(len(others), 1) - 50, 20)
    named = [f"{marked(name, 40)} {marked(value, room)}" for name, value in zip(columns[1:], others, strict=True)]
    return " · ".join((f"**{marked(first, 100)}**", *named))


def _grid(table: Table) -> list[str] | None:
    """Header and rows in columns; None where a cell is no plain narrow text or a line would be too long."""
    cells: list[list[str]] = [[_cell(head) for head in table.columns]]
    for row in table.rows:
        if not all(isinstance(value, str) and len(value) <= _GRID for value in row):
            return None
        cells.append([_cell(str(value)) for value in row])
    widths = [max(len(line[at]) for line in cells) for at in range(len(table.columns))]
    if sum(widths) + 2 * (len(widths) - 1) > _GRID or not all(_is_narrow(cell) for line in cells for cell in line):
        return None
    right = [at > 0 and all(line[at][0] in _FIGURE for line in cells[1:]) for at in range(len(widths))]
    return [_aligned(line, widths, right) for line in cells]


def _cell(text: str) -> str:
    return clean(text).replace("`", "ˋ") or EMPTY


def _is_narrow(text: str) -> bool:
    return text.isascii() or all(
        unicodedata.east_asian_width(letter) not in ("W", "F")
        and unicodedata.bidirectional(letter) not in ("R", "AL", "NSM", "BN")
        for letter in text
    )


def _aligned(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = (
        cell.rjust(width) if stands else cell.ljust(width)
        for cell, width, stands in zip(line, widths, right, strict=True)
    )
    return "  ".join(cells).rstrip()
