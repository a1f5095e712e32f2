"""A calm channel: a night in one digest, a kind without a sound, one not at all, a cap, and a change of mind."""

import pytest

from bot.alerts.alert import Severity
from tests.whole import rows

SYMBOLS = ("APLD", "RKLB", "ACHR")


@pytest.fixture
async def watching(club):
    """Three stocks whose baseline is below their targets, and what arrives with how loud it is."""
    for symbol in SYMBOLS:
        club.price(symbol, 38)
        club.target(symbol, 40)
    await club.type(f"/watch {' '.join(SYMBOLS)}")
    await club.round("price_past_target")
    return club


async def cross(club, *symbols, price=41):
    club.clock.pass_by(minutes=5)
    for symbol in symbols:
        club.price(symbol, price)
    return await club.round("price_past_target")


async def test_quiet_hours_hold_three_alerts_and_release_one_digest(watching):
    await watching.type("/alerts quiet 10:00-11:00 America/New_York")
    for symbol in SYMBOLS:
        assert await cross(watching, symbol) == []

    watching.clock.pass_by(minutes=50)
    assert await watching.round("short_interest") == ["APLD, RKLB and ACHR: 3 alerts that waited"]

    _, digest = watching.inbox.sent[-1]
    assert [row[0] for row in rows(digest)] == [f"{symbol} is above its mean target" for symbol in SYMBOLS]
    assert all("$38.00 → $41.00" in row[2] for row in rows(digest))
    assert digest.lead == "Quiet hours are over."
    assert await watching.round("price_past_target") == []


async def test_what_opened_in_the_night_is_continued_by_day(watching):
    await watching.type("/alerts quiet 10:00-11:00 America/New_York")
    await cross(watching, "APLD", "RKLB")
    watching.clock.pass_by(hours=1)
    await watching.round("short_interest")

    assert await cross(watching, "APLD", price=38) == ["APLD is back below its mean target"]


async def test_a_silent_kind_arrives_quietly(watching):
    await watching.type("/alerts price_past_target silent")
    loud, send = [], watching.inbox.send

    async def heard(delivery):
        loud.append(delivery.alert.severity)
        return await send(delivery)

    watching.inbox.send = heard
    assert await cross(watching, "APLD") == ["APLD is above its mean target"]
    await watching.type("/alerts price_past_target on")
    await cross(watching, "RKLB")

    assert loud == [Severity.QUIET, Severity.NORMAL]


async def test_a_kind_that_is_off_is_not_told_and_not_told_later_and_undo_takes_it_back(watching):
    card = await watching.type("/alerts price_past_target off")
    assert await cross(watching, "APLD") == []

    assert (await watching.press(card, "Undo")).title == "Price past target: off → on"

    assert await watching.round("price_past_target") == []
    assert await cross(watching, "RKLB") == ["RKLB is above its mean target"]


async def test_past_the_cap_the_rest_of_the_hour_is_one_digest_at_the_next(watching):
    await watching.type("/alerts cap 1")
    assert await cross(watching, *SYMBOLS[:1]) == ["APLD is above its mean target"]
    assert await cross(watching, *SYMBOLS[1:]) == []

    watching.clock.pass_by(minutes=55)

    assert await watching.round("short_interest") == ["ACHR and RKLB: 2 alerts that waited"]
    _, digest = watching.inbox.sent[-1]
    assert digest.lead == "More came in an hour than this channel takes one by one."


async def test_who_ends_quiet_hours_hears_at_once_what_waited(watching):
    await watching.type("/alerts quiet 10:00-11:00 America/New_York")
    await cross(watching, *SYMBOLS)

    await watching.type("/alerts quiet off")

    assert await watching.round("short_interest") == ["ACHR, APLD and RKLB: 3 alerts that waited"]
