"""/snoozed: what is quiet in this channel for a while, each with a button that wakes it."""

from __future__ import annotations

from bot.alerts.ports import Watchlists
from bot.cards import Action, Card, Moment, Table
from bot.commands import Caller, command
from bot.snoozing import shown, shown_as, subject_of
from bot.words import say, say_n

_BUTTONS = 5  # one row of them
_ROWS = 40


@command("snoozed", say("What is snoozed here and until when, with buttons to wake it"))
async def snoozed(*, watchlists: Watchlists, caller: Caller) -> Card:
    kept = sorted((await watchlists.watchlist(caller.channel)).silences, key=lambda one: one.until)
    if not kept:
        return Card(
            title=say("Nothing is snoozed here"),
            lead=say("The button on an alert, or /snooze with a stock or a kind of alert, keeps it quiet for a while."),
        )
    more, hidden = len(kept) - _ROWS, len(kept) - _BUTTONS
    wakes = [(shown_as(one.about, one.kind), subject_of(one.about, one.kind)) for one in kept[:_BUTTONS]]
    return Card(
        title=say_n("{n} subject snoozed here", "{n} subjects snoozed here", len(kept)),
        lead=" ".join(
            (
                *(
                    (say("The first {rows} are shown; {more} more are snoozed.", rows=_ROWS, more=more),)
                    if more > 0
                    else ()
                ),
                *((say("/unsnooze and its name wakes one that has no button."),) if hidden > 0 else ()),
            )
        ),
        table=Table((say("Snoozed"), say("Until")), tuple((shown(one), Moment(one.until)) for one in kept[:_ROWS])),
        actions=tuple(Action(say("Wake {name}", name=name), f"unsnooze {subject}") for name, subject in wakes),
    )
