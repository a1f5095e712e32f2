"""What people write of milestones, the hostile included."""

from __future__ import annotations

from datetime import date

import pytest

from bot.market.milestone_line import Line, check_day, read_new, read_step
from bot.market.ticker import Ticker

DUE = date(2028, 1, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('2028-01-01 "type certification" https://a.org/b', Line(DUE, "type certification", "https://a.org/b")),
        ("2028-01-01 “type certification” vs JOBY", Line(DUE, "type certification", rival=Ticker("JOBY"))),
        (
            "2028-01-01 first flight vs $joby https://a.org/b",
            Line(DUE, "first flight", "https://a.org/b", Ticker("JOBY")),
        ),
        ("2028-01-01 https://a.org/b first flight", Line(DUE, "first flight", "https://a.org/b")),
        ("  2028-01-01   a   b  ", Line(DUE, "a b")),
        ("2028-01-01 phase 3 data <https://a.org/b|a.org>", Line(DUE, "phase 3 data", "https://a.org/b")),
        ("2028-01-01 HTTPS://A.org/b x", Line(DUE, "x", "https://A.org/b")),
        ("2028-01-01 a\u202eb\u0007c\n@everyone", Line(DUE, "a b c @everyone")),
    ],
)
def test_a_new_one_is_a_day_words_and_perhaps_a_rival_and_a_link(text, line):
    assert read_new(text) == line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Begin with the day"),
        ("soon certification", "Begin with the day"),
        ("01/02/2028 certification", "Begin with the day"),
        ("2027-02-29 certification", "There is no 2027-02-29"),
        ("2028-13-01 x", "There is no 2028-13-01"),
        ("2028-01-01", "Say in a few words"),
        ("2028-01-01 https://a.org/b", "Say in a few words"),
        ("2028-01-01 ''", "Say in a few words"),
        ("2028-01-01 " + "x" * 121, "121"),
        ("2028-01-01 x javascript://a.org/%0aalert(1)", "begins with https"),
        ("2028-01-01 x file:///etc/passwd", "begins with https"),
        ("2028-01-01 x ftp://a.org/b", "begins with https"),
        ("2028-01-01 x https://ann:secret@a.org/b", "name or a password"),
        ("2028-01-01 x https://a.org/b https://a.org/c", "one link only"),
        ("2028-01-01 x https://[a/b", "cannot be read"),
        ("2028-01-01 x https://a.org/" + "b" * 400, "400 characters"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_the_next_step(text, says):
    with pytest.raises(ValueError, match=says) as raised:
        read_new(text)

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", Line()),
        ("3", Line(number=3)),
        ("#3 2028-01-01", Line(DUE, number=3)),
        ("2028-01-01 3 https://a.org/b", Line(DUE, link="https://a.org/b", number=3)),
    ],
)
def test_a_step_is_a_number_a_day_and_a_link_each_perhaps(text, line):
    assert read_step(text) == line


@pytest.mark.parametrize("text", ["three", "3 4", "0", "2028-01-01 2028-01-02", "-1", "3 4000000000000"])
def test_a_step_that_says_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="neither a number"):
        read_step(text)


@pytest.mark.parametrize(("due", "says"), [(date(2026, 1, 14), "is over"), (date(2047, 1, 1), "20 years off")])
def test_a_milestone_lies_ahead_and_within_reach(due, says):
    with pytest.raises(ValueError, match=says):
        check_day(due, date(2026, 1, 15))
    check_day(date(2026, 1, 15), date(2026, 1, 15))
