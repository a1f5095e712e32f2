"""A channel is welcomed once, with the steps as they stand."""

from bot.alerts.watchlist import Channel


async def greet(club, channel=None):
    await club.minnow.welcome(channel or club.channel)
    await club.minnow.dispatcher({"web": club.inbox}, "worker").drain()


async def test_a_channel_is_welcomed_once_however_often_it_is_joined_on_a_day(club):
    for _ in range(3):
        await greet(club)
        club.clock.pass_by(minutes=1)
    await greet(club, Channel("web", "other"))

    assert [(where.id, card.title) for where, card in club.inbox.sent] == [
        ("home", "Minnow is here"),
        ("other", "Minnow is here"),
    ]


async def test_the_welcome_shows_the_steps_and_its_button_leads_to_the_test_alert(club):
    await greet(club)
    (_, card), *_ = club.inbox.sent
    assert [row[0] for row in card.table.rows] == ["1. Pick stocks", "2. Pick kinds of alert", "3. Send a test alert"]

    await club.press(card, "Send a test alert")
    await club.minnow.dispatcher({"web": club.inbox}, "worker").drain()

    assert club.inbox.titles(club.channel)[1:] == ["This is a test alert"]


async def test_a_channel_that_is_joined_again_on_another_day_is_welcomed_again(club):
    await greet(club)
    club.clock.pass_by(days=1)
    await greet(club)

    assert club.inbox.titles(club.channel) == ["Minnow is here", "Minnow is here"]
