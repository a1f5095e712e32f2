"""A card as terminal text and as JSON."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Action, Card, Chart, Fact, Form, Level, Link, Menu, Moment, Origin, Series, Style, Table, Tone
from bot.platforms.terminal.layout import columns
from bot.platforms.terminal.render import Screen, as_json, card_text

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")

FULL = Card(
    title="APLD: short interest rose",
    lead="From 11.2 million to 14.0 million shares, up 25.0 %.",
    facts=(
        Fact("Days to cover", "3.2"),
        Fact("Published", Moment(AT)),
        Fact("Filing", ("read ", Link("the notice", "https://example.com/a"), " first")),
    ),
    table=Table(("Settlement", "Shares"), (("31 December", "11.2 million"), ("15 January", "14.0 million"))),
    chart=Chart("Short interest", "It rose in five of six settlements.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),)),
    origins=(Origin("FINRA", AT, Form.DAY), Origin("Yahoo", AT, stale=True)),
    actions=(Action("Snooze APLD for a day", "snooze APLD 1d", Style.DANGER),),
    tone=Tone.RISK,
    note="Information, not advice.",
)


def test_every_part_of_a_card_is_on_the_screen_in_order():
    assert card_text(FULL, Screen(tz=NEW_YORK)).splitlines() == [
        "RISK: APLD: short interest rose",
        "From 11.2 million to 14.0 million shares, up 25.0 %.",
        "",
        "  Days to cover  3.2",
        "  Published      15 January 2026, 09:30 EST, UTC-05:00",
        "  Filing         read the notice (https://example.com/a) first",
        "",
        "  Settlement         Shares",
        "  -----------  ------------",
        "  31 December  11.2 million",
        "  15 January   14.0 million",
        "",
        "Chart: Short interest. It rose in five of six settlements.",
        "Source: FINRA, as of 15 January 2026",
        "Source: Yahoo, as of 15 January 2026, 09:30 EST, UTC-05:00 (stale: the source",
        "has not answered since)",
        "Information, not advice.",
        "",
        "You can type:",
        "  snooze APLD 1d  Snooze APLD for a day",
    ]


def test_a_menus_lines_can_be_typed_like_a_buttons():
    menu = Menu("Snooze…", (Action("1 hour", "snooze APLD 1h"), Action("1 \x1b[31mweek", "snooze APLD 1w")))

    assert card_text(Card(title="t", actions=(Action("Seen", "ack 1"),), menu=menu), Screen()).splitlines()[2:] == [
        "You can type:",
        "  ack 1           Seen",
        "  snooze APLD 1h  Snooze… 1 hour",
        "  snooze APLD 1w  Snooze… 1 week",
    ]
    assert "  snooze APLD 1h  Snooze… 1 hour" in card_text(Card(title="t", menu=menu), Screen())


def test_a_table_that_is_too_wide_becomes_named_values():
    card = Card(
        title="t", table=Table(("Name", "Price"), (("Applied Digital Corporation", "$31.20"), ("Soun", "$9.10")))
    )

    assert card_text(card, Screen(width=30)).splitlines()[2:] == [
        "  Name   Applied Digital",
        "         Corporation",
        "  Price  $31.20",
        "",
        "  Name   Soun",
        "  Price  $9.10",
    ]


def test_long_names_stand_over_their_values():
    card = Card(title="t", facts=(Fact("A name that is longer than half of the screen", "value"),))

    assert card_text(card, Screen(width=40)).splitlines()[2:] == [
        "  A name that is longer than half of the",
        "  screen",
        "    value",
    ]


@pytest.mark.parametrize(
    ("tz", "shown"),
    [
        (UTC, "14:30 UTC"),
        (NEW_YORK, "09:30 EST, UTC-05:00"),
        (ZoneInfo("Asia/Kathmandu"), "20:15 UTC+05:45"),
        (timezone(timedelta(hours=2)), "16:30 UTC+02:00"),
    ],
)
def test_a_time_names_its_zone_and_its_offset(tz, shown):
    card = Card(title="t", lead="", facts=(Fact("When", Moment(AT)),))

    assert card_text(card, Screen(tz=tz)).endswith(f"When  15 January 2026, {shown}")


def test_a_day_is_the_same_day_in_every_zone():
    settlement = Moment(datetime(2026, 1, 15, tzinfo=UTC), Form.DAY)

    assert card_text(Card(title="t", facts=(Fact("Day", settlement),)), Screen(tz=NEW_YORK)).endswith("15 January 2026")


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (AT + timedelta(hours=2), "2 hours ago (15 January"),
        (AT - timedelta(days=3), "in 3 days (15 January"),
        (AT, "now (15 January"),
        (None, "When  15 January"),
    ],
)
def test_an_age_is_told_from_the_present_beside_the_time(now, shown):
    card = Card(title="t", facts=(Fact("When", Moment(AT, Form.AGE)),))

    assert shown in card_text(card, Screen(now=now))


def test_colour_comes_only_when_asked_for_and_changes_no_word():
    plain, painted = card_text(FULL, Screen()), card_text(FULL, Screen(colour=True))

    assert "\x1b" not in plain
    assert "\x1b[1;31m" in painted
    assert "".join(part.partition("m")[2] if at else part for at, part in enumerate(painted.split("\x1b["))) == plain


_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\x1b[]0;m\x07\n漢")), max_size=40)
_VALUE = st.one_of(
    _TEXT, st.tuples(_TEXT, st.just(Moment(AT, Form.AGE)), st.just(Link("\x1b[2Jx", "https://a.b/\x1b[31m")))
)


@given(
    st.builds(
        Card,
        title=_TEXT,
        lead=_TEXT,
        facts=st.lists(st.builds(Fact, _TEXT, _VALUE), max_size=3).map(tuple),
        table=st.builds(
            lambda a, b, rows: Table((a, b), tuple(rows)), _TEXT, _TEXT, st.lists(st.tuples(_VALUE, _VALUE), max_size=3)
        ),
        origins=st.lists(st.builds(Origin, _TEXT, st.just(AT)), max_size=2).map(tuple),
        actions=st.lists(st.builds(Action, _TEXT, _TEXT), max_size=2).map(tuple),
        menu=st.one_of(
            st.none(), st.builds(lambda label, one: Menu(label, (one,)), _TEXT, st.builds(Action, _TEXT, _TEXT))
        ),
        tone=st.sampled_from(Tone),
        note=_TEXT,
    ),
    st.integers(min_value=24, max_value=120),
)
def test_no_card_breaks_out_of_its_screen(card, width):
    shown = card_text(card, Screen(width=width))

    assert not any((letter < " " and letter != "\n") or "\x7f" <= letter <= "\x9f" for letter in shown)
    assert all(columns(line) <= width for line in shown.split("\n"))


def test_json_holds_the_whole_card_with_moments_in_iso_form():
    card = Card(title="t", chart=Chart("c", "a", (), (Level("mean", 3.5), Level("none", float("nan")))))

    shown = json.loads(json.dumps(as_json(FULL)))

    assert set(shown) == {field.name for field in fields(Card)}
    assert shown["facts"][1] == {"name": "Published", "value": {"at": "2026-01-15T14:30:00+00:00", "form": "time"}}
    assert shown["facts"][2]["value"] == ["read ", {"text": "the notice", "url": "https://example.com/a"}, " first"]
    assert shown["chart"]["series"][0]["points"] == [["2026-01-02", 1.5]]
    assert shown["origins"][1]["stale"] is True
    assert shown["actions"][0] == {"label": "Snooze APLD for a day", "line": "snooze APLD 1d", "style": "danger"}
    assert [level["value"] for level in as_json(card)["chart"]["levels"]] == [3.5, None]
