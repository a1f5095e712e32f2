"""A dialog fits every platform, or is refused where it is written."""

import pytest

from bot.cards import Card
from bot.dialogs import Choice, Dialog, File, Page, Pick, Write

CARD = Card(title="In words")
ONE = Write(name="one", label="One")


def dialog(**changed):
    return Dialog(
        **{"command": "alerts", "title": "T", "pages": (Page("P", "alerts p", (ONE,)),), "card": CARD, **changed}
    )


def test_all_pages_are_one_row_of_fields():
    two = Write(name="two", label="Two")

    assert dialog(pages=(Page("P", "a", (ONE,)), Page("Q", "b", (two,)))).fields == (ONE, two)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "t" * 25},
        {"about": "a" * 61},
        {"submit": "s" * 25},
        {"pages": ()},
        {"pages": (Page("P", "a", (ONE,)), Page("Q", "b", (ONE,)))},
    ],
)
def test_a_dialog_that_a_platform_would_refuse_cannot_be_made(changed):
    with pytest.raises(ValueError, match="dialog"):
        dialog(**changed)


@pytest.mark.parametrize(
    "field",
    [
        {"name": "No"},
        {"name": "n" * 41},
        {"label": ""},
        {"label": "l" * 46},
        {"help": "h" * 101},
        {"choices": ()},
        {"choices": tuple(Choice(str(n), "c") for n in range(26))},
        {"choices": (Choice("a", "c"), Choice("a", "d"))},
        {"value": ("z",)},
    ],
)
def test_a_field_that_a_platform_would_refuse_cannot_be_made(field):
    with pytest.raises(ValueError, match="field"):
        Pick(**{"name": "n", "label": "l", "choices": (Choice("a", "c"),), **field})


@pytest.mark.parametrize("count", [0, 6])
def test_a_page_holds_one_to_five_fields(count):
    with pytest.raises(ValueError, match="1 to 5 fields"):
        Page("P", "a", tuple(Write(name=f"f{n}", label="F") for n in range(count)))


def test_no_file_stands_in_a_dialog():
    with pytest.raises(ValueError, match="no file can stand"):
        File(name="f", label="F", value=("x",))
