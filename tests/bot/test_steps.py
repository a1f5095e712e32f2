"""The steps of a channel are its own."""

from bot.alerts.watchlist import Channel
from bot.steps import steps_card
from bot.watchers import Kinds


async def steps(club, channel):
    store, kinds = club.minnow.store, club.minnow.parts
    return await steps_card(channel, store.watchlists, store.wishes, store.outbox, kinds[Kinds])


async def test_what_was_done_in_one_channel_is_not_done_in_another(club):
    await club.type("start kinds")

    assert (await steps(club, club.channel)).title == "Setting up: 1 of 3 steps done"
    assert (await steps(club, Channel("web", "other"))).title == "Setting up: 0 of 3 steps done"
