"""/watchlist: prices at hand, silences, and the same adding and removing."""

import asyncio
from datetime import timedelta

from bot.cards import Moment
from tests.whole import facts, rows


async def test_prices_are_shown_with_their_change_and_source(club):
    club.price("APLD", 35.2, before=32.0, name="Applied Digital Corporation")
    await club.type("watchlist add APLD")

    card = await club.type("watchlist")

    assert card.title == "Watching 1 stock"
    assert rows(card) == (("APLD", "Applied Digital Corporation", "$35.20", "+10.0 %", "no target or level is known"),)
    assert [(one.source, one.as_of) for one in card.origins] == [("Test market", club.clock.now())]


async def test_an_empty_list_says_how_to_begin(club):
    assert (await club.type("watchlist")).lead == "Add stocks with /watch and their symbols; a pasted list is fine."


async def test_remove_goes_the_way_of_unwatch(club):
    club.price("APLD", 1)
    await club.type("watchlist add APLD")

    assert (await club.type("watchlist remove APLD")).title == "No longer watching APLD"


async def test_what_is_snoozed_is_shown_until_when(club):
    club.price("APLD", 1)
    await club.type("watch APLD")
    await club.type("snooze APLD 4h")

    shown = facts(await club.type("watchlist"))

    assert shown["APLD is snoozed"] == ("until ", Moment(club.clock.now() + timedelta(hours=4)))


async def test_a_price_that_is_late_is_not_known_now(club, monkeypatch):
    monkeypatch.setattr("handlers.watchlist.PATIENCE", 0.01)
    club.price("APLD", 1)
    await club.type("watch APLD")

    async def never(ticker):
        await asyncio.Event().wait()

    club.market.quote = never

    assert rows(await club.type("watchlist")) == (("APLD", "", "not known now", "", "no price is known yet"),)


async def test_a_long_list_says_how_much_it_does_not_show(club):
    for n in range(45):
        club.price(f"T{n}", 1)
    await club.type("watch " + " ".join(f"T{n}" for n in range(45)))

    card = await club.type("watchlist")

    assert card.lead == "The 40 nearest to an alert are shown; 5 more are watched."
    assert len(rows(card)) == 40
