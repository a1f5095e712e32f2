"""A dialog's questions, one after another."""

import pytest

from bot.cards import Card, Tone
from bot.dialogs import Choice, Dialog, File, Page, People, Pick, Time, Write, Wrong
from bot.platforms.terminal.dialog import Person, put
from bot.platforms.terminal.render import Screen

COLOURS = tuple(Choice(value, label) for value, label in (("r", "red"), ("g", "green"), ("b", "blue")))
SOME = Pick(name="some", label="Colours", help="Any of them", choices=COLOURS, value=("r", "b"), several=True)
ONE = Pick(name="one", label="Ground", choices=COLOURS, value=("g",), required=True)
WORD = Write(name="word", label="Hours", help="Held then", example="22:00-07:00", value=("21:00-06:00",))
DONE = Card(title="Done")


def dialog(*fields, **more):
    return Dialog(command="c", title="Painting", pages=(Page("Page", "c", fields),), card=Card(title="w"), **more)


class Sitting:
    """Who types these lines; what was said to them, and what was submitted."""

    def __init__(self, *lines, answers=()):
        self.lines, self.answers = list(lines), list(answers)
        self.said, self.submitted = [], []

    async def hear(self, prompt):
        self.said.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    async def submit(self, filled):
        self.submitted.append({name: list(words) for name, words in filled.items()})
        return self.answers.pop(0) if self.answers else DONE

    async def asked(self, dialog, screen=Screen()):  # noqa: B008  # a plain screen never changes
        return await put(dialog, Person(self.said.append, self.hear), self.submit, screen)


async def test_every_question_shows_what_stands_and_enter_keeps_it():
    ann = Sitting("", "", "")

    assert await ann.asked(dialog(SOME, ONE, WORD, lead="Change what you like.")) == DONE
    assert ann.submitted == [{"some": ["r", "b"], "one": ["g"], "word": ["21:00-06:00"]}]
    assert ann.said == [
        "Painting",
        "Change what you like.",
        "Enter keeps what stands, - leaves it empty; Ctrl-D ends it and changes nothing.",
        "",
        "Colours",
        "Any of them",
        "* 1  red",
        "  2  green",
        "* 3  blue",
        "Numbers (* is chosen now) > ",
        "",
        "Ground",
        "  1  red",
        "* 2  green",
        "  3  blue",
        "A number (* is chosen now) > ",
        "",
        "Hours",
        "Held then",
        "Such as 22:00-07:00",
        "Now: 21:00-06:00",
        "> ",
    ]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("2", ["g"]), ("3, 1", ["r", "b"]), ("3 3", ["b"]), ("Green b", ["g", "b"]), ("-", []), ("  1  ", ["r"])],
)
async def test_several_are_chosen_by_number_or_by_name(typed, chosen):
    ann = Sitting(typed)

    await ann.asked(dialog(SOME))

    assert ann.submitted == [{"some": chosen}]


@pytest.mark.parametrize("typed", ["4", "0", "-1", "1 4", "pink", "1-3", "²"])
async def test_what_is_not_in_the_list_is_asked_again_with_a_sentence(typed):
    ann = Sitting(typed, "1")

    await ann.asked(dialog(SOME))

    assert ann.submitted == [{"some": ["r"]}]
    (sentence,) = (line for line in ann.said if "is not in the list" in line)
    assert sentence.endswith("write numbers, such as 1 3.")


async def test_one_of_some_takes_one():
    ann = Sitting("1 2", "blue")

    await ann.asked(dialog(ONE))

    assert ann.submitted == [{"one": ["b"]}]
    assert "“1 2” is not in the list; write a number, 1 to 3." in ann.said


async def test_an_answer_that_is_needed_is_asked_for_until_it_is_there():
    ann = Sitting("-", "", "3d")

    await ann.asked(dialog(Time(name="until", label="Until", required=True)))

    assert ann.submitted == [{"until": ["3d"]}]
    assert ann.said.count("This one needs an answer.") == 2
    assert "Now: nothing" in ann.said


async def test_several_lines_end_with_an_empty_one_and_people_are_parted():
    long = Write(name="notes", label="Notes", example="a note", long=True, value=("one\ntwo",))
    people = People(name="people", label="People", several=True)
    ann = Sitting("first", "second ", "", "U1, U2 U3")

    await ann.asked(dialog(long, people))

    assert ann.submitted == [{"notes": ["first\nsecond"], "people": ["U1", "U2", "U3"]}]
    assert ann.said[ann.said.index("Notes") + 1 :][:3] == [
        "Such as a note. An empty line ends it.",
        "Now: one",
        "Now: two",
    ]


async def test_what_is_wrong_is_asked_again_alone_with_its_sentence_and_what_was_typed():
    ann = Sitting("2", "never", "-", answers=[Wrong({"word": "“never” are no hours."}), DONE])

    assert await ann.asked(dialog(SOME, WORD)) == DONE
    assert ann.submitted == [{"some": ["g"], "word": ["never"]}, {"some": ["g"], "word": []}]
    assert ann.said[-5:] == ["Held then", "Such as 22:00-07:00", "Now: never", "“never” are no hours.", "> "]


async def test_what_is_wrong_with_none_of_the_questions_is_told():
    ann = Sitting("", answers=[Wrong({"other": "It is too late."})])

    assert await ann.asked(dialog(WORD)) == Card(title="That did not work", lead="It is too late.", tone=Tone.TROUBLE)


@pytest.mark.parametrize("lines", [(), ("",)])
async def test_who_leaves_has_changed_nothing(lines):
    ann = Sitting(*lines)

    assert (await ann.asked(dialog(SOME, WORD))).title == "Nothing was changed"
    assert ann.submitted == []


async def test_pages_have_headings_where_there_are_several():
    pages = (Page("Colours of it", "a", (SOME,)), Page("Words of it", "b", (WORD,)))
    ann = Sitting("", "")

    await ann.asked(Dialog(command="c", title="Painting", pages=pages, card=Card(title="w")))

    assert "Colours of it" in ann.said
    assert "Words of it" in ann.said


async def test_headings_stand_out_where_the_screen_takes_it():
    ann = Sitting("")

    await ann.asked(dialog(WORD), Screen(colour=True))

    assert "\x1b[1mPainting\x1b[0m" in ann.said
    assert "Held then" in ann.said


async def test_a_file_is_named_by_its_path_and_asked_for_again_where_there_is_none(tmp_path):
    (tmp_path / "list.csv").write_bytes("\ufeffSymbol;Name\r\nAPLD;Zürich".encode())
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 90)
    paths = ["nowhere.csv", str(tmp_path), f"{tmp_path}/book.xlsx", f"'{tmp_path}/list.csv'"]
    ann = Sitting(*paths)

    assert await ann.asked(dialog(File(name="file", label="A list", required=True))) == DONE
    assert ann.submitted == [{"file": ["Symbol;Name\r\nAPLD;Zürich"]}]
    assert "There is no file “nowhere.csv”; write its path, such as ~/list.csv." in ann.said
    assert [one for one in ann.said if "export it as CSV" in one]


async def test_a_file_may_be_left_out():
    ann = Sitting("")

    await ann.asked(dialog(File(name="file", label="A list")))

    assert ann.submitted == [{"file": []}]
