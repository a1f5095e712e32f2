"""What is said to a channel that Minnow was added to: who it is, and the steps of setting up."""

from __future__ import annotations

from dataclasses import replace

from bot.alerts.alert import Alert
from bot.alerts.ports import Outbox, Watchlists, WishBook
from bot.alerts.watchlist import Channel
from bot.clock import Clock
from bot.steps import steps_card
from bot.watchers import Kinds
from bot.words import say

KIND = "welcome"


async def welcome(
    channel: Channel, *, watchlists: Watchlists, book: WishBook, outbox: Outbox, kinds: Kinds, clock: Clock
) -> None:
    """Put the steps on their way to a channel that Minnow was added to, once a day (UTC) at most. Raises StoreAway.

    Who removes it and adds it again another day wants to set it up again; a day's second word would be noise.
    """
    steps, now = await steps_card(channel, watchlists, book, outbox, kinds), clock.now()
    card = replace(
        steps,
        title=say("Minnow is here"),
        lead=say(
            "It tells each catalyst and risk of the small caps a channel watches, once. Three steps set this one up."
        ),
    )
    alert = Alert(kind=KIND, about="", occurrence=f"{channel} {now:%Y-%m-%d}", at=now, card=card)
    await outbox.address(alert, channel, now)
