"""Notes and levels: written down and read back, hostile text made one line, prices as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.marks import LEVEL, Marks, Note, PriceLevel, cleaned, is_mark, mark_said, note_on, price_of
from bot.alerts.setting import Change, name_of, unsaid
from bot.alerts.watchlist import Channel
from bot.market.quote import Quote
from bot.market.ticker import Ticker

APLD, HOME = Ticker("APLD"), Channel("web", "the | home")
NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
ABOVE = PriceLevel(channel=HOME, ticker=APLD, way="above", price=40, since=date(2026, 1, 15), by="u1", name="Ann")


def quote(price):
    return Quote(ticker=APLD, price=price, as_of=NOW, source="test")


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_note_is_read_back_in_one_line(text, owner, name):
    kept = Note.read(Note(text, owner, name).word)

    assert (kept.text, kept.owner, kept.name) == (cleaned(text), cleaned(owner), cleaned(name))
    assert len(kept.word.splitlines()) == 1
    assert kept.word.encode()


def test_what_is_not_seen_is_dropped_and_what_is_stays():
    assert cleaned("a\nb\x00c\u202ed \ud800 👩\u200d👧  é") == "a b c d 👩\u200d👧 é"


@pytest.mark.parametrize(("text", "said"), [("see <#C1|general> first", "see #general first"), ("<#12>", "#12")])
def test_a_mentioned_channel_is_its_name(text, said):
    assert cleaned(text) == said


def test_a_broken_word_is_a_note_without_words():
    assert Note.read("x") == Note("", "x")


@pytest.mark.parametrize(
    "level",
    [
        ABOVE,
        PriceLevel(channel=HOME, ticker=Ticker("BRK-B"), way="below", price=0.0001, since=date(2026, 1, 2), by=""),
        PriceLevel(
            channel=HOME, ticker=APLD, way="below", price=999_999.5, since=date(2026, 1, 2), by="a b", name="\x1f"
        ),
    ],
)
def test_a_level_is_read_back_from_its_setting_and_word(level):
    read = PriceLevel.read(HOME, level.setting, level.word)

    assert (read.channel, read.ticker, read.way, read.price, read.since, read.by) == (
        level.channel, level.ticker, level.way, level.price, level.since, level.by,
    )  # fmt: skip
    assert read.setting == level.setting


@given(st.floats(0.0001, 1_000_000))
def test_any_price_keeps_four_decimals(price):
    at = price_of(f"{price:.4f}")
    level = PriceLevel(channel=HOME, ticker=APLD, way="above", price=at, since=NOW.date(), by="u")

    assert PriceLevel.read(HOME, level.setting, level.word).price == at == round(price, 4)


@pytest.mark.parametrize(
    ("text", "price"),
    [("40", 40), ("$5.50", 5.5), ("1,234.5", 1234.5), (".85", 0.85), ("€ 3", 3), ("0.00014", 0.0001), ("٤٠", 40)],
)
def test_prices_are_read_as_people_write_them(text, price):
    assert price_of(text) == price


@pytest.mark.parametrize("text", ["", "x", "-3", "0", "0.00001", "1e9", "2000000", "40 41", "1,23", "nan", "9" * 400])
def test_what_is_no_price_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError, match="is not a price; write a number such as 40"):
        price_of(text)


@pytest.mark.parametrize(
    ("price", "side"), [(38, "below"), (39.9, "below"), (40, "below"), (40.5, "just above"), (45, "above")]
)
def test_a_level_begins_armed_on_its_near_side_alone(price, side):
    assert ABOVE.begins(quote(price)).side == side


def test_marks_are_parted_into_notes_and_levels_by_stock_and_price():
    higher = PriceLevel(channel=HOME, ticker=APLD, way="above", price=50, since=NOW.date(), by="u")
    words = {higher.setting: higher.word, note_on(APLD): Note("x", "u").word, ABOVE.setting: ABOVE.word}
    marks = Marks.read(HOME, words)

    assert marks.notes == {APLD: Note("x", "u")}
    assert [one.price for one in marks.levels_of(APLD)] == [40, 50]
    assert marks.levels_of(Ticker("RKLB")) == ()


def test_the_history_names_and_says_marks():
    note = Change(note_on(APLD), "", Note("buy zone 8-9", "u1", "Ann").word, "u1", NOW)
    level = Change(ABOVE.setting, ABOVE.word, "", "u1", NOW)

    assert (name_of(note.setting), note.said) == ("note on APLD", "none → “buy zone 8-9” (Ann)")
    assert (name_of(level.setting), level.said) == ("level APLD above 40", "set by Ann on 15 January 2026 → off")
    assert unsaid(LEVEL + "APLD above 40") == "off"
    assert not is_mark("quiet")
    assert mark_said(ABOVE.setting, ABOVE.word) == "set by Ann on 15 January 2026"
