"""A dialog as a form."""

from html.parser import HTMLParser

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.commands import Caller
from bot.dialogs import Choice, Dialog, Page, Pick, Write
from bot.platforms.web.dialog import dialog_html
from tests.bot.platforms.web.kept import commands


class Form(HTMLParser):
    """Elements in order, their attributes, and the words in each kind of element."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.words, self.open = [], {}, []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag != "input":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.setdefault(self.open[-1], []).append(data)

    def all(self, tag, **attributes):
        return [found for name, found in self.elements if name == tag and attributes.items() <= found.items()]


@pytest.fixture
async def form():
    answer = await commands().answer("tune", Caller(Channel("web", "home"), "local"))
    return Form(dialog_html(answer))


async def test_it_is_one_form_with_a_heading_a_lead_and_a_section_for_each_page(form):
    assert form.elements[0] == (
        "dialog",
        {"class": "asks", "data-command": "tune", "data-about": "sound", "aria-labelledby": "asks-title"},
    )
    assert form.words["h2"] == ["Tuning"]
    assert form.words["h3"] == ["Bands", "Words"]
    assert [section["aria-labelledby"] for section in form.all("section")] == ["page-0", "page-1"]
    assert form.words["button"] == ["Tune", "Cancel"]
    assert "Everything can be changed later." in form.words["p"]
    assert form.all("p", role="alert")


async def test_one_page_needs_no_heading_beside_the_title():
    page = Page("Only", "a", (Write(name="a", label="A"),))
    form = Form(dialog_html(Dialog(command="a", title="Title", pages=(page,), card=Card(title="t"))))

    assert form.all("section") == []
    assert form.words["h2"] == ["Title"]


async def test_every_control_has_its_label_its_help_and_a_place_for_what_is_wrong(form):
    ids = {found["id"] for _, found in form.elements if "id" in found}
    controls = [found for tag, found in form.elements if tag in ("select", "textarea") or found.get("id", "f") != "f"]
    named = {found["for"] for found in form.all("label") if "for" in found}
    described = [found["aria-describedby"].split() for _, found in form.elements if "aria-describedby" in found]

    assert controls
    assert {"f-style", "f-spare", "f-hours", "f-notes", "f-stocks", "f-people", "f-until"} == named <= ids
    assert form.words["legend"] == ["Heard"]
    assert len(described) == 8
    assert {one for several in described for one in several} <= ids
    assert all(several[0].endswith("-wrong") for several in described)
    assert len(ids) == len([1 for _, found in form.elements if "id" in found])


async def test_several_choices_are_boxes_and_one_is_a_list_that_can_be_empty_where_it_may(form):
    boxes = [(box["value"], "checked" in box) for box in form.all("input", type="checkbox")]
    options = [(option["value"], "selected" in option) for option in form.all("option")]

    assert boxes == [("band_low", True), ("band_middle", False), ("band_high", False)]
    assert options == [
        ("band_low", False), ("band_middle", False), ("band_high", True),
        ("", False), ("band_low", False), ("band_middle", False), ("band_high", False),
    ]  # fmt: skip
    assert form.all("select", name="style")[0]["aria-required"] == "true"
    assert "aria-required" not in form.all("select", name="spare")[0]


async def test_what_is_written_stands_in_its_line_its_lines_or_its_time(form):
    (hours,), (people,) = form.all("input", name="hours"), form.all("input", name="people")
    (until,) = form.all("input", name="until")

    assert (hours["type"], hours["value"]) == ("text", "21:00-06:00")
    assert people["value"] == "U1 U2"
    assert (until["type"], until["data-at"]) == ("datetime-local", "2026-01-16T12:00:00+00:00")
    assert form.words["textarea"] == ["\n\nfirst & foremost\nsecond"]  # the first newline is the parser's
    assert "Held then, such as 22:00-07:00" in form.words["p"]
    assert "2026-12-01 09:30 in UTC" not in form.words["p"]  # it is picked, in the reader's zone
    assert form.all("input", name="stocks")[0]["list"] == form.all("datalist")[0]["id"]
    kinds = [found["data-kind"] for _, found in form.elements if "data-kind" in found]
    assert kinds == ["boxes", "text", "text", "text", "text", "text", "words", "time"]


def test_a_choice_that_cannot_be_seen_is_named_by_its_value():
    pick = Pick(name="a", label="\u200b", choices=(Choice("x", " "), Choice("y", "Y")), several=True)
    page = Page("p", "a", (pick,))
    form = Form(dialog_html(Dialog(command="a", title="\u200b", pages=(page,), card=Card(title="t"), submit=" ")))

    assert [word.strip() for word in form.words["label"] if word.strip()] == ["x", "Y"]
    assert form.words["legend"] == ["a"]
    assert form.words["button"] == ["Save", "Cancel"]
    assert form.words["h2"] == ["Answer"]
