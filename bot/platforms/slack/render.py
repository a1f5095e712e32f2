"""A card as a Slack message: text and blocks within every limit of Slack, clipped instead of refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cards import Action, Card, Fact, Menu, Moment, Origin, Style, Tone
from bot.platforms.slack.mrkdwn import EMPTY, clean, literal, moment, mrkdwn, one_line, plain, size
from bot.platforms.slack.table import table_texts
from bot.words import listed, said, say, say_n

Block = dict[str, Any]

BUDGET = 10_000  # units of text in all blocks, each block 64 more; Slack refuses messages near 13,200
_BLOCK = 64
_BLOCKS = 50
_TEXT = 3_000  # one section's text, one context element
_FIELD = 2_000
_FIELDS = 10
_HEADER = 150
_ALT = 2_000
_ORIGINS = 6
_ELEMENTS = 25
_IN_OVERFLOW = 5
_OPTION = 75
_VALUE = 150
_WIDE = 240  # a fact longer than that gets the whole width instead of a field's half
_FACT_BLOCKS = 30
_SMALL = 600  # units for the note


def message(card: Card, *, picture: str = "", aside: str = "", mention: str = "") -> dict[str, Any]:
    """``text`` (notification, screen reader) and ``blocks``.

    ``picture`` is the id of an uploaded file that shows the card's chart; ``aside`` one more line of small print;
    ``mention`` a token from mentioned(); it stands in the blocks too, for beside blocks Slack calls nobody from a text.
    """
    head = [_header(card), *([_section(mention)] if mention else []), *_lead(card.lead)]
    buttons, lost_buttons = _actions(card.actions, card.menu)
    foot = [*_picture(card, picture), *_small_print(card, picture, aside), *buttons]
    room = BUDGET - weight(head) - weight(foot) - 3 * _BLOCK
    facts, lost_facts = _facts(card.facts, room * 2 // 3 if card.table else room)
    rows, lost_rows = table_texts(card.table, room - weight(facts), _BLOCK) if card.table else ([], 0)
    body = [*facts, *(_section(text) for text in rows), *_left_out(lost_facts, lost_rows, lost_buttons)]
    return {"text": words(card, mention), "blocks": [*head, *body, *foot][:_BLOCKS]}


def words(card: Card, mention: str = "") -> str:
    """The card as one text: who is mentioned, its tone as a word, title and lead."""
    text = literal(_toned(card.tone, card.text), _TEXT - size(mention) - 1)
    return f"{mention} {text}" if mention else text


def weight(blocks: Sequence[Block]) -> int:
    """What blocks count against the total: their text and a share for each block."""
    return sum(_BLOCK + _text_in(block) for block in blocks)


def _text_in(value: Any) -> int:
    if isinstance(value, dict):
        return sum(
            size(one) if isinstance(one, str) and key in ("text", "alt_text") else _text_in(one)
            for key, one in value.items()
        )
    return sum(_text_in(one) for one in value) if isinstance(value, list) else 0


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}


def _mrkdwn(text: str) -> Block:
    """Verbatim: Slack makes no links and mentions of its own."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _context(*texts: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text) for text in texts]}


def _header(card: Card) -> Block:
    return {"type": "header", "text": _plain(_toned(card.tone, one_line(card.title) or EMPTY), _HEADER)}


def _toned(tone: Tone, text: str) -> str:
    match tone:
        case Tone.CATALYST:
            return say("🟢 Catalyst: {title}", title=text)
        case Tone.RISK:
            return say("🔴 Risk: {title}", title=text)
        case Tone.TROUBLE:
            return f"⚠️ {text}"
        case Tone.NOTE:
            return text


def _lead(lead: str) -> list[Block]:
    if not clean(lead):
        return []
    return [_section(literal(lead, _TEXT))]


def _facts(facts: Sequence[Fact], room: int) -> tuple[list[Block], int]:
    """Fields side by side, long facts by themselves; and how many did not fit."""
    blocks: list[Block] = []
    for at, fact in enumerate(facts):
        text = _fact(fact)
        wide = size(text) > _WIDE
        fields = blocks[-1].get("fields") if blocks else None
        fresh = wide or fields is None or len(fields) == _FIELDS
        cost = size(text) + (_BLOCK if fresh else 0)
        if cost > room or (fresh and len(blocks) == _FACT_BLOCKS):
            return blocks, len(facts) - at
        room -= cost
        if wide:
            blocks.append(_section(text))
        elif fields is None or fresh:
            blocks.append({"type": "section", "fields": [_mrkdwn(text)]})
        else:
            fields.append(_mrkdwn(text))
    return blocks, 0


def _fact(fact: Fact) -> str:
    name = literal(one_line(fact.name), 200)
    return f"*{name}*\n{mrkdwn(fact.value, _FIELD - size(name) - 3)}"


def _left_out(facts: int, rows: int, buttons: int) -> list[Block]:
    lost = [
        *([say_n("{n} more fact", "{n} more facts", facts)] if facts else []),
        *([say_n("{n} more row", "{n} more rows", rows)] if rows else []),
        *([say_n("{n} more button", "{n} more buttons", buttons)] if buttons else []),
    ]
    return [_context(say("… and {lacking}, left out for length.", lacking=listed(lost)))] if lost else []


def _picture(card: Card, file: str) -> list[Block]:
    if card.chart is None or not file:
        return []
    return [
        {
            "type": "image",
            "slack_file": {"id": file},
            "alt_text": plain(card.chart.alt, _ALT // 4),
            "title": _plain(card.chart.title, _HEADER),
        }
    ]


def _small_print(card: Card, picture: str, aside: str) -> list[Block]:
    texts = []
    if card.chart is not None and not picture:
        texts.append(literal(say("Chart: {title}. {alt}", title=card.chart.title, alt=card.chart.alt), _SMALL))
    texts += [_sourced(origin) for origin in card.origins[:_ORIGINS]]
    if len(card.origins) > _ORIGINS:
        texts.append(say_n("and {n} more source", "and {n} more sources", len(card.origins) - _ORIGINS))
    texts += [literal(text, _SMALL) for text in (card.note, aside) if clean(text)]
    return [_context(*texts)] if texts else []


def _sourced(origin: Origin) -> str:
    when = moment(Moment(origin.as_of, origin.form))
    source = literal(one_line(said(origin.source)), 200)
    return say("{source}, stale since {when}", source=source, when=when) if origin.stale else f"{source}, {when}"


def _actions(actions: Sequence[Action], menu: Menu | None) -> tuple[list[Block], int]:
    """Buttons, where there are more than five the last ones in an overflow; the menu; and how many did not fit."""
    usable = [action for action in actions if clean(action.line)]
    tail = min(max(len(usable) - _IN_OVERFLOW + 1, 0), _IN_OVERFLOW) if len(usable) > _IN_OVERFLOW else 0
    room = _ELEMENTS - bool(tail) - (menu is not None)
    buttons, rest = usable[: len(usable) - tail][:room], usable[len(usable) - tail :]
    primary = next((at for at, action in enumerate(buttons) if action.style is Style.PRIMARY), -1)
    elements = [_button(action, at, is_primary=at == primary) for at, action in enumerate(buttons)]
    if rest:
        elements.append({"type": "overflow", "action_id": "line:menu", "options": [_option(one) for one in rest]})
    elements += _select(menu) if menu is not None else []
    lost = len(usable) - len(buttons) - len(rest)
    return ([{"type": "actions", "elements": elements}] if elements else []), lost


def _select(menu: Menu) -> list[Block]:
    """One select of the menu's lines; two lines that are the same once they are cleaned are one option."""
    lines = {line: one for one in menu.choices if (line := clean(one.line)) and size(line) <= _VALUE}
    if not lines:
        return []
    options = [_option(one) for one in lines.values()]
    placeholder = _plain(menu.label, _OPTION)
    return [{"type": "static_select", "action_id": "line:choose", "placeholder": placeholder, "options": options}]


def _button(action: Action, at: int, *, is_primary: bool) -> Block:
    button = {
        "type": "button",
        "action_id": f"line:{at}",
        "text": _label(action),
        "value": clean(action.line),
    }
    if is_primary or action.style is Style.DANGER:
        button["style"] = action.style.value
    return button


def _option(action: Action) -> Block:
    return {"text": _label(action), "value": clean(action.line)}


def _label(action: Action) -> Block:
    return _plain(action.label if plain(action.label, _OPTION) != EMPTY else action.line, _OPTION)
