"""A card as a Discord message: embeds and buttons within every limit, clipped instead of refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cards import Action, Card, Chart, Fact, Menu, Moment, Origin, Piece, Style, Tone
from bot.platforms.discord.markdown import EMPTY, clean, cut, marked, mentioned, size
from bot.platforms.discord.tables import rows, taken
from bot.words import listed, said, say, say_n

Embed = dict[str, Any]

CONTENT = 2_000
IN_ALL = 6_000  # characters over all embeds
TITLE, DESCRIPTION, NAME, VALUE, FOOTER, ALT = 256, 4_096, 256, 1_024, 2_048, 1_024
ROWS, IN_A_ROW, LABEL = 5, 5, 80
OPTION, PLACEHOLDER = 100, 150
NO_ID = "-"  # stands for a delivery id in the buttons of an answer
MENU = "menu"  # after the id in the custom_id of a menu, whose options hold the lines
PICTURE = "chart.png"
_NO_PREVIEWS = 1 << 2  # the flag that keeps links in plain text from unfolding

_FIELDS = 23  # of 25: two stay free for the chart in words and the sources
_FACTS = 3 * _FIELDS
_LEAD_BESIDE = 2_000  # what a lead may take where facts or a table follow
_LEFT_OUT = 80  # kept free for the line that says what was left out
_MORE = 29  # kept free for how many sources are left out
_NOTE = 600
_CALL = 30  # kept free of plain text for a mention
_SHORT = 40  # a fact this short stands beside others
_COLOURS = {Tone.CATALYST: 0x2E9E6B, Tone.RISK: 0xD64545, Tone.NOTE: 0x4A7FB5, Tone.TROUBLE: 0xD9902F}
_WORDS = {
    Tone.CATALYST: say("🟢 Catalyst"),
    Tone.RISK: say("🔴 Risk"),
    Tone.TROUBLE: say("⚠️ Trouble"),
    Tone.NOTE: "",
}
_HERE = "\0"  # stands for a moment in a text; no text from outside is shown with it
_STYLES = {Style.PRIMARY: 1, Style.PLAIN: 2, Style.DANGER: 4}


@dataclass(frozen=True)
class Payload:
    """The parts of a message as Discord takes them."""

    embeds: tuple[Embed, ...]
    components: tuple[dict[str, Any], ...]
    content: str = ""
    mention: str = ""  # the id of the one user, or role with ``&`` before it, that is called

    @property
    def body(self) -> dict[str, Any]:
        """The JSON of a message that pings nobody but who is mentioned."""
        call = mentioned(self.mention)
        allowed: dict[str, Any] = {"parse": [], "replied_user": False}
        if call:
            allowed["roles" if self.mention.startswith("&") else "users"] = [self.mention.removeprefix("&")]
        if self.content:
            shown: dict[str, Any] = {"content": f"{call}\n{self.content}".strip(), "flags": _NO_PREVIEWS}
        else:
            shown = {"embeds": list(self.embeds), **({"content": call} if call else {})}
        return {**shown, "components": list(self.components), "allowed_mentions": allowed}


def render(card: Card, id: str = NO_ID, *, pictured: bool = False, at: datetime | None = None) -> Payload:
    """The card as a message whose buttons carry ``id|line``.

    With ``pictured`` the embed shows the attachment ``chart.png``; without, the chart is put in words.
    ``at`` is shown as the message's own time.
    """
    follows = bool(card.facts or card.table)
    title = marked(card.title or "Minnow", TITLE)
    lead = marked(card.lead, _LEAD_BESIDE if follows else DESCRIPTION - 1_000) if clean(card.lead) else ""
    closing = _closing(card, pictured=pictured)
    note = cut(clean(card.note), _NOTE)
    tone = _WORDS[card.tone]
    room = IN_ALL - size(tone) - size(title) - size(lead) - _sized(closing) - size(note) - _LEFT_OUT
    fields, table = _fields(card.facts, room - room // 3 if card.table else room), ""
    unshown = _facts_left(len(card.facts) - len(fields))
    if card.table:
        grid = rows(card.table, min(room - _sized(fields), DESCRIPTION - size(lead) - 2))
        table = grid.text
        unshown += [say_n("{n} row", "{n} rows", grid.left_out)] if grid.left_out else []
    unshown += _buttons_left(card)
    embeds = _embeds(title, lead, fields, table)
    if tone:
        embeds[0]["author"] = {"name": tone}
    last = embeds[-1]
    last["fields"] = [*last.get("fields", ()), *closing]
    footer = " ".join((_not_shown(unshown), note)).strip()
    if footer:
        last["footer"] = {"text": footer}
    if pictured and card.chart:
        last["image"] = {"url": f"attachment://{PICTURE}"}
    if at is not None:
        last["timestamp"] = at.isoformat()
    for embed in embeds:
        embed["color"] = _COLOURS[card.tone]
    return Payload(tuple(embeds), _rows(card, id))


def render_text(card: Card, id: str = NO_ID) -> Payload:
    """The card as plain text, for a channel that allows no embeds."""
    tone, title = _WORDS[card.tone], marked(card.title or "Minnow", TITLE)
    head = [
        f"**{say('{tone}: {title}', tone=tone, title=title) if tone else title}**",
        *([marked(card.lead, 600)] if clean(card.lead) else []),
    ]
    tail = [f"**{say('Chart')}**: {marked(_in_words(card.chart), 300)}"] if card.chart else []
    tail += [marked(_origin(origin), 200) for origin in card.origins[:2]]
    tail += [marked(card.note, 200)] if clean(card.note) else []
    room = CONTENT - _CALL - _length((*head, *tail)) - _LEFT_OUT
    kept = taken((f"**{marked(fact.name, 60)}**: {marked(fact.value, 200)}" for fact in card.facts), room)
    unshown = _facts_left(len(card.facts) - len(kept))
    if card.table:
        grid = rows(card.table, room - _length(kept) - 1)
        kept += [grid.text] if grid.text else []
        unshown += [say_n("{n} row", "{n} rows", grid.left_out)] if grid.left_out else []
    unshown += [say_n("{n} source", "{n} sources", len(card.origins) - 2)] if len(card.origins) > 2 else []
    unshown += _buttons_left(card)
    more = [_not_shown(unshown)] if unshown else []
    return Payload((), _rows(card, id), "\n".join((*head, *kept, *tail, *more)))


def _facts_left(left: int) -> list[str]:
    return [say_n("{n} fact", "{n} facts", left)] if left > 0 else []


def _not_shown(lacking: Sequence[str]) -> str:
    return cut(say("Not shown: {lacking}.", lacking=listed(lacking)), _LEFT_OUT - 1) if lacking else ""


def alt_text(chart: Chart) -> str:
    """What a screen reader says in place of the picture."""
    return cut(clean(_in_words(chart)), ALT)


def _in_words(chart: Chart) -> str:
    return f"{chart.title}. {chart.alt}"


def _length(lines: Sequence[str]) -> int:
    """With a newline after each."""
    return sum(size(line) + 1 for line in lines)


def _most(card: Card) -> int:
    """How many buttons find a place; a menu takes a row of its own."""
    return (ROWS - (card.menu is not None)) * IN_A_ROW


def _buttons_left(card: Card) -> list[str]:
    left = len(card.actions) - _most(card)
    return [say_n("{n} button", "{n} buttons", left)] if left > 0 else []


def _embeds(title: str, lead: str, fields: Sequence[Embed], table: str) -> list[Embed]:
    """Title and lead first, at most 23 fields in each, the table after the facts."""
    embeds: list[Embed] = [{"title": title}]
    if lead:
        embeds[0]["description"] = lead
    for start in range(0, len(fields), _FIELDS):
        if start:
            embeds.append({})
        embeds[-1]["fields"] = list(fields[start : start + _FIELDS])
    if table and fields:
        embeds.append({"description": table})
    elif table:
        embeds[0]["description"] = f"{lead}\n\n{table}".strip()
    return embeds


def _fields(facts: Sequence[Fact], room: int) -> list[Embed]:
    """As many facts, from the first, as ``room`` takes; a long one is clipped when the others need its place."""
    share = max(room // max(len(facts), 1), 120)
    fields: list[Embed] = []
    for fact in facts[:_FACTS]:
        name = marked(fact.name, min(NAME, share // 3))
        value = marked(fact.value, min(VALUE, share - size(name)))
        field = _field(name, value)
        room -= _sized([field])
        if room < 0:
            break
        fields.append(field)
    return fields


def _field(name: str, value: str) -> Embed:
    return {"name": name, "value": value, "inline": max(size(name), size(value)) <= _SHORT}


def _sized(fields: Sequence[Mapping[str, Any]]) -> int:
    return sum(size(field["name"]) + size(field["value"]) for field in fields)


def _closing(card: Card, *, pictured: bool) -> list[Embed]:
    """The chart in words where it is not seen, and where the figures come from."""
    closing = []
    if card.chart and not pictured:
        closing.append(_field(say("Chart"), marked(_in_words(card.chart), VALUE // 2)))
    if card.origins:
        lines: list[str] = []
        for origin in card.origins:
            line = marked(_origin(origin), 250)
            if sum(map(size, lines)) + len(lines) + size(line) > VALUE - _MORE - 1:
                left = len(card.origins) - len(lines)
                lines.append(cut(say_n("and {n} more source", "and {n} more sources", left), _MORE))
                break
            lines.append(line)
        name = say("Source") if len(card.origins) == 1 else say("Sources")
        closing.append({"name": name, "value": "\n".join(lines), "inline": False})
    return closing


def _origin(origin: Origin) -> tuple[Piece, ...]:
    source = said(origin.source).replace(_HERE, "")
    sentence = (
        say("{source}, as of {when}, stale: the source has not answered since", source=source, when=_HERE)
        if origin.stale
        else say("{source}, as of {when}", source=source, when=_HERE)
    )
    before, _, after = sentence.partition(_HERE)
    return (before, Moment(origin.as_of, origin.form), after)


def _rows(card: Card, id: str) -> tuple[dict[str, Any], ...]:
    menu = (_menu(card.menu, id),) if card.menu is not None else ()
    return (*_buttons(card.actions[: _most(card)], id), *menu)


def _menu(menu: Menu, id: str) -> dict[str, Any]:
    """A row with a select; each of its options holds a command line."""
    options = [
        {"label": cut(clean(one.label) or clean(one.line), OPTION) or EMPTY, "value": one.line} for one in menu.choices
    ]
    label = cut(clean(menu.label), PLACEHOLDER)
    select = {"type": 3, "custom_id": f"{id}|{MENU}", "options": options, **({"placeholder": label} if label else {})}
    return {"type": 1, "components": [select]}


def _buttons(actions: Sequence[Action], id: str) -> tuple[dict[str, Any], ...]:
    """Rows of five; a line twice would be refused, and only one button is loud."""
    buttons: dict[str, dict[str, Any]] = {}
    for action in actions:
        loud = action.style is Style.PRIMARY and any(button["style"] == 1 for button in buttons.values())
        style = _STYLES[Style.PLAIN if loud else action.style]
        label = cut(clean(action.label) or clean(action.line), LABEL)
        if label:
            button = {"type": 2, "style": style, "label": label, "custom_id": f"{id}|{action.line}"}
            buttons.setdefault(action.line, button)
    shown = list(buttons.values())
    starts = range(0, len(shown), IN_A_ROW)
    return tuple({"type": 1, "components": shown[start : start + IN_A_ROW]} for start in starts)
