"""/watch sector: a fund's largest members of it, shown before they are added; a word that is no sector is helped."""

from datetime import UTC, datetime

import pytest

from bot.cards import Tone
from bot.market.members import FundHoldings, Position
from bot.market.ticker import Ticker
from tests.whole import facts

HELD_ON = datetime(2026, 1, 13, tzinfo=UTC)


def held(*positions):
    return FundHoldings(fund=Ticker("IJR"), positions=positions, as_of=HELD_ON, source="iShares")


@pytest.fixture
def fund(club):
    """Thirty in Energy, each lighter than the one before, and two in Health Care."""
    energy = [Position(Ticker(f"E{n}"), 100.0, 3_000.0 - n, "Energy") for n in range(30)]
    health = [Position(Ticker(f"H{n}"), 100.0, 500.0, "Health Care") for n in range(2)]
    club.market.tell_sectors(held(*reversed(energy), *health, Position(Ticker("ODD"), 1.0, 1.0)))


async def watched(club):
    return [one.symbol for one in (await club.minnow.store.watchlists.watchlist(club.channel)).tickers]


async def test_the_largest_are_shown_with_their_day_and_added_by_a_button(club, fund):
    club.price("E1", 1)
    await club.type("watch E1")

    card = await club.type("/watch sector energy")

    assert card.title == "24 stocks of Energy would be added"
    assert card.lead.startswith("E0, E2, E3,")
    assert card.lead.endswith("E23 and E24. 1 of the 25 is watched here already.")
    assert facts(card) == {
        "Of IJR, the fund of the S&P SmallCap 600": "the 25 largest of 30 members in Energy, 83 % of their value there"
    }
    assert [(one.source, one.as_of) for one in card.origins] == [("iShares", HELD_ON)]
    assert await watched(club) == ["E1"]

    done = await club.press(card, "Add 24 stocks")
    assert done.title == "Watching 24 more stocks"
    assert await watched(club) == ["E1", "E0", *(f"E{n}" for n in range(2, 25))]
    assert done.origins == card.origins

    assert (await club.press(done, "Take off again")).title == "No longer watching 24 stocks"
    assert await watched(club) == ["E1"]


async def test_a_number_is_added_at_once_and_all_is_every_one(club, fund):
    assert (await club.type("watch sector Energy 3")).lead.startswith("Added E0, E1 and E2.")
    assert (await club.press(await club.type("watch sector Energy"), "Add all 30")).title == "Watching 27 more stocks"
    assert (await club.type("watch sector energy")).title == "These are watched already"
    assert (await club.type("watch sector Health Care 200")).lead.startswith("Added H0 and H1.")


@pytest.mark.parametrize("typed", ["Health Care", "health care", "healthcare", "HEALTH", "care"])
async def test_a_sector_is_meant_by_its_name_or_a_word_of_it(club, fund, typed):
    assert (await club.type(f"watch sector {typed}")).title == "2 stocks of Health Care would be added"


@pytest.mark.parametrize(("typed", "near"), [("Enregy", " Did you mean Energy?"), ("<!channel>", "")])
async def test_what_is_no_sector_is_answered_with_the_nearest_and_all_there_are(club, fund, typed, near):
    card = await club.type(f"watch sector {typed} 25")

    assert card.tone is Tone.TROUBLE
    assert card.lead == f"“{typed}” is no sector.{near} There are Energy and Health Care."
    assert await watched(club) == []


async def test_without_a_name_every_sector_is_there_to_choose(club, fund):
    card = await club.type("watch sector")

    assert card.lead.startswith("Which sector? There are Energy and Health Care;")
    assert (await club.press(card, "Energy (30)")).title == "25 stocks of Energy would be added"


async def test_none_is_no_number_of_stocks(club, fund):
    assert (await club.type("watch sector Energy 0")).lead.startswith("At least one stock has to be taken")


async def test_a_watchlist_has_its_end_for_a_sector_too(club):
    club.market.tell_sectors(held(*(Position(Ticker(f"E{n}"), 1.0, 1.0, "Energy") for n in range(501))))

    assert (await club.type("watch sector Energy all")).lead.startswith("A watchlist holds 500 stocks at most")


async def test_a_file_that_is_not_there_or_tells_no_sector_says_what_to_do(club):
    assert (await club.type("watch sector Energy")).lead == "There is no file of IJR's members in the recording."

    club.market.tell_sectors(held(Position(Ticker("ODD"), 1.0, 1.0)))
    assert "paste a list" in (await club.type("watch sector Energy")).lead


async def test_a_file_that_takes_long_goes_on_being_fetched(club, fund, monkeypatch):
    monkeypatch.setattr("bot.sector_facts.PATIENCE", 0.01)

    async def late(ticker):
        import asyncio

        await asyncio.Event().wait()

    monkeypatch.setattr(club.market, "holdings", late)

    assert (await club.type("watch sector Energy")).lead.startswith("The members of IJR are being fetched; ask again")


async def test_sector_names_are_completed_while_they_are_typed(club):
    from bot.commands import Caller

    caller = Caller(club.channel, "ann")
    suggest = club.minnow.commands.suggest

    assert [one.value for one in await suggest("watch", "tickers", "sector co", caller)] == [
        "sector Communication",
        "sector Consumer Discretionary",
        "sector Consumer Staples",
    ]
    assert "Energy" in [one.value for one in await suggest("watchlist", "tickers", "ener", caller)]
    club.price("SECT", 1)
    assert [one.value for one in await suggest("watch", "tickers", "sec", caller)][-2:] == ["sector Utilities", "SECT"]
    assert [one.value for one in await suggest("watch", "tickers", "se", caller)] == ["SECT"]
