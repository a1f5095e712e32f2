"""/snooze: quiet about a stock or a kind of alert in this channel, for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from bot.alerts.ports import Watchlists
from bot.alerts.watchlist import Silence
from bot.cards import Action, Card, Fact, Moment
from bot.clock import Clock
from bot.commands import Arg, Caller, UsageError, command
from bot.watchers import Kinds
from bot.words import age


@command("snooze", "Quiet about a stock or a kind of alert here, for a while")
async def snooze(
    subject: Annotated[str, Arg("Stock symbol or kind of alert", "APLD", suggests="watched")],
    length: Annotated[timedelta, Arg("How long", "1d")] = timedelta(days=1),
    *,
    watchlists: Watchlists,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Card:
    try:
        about, kind = kinds.subject(subject)
    except ValueError as error:
        raise UsageError(str(error)) from None
    until = clock.now() + length
    await watchlists.silence(caller.channel, Silence(about, kind, until))
    shown = about or kind.replace("_", " ")
    return Card(
        title=f"{shown} is snoozed here for {age(length)}",
        lead="Alerts about it that come meanwhile are not sent to this channel.",
        facts=(Fact("Until", Moment(until)),),
        actions=(Action(f"Wake {shown}", f"unsnooze {about or kind}"),),
    )
