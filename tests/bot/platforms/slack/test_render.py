"""A card as blocks: each part in its place, every limit of Slack kept, what was left out counted."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.cards import Action, Card, Chart, Fact, Form, Menu, Origin, Style, Table, Tone
from bot.platforms.slack.mrkdwn import size
from bot.platforms.slack.render import BUDGET, message, weight, words
from tests.bot.platforms.slack.made_up import SNOOZE
from tests.gallery import AT, CARDS, CHART, ENDLESS, FULL, GALLERY, grid, numbered

PICTURE = "F0123"


def blocks(card, kind="", **more):
    return [block for block in message(card, **more)["blocks"] if kind in ("", block["type"])]


def kinds(card, **more):
    return [block["type"] for block in blocks(card, **more)]


def elements(card):
    return [element for block in blocks(card, "actions") for element in block["elements"]]


def small_print(card, **more):
    return [element["text"] for block in blocks(card, "context", **more) for element in block["elements"]]


def labels(card):
    return [one["text"]["text"] for element in elements(card) for one in element.get("options", [element])]


def test_what_matters_comes_first():
    assert kinds(FULL) == ["header", "section", "section", "section", "context", "actions"]
    assert kinds(FULL, picture=PICTURE) == ["header", "section", "section", "section", "image", "context", "actions"]


def test_a_bare_card_has_nothing_empty():
    assert message(Card("Title")) == {
        "text": "Title",
        "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Title", "emoji": False}}],
    }


@pytest.mark.parametrize(
    ("tone", "said"),
    [
        (Tone.CATALYST, "🟢 Catalyst: APLD"),
        (Tone.RISK, "🔴 Risk: APLD"),
        (Tone.TROUBLE, "⚠️ APLD"),
        (Tone.NOTE, "APLD"),
    ],
)
def test_the_tone_is_said_in_words_in_the_header_and_in_the_notification(tone, said):
    shown = message(Card("APLD", "It rose.", tone=tone))

    assert shown["blocks"][0]["text"]["text"] == said
    assert shown["text"] == f"{said}. It rose."


@pytest.mark.parametrize("name", GALLERY)
def test_the_notification_has_words_and_calls_nobody(name):
    text = words(GALLERY[name])

    assert text.strip()
    assert not {"<", ">"} & set(text)
    assert size(text) <= 3_000


def test_facts_stand_in_pairs_of_fields_ten_to_a_block():
    card = Card("t", facts=numbered(23))

    assert [len(block["fields"]) for block in blocks(card, "section")] == [10, 10, 3]
    assert blocks(card, "section")[0]["fields"][0] == {
        "type": "mrkdwn",
        "text": "*Fact000 of many*\nvalue V000",
        "verbatim": True,
    }


def test_a_long_fact_has_the_whole_width_and_the_order_stays():
    card = Card("t", facts=(Fact("A", "1"), Fact("B", "long " * 60), Fact("C", "3")))

    first, second, third = blocks(card, "section")
    assert [one["text"] for one in first["fields"]] == ["*A*\n1"]
    assert second["text"]["text"].startswith("*B*\nlong long")
    assert [one["text"] for one in third["fields"]] == ["*C*\n3"]


def test_facts_that_do_not_fit_are_counted():
    card = Card("t", facts=tuple(Fact(f"F{number}", "v" * 200) for number in range(100)))

    shown = sum(len(block["fields"]) for block in blocks(card, "section"))
    assert small_print(card) == [f"… and {100 - shown} more facts, left out for length."]


def test_facts_leave_room_for_a_table():
    card = Card("t", facts=numbered(400), table=grid(400, 3))

    assert "```" in str(blocks(card, "section"))
    assert "more facts and" in small_print(card)[0]
    assert "more rows, left out for length." in small_print(card)[0]


def test_one_that_does_not_fit_is_one():
    card = Card("t", actions=tuple(Action(f"P{number}", f"help {number}") for number in range(30)))

    assert small_print(card) == ["… and 1 more button, left out for length."]


@pytest.mark.parametrize("name", GALLERY)
@pytest.mark.parametrize("picture", ["", PICTURE])
def test_every_card_keeps_the_budget_and_the_number_of_blocks(name, picture):
    shown = message(GALLERY[name], picture=picture, aside="The picture of this chart could not be uploaded.")

    assert weight(shown["blocks"]) <= BUDGET
    assert len(shown["blocks"]) <= 50


@given(CARDS)
@settings(deadline=None)
def test_any_card_keeps_the_budget(card):
    assert weight(message(card, picture=PICTURE)["blocks"]) <= BUDGET


def test_the_buttons_and_the_small_print_survive_any_length():
    card = replace(GALLERY["everything-at-once"], note="Information, not advice.")

    assert "Information, not advice." in small_print(card)
    assert kinds(card)[-1] == "actions"


def test_a_chart_is_shown_by_its_file_with_its_words():
    (image,) = blocks(FULL, "image", picture=PICTURE)

    assert image["slack_file"] == {"id": PICTURE}
    assert image["alt_text"] == CHART.alt
    assert image["title"]["text"] == CHART.title


def test_a_chart_that_is_not_shown_is_told():
    assert f"Chart: {CHART.title}. {CHART.alt}" in small_print(FULL)
    assert "Chart:" not in " ".join(small_print(FULL, picture=PICTURE))


def test_a_chart_without_words_has_some():
    card = Card("t", chart=Chart("", "", ()))

    (image,) = blocks(card, "image", picture=PICTURE)
    assert image["alt_text"] == image["title"]["text"] == "–"


def test_a_picture_of_a_card_without_a_chart_is_not_shown():
    assert kinds(Card("t"), picture=PICTURE) == ["header"]


def test_sources_are_told_with_their_time_and_whether_they_are_stale():
    card = Card("t", origins=(Origin("Yahoo", AT), Origin("FINRA", AT, Form.DAY, stale=True)))

    assert small_print(card) == [
        "Yahoo, <!date^1768487400^{date_short_pretty} at {time}|15 January 2026, 14:30 UTC>",
        "FINRA, stale since 15 January 2026",
    ]


def test_sources_that_do_not_fit_are_counted_and_ten_pieces_of_small_print_are_the_most():
    card = Card("t", chart=CHART, origins=(Origin("Yahoo", AT),) * 20, note="note")
    texts = small_print(card, aside="aside")

    assert "and 14 more sources" in texts
    assert len(texts) <= 10
    assert texts[-2:] == ["note", "aside"]


def test_a_button_holds_its_line():
    card = Card("t", actions=(Action("Snooze", "snooze APLD 1d"),))

    assert elements(card) == [
        {
            "type": "button",
            "action_id": "line:0",
            "text": {"type": "plain_text", "text": "Snooze", "emoji": False},
            "value": "snooze APLD 1d",
        }
    ]


def test_one_button_is_loud_and_dangerous_ones_are_marked():
    styles = (Style.PLAIN, Style.PRIMARY, Style.PRIMARY, Style.DANGER)
    card = Card("t", actions=tuple(Action(f"P{at}", f"help {at}", style) for at, style in enumerate(styles)))

    assert [element.get("style") for element in elements(card)] == [None, "primary", None, "danger"]


@pytest.mark.parametrize(("number", "buttons", "menu"), [(5, 5, 0), (6, 4, 2), (9, 4, 5), (12, 7, 5), (29, 24, 5)])
def test_more_than_five_buttons_share_a_menu(number, buttons, menu):
    card = Card("t", actions=tuple(Action(f"P{at}", f"help {at}") for at in range(number)))

    assert len([one for one in elements(card) if one["type"] == "button"]) == buttons
    assert sum(len(one.get("options", ())) for one in elements(card)) == menu
    assert labels(card) == [f"P{at}" for at in range(number)]
    assert len({one["action_id"] for one in elements(card)}) == len(elements(card))


def test_a_menu_is_one_select_beside_the_buttons():
    menu = Menu("Snooze…", (Action("APLD: 1 hour", "snooze APLD 1h"), Action("Pick a time", "snooze APLD pick")))
    button, select = elements(Card("t", actions=(Action("Acknowledge", "ack 1"),), menu=menu))

    assert button["value"] == "ack 1"
    assert select == {
        "type": "static_select",
        "action_id": "line:choose",
        "placeholder": {"type": "plain_text", "text": "Snooze…", "emoji": False},
        "options": [
            {"text": {"type": "plain_text", "text": "APLD: 1 hour", "emoji": False}, "value": "snooze APLD 1h"},
            {"text": {"type": "plain_text", "text": "Pick a time", "emoji": False}, "value": "snooze APLD pick"},
        ],
    }


def test_a_menu_has_its_place_however_many_buttons_there_are():
    card = Card("t", actions=tuple(Action(f"P{at}", f"help {at}") for at in range(60)), menu=Menu(ENDLESS, (SNOOZE,)))

    assert len(elements(card)) == 25
    assert elements(card)[-1]["type"] == "static_select"
    assert "and 32 more buttons" in json.dumps(blocks(card))


def test_lines_of_a_menu_that_are_one_once_they_are_cleaned_are_one_option():
    same = (Action("One", "help a"), Action("Two", "help  a"), Action("None", " \u202e"))

    assert [one["value"] for one in elements(Card("t", menu=Menu("More", same)))[0]["options"]] == ["help a"]
    assert elements(Card("t", menu=Menu("More", same[2:]))) == []


def test_who_is_mentioned_stands_in_the_text_and_in_a_block_of_its_own():
    whole = message(Card("Title", "Lead"), mention="<@U0BOB>")

    assert whole["text"] == "<@U0BOB> Title. Lead"
    assert [block["text"]["text"] for block in whole["blocks"]] == ["Title", "<@U0BOB>", "Lead"]
    assert size(words(Card(ENDLESS), "<@U0BOB>")) <= 3_000


def test_a_button_without_a_word_is_called_by_its_line_and_one_without_a_line_is_none():
    card = Card("t", actions=(Action(" \u200b", "status"), Action("Nothing", " \u202e")))

    assert labels(card) == ["status"]


def test_long_texts_end_in_an_ellipsis():
    card = Card(ENDLESS, ENDLESS, (Fact(ENDLESS, ENDLESS),), actions=(Action(ENDLESS, "status"),), note=ENDLESS)
    head, lead, fact = blocks(card)[:3]

    assert size(head["text"]["text"]) <= 150
    assert all(
        text.endswith("…")
        for text in (
            head["text"]["text"],
            lead["text"]["text"],
            fact["text"]["text"],
            *small_print(card),
            *labels(card),
        )
    )


def test_a_table_is_text():
    card = Card("t", table=Table(("Ticker", "Price"), (("APLD", "$1"),)))

    assert [block["text"]["text"] for block in blocks(card, "section")] == ["```\nTicker  Price\nAPLD       $1\n```"]
