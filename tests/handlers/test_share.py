"""/share: what one person looked up, for everybody in the channel, once, with their name."""

import pytest

from bot.alerts.watchlist import Channel
from bot.app import all_commands
from handlers.share import LOOKUPS


async def deliver(club):
    await club.minnow.dispatcher({"web": club.inbox}, "worker").drain()


async def test_the_button_of_a_rating_shows_the_same_card_to_the_channel_with_who_shared_it(club):
    club.know("APLD")
    rated = await club.type("rating APLD")

    answer = await club.press(rated, "Share to channel", user="bob")
    await deliver(club)

    assert (answer.title, answer.lead) == ("Shared", "“APLD: Buy 58.4” is on its way to this channel.")
    ((channel, card),) = club.inbox.sent
    assert channel == club.channel
    assert (card.title, card.lead, card.facts, card.chart) == (rated.title, rated.lead, rated.facts, rated.chart)
    assert card.note.startswith("Shared by bob. Information, not advice. Rule set ")
    assert [one.line for one in card.actions] == ["watch APLD", "why APLD", "chart APLD"]


async def test_an_unrated_stock_can_be_shared_too(club):
    club.know("APLD", lost={"price": "the source does not answer"})

    await club.press(await club.type("rating APLD"), "Share to channel")
    await deliver(club)

    assert club.inbox.titles(club.channel) == ["APLD: Not rated"]


async def test_a_typed_look_up_goes_to_its_channel_alone_even_in_quiet_hours_and_unwatched(club):
    club.know("APLD")
    await club.type("watch APLD", channel=Channel("web", "other"))
    await club.type("alerts quiet 14:00-16:00 UTC")

    assert (await club.type("share /why APLD 2")).title == "Shared"
    await deliver(club)

    assert [(where, card.title) for where, card in club.inbox.sent] == [(club.channel, "APLD: why Buy 58.4")]


async def test_a_second_press_shares_it_once_and_a_later_one_again(club):
    club.know("APLD")
    for _ in range(2):
        await club.type("share rating APLD")
        await deliver(club)
    assert len(club.inbox.sent) == 1

    club.clock.pass_by(minutes=1)
    await club.type("share rating APLD")
    await deliver(club)
    assert len(club.inbox.sent) == 2


async def test_what_went_wrong_is_for_the_person_who_asked(club):
    answers = [await club.type(line) for line in ("share rating TINY", "share rating", "share why APLD two")]
    await deliver(club)

    assert [one.title for one in answers] == ["/rating: no answer", "That did not work", "That did not work"]
    assert club.inbox.sent == []


@pytest.mark.parametrize("line", ["watch APLD", "share rating APLD", "alerts", "status", "start test", "nonsense", "/"])
async def test_only_a_look_up_is_shared(club, line):
    answer = await club.type(f"share {line}")
    await deliver(club)

    assert answer.lead.startswith("Only what looks something up can be shared: rating, why, compare")
    assert club.inbox.sent == []


def test_every_look_up_is_a_command():
    assert set(LOOKUPS) <= set(all_commands())
