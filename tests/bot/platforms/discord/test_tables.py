"""A table: columns where a phone can show them, lines otherwise, and how many rows were left out."""

import pytest

from bot.cards import Moment, Table
from bot.platforms.discord.markdown import size
from bot.platforms.discord.tables import rows, taken
from tests.bot.platforms.discord.made_up import AT, HOSTILE

NARROW = Table(("Ticker", "Price", "Change"), (("APLD", "$12.34", "+3 %"), ("SOUN", "$5.00", "-12 %")))


def test_a_narrow_table_is_a_grid_with_its_figures_to_the_right():
    assert rows(NARROW, 1_000).text.splitlines() == [
        "```",
        "Ticker   Price  Change",
        "APLD    $12.34    +3 %",
        "SOUN     $5.00   -12 %",
        "```",
    ]


@pytest.mark.parametrize("value", ["w" * 41, "日本", "שלום", Moment(AT), ("a ", "b")])
def test_what_would_not_stand_in_columns_is_a_line_for_each_row(value):
    table = Table(("Ticker", "What"), (("APLD", value), ("SOUN", "x")))

    shown = rows(table, 1_000).text.splitlines()

    assert len(shown) == 2
    assert shown[0].startswith("**APLD** · What ")
    assert shown[1] == "**SOUN** · What x"


@pytest.mark.parametrize("limit", [0, 30, 60, 100, 500, 1_999, 4_096])
@pytest.mark.parametrize("cell", ["x", "a cell that is long enough for a line of its own, really", *HOSTILE])
def test_any_table_fits_and_says_how_much_does_not(limit, cell):
    table = Table(("A", "B", "C"), tuple((cell, cell, cell) for _ in range(300)))

    shown = rows(table, limit)

    assert size(shown.text) <= limit
    lines = [line for line in shown.text.splitlines() if line != "```"]
    headed = shown.text.startswith("```")
    assert len(lines) - headed + shown.left_out == 300


def test_a_cell_cannot_leave_the_grid():
    text = rows(Table(("A",), (("```x",),)), 500).text

    assert text.splitlines() == ["```", "A", "ˋˋˋx", "```"]


def test_a_cell_that_calls_everyone_is_broken():
    assert "@everyone" not in rows(Table(("A",), (("@everyone",),)), 500).text


def test_an_empty_cell_is_a_dash():
    assert rows(Table(("A", "B"), (("", "\u202e"),)), 500).text.splitlines()[2] == "–  –"


def test_no_row_is_asked_for_after_the_first_that_does_not_fit():
    asked = []

    def lines():
        for number in range(100):
            asked.append(number)
            yield "x" * 10

    assert taken(lines(), 25) == ["x" * 10] * 2
    assert len(asked) == 3
