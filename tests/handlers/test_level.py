"""/level: set, listed, taken off, taken back; refused in one sentence."""

from __future__ import annotations

import asyncio

import pytest

from bot.alerts.marks import KIND
from bot.alerts.watchlist import Channel
from bot.commands import Caller
from bot.market.ticker import Ticker
from tests.whole import facts, may_not, rows


@pytest.fixture
def market(club):
    club.price("APLD", 38, name="Applied Digital Corporation")
    return club


async def begun(club, symbol="APLD"):
    return (await club.minnow.store.episodes.episodes(KIND, [symbol]))[symbol]


async def test_a_level_is_set_said_and_begins_at_the_price_of_now(market):
    card = await market.type("/level apld above $40")

    assert card.title == "APLD: an alert when it goes above $40.00"
    assert card.lead == "The price is $38.00; the level is 5.3 % above it. APLD is on the watchlist now too."
    assert facts(card)["Level"] == "set by ann"
    assert [one.source for one in card.origins] == ["Test market"]
    ((name, look),) = (await begun(market)).items()
    assert (name, look.side, look.value) == ("above 40 web:home", "below", 38)


async def test_a_level_that_the_price_is_past_says_when_it_is_told(market):
    card = await market.type("/level APLD above 37")

    assert card.lead.startswith(
        "The price is $38.00, above it already: you are told when it crosses again after it was 2 % below."
    )


async def test_a_list_shows_all_or_those_of_a_stock_with_who_set_them(market):
    market.price("RKLB", 80)
    await market.type("/level APLD above 40")
    await market.type("/level APLD below 5.50", user="bob")
    await market.type("/level RKLB above 90")

    assert [row[:3] for row in rows(await market.type("/level"))] == [
        ("APLD", "below 5.50", "bob"),
        ("APLD", "above 40.00", "ann"),
        ("RKLB", "above 90.00", "ann"),
    ]
    assert len(rows(await market.type("/level APLD"))) == 2
    assert (await market.type("/level SMR")).title == "No level is set on SMR here"
    assert (await market.type("/level", channel=Channel("web", "desk"))).title == "No level is set here"


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ("off", 0),
        ("off all", 0),
        ("off above 40", 2),
        ("off above", 1),
        ("off 40", 1),
        ("off $40.00", 1),
        ("off below", 2),
    ],
)
async def test_levels_are_taken_off_one_or_both_or_all(market, off, left):
    for line in ("above 40", "below 40", "above 50"):
        await market.type(f"/level APLD {line}")

    card = await market.type(f"/level APLD {off}")

    assert card.lead == f"{left} level{'' if left == 1 else 's'} of APLD left here."
    assert len(rows(await market.type("/level APLD"))) == left


async def test_what_is_not_set_cannot_be_taken_off(market):
    assert (await market.type("/level APLD off")).lead == "No level is set on APLD here; /level lists what is."
    await market.type("/level APLD above 40")
    assert (await market.type("/level APLD off 41")).lead == "“41” is not a level of APLD here; there is above 40."
    assert "is not a price" in (await market.type("/level APLD off x")).lead


async def test_undo_takes_back_a_level_and_a_removal_and_what_was_seen_before_says_nothing(market):
    await market.type("/level APLD above 40")
    removed = await market.press(await market.type("/level APLD"), "Show the watchlist")
    assert removed.title == "Watching 1 stock"
    off = await market.type("/level APLD off")
    assert await begun(market) == {}

    back = await market.press(off, "Undo the last")
    assert back.title == "Level APLD above 40: off → set by ann on 15 January 2026"
    assert len(rows(await market.type("/level"))) == 1
    assert await begun(market) == {}

    market.price("APLD", 45)
    assert await market.round("price_level") == []
    assert (await market.type("/undo")).title == "Level APLD above 40: set by ann on 15 January 2026 → off"
    assert (await market.type("/level")).title == "No level is set here"


async def test_the_history_shows_who_set_what(market):
    await market.type("/level APLD above 40", user="bob")

    (row,) = rows(await market.type("/alerts history"))
    assert row[2:] == ("level APLD above 40", "off → set by bob on 15 January 2026", "bob")


async def test_the_same_level_again_is_said_and_changes_nothing(market):
    await market.type("/level APLD above 40")

    assert (await market.type("/level APLD above 40.00", user="bob")).title == "above 40 is set already"
    assert len(rows(await market.type("/alerts history"))) == 1


async def test_a_level_of_an_earlier_session_is_set_anew(market):
    await market.type("/level APLD above 40")
    market.clock.pass_by(days=1)
    market.price("APLD", 45)

    card = await market.type("/level APLD above 40", user="bob")

    assert "above it already" in card.lead
    assert rows(await market.type("/level"))[0][2:] == ("bob", "16 January 2026")
    assert await market.round("price_level") == []


async def test_a_stock_that_nobody_knows_is_refused_with_what_was_meant(market):
    card = await market.type("/level APDL above 40")

    assert card.lead == "No stock is known as APDL. Did you mean APLD?"
    assert (await market.type("/watchlist")).title == "Nothing is watched here yet"


async def test_while_the_price_is_late_the_next_one_is_the_baseline(market, monkeypatch):
    await market.type("/watch APLD")
    monkeypatch.setattr("handlers.level.PATIENCE", 0.01)
    quote = market.market.quote

    async def never(ticker):
        await asyncio.Event().wait()

    market.market.quote = never
    card = await market.type("/level APLD above 40")
    market.market.quote = quote

    assert card.lead == "The price source does not answer just now; the next price is the baseline."
    assert await begun(market) == {}
    assert await market.round("price_level") == []
    assert len(await begun(market)) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("above", "“” is not a price"),
        ("above forty", "“forty” is not a price"),
        ("above <@everyone>", "“<@everyone>” is not a price"),
        ("above -3", "“-3” is not a price"),
        ("over 40", "“over” is not one of show, above, below or off."),
        ("above " + "9" * 10_000, "is not a price"),
    ],
)
async def test_what_cannot_be_used_is_refused_in_one_sentence(market, line, said):
    card = await market.type(f"/level APLD {line}")

    assert said in card.lead
    assert len(card.lead) < 200
    assert (await market.type("/level")).title == "No level is set here"


async def test_levels_have_an_end(market, monkeypatch):
    monkeypatch.setattr("handlers.level.MOST_OF_ONE", 2)
    monkeypatch.setattr("handlers.level.MOST_OF_ALL", 3)
    market.price("RKLB", 80)
    for line in ("APLD above 40", "APLD above 41", "RKLB above 90"):
        await market.type(f"/level {line}")

    assert (await market.type("/level APLD above 42")).lead.startswith("A stock has 2 levels at most here")
    assert (await market.type("/level RKLB above 99")).lead.startswith("A channel has 3 levels at most")
    assert len(rows(await market.type("/level"))) == 3


async def test_where_editors_are_named_others_set_none(market):
    await market.type("/alerts editors me")

    assert "Only who is named here may change" in (await market.type("/level APLD above 40", user="eve")).lead
    assert (await market.type("/level APLD above 40")).title.startswith("APLD: an alert")


async def test_where_nobody_is_named_a_person_who_manages_nothing_sets_one(market):
    caller = Caller(market.channel, "eve", "Eve", manages=may_not)

    assert (await market.minnow.commands.answer("/level APLD above 40", caller)).title.startswith("APLD: an alert")


async def test_a_stock_that_nobody_watches_any_more_begins_anew_when_it_is_watched_again(market):
    await market.type("/level APLD above 40")
    await market.type("/unwatch APLD")
    market.price("APLD", 45)
    await market.type("/watch APLD")

    assert await market.round("price_level") == []
    assert (await market.minnow.store.wishes.levels(Ticker("APLD")))[0].what == "above 40"
