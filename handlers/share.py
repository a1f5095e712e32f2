"""/share: a look-up's card for everybody in the channel, with who shared it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.alerts.alert import Alert
from bot.alerts.ports import Outbox
from bot.cards import Card, Tone
from bot.clock import Clock
from bot.commands import Arg, Caller, Commands, Text, UsageError, command
from bot.dialogs import Dialog
from bot.words import clipped, listed, say

# They change nothing, so that whoever may ask may also show the others what was answered.
LOOKUPS = (
    "rating", "why", "compare", "chart", "record", "target", "short", "thesis", "rates", "curve", "labor", "calendar",
    "gap",
)  # fmt: skip


@command(
    "share",
    say("Show everybody in this channel what a look-up answers"),
    fetches=say("what /{line} asks for, to share it"),
)
async def share(
    line: Annotated[Text, Arg(say("A look-up as you would type it"), "rating APLD")],
    *,
    commands: Commands,
    outbox: Outbox,
    clock: Clock,
    caller: Caller,
) -> Card:
    words = line.strip().removeprefix("/").split()
    found = commands.find(words[0]) if words else None
    if found is None or found.name not in LOOKUPS:
        lookups = listed(LOOKUPS, "or")
        raise UsageError(say("Only what looks something up can be shared: {lookups}.", lookups=lookups))
    asked = " ".join([found.name, *words[1:]])
    answer = await commands.answer(asked, replace(caller, meanwhile=None))  # nobody waits for what is shared
    if isinstance(answer, Dialog):
        raise UsageError(
            say("Write the look-up whole, as in /{prefix}share {name} APLD.", prefix=commands.prefix, name=found.name)
        )
    if answer.tone is Tone.TROUBLE:
        return answer  # what went wrong is for the person who asked
    now = clock.now()
    alert = Alert(
        kind="share",
        about="",
        occurrence=f"{caller.channel} {caller.user} {now:%Y-%m-%dT%H:%M} {asked}",  # a second press shares it once
        at=now,
        card=_signed(answer, caller),
        only=(str(caller.channel),),
        addressed=True,
    )
    await outbox.address(alert, caller.channel, now)
    return Card(
        title=say("Shared"), lead=say("“{title}” is on its way to this channel.", title=clipped(answer.title, 100))
    )


def _signed(card: Card, caller: Caller) -> Card:
    """The card with who shared it; what is shared already offers no sharing."""
    note = say("Shared by {name}. {note}", name=clipped(caller.name or caller.user, 40), note=card.note).strip()
    return replace(card, actions=tuple(one for one in card.actions if not one.line.startswith("share ")), note=note)
