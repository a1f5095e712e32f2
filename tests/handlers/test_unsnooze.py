"""/unsnooze: what was snoozed is heard again."""


async def test_a_button_on_the_snooze_wakes_it(club):
    card = await club.type("snooze APLD")

    assert (await club.press(card, "Wake APLD")).title == "APLD is heard again"
    assert (await club.minnow.store.watchlists.watchlist(club.channel)).silences == ()


async def test_what_is_not_snoozed_is_said(club):
    assert (await club.type("unsnooze APLD")).lead == "APLD is not snoozed here; /watchlist shows what is."
