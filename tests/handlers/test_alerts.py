"""/alerts: how a channel is told, shown and changed in one line, by those who may."""

from datetime import timedelta

import pytest

from bot.alerts.setting import State
from bot.app import all_watchers
from bot.cards import Card, Moment, Named
from bot.commands import Caller
from tests.whole import facts, rows

KINDS = tuple(all_watchers())


async def wishes(club):
    return (await club.minnow.store.wishes.wishes([club.channel]))[club.channel]


async def test_a_new_channel_is_shown_with_what_each_kind_tells(club):
    card = await club.type("alerts")

    assert card.lead.startswith(f"{len(KINDS)} of {len(KINDS)} kinds of alert come here.")
    assert rows(card) == tuple((kind, "on", club.minnow.watchers[kind].summary) for kind in KINDS)
    assert facts(card) == {
        "Quiet hours": "off",
        "Digests": "off",
        "Cap": "off",
        "Urgent alerts": "pass quiet hours and the cap",
        "Follow-ups": "in the thread of their alert",
        "Mention": "nobody",
        "May change this": "anyone here",
    }


@pytest.mark.parametrize("line", ["price_past_target silent", "price-past-target SILENT", "price past target silent"])
async def test_a_kind_is_changed_however_its_name_is_typed_and_the_answer_says_old_new_and_who(club, line):
    card = await club.type(f"/alerts {line}")

    assert card.title == "Price past target: on → silent"
    assert card.lead.startswith("Changed by ann. Its alerts arrive without a sound")
    assert (await wishes(club)).states == {"price_past_target": State.SILENT}
    assert [row[0] for row in rows(await club.type("alerts")) if row[1] == "silent"] == ["price_past_target"]


async def test_a_kind_alone_is_shown_with_buttons_for_its_other_states(club):
    card = await club.type("alerts short_interest")

    assert card.title == "Short interest is on here"
    assert (await club.press(card, "Turn it off")).title == "Short interest: on → off"
    assert (await club.type("alerts")).lead.startswith(f"{len(KINDS) - 1} of {len(KINDS)} kinds")


async def test_quiet_hours_are_set_shown_and_ended(club):
    card = await club.type("alerts quiet 22:00-07:00 Europe/Berlin")
    assert card.title == "Quiet hours: off → 22:00-07:00 Europe/Berlin"
    assert facts(await club.type("alerts"))["Quiet hours"] == "22:00-07:00 Europe/Berlin"

    club.clock.pass_by(hours=7)
    end = club.clock.now() + timedelta(hours=8)
    assert facts(await club.type("alerts"))["Quiet hours"] == ("22:00-07:00 Europe/Berlin; now, until ", Moment(end))

    assert (await club.type("alerts quiet off")).title == "Quiet hours: 22:00-07:00 Europe/Berlin → off"


@pytest.mark.parametrize(
    ("line", "title", "meaning", "without"),
    [
        ("cap 6", "Cap an hour: off → 6", "past the cap in an hour is held", "Any number comes"),
        ("urgent wait", "Urgent alerts: pass → wait", "like the others", "wait neither"),
        ("editors me <@U2|bob>", "Who may change this: changed", "They may change", "anyone may"),
        ("quiet 22-7 utc", "Quiet hours: off → 22:00-07:00 UTC", "arrive as one digest", "at any hour"),
        ("digests 8:30 utc", "Digests: off → 08:30 UTC", "comes at these times", "No digest"),
        ("style new", "Follow-ups: threads → new", "of its own", "goes into its thread"),
        ("mention <@&7>", "Mention: changed", "are mentioned", "Nobody is"),
        ("short interest 15 %", "Least short interest: every → 15", "Smaller ones are not told", "Every one"),
    ],
)
async def test_each_setting_is_one_line_and_undone_with_its_button(club, line, title, meaning, without):
    before = await club.type("alerts")
    card = await club.type(f"alerts {line}")

    assert card.title == title
    assert meaning in card.lead
    assert await club.type("alerts") != before
    assert without in (await club.press(card, "Undo")).lead
    assert await club.type("alerts") == before


async def test_what_is_so_already_is_said_and_no_change(club):
    card = await club.type("alerts cap off")

    assert (card.title, card.lead) == ("Nothing changed", "Cap an hour: off, as it was before.")
    assert (await club.type("alerts history")).title == "Nothing was changed here yet"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quiet 07:00-07:00 UTC", "none or all day"),
        ("quiet 22:00-07:00", "Name a time zone after the hours"),
        ("cap many", "1 to 999, or off"),
        ("short_interest loud", "“loud” is not one of on, silent or off."),
        ("short_intrest off", "Did you mean short_interest?"),
        ("quite off", "Did you mean quiet?"),
        ("nonsense", f"There are {', '.join(KINDS)}, quiet, digests, cap, urgent, style, mention, loud and editors."),
    ],
)
async def test_a_line_that_cannot_be_used_is_one_sentence_and_changes_nothing(club, line, said):
    card = await club.type(f"alerts {line}")

    assert card.title == "That did not work"
    assert said in card.lead
    assert (await club.type("alerts history")).title == "Nothing was changed here yet"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("quiet", "off"),
        ("cap", "off"),
        ("urgent", "pass"),
        ("editors", "anyone"),
        ("digests", "off"),
        ("style", "threads"),
        ("mention", "nobody"),
        ("loud", "urgent"),
    ],
)
async def test_a_setting_alone_is_shown_with_how_to_change_it(club, word, shown):
    card = await club.type(f"alerts {word}")

    assert card.title.endswith(f": {shown}")
    assert f"/alerts {word} " in card.lead


async def test_the_history_shows_who_changed_what_the_newest_first(club):
    await club.type("alerts cap 6", user="ann")
    await club.type("alerts short_interest off", user="bob")
    await club.type("undo", user="ann")

    shown = rows(await club.type("alerts history"))

    assert [(row[0], *row[2:]) for row in shown] == [
        ("3", "short interest", "off → on (takes back 2)", "ann"),
        ("2", "short interest", "on → off", "bob"),
        ("1", "cap an hour", "off → 6", "ann"),
    ]
    assert shown[0][1] == Moment(club.clock.now())


async def test_only_people_who_are_named_change_it_and_the_refusal_says_who(club):
    await club.type("alerts editors me U2", user="ann")

    refused = await club.type("alerts cap 6", user="eve")
    assert refused.lead == "Only who is named here may change how this channel is told; ask one of them. You are eve."
    assert facts(refused)["May change this"] == (Named("ann"), " or ", Named("U2"))
    assert facts(await club.type("alerts", user="eve"))["May change this"] == (Named("ann"), " or ", Named("U2"))
    assert (await club.type("alerts cap 6", user="U2")).title == "Cap an hour: off → 6"


async def test_where_nobody_is_named_the_platform_may_say_who_manages(club):
    async def no():
        return False

    eve = Caller(club.channel, "eve", "eve", manages=no)

    card = await club.minnow.commands.answer("alerts cap 6", eve)
    shown = await club.minnow.commands.answer("alerts", eve)

    said = "Only people who manage this channel may change how this channel is told; ask one of them. You are eve."
    assert card.lead == said
    assert isinstance(shown, Card)
    assert shown.lead.endswith(said)
    assert facts(shown)["May change this"] == "people who manage this channel"


async def test_who_is_in_a_group_that_may_change_this_is_asked_of_the_platform(club):
    async def in_desk(group):
        return group == "S0DESK"

    ann, eve = (Caller(club.channel, name, name, belongs=in_desk) for name in ("ann", "eve"))
    await club.minnow.commands.answer("alerts editors <!subteam^S0DESK|@desk>", ann)

    assert (await wishes(club)).editors == ("ann", "&S0DESK")
    assert (await club.minnow.commands.answer("alerts cap 6", eve)).title == "Cap an hour: off → 6"
    assert (await club.type("alerts cap 7", user="bob")).title == "That did not work"


async def test_a_group_whose_members_are_not_told_is_refused_when_it_is_named(club):
    async def not_told(_):
        return None

    ann = Caller(club.channel, "ann", "ann", belongs=not_told)

    typed = await club.minnow.commands.answer("alerts editors <!subteam^S0DESK>", ann)
    filled = await club.minnow.commands.submit("alerts", "", {"editors": ["&S0DESK"], "cap": ["6"]}, ann)

    assert "usergroups:read" in typed.lead
    assert filled.lead == typed.lead
    assert (await wishes(club)).editors == ()
    assert (await wishes(club)).cap == 0


async def test_half_a_character_in_a_name_keeps_nobody_from_a_change(club):
    ann = Caller(club.channel, "ann", "Ann \ud83d")

    await club.minnow.commands.answer("alerts cap 6", ann)

    assert rows(await club.type("alerts history"))[0][4] == "Ann ?"


async def test_a_change_that_another_makes_at_the_same_time_is_made_on_top_of_it(club, monkeypatch):
    book = club.minnow.store.wishes
    word = book.word

    async def slow(channel, setting):
        read = await word(channel, setting)
        monkeypatch.setattr(book, "word", word)
        await club.type("alerts cap 9", user="bob")
        return read

    monkeypatch.setattr(book, "word", slow)

    assert (await club.type("alerts cap 6", user="ann")).title == "Cap an hour: 9 → 6"


async def test_the_dialog_shows_what_is_and_leaves_everything_when_nothing_is_touched(club):
    await club.type("alerts short_interest off")
    await club.type("alerts dilution silent")
    await club.type("alerts short_interest 15%")
    await club.type("alerts editors me U2")
    dialog = await club.open("alerts")
    fields = {field.name: field for field in dialog.fields}

    assert "short_interest" not in (*fields["company_on"].value, *fields["company_silent"].value)
    assert fields["company_silent"].value == ("dilution",)
    assert fields["least"].value == ("short interest 15 %",)
    assert {choice.value for name in ("company_on", "market_on") for choice in fields[name].choices} == set(KINDS)
    assert (await club.submit(dialog)).title == "Nothing changed"


async def test_people_and_roles_that_are_named_are_shown_by_name_and_never_as_markup(club):
    mentioned = await club.type("alerts mention <@&7>")
    edited = await club.type("alerts editors me <@U2|bob>")

    assert facts(mentioned)["Change"] == ("nobody", " → ", Named("&7"))
    assert facts(edited)["Change"] == ("anyone", " → ", Named("ann"), " ", Named("U2"))
    assert [row[3] for row in rows(await club.type("alerts history"))] == [
        facts(edited)["Change"],
        facts(mentioned)["Change"],
    ]
    assert facts(await club.type("alerts"))["Mention"] == (Named("&7"), ", with urgent alerts")
    assert facts(await club.type("alerts mention"))["Now"] == (Named("&7"),)


async def test_who_is_refused_reads_who_they_are(club):
    await club.type("alerts editors me", user="ann")

    refused = await club.minnow.commands.answer("alerts cap 6", Caller(club.channel, "U2", "Bob"))

    assert refused.lead.endswith("You are Bob (U2).")


async def test_one_submit_changes_many_settings_each_in_the_history(club):
    dialog = await club.open("alerts")
    company = {field.name: field for field in dialog.fields}["company_on"].value
    left = [kind for kind in company if kind not in ("short_interest", "dilution")]

    card = await club.submit(
        dialog, company_on=left, company_silent="dilution", quiet="22-7 utc", digests="8:30 16:30 utc", style="new",
        least="price target change 10 %", mention="&7", loud="all",
    )  # fmt: skip

    assert card.title == "8 settings changed"
    assert {(row[1], row[2]) for row in rows(card)} == {
        ("dilution", "on → silent"),
        ("short interest", "on → off"),
        ("quiet hours", "off → 22:00-07:00 UTC"),
        ("digests", "off → 08:30 16:30 UTC"),
        ("follow-ups", "threads → new"),
        ("least price target change", "every → 10"),
        ("mention", ("nobody", " → ", Named("&7"))),
        ("mention with", "urgent → all"),
    }
    assert len(rows(await club.type("alerts history"))) == 8
    assert (await wishes(club)).least == {"price_target_change": 10.0}


async def test_a_page_of_the_dialog_changes_only_what_is_on_it(club):
    await club.type("alerts quiet 22-7 utc")
    dialog = await club.open("alerts manner")

    card = await club.submit(dialog, style="new")

    assert card.title == "Follow-ups: threads → new"
    assert (await wishes(club)).quiet is not None


async def test_what_is_wrong_in_the_dialog_is_said_by_field_and_nothing_is_changed(club):
    dialog = await club.open("alerts")

    wrong = await club.submit(
        dialog, quiet="22-22 utc", digests="noon", cap="many", least="nonsense 5", style="new",
        company_silent="dilution",
    )  # fmt: skip

    assert set(wrong.why) == {"quiet", "digests", "cap", "least", "company_silent"}
    assert wrong.why["company_silent"] == "dilution cannot be both with a sound and silent; choose one."
    assert "begins with no kind that has a size" in wrong.why["least"]
    assert (await club.type("alerts history")).title == "Nothing was changed here yet"


async def test_a_dialog_that_was_opened_before_its_right_was_lost_is_refused(club):
    dialog = await club.open("alerts", user="eve")
    await club.type("alerts editors me", user="ann")

    refused = await club.submit(dialog, style="new", user="eve")

    assert refused.lead == "Only who is named here may change how this channel is told; ask one of them. You are eve."


async def test_what_is_held_is_counted_with_when_it_comes(club):
    club.target("APLD", 40)
    club.price("APLD", 38)
    await club.type("watch APLD")
    await club.round("price_past_target")
    await club.type("alerts quiet 14:00-16:00 UTC")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)
    await club.round("price_past_target")

    told = facts(await club.type("alerts"))["Held now"]

    assert told == ("1 alert, told ", Moment(club.clock.now() + timedelta(minutes=55)))
    assert (await club.type("status")).lead == "1 alert held for quiet hours, a cap, or the alert that explains them."
