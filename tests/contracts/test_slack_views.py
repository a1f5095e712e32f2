"""The gallery's dialogs and cards as views of Slack: within limits, calling nobody, given back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.alerts.watchlist import Channel
from bot.home import Part
from bot.platforms.slack.dialog import dialog_view
from bot.platforms.slack.mrkdwn import mentioned
from bot.platforms.slack.render import message
from bot.platforms.slack.views import Where, card_view, home_view
from tests.contracts.readers import counted, sized, slack_faults, slack_options, slack_texts
from tests.gallery import DIALOGS, GALLERY

EVERY_DIALOG = pytest.mark.parametrize("name", DIALOGS)
EVERY_CARD = pytest.mark.parametrize("name", GALLERY)


def view_faults(view: dict[str, Any]) -> Iterator[str]:
    """What Slack would refuse of a view, or obey in it."""
    blocks = view["blocks"]
    yield from counted("blocks", len(blocks), 100)
    for name in ("title", "submit", "close"):
        if name in view:
            yield from sized(name, view[name]["text"], 24)
    if len(view.get("private_metadata", "")) > 3_000:
        yield "too much to remember"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        yield "two blocks of one id"
    inputs = [block for block in blocks if block["type"] == "input"]
    if inputs and "submit" not in view:
        yield "inputs without a submit"
    for block in inputs:
        yield from sized("label", block["label"]["text"], 2_000)
        if "hint" in block:
            yield from sized("hint", block["hint"]["text"], 2_000)
        yield from element_faults(block["element"])
    for kind, text in slack_texts(view):
        if kind != "alt_text" and set(text) & set("<>"):
            yield f"a token of somebody's own: {text[:80]!r}"


def element_faults(element: dict[str, Any]) -> Iterator[str]:
    if "placeholder" in element:
        yield from sized("placeholder", element["placeholder"]["text"], 150)
    if "initial_value" in element:
        yield from sized("initial value", element["initial_value"], 3_000)
    options = element.get("options", [])
    yield from slack_options(options)
    chosen = [*element.get("initial_options", ()), *filter(None, [element.get("initial_option")])]
    if any(one not in options for one in chosen) and "external" not in element["type"]:
        yield "a choice that is not among the options"
    if "initial_options" in element and not chosen:
        yield "no choice at all"


@EVERY_DIALOG
def test_slack_takes_every_dialog_and_obeys_none(name):
    dialog = DIALOGS[name]
    view = dialog_view(dialog, Where("C0HOME", "https://hooks.example/x", "", dialog.command, dialog.about).dump())

    assert list(view_faults(view)) == []
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [
        field.name for field in dialog.fields
    ]
    assert Where.read(view["private_metadata"]).about == dialog.about


@EVERY_CARD
def test_slack_takes_every_card_in_a_modal_and_at_home(name):
    card = GALLERY[name]
    texts = {"text": "x", "blocks": card_view(card, Where("C0HOME"))["blocks"]}
    home = home_view([Part(Channel("slack", "C0HOME"), card), Part(Channel.to_person("slack", "U0ANN"), card)])

    assert list(slack_faults(texts)) == []
    assert len(home["blocks"]) <= 100
    ids = [block["block_id"] for block in home["blocks"] if "block_id" in block]
    assert len(set(ids)) == len(ids)


@EVERY_CARD
def test_a_mention_is_the_one_call_in_any_card(name):
    shown = message(GALLERY[name], mention=mentioned("U0BOB"))
    calls = [text for _, text in slack_texts(shown["blocks"]) if "<@" in text or "<!subteam" in text]

    assert calls == ["<@U0BOB>"]
    assert shown["text"].startswith("<@U0BOB> ")
    assert "<" not in shown["text"].removeprefix("<@U0BOB>")
    assert len(shown["blocks"]) <= 50
