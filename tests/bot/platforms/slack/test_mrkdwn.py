"""Text from outside in Slack's own letters: shown as it is, obeyed never, cut between characters."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Form, Link, Moment, Named
from bot.platforms.slack.mrkdwn import (
    EMPTY,
    clean,
    clipped,
    escaped,
    in_code,
    is_person,
    literal,
    mentioned,
    moment,
    mrkdwn,
    one_line,
    plain,
    size,
    spoken,
)
from tests.gallery import HOSTILE, TEXT

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
TOKEN = re.compile(r"<(?:!date\^\d+\^[^<>|]*|https?://[^<>|\s]+)\|[^<>]+>")


def decoded(text):
    return re.sub(r"&(lt|gt|amp);", lambda found: {"lt": "<", "gt": ">", "amp": "&"}[found[1]], text)


@pytest.mark.parametrize("call", ["<!channel>", "<!here>", "<!everyone>", "<@U1>", "<#C1|general>", "<!subteam^S1>"])
def test_nobody_is_called(call):
    for shown in (plain(call, 100), literal(call, 100), mrkdwn(call, 100), in_code(call)):
        assert not {"<", ">"} & set(shown)
        assert decoded(shown).replace("ˍ", "_") == call


@pytest.mark.parametrize("text", ["&lt;!channel&gt;", "&amp;lt;", "a & b < c > d", "&", "AT&T"])
def test_entities_are_shown_as_they_were_written(text):
    assert decoded(escaped(text)) == text
    assert decoded(literal(text, 100)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold*", "∗bold∗"),
        ("_it_", "ˍitˍ"),
        ("~gone~", "∼gone∼"),
        ("`code`", "ˋcodeˋ"),
        ("a`b", "aˋb"),
        (":rocket: :+1: :100:", "꞉rocket: ꞉+1: ꞉100:"),
        ("> said", "\u2060&gt; said"),
        ("a\n> b", "a\n\u2060&gt; b"),
    ],
)
def test_marks_stand_for_themselves(text, shown):
    assert literal(text, 100) == shown


@pytest.mark.parametrize("text", ["short_interest", "a*b", "2*3", "14:30", "9:30:00", "a ~ b", "snake_case_name"])
def test_a_mark_that_marks_nothing_stays(text):
    assert literal(text, 100) in (text, text.replace("~", "∼"))


def test_reordering_marks_controls_and_half_characters_go():
    assert clean("\u202eevil\u202c \u2066x\u2069 \x00\x07 \ud800 \ufeff end") == "evil x end"


def test_letters_that_run_from_the_right_stay():
    assert clean("שלום السعر 12.50") == "שלום السعر 12.50"
    assert literal("👩\u200d👩\u200d👧", 100) == "👩\u200d👩\u200d👧"


def test_paragraphs_stay_and_blanks_shrink():
    assert clean("a\r\nb\u2028c\n\n\n\n  d   e\t") == "a\nb\nc\n\nd e"
    assert one_line("a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u202e", "\x00", "\ud800", "\u2060\u200d"])
def test_what_nobody_can_see_is_a_dash(text):
    assert plain(text, 10) == literal(text, 10) == mrkdwn(text, 10) == mrkdwn((text, text), 10) == EMPTY


def test_an_empty_value_is_a_dash():
    assert mrkdwn((), 10) == EMPTY


def test_size_counts_as_slacks_clients_do():
    assert (size("abc"), size("é"), size("😀"), size("\ud800")) == (3, 1, 2, 1)


@pytest.mark.parametrize("limit", range(9))
def test_no_entity_and_no_character_is_cut_in_two(limit):
    assert not re.search(r"&[a-z]*…", clipped("&lt;" * 3, limit))
    cut = clipped("😀" * 8, limit)
    assert cut == "😀" * ((limit - 1) // 2) + "…" * (limit > 0)


def test_what_fits_is_not_cut():
    assert clipped("&lt;😀", 6) == "&lt;😀"
    assert clipped("", 0) == ""


@given(TEXT, st.integers(1, 60))
def test_whatever_it_says_it_keeps_its_limit_and_calls_nobody(text, limit):
    for shown in (plain(text, limit), literal(text, limit), mrkdwn((text, " ", text), limit)):
        assert 0 < size(shown) <= limit
        assert not {"<", ">"} & set(shown)
        assert not re.search(r"&(?!(?:lt|gt|amp);)", shown)
        shown.encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_cut_says_so(name):
    assert literal(HOSTILE[name], 8).endswith("…")


def test_a_huge_text_costs_no_more_than_a_long_one():
    assert literal("x" * 10_000_000, 100) == "x" * 99 + "…"


def test_a_time_is_a_token_that_each_reader_sees_in_their_own_zone():
    assert moment(Moment(AT)) == "<!date^1768487400^{date_short_pretty} at {time}|15 January 2026, 14:30 UTC>"
    assert moment(Moment(AT, Form.AGE)) == moment(Moment(AT))


def test_a_day_is_the_same_day_for_everyone():
    assert moment(Moment(AT, Form.DAY)) == "15 January 2026"


@pytest.mark.parametrize("year", [1901, 1970, 2203])
def test_a_time_that_slack_cannot_count_is_written_out(year):
    assert moment(Moment(AT.replace(year=year))) == f"15 January {year}, 14:30 UTC"


def test_a_link_is_its_words():
    assert mrkdwn(Link("Notice", "https://a.example/?b=1&c=2"), 500) == "<https://a.example/?b=1&amp;c=2|Notice>"


@pytest.mark.parametrize(
    "url",
    ["https://a.example/a|b", "https://a.example/a>b<!here>", 'https://a.example/a b"c`d', "https://a.example/\n\x00"],
)
def test_an_address_cannot_leave_its_token(url):
    shown = mrkdwn(("see ", Link("it | <!channel>", url), " now"), 500)

    assert len(TOKEN.findall(shown)) == 1
    assert not {"<", ">"} & set(TOKEN.sub("", shown))
    assert shown.startswith("see ")
    assert shown.endswith(" now")


def test_an_address_that_is_too_long_leaves_its_words():
    assert mrkdwn(Link("Far", f"https://a.example/{'a' * 4_000}"), 500) == "Far"


def test_a_link_without_words_shows_its_address():
    assert mrkdwn(Link("", "https://a.example/x"), 500) == "<https://a.example/x|https://a.example/x>"


def test_a_token_that_does_not_fit_whole_is_left_out():
    assert mrkdwn(("until ", Moment(AT)), 30) == "until …"


def test_the_blank_between_parts_stays():
    assert mrkdwn(("from ", Moment(AT, Form.DAY), " on"), 100) == "from 15 January 2026 on"


def test_in_a_code_block_a_value_is_bare_text():
    value = ("until ", Moment(AT), " see ", Link("it", "https://a.example"))

    assert spoken(value) == "until 15 January 2026, 14:30 UTC see it"
    assert in_code("a ```b``` <c>") == "a ˋˋˋbˋˋˋ &lt;c&gt;"


@pytest.mark.parametrize(
    ("id", "token"), [("U0BOB", "<@U0BOB>"), ("W0BOB", "<@W0BOB>"), ("&S0TEAM", "<!subteam^S0TEAM>")]
)
def test_a_person_and_a_user_group_are_called_by_a_token(id, token):
    assert mentioned(id) == token


@pytest.mark.parametrize(
    "word",
    ["", "everyone", "here", "&here", "channel", "!channel", "U1> <!channel", "@U1", "&U1", "S1", "C0HOME", "U", "ann",
     "u0bob", "U1\n"],
)  # fmt: skip
def test_no_other_word_calls_anybody(word):
    assert mentioned(word) == ""


def test_a_user_group_is_no_person():
    assert (is_person("U0BOB"), is_person("&S0TEAM"), is_person("ann")) == (True, False, False)


@pytest.mark.parametrize(
    ("id", "shown"),
    [("U0ANN", "<@U0ANN>"), ("&S0DESK", "<!subteam^S0DESK>"), ("<!channel>", "&lt;!channel&gt;"), ("ann", "ann")],
)
def test_who_is_named_is_shown_as_slack_shows_people_and_anything_else_as_it_stands(id, shown):
    assert mrkdwn(("by ", Named(id)), 100) == f"by {shown}"
    assert spoken(Named(id)) == id
