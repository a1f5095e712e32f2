"""A table in Slack: side by side where it is narrow, else one line for each row, and what is left out counted."""

from datetime import UTC, datetime

import pytest

from bot.cards import Form, Link, Moment, Table
from bot.platforms.slack.mrkdwn import size
from bot.platforms.slack.table import table_texts
from tests.gallery import ENDLESS, HOSTILE, grid

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
ROOM, COST = 9_000, 64
PRICES = Table(("Ticker", "Price", "Change"), (("APLD", "$12.00", "+1.0 %"), ("BRK.B", "$1.00", "")))


def shown(table, room=ROOM):
    texts, lost = table_texts(table, room, COST)
    return "\n".join(texts), lost


def test_a_narrow_table_stands_side_by_side_with_its_figures_to_the_right():
    assert shown(PRICES) == (
        "```\nTicker   Price  Change\nAPLD    $12.00  +1.0 %\nBRK.B    $1.00\n```",
        0,
    )


def test_what_names_a_row_stands_left_also_where_it_begins_with_a_digit():
    table = Table(("Step", "Done"), (("1. Pick stocks", "12"), ("2. Test", "3")))

    assert shown(table)[0] == "```\nStep            Done\n1. Pick stocks    12\n2. Test            3\n```"


def test_a_day_is_text_enough_for_a_code_block():
    table = Table(("When", "What"), ((Moment(AT, Form.DAY), "split"),))

    assert shown(table)[0] == "```\nWhen             What\n15 January 2026  split\n```"


@pytest.mark.parametrize("cell", [Moment(AT), Link("it", "https://a.example")])
def test_a_time_or_a_link_needs_a_line_where_it_works(cell):
    text, lost = shown(Table(("Name", "Seen"), (("APLD", cell), ("RKLB", "never"))))

    first, second = text.split("\n")
    assert first.startswith("*APLD* · Seen <")
    assert second == "*RKLB* · Seen never"
    assert lost == 0


def test_a_wide_table_is_a_line_for_each_row():
    text, _ = shown(grid(2, 10, "a cell with some words"))

    assert "```" not in text
    assert text.startswith("*Row0000* · Column01 a cell with some words R0000C01 · Column02 ")
    assert len(text.split("\n")) == 2


def test_wide_letters_count_twice_and_marks_nothing():
    text, _ = shown(Table(("Name", "N"), (("漢字", "1"), ("e\u0301", "2"), ("abcd", "3"))))

    assert text.split("\n")[1:-1] == ["Name  N", "漢字  1", "e\u0301     2", "abcd  3"]


def test_rows_that_do_not_fit_are_counted():
    texts, lost = table_texts(grid(1_000, 3), ROOM, COST)

    lines = [line for text in texts for line in text.split("\n") if line.startswith("Row")]
    assert 0 < len(lines) < 1_000
    assert lost == 1_000 - len(lines)
    assert sum(size(text) + COST for text in texts) <= ROOM


def test_each_section_is_a_whole_block_with_its_own_head():
    texts, _ = table_texts(grid(400, 2), 20_000, COST)

    assert len(texts) > 1
    for text in texts:
        assert text.startswith("```\nColumn00  Column01\nRow")
        assert text.endswith("\n```")
        assert size(text) <= 3_000


def test_without_room_all_rows_are_counted():
    assert table_texts(PRICES, 10, COST) == ([], 2)


@pytest.mark.parametrize("table", [Table((), ()), Table((), ((),)), Table(("A",), ())])
def test_a_table_of_nothing_is_nothing(table):
    assert table_texts(table, ROOM, COST) == ([], 0)


def test_a_row_that_is_too_long_says_that_it_goes_on():
    text, _ = shown(grid(2, 30, ENDLESS[:100]))

    assert all(line.endswith(" …") and size(line) <= 1_000 for line in text.split("\n"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_ends_the_block_or_calls_anybody(name):
    text, _ = shown(Table((HOSTILE[name][:20], "B"), ((HOSTILE[name][:20], HOSTILE[name][-20:]),)))

    assert not {"<", ">"} & set(text)
    assert text.count("```") in (0, 2)


def test_a_row_of_nothing_is_still_a_row():
    assert shown(Table(("", " "), (("", "\u202e"),)))[0] == "```\n–\n–\n```"
