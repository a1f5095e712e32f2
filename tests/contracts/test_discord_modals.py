"""The gallery's dialogs as modals of Discord: within limits, obeying nobody, given back as they were; and calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import Card, Tone
from bot.dialogs import Dialog, Pick, Time, Write, Wrong
from bot.platforms.discord.dialog import Unshowable, in_words, modal, outcome, refilled, sent
from bot.platforms.discord.render import render, render_text
from tests.contracts.readers import counted, discord_faults, discord_select, sized
from tests.gallery import DIALOGS, GALLERY

EVERY_DIALOG = pytest.mark.parametrize("name", DIALOGS)
EVERY_CARD = pytest.mark.parametrize("name", GALLERY)
ANN, ROLE = "1100000000000000301", "&1100000000000000102"


def modal_faults(made: dict[str, Any]) -> Iterator[str]:
    """What Discord would refuse of a modal, or obey in it."""
    yield from sized("title", made["title"], 45)
    yield from sized("custom_id", made["custom_id"], 100)
    yield from counted("components", len(made["components"]), 5)
    fields = [one["component"] for one in made["components"] if one["type"] == 18]
    if not fields or len({field["custom_id"] for field in fields}) < len(fields):
        yield "no field, or two of one custom_id"
    for one in made["components"]:
        if one["type"] == 10:
            yield from sized("text", one["content"], 4_000)
            if re.search(r"(?<!\\)[<*_~|`]|@(everyone|here)", one["content"]):
                yield f"markdown of somebody's own: {one['content'][:80]!r}"
            continue
        yield from sized("label", one["label"], 45)
        if "description" in one:
            yield from sized("description", one["description"], 100)
        yield from field_faults(one["component"])


def field_faults(field: dict[str, Any]) -> Iterator[str]:
    yield from sized("custom_id", field["custom_id"], 100)
    if field["type"] == 3:
        yield from discord_select(field)
    elif field["type"] == 4:
        for name, most in (("placeholder", 100), ("value", 4_000)):
            if name in field:
                yield from sized(name, field[name], most)
        if field["style"] == 1 and "\n" in field.get("value", ""):
            yield "several lines in one"
    elif field["type"] == 19:
        yield from counted("files", field["max_values"], 10)
    elif field["type"] == 7:
        yield from counted("people", len(field.get("default_values", ())), field["max_values"])
    else:
        yield f"a field of the type {field['type']}"
    if field["type"] != 4 and bool(field["min_values"]) is not field["required"]:
        yield "what must be filled in may be left out"


def pages(dialog: Dialog) -> list[Dialog]:
    """Each page first; about nothing as well, for a text that cannot come back is no modal at all."""
    turns = [dialog.pages[at:] + dialog.pages[:at] for at in range(len(dialog.pages))]
    return [replace(dialog, pages=turn, about=about) for turn in turns for about in (dialog.about, "")]


def untouched(made: dict[str, Any]) -> dict[str, Any]:
    """A modal as Discord gives it back when nobody changed a thing."""
    components = []
    for one in made["components"]:
        field = one.get("component", {})
        chosen = [option["value"] for option in field.get("options", ()) if option["default"]]
        chosen += [person["id"] for person in field.get("default_values", ())]
        said = {"value": field.get("value", "")} if field.get("type") == 4 else {"values": chosen}
        components.append({"type": one["type"], **({"component": {**field, **said}} if field else {})})
    return {"custom_id": made["custom_id"], "components": components}


@EVERY_DIALOG
def test_discord_takes_every_page_and_obeys_none(name):
    shown = 0
    for one in pages(DIALOGS[name]):
        try:
            made = modal(one)
        except Unshowable:
            assert in_words(one) == one.card
            continue
        shown += 1
        assert list(modal_faults(made)) == []
    assert shown >= 2


@EVERY_DIALOG
def test_what_nobody_changed_comes_back_as_it_stood(name):
    for one in pages(DIALOGS[name]):
        try:
            form = sent(untouched(modal(one)), set().__contains__)
        except Unshowable:
            continue
        fields = one.pages[0].fields
        assert form is not None
        assert (form.command, form.about) == (one.command, one.about)
        assert list(form.filled) == list(form.labels) == [field.name for field in fields]
        assert [form.filled[field.name] for field in fields if isinstance(field, Pick)] == [
            list(field.value) for field in fields if isinstance(field, Pick)
        ]
        assert modal(refilled(one, form.filled))["components"] == modal(one)["components"]


@EVERY_DIALOG
def test_what_is_wrong_is_told_within_every_limit_and_calls_nobody(name):
    for one in pages(DIALOGS[name]):
        try:
            form = sent(untouched(modal(one)), set().__contains__)
        except Unshowable:
            continue
        why = {field.name: field.label for field in one.fields if isinstance(field, Write | Time)}
        card = outcome(Wrong(why), form)
        for payload in (render(card), render_text(card)):
            assert list(discord_faults(payload)) == []
        assert [one.line for one in card.actions] == [one.pages[0].line]


@EVERY_DIALOG
def test_the_way_to_a_dialog_is_a_card_that_discord_takes(name):
    for one in pages(DIALOGS[name]):
        assert list(discord_faults(render(in_words(one)))) == []


def test_the_other_pages_are_offered_after_the_first():
    first = replace(DIALOGS["plain"], about="")

    card = outcome(Card("Kept"), sent(untouched(modal(first)), set().__contains__))

    assert [one.line for one in card.actions] == ["ask two"]
    assert card.tone is not Tone.TROUBLE


@EVERY_CARD
@pytest.mark.parametrize("mention", [ANN, ROLE], ids=["a person", "a role"])
def test_a_mention_is_the_one_call_in_any_card(name, mention):
    for payload in (render(GALLERY[name]), render_text(GALLERY[name])):
        body = replace(payload, mention=mention).body
        calls = re.findall(r"(?<!\\)<@&?\d+>", re.sub(r"```.*?```", "", body["content"], flags=re.DOTALL))

        assert calls == [f"<@{mention}>"]
        assert body["content"].startswith(f"<@{mention}>")
        assert list(sized("content", body["content"], 2_000)) == []
        named = {"roles": [ROLE[1:]]} if mention == ROLE else {"users": [ANN]}
        assert body["allowed_mentions"] == {"parse": [], "replied_user": False, **named}


@EVERY_CARD
def test_a_card_without_a_mention_calls_nobody(name):
    for payload in (render(GALLERY[name]), render_text(GALLERY[name])):
        assert payload.body["allowed_mentions"] == {"parse": [], "replied_user": False}
