"""/ack: a name on the message of an alert."""

import pytest


@pytest.fixture
async def told(club):
    """A channel with one alert."""
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("watch APLD")
    await club.round("price_past_target")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)
    await club.round("price_past_target")
    return club


async def test_the_button_of_an_alert_puts_a_name_on_its_message(told):
    _, alert = told.inbox.sent[-1]
    answer = await told.press(alert, "Acknowledge", user="bob")
    await told.round("short_interest")

    assert answer.title == "Acknowledged"
    ((message, living),) = told.inbox.updated
    assert message == str(len(told.inbox.sent))
    assert living.card.facts[0].value[0] == "Seen by bob, "
    assert living.card.title == alert.title


async def test_twice_by_one_person_is_one_line_and_another_person_adds_theirs(told):
    for user in ("bob", "bob", "cyd"):
        await told.type("ack", user=user)
        await told.round("short_interest")

    _, living = told.inbox.updated[-1]
    names = [fact.value[0] for fact in living.card.facts if fact.name in ("Now", "Before")]
    assert sorted(names) == ["Seen by bob, ", "Seen by cyd, "]


async def test_an_alert_of_another_channel_or_none_is_refused_with_the_next_step(club, told):
    refused = await told.type("ack 0123456789abcdef01234567")

    assert refused.lead == "That alert was not told in this channel; press the button on one that was."


async def test_without_an_alert_there_is_nothing_to_acknowledge(club):
    assert (await club.type("ack")).lead == "No alert was told here yet; /start sends a test alert."
