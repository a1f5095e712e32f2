"""A dialog as a modal: each field as the input that fits it, and back from what was filled in to answers."""

from dataclasses import replace

import pytest

from bot.dialogs import Choice, Dialog, Page, People, Pick, Time, Write
from bot.platforms.slack.dialog import Unshowable, dialog_view, errors, filled, option
from tests.bot.platforms.slack.made_up import FORM
from tests.bot.platforms.slack.wire import _stood
from tests.faults.fake_slack import PERSON
from tests.gallery import ENDLESS


def one(field):
    return replace(FORM, pages=(Page("Page", "form page", (field,)),))


def inputs(dialog):
    return {block["block_id"]: block for block in dialog_view(dialog, "")["blocks"] if block["type"] == "input"}


def element(field):
    return inputs(one(field))[field.name]["element"]


def answered(**values):
    """A view in which these were filled in, as Slack words it."""
    return {"state": {"values": {name: {said.pop("id", "answer"): said} for name, said in values.items()}}}


def test_a_modal_has_the_dialogs_words_and_remembers_what_it_is_told():
    view = dialog_view(FORM, "remember me")

    assert (view["type"], view["callback_id"], view["private_metadata"]) == ("modal", "dialog", "remember me")
    assert (view["title"]["text"], view["submit"]["text"]) == ("How it is told", "Save")
    assert view["blocks"][0]["text"]["text"] == "Fill in what should change."


def test_pages_are_parted_and_headed_and_a_single_one_is_not():
    view = dialog_view(FORM, "")

    assert [block["type"] for block in view["blocks"]] == [
        "section", "divider", "header", *["input"] * 4, "divider", "header", *["input"] * 4,
    ]  # fmt: skip
    single = dialog_view(replace(FORM, lead="", pages=FORM.pages[:1]), "")
    assert [block["type"] for block in single["blocks"]] == ["input"] * 4


def test_an_input_has_its_fields_label_help_and_example():
    block = inputs(FORM)["cap"]

    assert (block["label"]["text"], block["hint"]["text"], block["optional"]) == ("Cap", "A number", True)
    assert block["element"] == {
        "type": "plain_text_input",
        "action_id": "answer",
        "multiline": False,
        "initial_value": "6",
        "placeholder": {"type": "plain_text", "text": "12", "emoji": False},
    }


def test_what_must_be_answered_is_not_optional():
    assert inputs(FORM)["state"]["optional"] is False


def test_long_text_has_several_lines():
    field = Write(name="a", label="A", long=True, value=("one\ntwo",))

    assert element(field)["multiline"] is True
    assert element(field)["initial_value"] == "one\ntwo"


def test_one_of_some_is_a_select_and_several_are_a_select_of_many():
    choices = (Choice("on", "On"), Choice("off", "Off"))
    single = element(Pick(name="a", label="A", choices=choices, value=("off",), required=True))
    many = element(Pick(name="a", label="A", choices=choices, value=("on", "off"), several=True))

    assert (single["type"], single["initial_option"]["value"]) == ("static_select", "off")
    assert many["type"] == "multi_static_select"
    assert many["initial_options"] == many["options"]
    assert "max_selected_items" not in many


def test_one_of_some_that_may_be_left_empty_can_be_emptied_again():
    select = element(Pick(name="a", label="A", choices=(Choice("on", "On"),)))

    assert (select["type"], select["max_selected_items"]) == ("multi_static_select", 1)
    assert "initial_options" not in select


def test_people_are_picked_as_people():
    single, several = (element(People(name="a", label="A", value=(PERSON,), several=many)) for many in (False, True))

    assert (single["type"], single["initial_users"], single["max_selected_items"]) == (
        "multi_users_select", [PERSON], 1,
    )  # fmt: skip
    assert "max_selected_items" not in several


def test_people_with_a_user_group_or_a_name_among_them_are_text():
    assert element(People(name="a", label="A", several=True, value=(PERSON, "&S1")))["initial_value"] == f"{PERSON} &S1"
    assert element(People(name="a", label="A", value=("ann",)))["type"] == "plain_text_input"


def test_a_time_is_picked_and_what_is_no_time_is_not_shown():
    field = Time(name="a", label="A", help="In UTC, or 3d", value=("2026-01-15T14:30:00+00:00",))

    assert element(field) == {"type": "datetimepicker", "action_id": "answer", "initial_date_time": 1768487400}
    assert element(replace(field, value=("2026-01-15 14:30",)))["initial_date_time"] == 1768487400
    assert "initial_date_time" not in element(replace(field, value=("3d",)))
    assert "hint" not in inputs(one(field))["a"]


def test_what_can_be_completed_is_a_select_that_we_answer():
    must = element(Write(name="a", label="A", suggests="listed", value=("APLD",), required=True))
    may = element(Write(name="a", label="A", suggests="watched"))

    assert (must["type"], must["action_id"], must["initial_option"]["value"]) == (
        "external_select", "suggest:listed", "APLD",
    )  # fmt: skip
    assert (may["type"], may["action_id"], may["max_selected_items"]) == ("multi_external_select", "suggest:watched", 1)


def test_a_long_list_is_written_and_not_picked():
    assert element(Write(name="a", label="A", suggests="listed", long=True))["type"] == "plain_text_input"


@pytest.mark.parametrize(
    "dialog",
    [
        one(Write(name="a", label="A", value=("x" * 3_001,))),
        one(Write(name="a", label="A", suggests="listed", value=("x" * 151,))),
        one(Pick(name="a", label="A", choices=(Choice("x" * 151, "A"),))),
        one(Pick(name="a", label="A", choices=(Choice("", "A"),))),
        replace(FORM, pages=tuple(Page("P", "l", (Write(name=f"f{at}", label="F"),)) for at in range(40))),
    ],
)
def test_what_slack_could_not_carry_back_whole_is_not_shown_as_a_modal(dialog):
    with pytest.raises(Unshowable):
        dialog_view(dialog, "")


def test_an_option_keeps_its_value_and_clips_its_label():
    assert option(ENDLESS, "APLD")["value"] == "APLD"
    assert option(ENDLESS, "APLD")["text"]["text"].endswith("…")


def test_answers_are_read_by_the_fields_name():
    view = answered(
        state={"type": "static_select", "selected_option": {"value": "off"}},
        kinds={"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]},
        cap={"type": "plain_text_input", "value": "12 an hour"},
        stock={"type": "external_select", "id": "suggest:listed", "selected_option": {"value": "APLD"}},
        more={"type": "multi_external_select", "id": "suggest:listed", "selected_options": [{"value": "RKLB"}]},
        mention={"type": "multi_users_select", "selected_users": ["U1", "U2"]},
        editors={"type": "plain_text_input", "id": "words", "value": " U1  &S1 "},
        until={"type": "datetimepicker", "selected_date_time": 1768487400},
    )

    assert filled(view) == {
        "state": ["off"],
        "kinds": ["a", "b"],
        "cap": ["12 an hour"],
        "stock": ["APLD"],
        "more": ["RKLB"],
        "mention": ["U1", "U2"],
        "editors": ["U1", "&S1"],
        "until": ["2026-01-15T14:30:00+00:00"],
    }


@pytest.mark.parametrize(
    "said",
    [
        {"type": "static_select", "selected_option": None},
        {"type": "multi_static_select", "selected_options": []},
        {"type": "plain_text_input", "value": None},
        {"type": "external_select"},
        {"type": "multi_users_select", "selected_users": []},
        {"type": "datetimepicker", "selected_date_time": None},
    ],
)
def test_what_was_left_empty_is_an_answer_of_nothing(said):
    assert filled(answered(a=said)) == {"a": []}


def test_a_form_nobody_touched_answers_what_stood():
    values = {block["block_id"]: _stood(block["element"]) for block in inputs(FORM).values()}

    assert filled({"state": {"values": values}}) == {field.name: list(field.value) for field in FORM.fields}


def test_sentences_stand_at_their_fields_and_others_at_the_first():
    view = dialog_view(FORM, "")

    assert errors(view, {"cap": "Not\na number."}) == {"cap": "Not a number."}
    assert errors(view, {"cap": "A.", "nobody": "B.", "state": "C."}) == {"cap": "A.", "state": "B. C."}
    assert list(errors(view, {})) == ["state"]
    assert len(errors(view, {"cap": ENDLESS})["cap"]) <= 500


def test_every_kind_of_field_is_in_the_form_of_these_tests():
    assert {type(field) for field in FORM.fields} == {Pick, Write, People, Time}
    assert isinstance(FORM, Dialog)
