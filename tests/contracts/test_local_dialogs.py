"""Menus and dialogs on the local page and in the terminal: whole, in order, and nothing in them is obeyed."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest

from bot.cards import Card
from bot.dialogs import Dialog, Filled, Pick, Wrong
from bot.platforms.terminal.dialog import Person, put
from bot.platforms.terminal.layout import clean
from bot.platforms.terminal.render import Screen, as_json, card_text
from bot.platforms.web.dialog import dialog_html
from bot.platforms.web.inert import plain
from bot.platforms.web.render import card_html
from tests.contracts.readers import terminal_faults
from tests.gallery import DIALOGS, GALLERY

MENUS = {name: card.menu for name, card in GALLERY.items() if card.menu}
EVERY_MENU = pytest.mark.parametrize("name", MENUS)
EVERY_DIALOG = pytest.mark.parametrize("name", DIALOGS)
WIDTHS = pytest.mark.parametrize("width", [24, 80])
_OWN = frozenset(
    ("class", "data-command", "data-about", "data-field", "data-kind", "data-required", "data-suggests", "data-at",
     "id", "for", "name", "type", "value", "checked", "selected", "rows", "list", "novalidate", "hidden", "role",
     "autocomplete", "spellcheck", "accept", "data-most", "aria-labelledby", "aria-describedby", "aria-required")
)  # fmt: skip


class Read(HTMLParser):
    """Elements with their attributes, and the words in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("a comment", {}))

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def without_blanks(text: str) -> str:
    return "".join(text.split())


@EVERY_MENU
def test_every_choice_of_a_menu_gives_its_line_back_and_stands_after_the_buttons(name):
    card = GALLERY[name]
    lines = [action.line for action in (*card.actions, *card.menu.choices)]
    html = Read(card_html(card, lambda chart: "/pictures/0.png"))

    assert [found["data-line"] for tag, found in html.elements if "data-line" in found] == lines
    assert [action["line"] for action in as_json(card)["menu"]["choices"]] == lines[len(card.actions) :]


@EVERY_MENU
def test_the_label_of_a_menu_comes_before_its_choices(name):
    card = GALLERY[name]
    html = Read(card_html(card, lambda chart: "/pictures/0.png"))
    opens = next(at for at, (_, found) in enumerate(html.elements) if found.get("class") == "menu")

    assert html.elements[opens + 1][1]["class"] == "choices"
    assert html.elements[opens][1]["aria-expanded"] == "false"
    assert "hidden" in html.elements[opens + 1][1]


@EVERY_MENU
@WIDTHS
def test_a_terminal_lists_every_line_of_a_menu_with_its_words(name, width):
    menu = MENUS[name]
    shown = without_blanks(card_text(Card(title="t", menu=menu), Screen(width=width)))

    for choice in menu.choices:
        assert without_blanks(clean(choice.line)) in shown
        assert without_blanks(clean(f"{menu.label} {choice.label}"))[:10] in shown


@EVERY_DIALOG
def test_a_form_has_the_same_elements_whatever_is_written_in_it(name):
    html, other = Read(dialog_html(DIALOGS[name])), Read(dialog_html(DIALOGS["plain"]))

    assert html.tags == other.tags
    assert [found.keys() for _, found in html.elements] == [found.keys() for _, found in other.elements]
    assert {name for _, found in html.elements for name in found} <= _OWN


@EVERY_DIALOG
def test_no_form_carries_a_character_that_a_page_should_not_have(name):
    odd = {letter for letter in dialog_html(DIALOGS[name]) if unicodedata.category(letter) in ("Cc", "Cs")}

    assert odd <= {"\n"}  # between the lines of a longer text


@EVERY_DIALOG
def test_a_form_says_what_stands_and_hands_it_back(name):
    dialog = DIALOGS[name]
    html = Read(dialog_html(dialog))
    values = {found["name"]: found["value"] for tag, found in html.elements if tag == "input" and "value" in found}
    by_name = {one.name: one for one in dialog.fields}

    assert html.elements[0][1]["data-about"] == plain(dialog.about)
    for field in ("word", "who"):
        assert values[field] == plain(by_name[field].value[0])
    for line in by_name["long"].value[0].split("\n"):
        assert plain(line) in "".join(html.words)


class Patient:
    """Presses Enter at every question, and once has two answers to correct."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.submitted: list[Filled] = []

    async def hear(self, prompt: str) -> str:
        return ""

    async def submit(self, filled: Filled) -> Card | Wrong:
        self.submitted.append(dict(filled))
        text = str(filled["word"])
        return Wrong({"word": text, "one": text}) if len(self.submitted) == 1 else Card(title="Done")


@EVERY_DIALOG
@WIDTHS
async def test_a_terminal_asks_every_question_within_its_lines_and_keeps_what_stands(name, width):
    dialog: Dialog = DIALOGS[name]
    ann = Patient()

    card = await put(dialog, Person(ann.said.append, ann.hear), ann.submit, Screen(width=width))

    assert card == Card(title="Done")
    assert list(terminal_faults(width, "\n".join(ann.said))) == []
    assert ann.submitted == [{one.name: one.value for one in dialog.fields}] * 2
    seen = without_blanks("".join(ann.said))
    for one in dialog.fields:
        assert without_blanks(clean(one.label)) in seen
        for choice in one.choices if isinstance(one, Pick) else ():
            assert without_blanks(clean(choice.label)) in seen
