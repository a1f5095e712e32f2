"""Text from outside in a page."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.web.inert import inert, plain, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b> & \"c\" 'd'", "a &lt;b&gt; &amp; &quot;c&quot; &#x27;d&#x27;"),
        ("one\r\ntwo\tthree\u2028four", "one  two three four"),
        ("\x00\x1b[2Jgone\x9b", "[2Jgone"),
        ("right\u202eto left\u2066", "rightto left"),
        ("half \ud800 pair", "half  pair"),
        ("漢字 👩\u200d👧", "漢字 👩\u200d👧"),
    ],
)
def test_markup_is_shown_and_controls_are_left_out(text, shown):
    assert inert(text) == shown


@given(st.text(st.characters()))
def test_escaping_changes_nothing_that_is_seen(text):
    assert unescape(inert(text)) == plain(text)
    assert not set(inert(text)) & set("<>\"'")


def test_what_has_no_letter_to_see_is_named_otherwise():
    assert visible("\u200b \n", "status") == "status"
    assert visible("Status", "other") == "Status"
