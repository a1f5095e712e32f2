"""A card as a message: its parts in their places, every limit of Discord kept, nothing left out silently."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Action, Card, Fact, Form, Link, Menu, Moment, Origin, Style, Table, Tone
from bot.platforms.discord.markdown import size
from bot.platforms.discord.render import NO_ID, PICTURE, alt_text, render, render_text
from tests.bot.platforms.discord.made_up import AT, HOSTILE, MENU, SNOOZE
from tests.bot.platforms.made_up import CHART

_TEXT = st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE))
_VALUE = st.one_of(
    _TEXT, st.tuples(_TEXT, st.just(Moment(AT, Form.AGE)), st.builds(Link, _TEXT, st.just("https://e.example/a")))
)
_ROWS = st.lists(st.tuples(_VALUE, _VALUE), max_size=60)
_CARDS = st.builds(
    Card,
    title=_TEXT,
    lead=_TEXT,
    facts=st.lists(st.builds(Fact, _TEXT, _VALUE), max_size=90).map(tuple),
    table=st.one_of(st.none(), st.builds(lambda a, b, rows: Table((a, b), tuple(rows)), _TEXT, _TEXT, _ROWS)),
    chart=st.sampled_from([None, CHART]),
    origins=st.lists(st.builds(Origin, _TEXT, st.just(AT), stale=st.booleans()), max_size=9).map(tuple),
    actions=st.lists(
        st.builds(Action, _TEXT, st.integers(0, 40).map("go {}".format), st.sampled_from(Style)), max_size=30
    ).map(tuple),
    tone=st.sampled_from(Tone),
    note=_TEXT,
)


def assert_discord_takes(payload):
    """The limits of https://docs.discord.com/developers/resources/message#embed-object-embed-limits."""
    body = payload.body
    json.dumps(body)
    embeds = body.get("embeds", [])
    assert 0 < size(body["content"]) <= 2_000 if "content" in body else 0 < len(embeds) <= 10
    in_all = 0
    for embed in embeds:
        assert embed.keys() & {"title", "description", "fields"}
        parts = {"title": 256, "description": 4_096}
        texts = [(embed[part], limit) for part, limit in parts.items() if part in embed]
        texts += [(field["name"], 256) for field in embed.get("fields", ())]
        texts += [(field["value"], 1_024) for field in embed.get("fields", ())]
        texts += [(embed["footer"]["text"], 2_048)] if "footer" in embed else []
        texts += [(embed["author"]["name"], 256)] if "author" in embed else []
        assert all(text.strip() and size(text) <= limit for text, limit in texts)
        assert len(embed.get("fields", ())) <= 25
        assert 0 <= embed["color"] <= 0xFFFFFF
        in_all += sum(size(text) for text, _ in texts)
    assert in_all <= 6_000
    assert len(body["components"]) <= 5
    buttons = [button for row in body["components"] for button in row["components"]]
    assert all(0 < len(row["components"]) <= 5 for row in body["components"])
    assert len({button["custom_id"] for button in buttons}) == len(buttons)
    assert all(
        0 < size(button["label"]) <= 80 and button["label"].strip() and size(button["custom_id"]) <= 100
        for button in buttons
    )
    assert body["allowed_mentions"]["parse"] == []
    assert not re.search("@(everyone|here)", json.dumps(body), re.IGNORECASE)


@given(_CARDS, st.booleans())
def test_any_card_keeps_every_limit(card, pictured):
    assert_discord_takes(render(card, "d" * 20, pictured=pictured, at=AT))
    assert_discord_takes(render_text(card, "d" * 20))


def whole(**more):
    return Card(
        "APLD passed its target", "The price is above.", (Fact("Price", "$12.00"), Fact("Target", "$10.00 " * 20)),
        **more,
    )  # fmt: skip


def test_title_lead_and_facts_are_an_embed():
    (embed,) = render(whole(tone=Tone.RISK)).embeds

    assert embed["title"] == "APLD passed its target"
    assert embed["description"] == "The price is above."
    assert [(field["name"], field["inline"]) for field in embed["fields"]] == [("Price", True), ("Target", False)]
    assert embed["color"] == 0xD64545


def test_a_tone_is_a_colour_and_no_two_are_the_same():
    assert len({render(Card("x", tone=tone)).embeds[0]["color"] for tone in Tone}) == len(Tone)


def test_a_source_carries_its_time_and_says_when_it_is_stale():
    origins = (Origin("Yahoo Finance", AT), Origin("FINRA", AT, Form.DAY, stale=True))

    field = render(Card("x", origins=origins)).embeds[-1]["fields"][-1]

    assert field["name"] == "Sources"
    assert field["value"].splitlines() == [
        "Yahoo Finance, as of <t:1768487400:f>",
        "FINRA, as of <t:1768478400:D>, stale: the source has not answered since",
    ]


def test_the_note_is_the_footer_and_the_alerts_time_the_messages():
    embed = render(Card("x", note="Information, not advice."), at=AT).embeds[-1]

    assert embed["footer"] == {"text": "Information, not advice."}
    assert embed["timestamp"] == "2026-01-15T14:30:00+00:00"


def test_a_chart_is_a_picture_or_its_words():
    card = Card("x", chart=CHART)

    pictured, described = render(card, pictured=True).embeds[-1], render(card).embeds[-1]

    assert pictured["image"] == {"url": f"attachment://{PICTURE}"}
    assert "Chart" not in [field["name"] for field in pictured["fields"]]
    assert "image" not in described
    assert described["fields"][-1] == {"name": "Chart", "value": "Price. It rose.", "inline": True}
    assert alt_text(CHART) == "Price. It rose."


def test_long_facts_are_clipped_so_that_all_of_them_are_there():
    fields = render(Card("x", facts=tuple(Fact(f"n{number}", "v" * 5_000) for number in range(12)))).embeds[0]["fields"]

    assert [field["name"] for field in fields] == [f"n{number}" for number in range(12)]
    assert all(field["value"].endswith("v…") and size(field["value"]) > 300 for field in fields)


@pytest.mark.parametrize("number", [22, 23, 24, 46, 47, 69, 70])
def test_short_facts_go_on_in_the_next_embed(number):
    card = Card("x", facts=tuple(Fact(f"n{n}", "v") for n in range(number)), chart=CHART, origins=(Origin("s", AT),))

    payload = render(card)

    assert_discord_takes(payload)
    names = [field["name"] for embed in payload.embeds for field in embed["fields"]]
    assert names == [*(f"n{n}" for n in range(min(number, 69))), "Chart", "Source"]
    assert ("Not shown: 1 fact." in str(payload.embeds[-1].get("footer"))) is (number == 70)


def test_a_table_stands_under_the_facts():
    table = Table(("Ticker", "Price"), (("APLD", "$12.00"),))

    assert [embed.get("description", "") for embed in render(whole(table=table)).embeds] == [
        "The price is above.",
        "```\nTicker   Price\nAPLD    $12.00\n```",
    ]
    assert render(Card("x", "Lead.", table=table)).embeds[0]["description"].startswith("Lead.\n\n```")


def test_what_does_not_fit_is_counted():
    table = Table(("A", "B"), tuple((f"row {number}", "x" * 30) for number in range(900)))
    card = Card(
        "x",
        facts=tuple(Fact(f"n{number}", "v" * 500) for number in range(80)),
        table=table,
        actions=tuple(Action(f"b{number}", f"go {number}") for number in range(28)),
        note="Small print.",
    )

    for payload in (render(card), render_text(card)):
        said = payload.content or payload.embeds[-1]["footer"]["text"]
        facts, listed_rows, buttons = re.search(
            r"Not shown: (\d+) facts, (\d+) rows and (\d+) buttons\.", said
        ).groups()
        fields = [field for embed in payload.embeds for field in embed.get("fields", ())]
        shown = len(fields) or payload.content.count("**n")
        assert int(facts) + shown == 80
        text = payload.content or payload.embeds[-1]["description"]
        assert int(listed_rows) + len(re.findall(r"^row \d+", text, re.MULTILINE)) == 900
        assert buttons == "3"
        assert "Small print." in said


def test_nothing_is_said_to_be_missing_when_all_is_there():
    assert "Not shown" not in json.dumps([render(whole()).body, render_text(whole()).body])


def test_a_button_carries_the_delivery_and_its_line():
    rows = render(Card("x", actions=(SNOOZE,)), "delivery").components

    assert rows == (
        {"type": 1, "components": [
            {"type": 2, "style": 2, "label": "Snooze APLD for a day", "custom_id": "delivery|snooze APLD 1d"}
        ]},
    )  # fmt: skip
    assert render(Card("x", actions=(SNOOZE,))).components[0]["components"][0]["custom_id"].startswith(f"{NO_ID}|")


def test_the_longest_line_fits_a_button_beside_the_longest_delivery_id():
    card = Card("x", actions=(Action("y", "l" * 70),))

    assert_discord_takes(render(card, "d" * 20))


@pytest.mark.parametrize("show", [render, render_text])
def test_a_menu_is_a_select_under_the_buttons_whose_options_hold_the_lines(show):
    first, second = show(Card("x", actions=(SNOOZE,), menu=MENU), "delivery").components

    assert first["components"][0]["label"] == SNOOZE.label
    assert second["components"] == [{
        "type": 3, "custom_id": "delivery|menu", "placeholder": "Snooze…",
        "options": [
            {"label": "Snooze APLD for a day", "value": "snooze APLD 1d"},
            {"label": "Pick a time", "value": "form times"},
        ],
    }]  # fmt: skip


@pytest.mark.parametrize("show", [render, render_text])
def test_a_menu_takes_the_place_of_a_row_of_buttons_which_is_said(show):
    actions = tuple(Action(f"b{number}", f"go {number}") for number in range(25))

    payload = show(Card("x", actions=actions, menu=MENU))

    assert [len(row["components"]) for row in payload.components] == [5, 5, 5, 5, 1]
    assert "Not shown: 5 buttons." in (payload.content or payload.embeds[-1]["footer"]["text"])


def test_a_menu_without_a_word_shows_its_lines():
    (row,) = render(Card("x", menu=Menu("\u200b", (Action(" ", "go"),)))).components

    assert row["components"] == [{"type": 3, "custom_id": "-|menu", "options": [{"label": "go", "value": "go"}]}]


@pytest.mark.parametrize(
    ("mention", "call", "allowed"),
    [
        ("1100000000000000301", "<@1100000000000000301>", {"users": ["1100000000000000301"]}),
        ("&1100000000000000102", "<@&1100000000000000102>", {"roles": ["1100000000000000102"]}),
        ("everyone", "", {}),
        ("@everyone", "", {}),
        ("1> @everyone <@2", "", {}),
        ("&", "", {}),
    ],
)
def test_one_user_or_role_is_called_and_nothing_else(mention, call, allowed):
    for payload in (render(Card("@everyone <@1>")), render_text(Card("@everyone <@1>"))):
        body = replace(payload, mention=mention).body

        assert body["allowed_mentions"] == {"parse": [], "replied_user": False, **allowed}
        assert (body.get("content") or "").startswith(call)
        assert re.findall(r"(?<!\\)<@&?\d+>", str(body.get("content"))) == [call] * bool(call)
        assert ("embeds" in body) is bool(payload.embeds)


def test_one_button_at_most_is_loud_and_a_line_stands_once():
    loud = [Action(f"b{number}", f"go {number}", Style.PRIMARY) for number in range(7)]
    card = Card("x", actions=(*loud, Action("again", "go 1"), Action("away", "go away", Style.DANGER)))

    rows = [[button["style"] for button in row["components"]] for row in render(card).components]

    assert rows == [[1, 2, 2, 2, 2], [2, 2, 4]]


def test_plain_text_says_what_the_card_says():
    card = whole(
        table=Table(("A", "B"), (("a", "b"),)), chart=CHART, origins=(Origin("Yahoo Finance", AT),), actions=(SNOOZE,),
        note="Information, not advice.",
    )  # fmt: skip

    payload = render_text(card, "delivery")

    assert payload.content.splitlines() == [
        "**APLD passed its target**",
        "The price is above.",
        "**Price**: $12.00",
        "**Target**: " + ("$10.00 " * 20).strip(),
        "```",
        "A  B",
        "a  b",
        "```",
        "**Chart**: Price. It rose.",
        "Yahoo Finance, as of <t:1768487400:f>",
        "Information, not advice.",
    ]
    assert payload.body["flags"] == 1 << 2  # no previews of links
    assert "embeds" not in payload.body
    assert payload.components == render(card, "delivery").components


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_place_are_inert(words):
    card = Card(
        words, words, (Fact(words, (words, words)),), Table((words,), ((words,),)), CHART, (Origin(words, AT),),
        (Action(words, "go"),), note=words,
    )  # fmt: skip

    for payload in (render(card), render_text(card)):
        assert_discord_takes(payload)
        marked_up = [
            {**embed, "footer": None} for embed in payload.embeds
        ] or payload.content  # a footer is no markdown
        said = json.dumps(marked_up, ensure_ascii=False).replace("\\\\", "\\")
        said = re.sub("```.*?```", "", said)  # and in a block of code nothing is
        assert not re.search(r"(?<!\\)<@|\]\(https://evil|(?<!\\)\|\||\u202e|\u2066", said)
