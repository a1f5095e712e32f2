"""What a person finds at home: their steps, each place they look after, and how Minnow is doing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.alert import Alert
from bot.alerts.ports import NotifyError
from bot.alerts.watchlist import Channel
from bot.cards import Card, Tone
from bot.commands import Caller
from bot.market.feeds import Health, HealthFeed

OWN, HOME, OTHER = Channel.to_person("web", "ann"), Channel("web", "home"), Channel("web", "other")


@pytest.fixture
def at_home(club):
    """The cards at home by the channel that their buttons are for, the steps first and how Minnow is doing last."""

    async def cards(user="ann"):
        parts = await club.minnow.home(Caller(Channel.to_person("web", user), user))
        return [(part.channel, part.card) for part in parts]

    return cards


async def deliver(club):
    await club.minnow.dispatcher({"web": club.inbox}, "worker").drain()


def facts(card):
    return {fact.name: fact.value for fact in card.facts}


async def test_who_has_set_up_nothing_finds_the_steps_and_an_empty_place_of_their_own(at_home):
    (steps, mine, health) = await at_home()

    assert [channel for channel, _ in (steps, mine, health)] == [OWN] * 3
    assert steps[1].title == "Setting up: 0 of 3 steps done"
    assert facts(mine[1])["Watched"] == "nothing yet; write /watch APLD RKLB there"
    assert [action.line for action in mine[1].actions] == ["watchlist", "alerts", "start"]
    assert health[1].title == "Minnow is well"


async def test_each_channel_that_a_person_set_up_is_there_and_no_other(club, at_home):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 1)
    await club.type("watch APLD RKLB", channel=HOME)
    await club.type("watch APLD", channel=OWN)
    await club.type("watch APLD", user="bob", channel=OTHER)
    await club.type("watch RKLB", channel=OTHER)

    shown = {channel: facts(card)["Watched"] for channel, card in (await at_home())[1:-1]}

    assert shown == {OWN: "APLD", HOME: "APLD and RKLB"}


async def test_what_is_snoozed_and_what_was_told_last_is_there(club, at_home):
    club.price("APLD", 1)
    await club.type("watch APLD")
    await club.type("snooze APLD 1d")
    await club.type("snooze short_interest 2h")
    for number in range(5):
        now = club.clock.now() + timedelta(minutes=number)
        alert = Alert(kind="test", about="", occurrence=str(number), at=now, card=Card(f"Alert {number}"))
        await club.minnow.store.outbox.address(alert, HOME, club.clock.now())
    await deliver(club)

    card = next(card for channel, card in await at_home() if channel == HOME)

    assert [one for one in facts(card)["Snoozed"] if isinstance(one, str)] == [
        "short interest until ",
        "; APLD until ",
    ]
    told = [fact.value[0] for fact in card.facts if fact.name in ("Last told", "Before")]
    assert told == ["Alert 4, ", "Alert 3, ", "Alert 2, "]
    assert "snoozed" in [action.line for action in card.actions]


async def test_a_place_that_cannot_be_written_to_says_so_there_and_in_all(club, at_home):
    club.price("APLD", 1)
    await club.type("watch APLD")
    club.inbox.refusals = [NotifyError("I was removed.", permanent=True)]
    await club.minnow.welcome(HOME)
    await deliver(club)

    parts = await at_home()
    place = next(card for channel, card in parts if channel == HOME)

    assert (place.lead, place.tone) == ("Alerts cannot be told there: I was removed.", Tone.TROUBLE)
    assert parts[-1][1].title == "Minnow has trouble"
    assert "1 place of yours cannot be written to" in parts[-1][1].lead


async def test_a_source_that_does_not_answer_is_named(club, at_home):
    class Ill:
        async def health(self):
            return [Health("Yahoo", failing_since=club.clock.now(), trouble="asks us to wait"), Health("SEC")]

    club.minnow = replace(club.minnow, parts={**club.minnow.parts, HealthFeed: Ill()})

    _, card = (await at_home())[-1]

    assert (card.title, card.lead) == ("Minnow has trouble", "Yahoo does not answer.")
    assert facts(card)["Yahoo"][0] == "asks us to wait, since "
    assert facts(card)["SEC"] == "not asked yet"


async def test_quiet_hours_that_are_on_are_said(club, at_home):
    await club.type("alerts quiet 14:00-16:00 UTC", channel=OWN)

    assert "Quiet now" in facts((await at_home())[1][1])


async def test_of_many_channels_some_are_shown_and_the_others_counted(club, at_home):
    club.price("APLD", 1)
    for number in range(12):
        await club.type("watch APLD", channel=Channel("web", f"c{number:02}"))

    parts = await at_home()

    assert len(parts) == 10
    assert facts(parts[-1][1])["Not shown"] == "5 more channels"


async def test_a_long_watchlist_is_counted(club, at_home):
    symbols = [f"AB{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
    for symbol in symbols:
        club.price(symbol, 1)
    await club.type(f"watch {' '.join(symbols)}")

    card = next(card for channel, card in await at_home() if channel == HOME)

    assert facts(card)["Watched"].endswith("ABO and 5 more")
