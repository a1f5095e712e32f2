"""/ack: whoever has seen an alert says so, and stands on its message with their name."""

from __future__ import annotations

from typing import Annotated

from bot.alerts.alert import Alert
from bot.alerts.ports import Outbox
from bot.cards import Card
from bot.clock import Clock
from bot.commands import Arg, Caller, UsageError, command
from bot.words import say


@command("ack", say("Say that you have seen an alert: its message then shows your name"))
async def ack(
    alert: Annotated[str, Arg(say("The alert's button knows it; the last one here if left out"), "last")] = "last",
    *,
    outbox: Outbox,
    clock: Clock,
    caller: Caller,
) -> Card:
    if alert == "last":
        recent = await outbox.recent(caller.channel, 1)
        if not recent:
            raise UsageError(say("No alert was told here yet; /start sends a test alert."))
        alert = recent[0].fingerprint
    if not (await outbox.told(caller.channel, [alert]))[0]:
        raise UsageError(say("That alert was not told in this channel; press the button on one that was."))
    name = caller.name or caller.user
    seen = Card(title=say("Seen by {name}", name=name))
    now, who = clock.now(), f"{alert} by {caller.user}"
    stamp = Alert(kind="ack", about="", occurrence=who, at=now, card=seen, follows=alert, stamps=True)
    await outbox.address(stamp, caller.channel, now)
    lead = say("The alert's message shows your name, if it came alone and the platform lets it be changed.")
    return Card(title=say("Acknowledged"), lead=lead)
