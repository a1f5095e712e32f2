"""A dialog as a modal of Slack: its fields as input blocks, and what was filled in as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.dialogs import Choice, Dialog, Field, File, Filled, People, Pick, Time, Write
from bot.pasted.file import ENDINGS
from bot.platforms.slack.mrkdwn import clean, clipped, is_person, literal, one_line, plain, size
from bot.platforms.slack.render import Block
from bot.words import say

SUGGEST = "suggest:"  # before what completes a field, in its action_id
ANSWER, WORDS = "answer", "words"  # action_ids; the second is a text input with several words in it
_BLOCKS = 100
_TITLE = 24
_LABEL = 2_000
_HEADER = 150
_TEXT = 3_000
_OPTION = 75
_VALUE = 150
_PLACEHOLDER = 150
_SENTENCE = 500
_NO_GROUPS = say("A user group can be named with the typed command alone.")


class Unshowable(ValueError):
    """A dialog with more in it than a modal can hold; its card says the same."""


def dialog_view(dialog: Dialog, metadata: str, *, files: bool = True) -> dict[str, Any]:
    """The modal with all pages' fields, each under its page's title. Raises Unshowable.

    Without ``files`` for an installation that may not read them, whose modals Slack refuses otherwise.
    """
    blocks: list[Block] = []
    if clean(dialog.lead):
        blocks.append(
            {"type": "section", "text": {"type": "mrkdwn", "text": literal(dialog.lead, _TEXT), "verbatim": True}}
        )
    for page in dialog.pages:
        if len(dialog.pages) > 1:
            blocks += [{"type": "divider"}] if blocks else []
            blocks.append({"type": "header", "text": _plain(page.title, _HEADER)})
        blocks += [_input(field) for field in page.fields if files or not isinstance(field, File)]
    if len(blocks) > _BLOCKS:
        raise Unshowable(f"a modal holds {_BLOCKS} blocks, not {len(blocks)}")
    return {
        "type": "modal",
        "callback_id": "dialog",
        "title": _plain(dialog.title, _TITLE),
        "submit": _plain(dialog.submit, _TITLE),
        "close": _plain(say("Cancel"), _TITLE),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}


def _input(field: Field) -> Block:
    """An input block named after its field, by which a sentence about a wrong answer finds it."""
    element, hint = _element(field)
    return {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, _LABEL),
        "optional": not field.required,
        "element": element,
        **({"hint": _plain(hint, _LABEL)} if clean(hint) else {}),
    }


def _element(field: Field) -> tuple[Block, str]:
    """The element, and the hint under it."""
    match field:
        case Pick():
            return _pick(field), field.help
        case File():
            return {"type": "file_input", "action_id": ANSWER, "filetypes": list(ENDINGS), "max_files": 1}, field.help
        case Time():
            return _time(field), ""  # its help is for who can only write; Slack's picker is in their own time
        case People() if all(map(is_person, field.value)):
            return _people(field), field.help if field.several else f"{field.help}. {_NO_GROUPS}".lstrip(". ")
        case Write() if field.suggests and not field.long:
            return _completed(field), field.help
        case Write():
            return _text(field.value, field.example, is_long=field.long), field.help
    return {**_text(field.value, "", is_long=False), "action_id": WORDS}, field.help


def _text(value: Sequence[str], example: str, *, is_long: bool) -> Block:
    standing = clean(" ".join(value)) if is_long else one_line(" ".join(value))
    if size(standing) > _TEXT:
        raise Unshowable(f"a text input holds {_TEXT} characters, not {size(standing)}")
    return {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": is_long,
        **({"initial_value": standing} if standing else {}),
        **({"placeholder": _plain(example, _PLACEHOLDER)} if clean(example) else {}),
    }


def _completed(field: Write) -> Block:
    """Answered while it is typed."""
    standing = [option(one, one) for one in field.value[:1]]
    return {
        **_select("external_select", standing, several=False, required=field.required),
        "action_id": SUGGEST + field.suggests,
        "min_query_length": 1,
        **({"placeholder": _plain(field.example, _PLACEHOLDER)} if clean(field.example) else {}),
    }


def _pick(field: Pick) -> Block:
    options = {one.value: _choice(one) for one in field.choices}
    chosen = [options[one] for one in field.value]
    select = _select("static_select", chosen, several=field.several, required=field.required)
    return {**select, "options": list(options.values())}


def _select(kind: str, chosen: Sequence[Block], *, several: bool, required: bool) -> Block:
    """One of some where one must be; else a select of many, with a limit of one: it alone can be emptied again."""
    if required and not several:
        return {"type": kind, "action_id": ANSWER, **({"initial_option": chosen[0]} if chosen else {})}
    return {
        "type": f"multi_{kind}",
        "action_id": ANSWER,
        **({"initial_options": list(chosen)} if chosen else {}),
        **({} if several else {"max_selected_items": 1}),
    }


def _choice(choice: Choice) -> Block:
    return option(choice.label or choice.value, choice.value)


def option(label: str, value: str) -> Block:
    """An option of a select. Raises Unshowable for a value that Slack would not carry back as it is."""
    if clean(value) != value or not 1 <= size(value) <= _VALUE:
        raise Unshowable(f"an option's value has 1 to {_VALUE} characters")
    return {"text": _plain(label, _OPTION), "value": value}


def _people(field: People) -> Block:
    chosen = list(field.value)
    return {
        "type": "multi_users_select",
        "action_id": ANSWER,
        **({"initial_users": chosen} if chosen else {}),
        **({} if field.several else {"max_selected_items": 1}),
    }


def _time(field: Time) -> Block:
    at = _moment(field.value[0]) if field.value else None
    return {
        "type": "datetimepicker",
        "action_id": ANSWER,
        **({"initial_date_time": int(at.timestamp())} if at is not None else {}),
    }


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def filled(view: Mapping[str, Any]) -> Filled:
    """What was filled in, by the field's name; nothing for a field left empty, and for a file."""
    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = (view.get("state") or {}).get("values") or {}
    given = {name: next(iter(actions.items()), ("", {})) for name, actions in values.items()}
    return {name: _answers(said, id) for name, (id, said) in given.items()}


def _answers(said: Mapping[str, Any], id: str) -> list[str]:
    kind = said.get("type")
    if kind in ("multi_static_select", "multi_external_select"):
        return [str(one["value"]) for one in said.get("selected_options") or ()]
    if kind in ("static_select", "external_select"):
        chosen = said.get("selected_option")
        return [str(chosen["value"])] if chosen else []
    if kind == "multi_users_select":
        return [str(one) for one in said.get("selected_users") or ()]
    if kind == "datetimepicker":
        at = said.get("selected_date_time")
        return [datetime.fromtimestamp(int(at), UTC).isoformat()] if at else []
    text = said.get("value")
    return str(text).split() if text and id == WORDS else [str(text)] if text else []


def errors(view: Mapping[str, Any], why: Mapping[str, str]) -> dict[str, str]:
    """Sentences by block; one about a field that is not in the view stands at its first."""
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    told: dict[str, list[str]] = {}
    for name, sentence in (why or {"": say("These answers cannot be used; look at them again.")}).items():
        told.setdefault(name if name in names else names[0], []).append(one_line(sentence))
    return {name: clipped(" ".join(sentences), _SENTENCE) for name, sentences in told.items()}
