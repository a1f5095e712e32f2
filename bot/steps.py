"""How far the setting up of a channel has come: three steps, the last of them a test alert that arrived."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.alerts.ports import Outbox, Watchlists, WishBook
from bot.alerts.setting import State
from bot.alerts.watchlist import Channel
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Style, Table
from bot.watchers import Kinds
from bot.words import later, listed, said, say, say_n

_COUNTED = {State.ON: later("{number} on"), State.SILENT: later("{number} silent"), State.OFF: later("{number} off")}
KINDS, TEST = "kinds", "test"  # what is kept of a step, by WishBook.step


async def steps_card(channel: Channel, watchlists: Watchlists, book: WishBook, outbox: Outbox, kinds: Kinds) -> Card:
    """Each step with its state and the button that does it. Raises StoreAway."""
    watched = len((await watchlists.watchlist(channel)).tickers)
    wishes = (await book.wishes([channel]))[channel]
    kept = await book.steps(channel)
    sent = kept.get(TEST, "")
    arrived = bool(sent) and bool((await outbox.told(channel, [sent]))[0])
    chosen = KINDS in kept or any(kind in wishes.states for kind in kinds.names)  # somebody looked at the kinds
    return _card(watched, wishes, kinds, chosen=chosen, sent=bool(sent), arrived=arrived)


def _card(watched: int, wishes: Wishes, kinds: Kinds, *, chosen: bool, sent: bool, arrived: bool) -> Card:
    counted = _counted(wishes, kinds)
    kinds_step = say("done: {counted}", counted=counted) if chosen else say("now: {counted}", counted=counted)
    test = say("done: it arrived") if arrived else say("on its way") if sent else say("not sent yet")
    steps = (
        (
            watched > 0,
            (
                say("1. Pick stocks"),
                say_n("done: {n} stock watched", "done: {n} stocks watched", watched)
                if watched
                else say("write /watch APLD RKLB"),
            ),
            Action(say("How to watch stocks"), "help watch"),
        ),
        (
            chosen,
            (
                say("2. Pick kinds of alert"),
                kinds_step,
            ),
            Action(say("Keep all kinds"), "start kinds"),
        ),
        (arrived, (say("3. Send a test alert"), test), Action(say("Send a test alert"), "start test")),
    )
    left = [action for done, _, action in steps if not done]
    return Card(
        title=say("Setting up: {done} of 3 steps done", done=len(steps) - len(left))
        if left
        else say("This channel is set up"),
        lead=say("Progress is kept; come back any time.")
        if left
        else say("Alerts come here, each once; /alerts changes how."),
        table=Table((say("Step"), say("State")), tuple(row for _, row, _ in steps)),
        actions=(
            *(replace(action, style=Style.PRIMARY) for action in left[:1]),
            *left[1:],
            Action(say("Choose kinds"), "alerts"),
        ),
    )


def _counted(wishes: Wishes, kinds: Kinds) -> str:
    """“2 on and 1 silent”."""
    count = Counter(wishes.state(kind) for kind in kinds.names)
    return listed([said(_COUNTED[state], number=count[state]) for state in State if count[state]])
