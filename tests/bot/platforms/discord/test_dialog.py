"""A dialog becomes a modal within Discord's limits, and what was filled in comes back as answers."""

from dataclasses import replace

import pytest

from bot.cards import Action, Card, Tone
from bot.dialogs import Choice, Dialog, Page, People, Pick, Time, Write, Wrong
from bot.platforms.discord.dialog import AGAIN, Sent, Unshowable, in_words, modal, outcome, refilled, sent
from tests.bot.platforms.discord.made_up import DIALOG, KINDS, TIMES, WORDS
from tests.bot.platforms.discord.wire import ROLE

SECOND = Action("Times", "form times")


def dialog(*fields, **more):
    page = Page("Page", "form one", fields or (Write(name="one", label="One"),))
    return replace(Dialog(command="form", title="Form", pages=(page,), card=WORDS), **more)


def shown(*fields):
    """The component of each field."""
    return [one["component"] for one in modal(dialog(*fields))["components"]]


def filled(*components, id="?form||", resolved=None, everyone="", roles=()):
    data = {"custom_id": id, "components": [{"type": 18, "component": one} for one in components]}
    read = sent({**data, "resolved": resolved}, set(roles).__contains__, everyone)
    return read and read.filled


def test_the_first_page_is_the_modal_and_its_id_names_what_else_there_is():
    made = modal(DIALOG)

    assert made["title"] == "How it is told: Kinds"
    assert made["custom_id"] == "?form|form kinds;Times=form times|APLD:dilution"
    assert [one["label"] for one in made["components"]] == ["Heard", "Note"]
    assert sent(made, set().__contains__) == Sent(
        "form", "APLD:dilution", "form kinds", (SECOND,), {"heard": [], "note": []}, {"heard": "Heard", "note": "Note"}
    )


def test_a_page_that_is_called_like_its_dialog_is_said_once():
    assert modal(dialog(pages=(replace(KINDS, title="form"),)))["title"] == "Form"


def test_a_lead_stands_above_the_fields_where_there_is_room():
    said = {"type": 10, "content": "Read \\<@1\\> this"}

    assert modal(dialog(lead="Read <@1> this"))["components"][0] == said
    assert said not in modal(dialog(pages=(TIMES,), lead="Read <@1> this"))["components"]


def test_a_choice_is_a_select_with_the_answer_that_stands():
    choices = (Choice("a", "Ay"), Choice("b", ""))
    several, one, needed = shown(
        Pick(name="some", label="Some", choices=choices, value=("b",), several=True),
        Pick(name="one", label="One", choices=choices),
        Pick(name="needed", label="Needed", choices=choices, value=("a",), required=True),
    )

    assert several == {
        "type": 3, "custom_id": "some|Some", "required": False, "min_values": 0, "max_values": 2,
        "options": [
            {"label": "Ay", "value": "a", "default": False}, {"label": "b", "value": "b", "default": True},
        ],
    }  # fmt: skip
    assert (one["min_values"], one["max_values"]) == (0, 1)
    assert (needed["min_values"], needed["max_values"], needed["required"]) == (1, 1, True)


def test_text_stands_as_it_was_kept_without_what_nobody_sees():
    line, lines, when, empty = shown(
        Write(name="line", label="Line", value=("@everyone\u202e a\nb",), example="22:00"),
        Write(name="lines", label="Lines", value=("x  1\n\x00y 2",), long=True),
        Time(name="when", label="When", value=("2026-12-01T09:30:00+00:00",), required=True),
        Write(name="empty", label="Empty"),
    )

    assert (line["style"], line["value"], line["placeholder"]) == (1, "@everyone a b", "22:00")
    assert (lines["style"], lines["value"]) == (2, "x 1\ny 2")
    assert (when["type"], when["value"], when["required"]) == (4, "2026-12-01T09:30:00+00:00", True)
    assert "value" not in empty
    assert "placeholder" not in empty


def test_people_are_chosen_from_people_and_roles():
    one, several = shown(
        People(name="one", label="One", value=(f"&{ROLE}",)),
        People(name="all", label="All", value=("1100000000000000301", f"&{ROLE}"), several=True),
    )

    assert one["type"] == several["type"] == 7
    assert one["default_values"] == [{"id": ROLE, "type": "role"}]
    assert [each["type"] for each in several["default_values"]] == ["user", "role"]
    assert (one["max_values"], several["max_values"]) == (1, 25)


def test_people_of_whom_one_has_no_id_are_written():
    (field,) = shown(People(name="who", label="Who", value=("ann", "1100000000000000301"), several=True))

    assert (field["type"], field["value"], field["custom_id"]) == (4, "ann 1100000000000000301", "who*|Who")
    assert filled({**field, "value": "ann  bob"}) == {"who": ["ann", "bob"]}


@pytest.mark.parametrize(
    "wrong",
    [
        dialog(Write(name="one", label="One", value=("x" * 4_001,))),
        dialog(Pick(name="one", label="One", choices=(Choice("x" * 101, "X"),))),
        dialog(Pick(name="one", label="One", choices=(Choice("x\x00", "X"),))),
        dialog(Pick(name="one", label="One", choices=(Choice("", "X"),))),
        dialog(People(name="one", label="One", value=("1100000000000000301", "1100000000000000302"))),
        dialog(about="🌖" * 60),
        dialog(about="x\ud800"),
    ],
)
def test_what_a_modal_cannot_hold_is_left_to_the_card(wrong):
    with pytest.raises(Unshowable):
        modal(wrong)

    assert in_words(wrong) == WORDS


def test_a_line_that_no_button_could_hold_is_not_offered():
    pages = (replace(KINDS, line="form a|b"), replace(TIMES, line="form " + "x" * 70))

    made = modal(dialog(pages=pages))
    read = sent(made, set().__contains__)

    assert (read.page, read.others) == ("", ())
    assert [one.line for one in in_words(dialog(pages=pages)).actions] == ["form a|b"]


def test_pages_that_do_not_fit_the_id_are_left_out_before_what_it_is_about():
    made = modal(replace(DIALOG, about="x" * 60, pages=(KINDS, replace(TIMES, title="The times of a day"))))
    read = sent(made, set().__contains__)

    assert len(made["custom_id"]) <= 100
    assert (read.about, read.page, read.others) == ("x" * 60, "form kinds", ())


def test_an_about_with_every_separator_comes_back():
    assert sent(modal(replace(DIALOG, about="a|b;c=d?")), set().__contains__).about == "a|b;c=d?"


def test_in_words_each_page_has_its_button():
    assert in_words(DIALOG).actions == (Action("Kinds", "form kinds"), SECOND)
    assert in_words(dialog(pages=(TIMES,))).actions == (Action("Fill it in", "form times"),)


def test_what_was_filled_in_is_read_by_name():
    people = {"type": 7, "custom_id": "who|Who", "values": [ROLE, "1100000000000000103", "1100000000000000301"]}

    assert filled(
        {"type": 3, "custom_id": "heard|Heard | all", "values": ["a", "b"]},
        {"type": 4, "custom_id": "note|Note", "value": "two words"},
        {"type": 4, "custom_id": "empty|Empty", "value": ""},
        people,
        resolved={"roles": {ROLE: {}}},
        roles=["1100000000000000103"],
    ) == {
        "heard": ["a", "b"],
        "note": ["two words"],
        "empty": [],
        "who": [f"&{ROLE}", "&1100000000000000103", "1100000000000000301"],
    }


def test_the_role_that_everybody_has_is_never_taken_for_one():
    people = {"type": 7, "custom_id": "who|Who", "values": ["1100000000000000100"]}

    assert filled(people, everyone="1100000000000000100", roles=["1100000000000000100"]) == {"who": ["@everyone"]}


def test_a_field_in_a_row_is_read_too():
    row = {"type": 1, "components": [{"type": 4, "custom_id": "one|One", "value": "x"}]}

    assert sent({"custom_id": "?form||", "components": [row]}, set().__contains__).filled == {"one": ["x"]}


def test_a_modal_of_somebody_else_is_not_read():
    assert sent({"custom_id": "verify", "components": []}, set().__contains__) is None


def form(**filled):
    labels = {"hours": "Quiet hours", "note": "Note"}
    return Sent("form", "", "form kinds", (SECOND,), {**dict.fromkeys(labels, ()), **filled}, labels)


def test_what_came_of_it_leads_on_to_the_other_pages():
    assert outcome(Card("Kept", actions=(Action("Undo", "undo 1"),)), form()).actions == (
        Action("Undo", "undo 1"),
        SECOND,
    )


def test_a_failure_leads_back_to_the_page():
    assert outcome(Card("Not now", tone=Tone.TROUBLE), form()).actions == (Action(AGAIN, "form kinds"),)


def test_each_wrong_field_is_told_with_what_was_written_and_nothing_is_lost():
    card = outcome(Wrong({"hours": "That is no time.", "gone": "Something else."}), form(hours=["25"], note=["a", "b"]))

    assert card.title == "An answer cannot be used"
    assert card.lead.startswith("Something else. Nothing was changed")
    assert [(fact.name, fact.value) for fact in card.facts] == [
        ("Quiet hours", "That is no time. You wrote: 25."),
        ("Note", "a, b"),
    ]
    assert card.actions == (Action(AGAIN, "form kinds"),)


def test_a_wrong_field_that_was_left_empty_is_told_without_it():
    card = outcome(Wrong({"hours": "Write some.", "note": "And this."}), form())

    assert card.title == "2 of your answers cannot be used"
    assert [fact.value for fact in card.facts] == ["Write some.", "And this."]


def test_what_was_written_stands_in_the_form_again():
    again = refilled(DIALOG, {"heard": ["b", "vanished"], "hours": ["late"], "who": []})

    stands = {field.name: field.value for field in again.fields}
    assert stands == {
        "heard": ("b",), "note": (), "hours": ("late",), "lines": ("x 1\ny 2",), "who": (), "all": (), "until": (),
    }  # fmt: skip
