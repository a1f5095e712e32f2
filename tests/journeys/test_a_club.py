"""A club that pastes its list, notes why, sets a level and hears of it once, in its own channel alone."""

from __future__ import annotations

from bot.alerts.ports import NotifyError
from bot.alerts.watchlist import Channel
from bot.cards import Moment
from tests.whole import facts, rows

LIST = """Symbol,Name,Price
NASDAQ:APLD,"Applied Digital, Corp.",$35.20
RKLB,Rocket Lab,80.00
$smr,NuScale Power,20.10
APDL,a slip of the hand,1.00
"""


async def test_a_club_pastes_its_list_sets_a_level_and_gets_one_alert(club):
    for symbol, price, name in (
        ("APLD", 35.2, "Applied Digital Corporation"),
        ("RKLB", 80, "Rocket Lab Corporation"),
        ("SMR", 20.1, "NuScale Power Corporation"),
    ):
        club.price(symbol, price, name=name)
    desk = Channel("web", "desk")
    await club.type("/watch APLD", channel=desk, user="dan")

    pasted = await club.type(f"/watch {LIST}")
    assert pasted.lead == "Added APLD, RKLB and SMR. This channel watches 3 stocks."
    assert facts(pasted)["“APDL”"] == "did you mean APLD (Applied Digital Corporation)?"
    await club.type('/note APLD "sell into strength"', user="bob")
    await club.type("/level APLD above 40")

    first, *_ = rows(await club.type("/watchlist"))
    assert (first[0], first[4]) == ("APLD", "12 % under level $40.00")

    told = []
    for price in (39.0, 40.4, 39.8, 40.6, 41.0):
        club.clock.pass_by(minutes=5)
        club.price("APLD", price, name="Applied Digital Corporation")
        told += await club.round("price_level")

    assert told == ["APLD is above $40.00"]
    (alert,) = [card for where, card in club.inbox.sent if where == club.channel]
    assert alert.lead == "The price went $39.00 → $40.40, 1.0 % above $40.00."
    assert facts(alert)["Level above $40.00"] == "set by ann on 15 January 2026"
    assert facts(alert)["Note here"] == "“sell into strength” (bob)"
    assert club.inbox.titles(desk) == []

    club.clock.pass_by(minutes=5)
    club.price("APLD", 39)
    assert await club.round("price_level") == ["APLD is back below $40.00"]


async def test_a_change_of_mind_is_taken_back_and_what_was_taken_off_is_not_told(club):
    club.price("APLD", 38)
    await club.type("/level APLD above 40")
    await club.type("/level APLD below 30")
    assert (await club.type("/undo")).title == "Level APLD below 30: set by ann on 15 January 2026 → off"
    await club.round("price_level")

    club.clock.pass_by(minutes=5)
    club.price("APLD", 29)
    assert await club.round("price_level") == []
    club.price("APLD", 41)
    assert await club.round("price_level") == ["APLD is above $40.00"]


async def test_a_kind_that_is_off_and_a_stock_that_is_snoozed_stay_quiet(club):
    club.price("APLD", 38)
    await club.type("/level APLD above 40")
    await club.type("/alerts price_level off")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)

    assert await club.round("price_level") == []


async def test_who_could_not_be_told_of_trouble_hears_of_it_once_they_type_anywhere(club):
    """A token that was revoked breaks the channel and its founder's direct messages alike."""
    club.price("APLD", 1)
    await club.type("/watch APLD")
    club.inbox.refusals = [NotifyError("The token was revoked.", permanent=True) for _ in range(2)]
    await club.type("/start test")
    await club.round("short_interest")
    assert rows_of_trouble(await club.type("/status")) == ("The token was revoked.", "1")

    assert await club.round("short_interest") == ["This is a test alert"]
    ((person, word),) = [one for one in club.inbox.sent if one[0] != club.channel]
    assert (person, word.title) == (Channel("web", "@ann"), "Alerts cannot reach a channel you set up")
    assert facts(word)["Since"] == Moment(club.clock.at)
    assert (await club.type("/status")).lead == "Every alert has been delivered."


def rows_of_trouble(card):
    """Why this channel is broken, and how many others are."""
    return facts(card)["This channel is broken"][0], facts(card)["Other broken channels"].partition(";")[0]
