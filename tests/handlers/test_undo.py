"""/undo: the last change taken back, that one and no other, by those who may."""

import pytest

from bot.cards import Named
from bot.commands import Caller
from tests.whole import facts, may_not


async def test_the_last_change_is_taken_back_and_then_the_one_before(club):
    await club.type("alerts cap 6")
    await club.type("alerts cap 9", user="bob")

    card = await club.type("undo")
    assert (card.title, card.lead.split(". ")[0]) == ("Cap an hour: 9 → 6", "Changed by ann, taking back change 2")
    assert (await club.type("undo")).title == "Cap an hour: 6 → off"
    assert "no change to take back" in (await club.type("undo")).lead
    assert facts(await club.type("alerts"))["Cap"] == "off"


async def test_an_old_button_takes_back_nothing_but_its_own_change(club):
    first = await club.type("alerts cap 6")
    await club.type("alerts quiet 22:00-07:00 UTC", user="bob")

    late = await club.press(first, "Undo")

    assert late.lead == "The last change here is 2, by bob; write /undo 2 to take that one back."
    assert facts(await club.type("alerts"))["Quiet hours"] == "22:00-07:00 UTC"


@pytest.mark.parametrize("number", ["1", "#1"])
async def test_a_number_is_read_with_or_without_its_sign(club, number):
    await club.type("alerts cap 6")

    assert (await club.type(f"undo {number}")).title == "Cap an hour: 6 → off"


async def test_who_may_not_change_may_not_take_back(club):
    await club.type("alerts editors me")

    assert "Only who is named here may change" in (await club.type("undo", user="eve")).lead
    assert facts(await club.type("alerts"))["May change this"] == Named("ann")


async def test_a_person_who_manages_nothing_takes_back_what_they_wrote_themselves_and_no_more(club):
    club.price("APLD", 38)

    async def as_member(user, line):
        return await club.minnow.commands.answer(line, Caller(club.channel, user, user, manages=may_not))

    await as_member("bob", "/level APLD above 40")

    assert (await as_member("eve", "/undo")).lead.startswith("Only people who manage this channel")
    assert (await as_member("bob", "/undo")).title == "Level APLD above 40: set by bob on 15 January 2026 → off"
    await club.type("/alerts cap 6", user="bob")
    assert (await as_member("bob", "/undo")).lead.startswith("Only people who manage this channel")
