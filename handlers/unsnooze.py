"""/unsnooze: hear about a snoozed stock or kind of alert again."""

from __future__ import annotations

from typing import Annotated

from bot.alerts.ports import Watchlists
from bot.cards import Card
from bot.commands import Arg, Caller, UsageError, command
from bot.snoozing import shown_as
from bot.watchers import Kinds
from bot.words import say


@command("unsnooze", say("Hear about a snoozed stock or kind of alert again"))
async def unsnooze(
    subject: Annotated[
        str, Arg(say("Stock symbol, kind of alert, or both: APLD:dilution"), "APLD", suggests="watched")
    ],
    *,
    watchlists: Watchlists,
    kinds: Kinds,
    caller: Caller,
) -> Card:
    try:
        about, kind = kinds.subject(subject)
    except ValueError as error:
        raise UsageError(str(error)) from None
    shown = shown_as(about, kind)
    if not await watchlists.unsilence(caller.channel, about, kind):
        raise UsageError(say("{shown} is not snoozed here; /watchlist shows what is.", shown=shown))
    return Card(
        title=say("{shown} is heard again", shown=shown), lead=say("Alerts about it come to this channel from now on.")
    )
