"""A dialog as a modal of Discord: one page of fields, and what was filled in as answers.

A modal's custom_id is all that comes back with it, after any restart: it names the command, what the dialog is about,
and the pages that can still be opened; each field's own carries its label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards import Action, Card, Fact, Tone
from bot.dialogs import Dialog, Field, File, Filled, Page, People, Pick, Wrong
from bot.platforms.discord.markdown import clean, cut, is_id, marked, size, typed
from bot.words import say, say_n

CUSTOM_ID = 100
TITLE, LABEL, HELP = 45, 45, 100
OPTION, VALUE, TEXT, PLACEHOLDER = 100, 100, 4_000, 100
FIELDS, PEOPLE = 5, 25
AGAIN = say("Open it again")

_TEXT_DISPLAY, _LABEL, _STRING_SELECT, _TEXT_INPUT, _MENTIONABLE_SELECT, _FILE_UPLOAD = 10, 18, 3, 4, 7, 19
_LEAD, _LINE = 1_000, 70
_SENT = re.compile(r"\?(?P<command>[^|]*)\|(?P<pages>[^|]*)\|(?P<about>.*)", re.DOTALL)
_PARTS = re.compile(r"[|;=]")
_WORDS = "*"  # after a field's name: its answer is several words in one text

Component = dict[str, Any]


class Unshowable(ValueError):
    """A dialog with more in it than a modal can hold; its card says the same."""


@dataclass(frozen=True)
class Upload:
    """A file that was put into a modal: where it lies, and its size in bytes."""

    url: str
    size: int


@dataclass(frozen=True)
class Sent:
    """A modal as it came back. ``page`` is the line that opens it again, ``others`` are pages that were not shown.

    In ``filled`` a file stands by its name; ``uploads`` says of each field where its file lies.
    """

    command: str
    about: str
    page: str
    others: tuple[Action, ...]
    filled: Filled
    labels: Mapping[str, str]
    uploads: tuple[tuple[str, Upload], ...] = ()


def modal(dialog: Dialog) -> Component:
    """The first page as the data of a callback of type 9. Raises Unshowable."""
    page = dialog.pages[0]
    fields = [_labelled(field) for field in page.fields]
    lead = [{"type": _TEXT_DISPLAY, "content": marked(dialog.lead, _LEAD)}] if clean(dialog.lead) else []
    first, own = clean(dialog.title), clean(page.title)
    title = say("{title}: {page}", title=first, page=own) if own and own.lower() != first.lower() else first
    return {
        "custom_id": _custom_id(dialog),
        "title": cut(title, TITLE) or f"/{dialog.command}",
        "components": [*(lead if len(fields) < FIELDS else []), *fields],
    }


def in_words(dialog: Dialog) -> Card:
    """The dialog's card with a button for each of its pages, for when a modal can no longer be the first answer."""
    try:
        modal(dialog)
    except Unshowable:
        return dialog.card
    several = len(dialog.pages) > 1
    lines = [
        (page.title if several else say("Fill it in"), page.line) for page in dialog.pages if len(page.line) <= _LINE
    ]
    return dialog.card.with_actions(*(Action(title, line) for title, line in lines))


def refilled(dialog: Dialog, filled: Filled) -> Dialog:
    """The dialog with what was filled in before in place of the answers that stand."""
    return replace(dialog, pages=tuple(_refilled(page, filled) for page in dialog.pages))


def _refilled(page: Page, filled: Filled) -> Page:
    fields = []
    for field in page.fields:
        answer = () if isinstance(field, File) else tuple(filled.get(field.name, field.value))
        if isinstance(field, Pick):
            known = {one.value for one in field.choices}
            answer = tuple(one for one in answer if one in known)
        fields.append(replace(field, value=answer))
    return replace(page, fields=tuple(fields))


def _custom_id(dialog: Dialog) -> str:
    if not _comes_back(dialog.about):
        raise Unshowable("what a modal is about has to come back as it is")
    room = CUSTOM_ID - size(f"?{dialog.command}||{dialog.about}")
    if room < 0:
        raise Unshowable(f"a custom_id holds {CUSTOM_ID} characters, {-room} less than the dialog needs")
    own, *others = dialog.pages
    pages = own.line if _fits_a_button(own.line) and size(own.line) <= room else ""
    for page in filter(lambda one: _fits_a_button(one.line), others):
        title = _PARTS.sub(" ", cut(clean(page.title), LABEL)).strip() or page.line
        if size(f"{pages};{title}={page.line}") > room:
            break
        pages += f";{title}={page.line}"
    return f"?{dialog.command}|{pages}|{dialog.about}"


def _fits_a_button(line: str) -> bool:
    return _comes_back(line) and not _PARTS.search(line) and len(line) <= _LINE


def _comes_back(text: str) -> bool:
    """Whether Discord gives a text back as it is."""
    return typed(text) == text


def _labelled(field: Field) -> Component:
    label = cut(clean(field.label), LABEL) or field.name
    help = cut(clean(field.help), HELP)
    name, component = _component(field)
    id = f"{name}|{cut(label, CUSTOM_ID - size(name) - 1)}"
    described = {"description": help} if help else {}
    component = {**component, "custom_id": id, "required": field.required}
    return {"type": _LABEL, "label": label, **described, "component": component}


def _component(field: Field) -> tuple[str, Component]:
    """The field's name, and what it is filled in with."""
    match field:
        case Pick():
            return field.name, _pick(field)
        case File():
            return field.name, {"type": _FILE_UPLOAD, **_between(field, 1)}
        case People() if all(map(is_id, filter(typed, field.value))):
            return field.name, _people(field, tuple(filter(typed, field.value)))
        case People():
            return field.name + _WORDS, _text(" ".join(field.value), "", is_long=False)
    example, is_long = getattr(field, "example", ""), getattr(field, "long", False)
    return field.name, _text(("\n" if is_long else " ").join(field.value), example, is_long=is_long)


def _pick(field: Pick) -> Component:
    most = len(field.choices) if field.several else 1
    chosen = field.value[:most]
    options = []
    for one in field.choices:
        if not _comes_back(one.value) or not 1 <= size(one.value) <= VALUE:
            raise Unshowable(f"an option's value has 1 to {VALUE} characters")
        label = cut(clean(one.label) or one.value, OPTION)
        options.append({"label": label, "value": one.value, "default": one.value in chosen})
    return {"type": _STRING_SELECT, "options": options, **_between(field, most)}


def _people(field: People, ids: Sequence[str]) -> Component:
    most = PEOPLE if field.several else 1
    if len(ids) > most:
        raise Unshowable(f"a select holds {most} people, not {len(ids)}")
    chosen = [{"id": one.removeprefix("&"), "type": "role" if one[0] == "&" else "user"} for one in ids]
    defaults = {"default_values": chosen} if chosen else {}
    return {"type": _MENTIONABLE_SELECT, **defaults, **_between(field, most)}


def _between(field: Field, most: int) -> Component:
    return {"min_values": int(field.required), "max_values": most}


def _text(value: str, example: str, *, is_long: bool) -> Component:
    standing = typed(value, lines=is_long)
    if size(standing) > TEXT:
        raise Unshowable(f"a text input holds {TEXT} characters, not {size(standing)}")
    hint = cut(typed(example), PLACEHOLDER)
    return {
        "type": _TEXT_INPUT,
        "style": 2 if is_long else 1,
        **({"value": standing} if standing else {}),
        **({"placeholder": hint} if hint else {}),
    }


def sent(data: Mapping[str, Any], is_role: Callable[[str], bool], everyone: str = "") -> Sent | None:
    """A modal as it came back, None for one that is not ours. ``everyone`` is the id of the role that all have."""
    found = _SENT.fullmatch(str(data.get("custom_id", "")))
    if found is None:
        return None
    roles = (data.get("resolved") or {}).get("roles") or {}
    own, *others = found["pages"].split(";")
    named = (one.partition("=") for one in others)
    filled: dict[str, Sequence[str]] = {}
    labels: dict[str, str] = {}
    files, uploads = (data.get("resolved") or {}).get("attachments") or {}, []
    for component in _components(data.get("components") or ()):
        name, _, label = str(component.get("custom_id", "")).partition("|")
        answers = [str(one) for one in component.get("values") or ()]
        if component.get("type") == _MENTIONABLE_SELECT:
            answers = [_person(one, everyone, role=one in roles or is_role(one)) for one in answers]
        elif component.get("type") == _FILE_UPLOAD:
            file = files.get(answers[0]) if answers else None
            answers = [str(file.get("filename") or say("a file"))] if file else []
            if file:
                uploads.append((name, Upload(str(file.get("url") or ""), int(file.get("size") or 0))))
        elif component.get("value"):
            text = str(component["value"])
            answers = text.split() if name.endswith(_WORDS) else [text]
        filled[name.removesuffix(_WORDS)] = answers
        labels[name.removesuffix(_WORDS)] = label
    actions = tuple(Action(title, line) for title, _, line in named)
    return Sent(found["command"], found["about"], own, actions, filled, labels, tuple(uploads))


def _person(id: str, everyone: str, *, role: bool) -> str:
    if id == everyone:
        return "@everyone"  # the role that all have is no role to be named, and is refused in words
    return f"&{id}" if role else id


def _components(components: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was filled in, out of labels and rows."""
    found: list[Mapping[str, Any]] = []
    for one in components:
        inner = [one["component"]] if "component" in one else list(one.get("components") or ())
        found += inner or ([one] if "custom_id" in one else [])
    return found


def outcome(said: Card | Wrong, sent: Sent) -> Card:
    """What is answered to a modal that was sent: what came of it, or each wrong field with what was written there."""
    if isinstance(said, Card):
        failed = said.tone is Tone.TROUBLE
        return said.with_actions(*(_again(sent) if failed else sent.others))
    wrong = [name for name in sent.filled if name in said.why]
    about_none = [sentence for name, sentence in said.why.items() if name not in sent.filled]
    lead = " ".join((*about_none, say("Nothing was changed, and what you wrote is kept; correct what is named here.")))
    facts = [Fact(sent.labels[name], _corrected(said.why[name], sent.filled[name])) for name in wrong]
    facts += [
        Fact(sent.labels[name], _written(answers))
        for name, answers in sent.filled.items()
        if answers and name not in wrong
    ]
    title = (
        say_n("{n} of your answers cannot be used", "{n} of your answers cannot be used", len(wrong))
        if len(wrong) > 1
        else say("An answer cannot be used")
    )
    return Card(title=title, lead=lead, facts=tuple(facts), actions=_again(sent), tone=Tone.TROUBLE)


def _again(sent: Sent) -> tuple[Action, ...]:
    return (Action(AGAIN, sent.page),) if sent.page else ()


def _corrected(sentence: str, answers: Sequence[str]) -> str:
    return say("{why} You wrote: {answers}.", why=sentence, answers=_written(answers)) if answers else sentence


def _written(answers: Sequence[str]) -> str:
    return ", ".join(map(typed, answers))
