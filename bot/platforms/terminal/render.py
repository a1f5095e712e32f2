"""A card as text for a terminal, and as a plain JSON value for a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from math import isfinite
from typing import Any

from bot.cards import Card, Form, Link, Moment, Named, Origin, Piece, Table, Tone, Value, pieces
from bot.platforms.terminal.layout import clean, columns, padded, wrapped
from bot.words import age, day, said, say

NARROWEST = 24
_COLOURS = {Tone.CATALYST: "32", Tone.RISK: "31", Tone.NOTE: "36", Tone.TROUBLE: "33"}  # SGR, ECMA-48 8.3.117
_WORDS = {
    Tone.CATALYST: say("CATALYST"),
    Tone.RISK: say("RISK"),
    Tone.NOTE: say("NOTE"),
    Tone.TROUBLE: say("TROUBLE"),
}
_FIGURE = frozenset("0123456789+-−$€£¥")


@dataclass(frozen=True)
class Screen:
    """What a card is shown on: columns, the reader's time zone, whether it takes colour, and the present moment.

    Without ``now`` an age is written as the time itself.
    """

    width: int = 80
    tz: tzinfo = UTC
    colour: bool = False
    now: datetime | None = None

    def painted(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


def card_text(card: Card, screen: Screen) -> str:
    """The card in lines no wider than the screen (24 columns at least), without a newline at the end."""
    width = max(screen.width, NARROWEST)
    blocks = [
        list(_head(card, screen, width)),
        list(_facts(card, screen, width)),
        list(_table(card.table, screen, width)) if card.table else [],
        list(_foot(card, screen, width)),
        list(_actions(card, screen, width)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def as_json(card: Card) -> dict[str, Any]:
    """The whole card in JSON's own types, moments and days in ISO 8601."""
    plain: dict[str, Any] = _plain(card)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not isfinite(value):
        return None  # JSON has no word for it
    return value.isoformat() if isinstance(value, datetime | date) else value


def _head(card: Card, screen: Screen, width: int) -> Iterator[str]:
    """The tone as a word, the title, the lead."""
    tone = _WORDS[card.tone]
    first, *rest = wrapped(say("{tone}: {title}", tone=tone, title=clean(card.title)), width)
    shown = len(tone) + 1
    yield screen.painted(first[:shown], f"1;{_COLOURS[card.tone]}") + screen.painted(first[shown:], "1")
    yield from (screen.painted(line, "1") for line in rest)
    if card.lead:
        yield from wrapped(clean(card.lead), width)


def _facts(card: Card, screen: Screen, width: int) -> Iterator[str]:
    named = [(clean(fact.name), _worded(fact.value, screen)) for fact in card.facts]
    yield from _paired(named, screen, width)


def _paired(named: list[tuple[str, str]], screen: Screen, width: int) -> Iterator[str]:
    """Names in one column and what they name in the next; one under the other where the names are too long."""
    longest = max((columns(name) for name, _ in named), default=0)
    aligned = longest <= width // 2 - 4
    indent = longest + 4 if aligned else 4
    for name, value in named:
        first, *rest = wrapped(value, width - indent)
        if aligned:
            yield f"  {screen.painted(padded(name, longest), '2')}  {first}".rstrip()
        else:
            yield from (f"  {screen.painted(line, '2')}" for line in wrapped(name, width - 2))
            yield " " * indent + first
        yield from (" " * indent + line for line in rest)


def _table(table: Table, screen: Screen, width: int) -> Iterator[str]:
    """Columns side by side, or each row as named values where the screen is too narrow for that."""
    heads = [clean(head) for head in table.columns]
    rows = [[_worded(value, screen) for value in row] for row in table.rows]
    widths = [max(columns(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    if sum(widths) + 2 * len(widths) > width:
        for number, row in enumerate(rows):
            if number:
                yield ""
            yield from _paired(list(zip(heads, row, strict=True)), screen, width)
        return
    right = [at > 0 and all(_is_figure(row[at]) for row in rows) for at in range(len(heads))]
    yield screen.painted(_row(heads, widths, right), "1")
    yield "  " + "  ".join("-" * size for size in widths)
    yield from (_row(row, widths, right) for row in rows)


def _row(cells: list[str], widths: list[int], right: list[bool]) -> str:
    shown = (padded(cell, size, right=stands) for cell, size, stands in zip(cells, widths, right, strict=True))
    return f"  {'  '.join(shown)}".rstrip()


def _is_figure(cell: str) -> bool:
    return not cell or cell[0] in _FIGURE


def _foot(card: Card, screen: Screen, width: int) -> Iterator[str]:
    """The picture in words, where the figures come from, the small print."""
    if card.chart:
        yield from wrapped(clean(say("Chart: {title}. {alt}", title=card.chart.title, alt=card.chart.alt)), width)
    for origin in card.origins:
        yield from (screen.painted(line, "2") for line in wrapped(_sourced(origin, screen), width))
    if card.note:
        yield from (screen.painted(line, "2") for line in wrapped(clean(card.note), width))


def _sourced(origin: Origin, screen: Screen) -> str:
    when = _when(Moment(origin.as_of, origin.form), screen)
    source = clean(said(origin.source))
    if origin.stale:
        return say(
            "Source: {source}, as of {when} (stale: the source has not answered since)", source=source, when=when
        )
    return say("Source: {source}, as of {when}", source=source, when=when)


def _actions(card: Card, screen: Screen, width: int) -> Iterator[str]:
    """What a button says, and what a menu and its choice say."""
    lines = [(clean(action.line), clean(action.label)) for action in card.actions]
    if card.menu:
        lines += [(clean(one.line), clean(f"{card.menu.label} {one.label}")) for one in card.menu.choices]
    if lines:
        yield say("You can type:")
        yield from _paired(lines, screen, width)


def _worded(value: Value, screen: Screen) -> str:
    return " ".join("".join(_piece(part, screen) for part in pieces(value)).split())


def _piece(part: Piece, screen: Screen) -> str:
    if isinstance(part, Moment):
        return _when(part, screen)
    if isinstance(part, Link):
        text, url = clean(part.text), clean(part.url)
        return url if text == url else f"{text} ({url})"
    if isinstance(part, Named):
        return clean(part.id)
    blank = " " if part[:1].isspace() else ""
    return blank + clean(part) + (" " if part[-1:].isspace() else "")


def _when(moment: Moment, screen: Screen) -> str:
    """A day as it stands (UTC), a time in the reader's zone with its name and offset, an age from the present."""
    if moment.form is Form.DAY:
        return day(moment.at)
    local = moment.at.astimezone(screen.tz)
    time = f"{day(local)}, {local:%H:%M} {_zone(local)}"
    if moment.form is Form.TIME or screen.now is None:
        return time
    span = moment.at - screen.now
    if abs(span) < timedelta(seconds=1):
        return say("now ({time})", time=time)
    if span > timedelta(0):
        return say("in {span} ({time})", span=age(span), time=time)
    return say("{span} ago ({time})", span=age(span), time=time)


def _zone(local: datetime) -> str:
    """``EST, UTC-05:00``; the offset alone where the zone has no name of its own."""
    name, offset = clean(local.tzname() or ""), f"UTC{local:%z}"
    if name == "UTC":
        return name
    offset = f"{offset[:6]}:{offset[6:8]}"
    return f"{name}, {offset}" if name[:1].isalpha() and not name.startswith("UTC") else offset
