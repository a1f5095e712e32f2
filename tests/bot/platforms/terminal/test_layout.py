"""Hostile and wide text on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.terminal.layout import clean, columns, wrapped

_HOSTILE = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\x1b\x9b\x9d\x9c\x90\x07\x08\r\n\t[];?0123mHJKP\\_^\u202e\u2066\u200b漢é́")
    )
)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]0;new title\x07here", "here"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b]0;never closed and all the rest", "]0;never closed and all the rest"),
        ("\x1bPq#0;2;0;0;0\x1b\\sixel", "sixel"),
        ("\x1bcreset", "reset"),
        ("abc\b\b\bxyz", "abcxyz"),
        ("one\r\ntwo\ttabs\u2028three", "one two tabs three"),
        ("right\u202eto left\u2066", "rightto left"),
        ("half \ud800 pair", "half pair"),
        ("漢字 and naïve 💥", "漢字 and naïve 💥"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out_and_the_rest_stays(hostile, shown):
    assert clean(hostile) == shown


@given(_HOSTILE)
def test_cleaned_text_has_no_control_character_and_cleaning_again_changes_nothing_more_to_obey(text):
    shown = clean(text)

    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in shown)
    assert shown.isascii() or shown.encode()


@given(_HOSTILE, st.integers(min_value=2, max_value=60))
def test_wrapped_lines_fit_and_lose_nothing(text, width):
    shown = clean(text)
    lines = wrapped(shown, width)

    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


def test_wide_letters_take_two_columns_and_combining_marks_none():
    assert columns("漢字") == 4
    assert columns("e\u0301") == 1
