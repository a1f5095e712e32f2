"""/watchlist: prices at hand, silences, and the same adding and removing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.cards import Moment
from bot.market.sectors import Placed
from bot.market.ticker import Ticker
from tests.whole import facts, rows


async def test_prices_are_shown_with_their_change_and_source(club):
    club.price("APLD", 35.2, before=32.0, name="Applied Digital Corporation")
    await club.type("watchlist add APLD")

    card = await club.type("watchlist")

    assert card.title == "Watching 1 stock"
    assert rows(card) == (("APLD", "Applied Digital Corporation", "$35.20", "+10.0 %", "no target or level"),)
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

    assert rows(await club.type("watchlist")) == (("APLD", "", "not known now", "", "no price known"),)


async def test_a_long_list_says_how_much_it_does_not_show(club):
    for n in range(45):
        club.price(f"T{n}", 1)
    await club.type("watch " + " ".join(f"T{n}" for n in range(45)))

    card = await club.type("watchlist")

    assert card.lead == "The 40 nearest to an alert are shown; 5 more are watched."
    assert len(rows(card)) == 40


async def test_the_nearest_to_an_alert_comes_first_and_what_has_no_line_last_with_the_reason(club):
    for symbol, price in (("FAR", 20), ("NEAR", 39), ("OWN", 20)):
        club.price(symbol, price)
        club.target(symbol, 40)
    club.price("NONE", 5)
    await club.type("watch NONE FAR NEAR OWN")
    await club.round("price_past_target")
    await club.type("level OWN above 20.10")

    shown = [(row[0], row[4]) for row in rows(await club.type("watchlist"))]

    assert shown == [
        ("OWN", "0.5 % under level $20.10"),
        ("NEAR", "2.5 % under mean $40.00"),
        ("FAR", "50 % under mean $40.00"),
        ("NONE", "no target or level"),
    ]


async def test_without_a_price_of_now_the_last_look_says_how_near_a_stock_is(club, monkeypatch):
    monkeypatch.setattr("handlers.watchlist.PATIENCE", 0.01)
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("watch APLD")
    await club.round("price_past_target")

    async def never(ticker):
        await asyncio.Event().wait()

    club.market.quote = never

    (row,) = rows(await club.type("watchlist"))
    assert row[2:] == ("not known now", "", "was 5.0 % under mean 40.00")
    club.clock.pass_by(days=6)
    (row,) = rows(await club.type("watchlist"))
    assert row[4] == "no price known"


async def test_of_a_long_list_the_nearest_are_shown_whenever_they_were_added(club):
    symbols = [f"T{n}" for n in range(44)]
    for n, symbol in enumerate(symbols):
        club.price(symbol, 20)
        club.target(symbol, 80 - n, analysts=1)
    await club.type("watch " + " ".join(symbols))
    await club.round("price_past_target")

    shown = [row[0] for row in rows(await club.type("watchlist"))]

    assert shown == list(reversed(symbols))[:40]


async def test_a_level_that_rests_after_a_split_is_not_ahead(club):
    club.price("APLD", 38)
    await club.type("level APLD above 40")
    episodes = club.minnow.store.episodes
    (look,) = (await episodes.episodes("price_level", ["APLD"]))["APLD"].values()
    await episodes.record("APLD", [replace(look, side="rests")], [])

    assert rows(await club.type("watchlist"))[0][4] == "no target or level"


async def place(club, **sectors):
    for symbol, sector in sectors.items():
        club.price(symbol, 10)
        if sector:
            club.market.tell_sectors(
                Placed(ticker=Ticker(symbol), sector=sector, as_of=club.clock.now(), source="iShares")
            )
    await club.type(f"watch {' '.join(sectors)}")


async def test_what_is_watched_is_shown_by_sector_and_what_is_not_known_is_said(club):
    await place(club, SMR="Utilities", APLD="Energy", RKLB="", ACHR="Energy")

    card = await club.type("watchlist sector")

    assert card.title == "4 stocks by sector"
    assert list(facts(card).items()) == [
        ("Energy (2)", "APLD, ACHR"),
        ("Utilities (1)", "SMR"),
        ("Sector not known (1)", "RKLB"),
    ]
    assert [one.source for one in card.origins] == ["iShares"]
    assert "/rating asks" in card.note
    assert (await club.press(card, "not known")).title == "Sector not known: 1 of 4 stocks"


async def test_one_sector_is_shown_with_its_prices(club):
    await place(club, SMR="Utilities", APLD="Energy", ACHR="Energy")

    card = await club.type("watchlist sector energy")

    assert card.title == "Energy: 2 of 3 stocks"
    assert sorted(row[0] for row in rows(card)) == ["ACHR", "APLD"]
    assert [one.source for one in card.origins] == ["Test market", "iShares"]


async def test_a_sector_that_nothing_is_of_leads_to_its_largest_and_a_word_that_is_none_is_helped(club):
    await place(club, APLD="Energy")

    card = await club.type("watchlist sector Materials")
    assert card.lead == "No stock of Materials is watched here."
    assert card.actions[0].line == "watch sector Materials"
    assert (await club.type("watchlist sector Enregy")).lead.startswith("“Enregy” is no sector. Did you mean Energy? ")
