"""/start: three steps from an empty channel to a proven path, each with its state."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.alerts.alert import Alert
from bot.alerts.ports import Outbox, Watchlists, WishBook
from bot.cards import Action, Card, Tone
from bot.clock import Clock
from bot.commands import Arg, Caller, command
from bot.steps import KINDS, TEST, steps_card
from bot.watchers import Kinds
from bot.words import say


@command("start", say("Set this channel up in three steps, with a test alert"))
async def start(
    step: Annotated[
        Literal["show", "kinds", "test"],
        Arg(say("Keep the kinds as they are, or send a test"), "show"),
    ] = "show",
    *,
    watchlists: Watchlists,
    book: WishBook,
    outbox: Outbox,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Card:
    channel = caller.channel
    if step == KINDS:
        await book.step(channel, KINDS, caller.user)
    if step == TEST:
        alert = _test(clock, caller)
        await outbox.address(alert, channel, clock.now())
        await book.step(channel, TEST, alert.fingerprint)
    return await steps_card(channel, watchlists, book, outbox, kinds)


def _test(clock: Clock, caller: Caller) -> Alert:
    """A test goes the way of every alert: outbox, platform, notification log."""
    now = clock.now()
    card = Card(
        title=say("This is a test alert"),
        lead=say(
            "{name} asked for it. Alerts about watched stocks arrive here the same way.",
            name=caller.name or caller.user,
        ),
        actions=(Action(say("Show the steps"), "start"),),
        tone=Tone.NOTE,
    )
    return Alert(kind="test", about="", occurrence=f"{caller.channel} {now:%Y-%m-%dT%H:%M:%S}", at=now, card=card)
