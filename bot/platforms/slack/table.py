"""A table as Slack can show it: aligned in a code block where it is narrow, else a line for each row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.cards import Form, Link, Moment, Named, Table, Value, pieces
from bot.platforms.slack.mrkdwn import EMPTY, in_code, literal, mrkdwn, size, spoken

_WIDEST = 72  # columns; a code block wider than that wraps on a laptop
_LONGEST_CELL = 300
_LONGEST_ROW = 900
_CHUNK = 2_900  # units of text in one section, which takes 3,000
_FIGURE = frozenset("0123456789+-−$€£¥")


def table_texts(table: Table, room: int, cost: int) -> tuple[list[str], int]:
    """The mrkdwn of its sections within ``room`` units, each section ``cost`` more; and how many rows did not fit."""
    if not table.rows or not table.columns:
        return [], 0
    head, lines = _aligned(table) if _is_narrow(table) else ("", _lines(table))
    fence = "```" if head else ""
    texts: list[str] = []
    chunk: list[str] = []
    spent, shown = 0, 0
    for line in lines:
        opened = not chunk or sum(size(one) + 1 for one in chunk) + size(line) > _CHUNK
        if opened and chunk:
            texts.append(_section(chunk, fence))
            chunk = []
        more = size(line) + 1 + (cost + size(head) + 1 + 2 * size(fence) + 2 if opened else 0)
        if spent + more > room:
            break
        chunk += [head] * bool(opened and head) + [line]
        spent, shown = spent + more, shown + 1
    if chunk:
        texts.append(_section(chunk, fence))
    return texts, len(table.rows) - shown


def _section(lines: list[str], fence: str) -> str:
    return "\n".join([fence] * bool(fence) + lines + [fence] * bool(fence))


def _is_narrow(table: Table) -> bool:
    """Whether every cell is bare text (a code block shows no dates, links, names) and the columns fit side by side."""
    bare = all(
        not isinstance(part, Link | Named) and not (isinstance(part, Moment) and part.form is not Form.DAY)
        for row in table.rows
        for value in row
        for part in pieces(value)
    )
    short = all(sum(size(spoken(cell)) for cell in row) <= 2 * _WIDEST for row in (table.columns, *table.rows))
    return bare and short and sum(_widths(table)) + 2 * (len(table.columns) - 1) <= _WIDEST


def _widths(table: Table) -> list[int]:
    return [max(_columns(spoken(cell)) for cell in column) for column in zip(table.columns, *table.rows, strict=True)]


def _aligned(table: Table) -> tuple[str, Iterator[str]]:
    """The line of column names, then the rows; columns of figures stand right, but for the first, which names rows."""
    widths = _widths(table)
    columns = list(zip(*table.rows, strict=True))[1:]
    right = [False, *(all(_is_figure(spoken(value)) for value in column) for column in columns)]
    return _row(table.columns, widths, right), (_row(row, widths, right) for row in table.rows)


def _row(cells: Sequence[Value], widths: Sequence[int], right: Sequence[bool]) -> str:
    shown = (_padded(spoken(cell), width, stands) for cell, width, stands in zip(cells, widths, right, strict=True))
    return in_code("  ".join(shown).rstrip()) or EMPTY


def _lines(table: Table) -> Iterator[str]:
    """The first cell in bold, then each other one after the name of its column."""
    for first, *rest in table.rows:
        named = [f"*{mrkdwn(first, _LONGEST_CELL)}*"]
        for column, value in zip(table.columns[1:], rest, strict=True):
            name = f"{literal(column, 60)} " if column.strip() else ""
            named.append(name + mrkdwn(value, _LONGEST_CELL))
        line = " · ".join(named).replace("\n", " ")
        while size(line) > _LONGEST_ROW:
            named = named[:-1]
            line = " · ".join(named).replace("\n", " ") + " …"
        yield line


def _padded(text: str, width: int, is_right: bool) -> str:
    fill = " " * (width - _columns(text))
    return fill + text if is_right else text + fill


def _columns(text: str) -> int:
    """How many columns a monospaced font gives ``text``: two for wide letters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _is_figure(cell: str) -> bool:
    return not cell or cell[0] in _FIGURE
