"""/snoozed: what is quiet and until when, each woken with a button."""

from datetime import timedelta

from bot.cards import Moment
from tests.whole import rows


async def test_the_first_to_end_comes_first_and_a_button_wakes_it(club):
    await club.type("snooze RKLB 2d")
    await club.type("snooze short_interest 1h")

    card = await club.type("snoozed")

    assert card.title == "2 subjects snoozed here"
    assert rows(card) == (
        ("short interest", Moment(club.clock.now() + timedelta(hours=1))),
        ("RKLB", Moment(club.clock.now() + timedelta(days=2))),
    )
    assert (await club.press(card, "Wake short interest")).title == "short interest is heard again"
    assert (await club.press(card, "Wake RKLB")).title == "RKLB is heard again"
    assert (await club.type("snoozed")).title == "Nothing is snoozed here"


async def test_more_than_a_row_of_buttons_are_woken_by_name(club):
    for number in range(45):
        await club.type(f"snooze T{number} {number + 1}h")

    card = await club.type("snoozed")

    assert len(card.actions) == 5
    assert len(rows(card)) == 40
    assert card.lead == (
        "The first 40 are shown; 5 more are snoozed. /unsnooze and its name wakes one that has no button."
    )
