"""/unwatch: stocks come off the list; a slip is offered what was meant."""

import pytest


@pytest.fixture
async def watched(club):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 10)
    await club.type("watch APLD RKLB")
    return club


async def test_a_stock_is_taken_off_and_can_be_put_back_with_a_button(watched):
    card = await watched.type("unwatch APLD")

    assert (card.title, card.lead) == ("No longer watching APLD", "APLD is off the watchlist; 1 stock left.")
    assert (await watched.press(card, "Put back")).lead.startswith("Added APLD.")


async def test_what_was_not_watched_is_named_beside_what_was(watched):
    card = await watched.type("unwatch APLD NOSUCH ??")

    assert card.lead == "APLD is off the watchlist; 1 stock left. Not watched here: NOSUCH and ??."


async def test_a_slip_is_offered_the_nearest_name_on_the_list(watched):
    assert "“RKBL” is not watched here. Did you mean RKLB?" in (await watched.type("unwatch RKBL")).lead
    assert "/watchlist shows what is" in (await watched.type("unwatch ZZZZZZ")).lead
