"""Text from outside shows as it was typed, pings nobody and fits."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Form, Link, Moment, Named
from bot.platforms.discord import markdown
from bot.platforms.discord.markdown import clean, cut, is_id, marked, mentioned, size, stamp, typed
from tests.bot.platforms.discord.made_up import AT, HOSTILE

_PIECES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(HOSTILE),
    st.builds(Moment, st.just(AT), st.sampled_from(Form)),
    st.builds(lambda text, rest: Link(text, f"https://{rest}"), st.text(max_size=20), st.text(max_size=700)),
)
_VALUES = st.one_of(_PIECES, st.lists(_PIECES, max_size=4).map(tuple))
_STAMP = re.compile(r"<t:-?\d+:[DfR]>")
_LINK = re.compile(r"\[(?:[^\\\[\]]|\\.)*\]\(https://[!#-;=?-~%]*\)")  # its text escaped, its address plain ASCII
_UNTAMED = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|<>\[\]]")


@given(_VALUES, st.integers(1, 400))
def test_any_value_fits_its_place_and_pings_nobody(value, limit):
    shown = marked(value, limit)

    assert 0 < size(shown) <= max(limit, size("–"))
    assert not re.search("@(everyone|here)", shown, re.IGNORECASE)
    unseen = {letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}}
    assert unseen <= {"\u200b", "\u200c", "\u200d"}


@given(_VALUES, st.integers(1, 400))
def test_only_times_and_links_of_ours_are_markup(value, limit):
    bare = _LINK.sub("", _STAMP.sub("", marked(value, limit)))

    assert not _UNTAMED.search(bare)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
def test_what_was_typed_can_be_read(text):
    shown = marked(text, 1_000).replace("\u200b", "")

    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == text


@pytest.mark.parametrize("text", ["@everyone", "@HERE now", "mail@everyone.example", "@@everyone"])
def test_a_call_to_everyone_is_broken(text):
    assert not re.search("@(everyone|here)", clean(text), re.IGNORECASE)
    assert clean(text).replace("\u200b", "") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@&110>", r"\<@&110\>"),
        ("</ping:1>", r"\</ping:1\>"),
        ("https://evil.example", r"https\://evil.example"),
        ("[a](https://b.c)", r"\[a\](https\://b.c)"),
        ("# big", r"\# big"),
        ("-# small", r"-\# small"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("> said", r"\> said"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("-5 % is a fall", "-5 % is a fall"),
        ("two\n\nlines\tand more", "two lines and more"),
        ("\u202eabc\x00\ud800\u2066", "abc"),
        ("שלום עולם", "שלום עולם"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("", "–"),
        ("\u202e \x00", "–"),
    ],
)
def test_markup_is_shown_instead_of_done(text, shown):
    assert marked(text, 100) == shown


def test_what_is_cut_ends_in_an_ellipsis_and_never_inside_an_escape():
    assert marked("a" * 50, 10) == "a" * 9 + "…"
    assert marked("*" * 50, 10) == r"\*" * 4 + "…"
    assert marked("😀" * 50, 10) == "😀" * 4 + "…"
    assert cut("words and more", 8) == "words a…"
    assert cut("words", 5) == "words"


def test_a_text_far_too_long_shows_that_it_was_cut_even_when_little_of_it_is_seen():
    assert marked("\x00" * 10_000 + "end", 10) == "…"


def test_a_time_or_link_is_kept_whole_or_left_out():
    value = ("seen ", Moment(AT, Form.AGE), " at ", Link("the source", "https://e.example/a?b=(c) d"))

    assert marked(value, 200) == r"seen <t:1768487400:R> at [the source](https://e.example/a?b=%28c%29%20d)"
    assert marked(value, 28) == "seen <t:1768487400:R> at…"
    assert marked(value, 12) == "seen…"


def test_the_address_of_a_link_is_inert():
    assert marked(Link("x", 'https://e.example/)[y](https://z"<>'), 200).count("](") == 1
    assert marked(Link("x]", "https://e.example"), 200) == r"[x\]](https://e.example)"
    assert marked(Link("far", "https://e.example/" + "a" * 600), 2_000) == "far"


@pytest.mark.parametrize(("form", "style"), [(Form.TIME, "f"), (Form.AGE, "R")])
def test_a_moment_is_shown_in_each_readers_zone(form, style):
    zone = timezone(timedelta(hours=-5))

    assert stamp(Moment(datetime(2026, 1, 15, 9, 30, tzinfo=zone), form)) == f"<t:1768487400:{style}>"


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_day_is_stamped_at_noon_so_that_it_is_the_same_day_nearly_everywhere(hour):
    noon = int(datetime(2026, 1, 15, 12, tzinfo=UTC).timestamp())

    assert stamp(Moment(datetime(2026, 1, 15, hour, tzinfo=UTC), Form.DAY)) == f"<t:{noon}:D>"


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("@everyone *b*", "@everyone *b*", "@everyone *b*"),
        (" a\u202e\x00\ud800  b\t\nc ", "a b c", "a b\nc"),
        ("👩\u200d👧", "👩\u200d👧", "👩\u200d👧"),
        ("\u2028a\r\nb", "a b", "a\nb"),
        ("\u200b", "", ""),
    ],
)
def test_what_stands_in_an_input_is_as_it_was_but_for_what_nobody_sees(text, line, lines):
    assert typed(text) == line
    assert typed(text, lines=True) == lines


@given(st.text(max_size=200))
def test_what_stands_in_an_input_comes_back_the_same_when_it_is_shown_again(text):
    assert typed(typed(text)) == typed(text)
    assert typed(typed(text, lines=True), lines=True) == typed(text, lines=True)


@pytest.mark.parametrize("word", ["1100000000000000301", "&1100000000000000102"])
def test_an_id_is_called_by_its_token(word):
    assert is_id(word)
    assert mentioned(word) == f"<@{word}>"


@pytest.mark.parametrize(
    "word", ["", "everyone", "&", "1100000000000000301 ", "11000\n", "١١٠٠٠٠٠", "1100000000000000301>", "#11000000"]
)
def test_any_other_word_calls_nobody(word):
    assert not is_id(word)
    assert mentioned(word) == ""


def test_the_same_words_are_marked_once_and_a_book_is_not_remembered():
    markdown._said.cache_clear()
    book = "_" + "x" * 1_000_000
    assert [marked("a_b", 20), marked("a_b", 20), marked("a_b", 2)] == ["a\\_b", "a\\_b", "a…"]
    assert marked(book, 20) == marked(book + "y", 20)

    assert (markdown._said.cache_info().hits, markdown._said.cache_info().misses) == (2, 3)


@pytest.mark.parametrize(
    ("id", "shown"),
    [("1100000000000000300", "<@1100000000000000300>"), ("&1100000000000000102", "<@&1100000000000000102>"),
     ("@everyone", "@\u200beveryone"), ("ann_b", r"ann\_b")],
)  # fmt: skip
def test_who_is_named_is_shown_as_discord_shows_people_and_anything_else_as_it_stands(id, shown):
    assert marked(("by ", Named(id)), 100) == f"by {shown}"
