"""/start: three steps from an empty channel to a proven path, each with its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from bot.alerts.alert import Alert
from bot.alerts.ports import Outbox, Watchlists, WishBook
from bot.alerts.setting import State
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Style, Table, Tone
from bot.clock import Clock
from bot.commands import Arg, Caller, command
from bot.watchers import Kinds
from bot.words import listed, plural

_KINDS, _TEST = "kinds", "test"


@command("start", "Set this channel up in three steps, with a test alert")
async def start(
    step: Annotated[
        Literal["show", "kinds", "test"], Arg("Keep the kinds as they are, or send a test", "show")
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
    if step == _KINDS:
        await book.step(channel, _KINDS, caller.user)
    if step == _TEST:
        alert = _test(clock, caller)
        await outbox.address(alert, channel, clock.now())
        await book.step(channel, _TEST, alert.fingerprint)
    watched = len((await watchlists.watchlist(channel)).tickers)
    wishes = (await book.wishes([channel]))[channel]
    kept = await book.steps(channel)
    sent = kept.get(_TEST, "")
    arrived = bool(sent) and bool((await outbox.told(channel, [sent]))[0])
    chosen = _chosen(wishes, kept, kinds)
    return _card(watched, wishes, kinds, chosen=chosen, sent=bool(sent), arrived=arrived)


def _test(clock: Clock, caller: Caller) -> Alert:
    """A test goes the way of every alert: outbox, platform, notification log."""
    now = clock.now()
    card = Card(
        title="This is a test alert",
        lead=f"{caller.name or caller.user} asked for it. Alerts about watched stocks arrive here the same way.",
        actions=(Action("Show the steps", "start"),),
        tone=Tone.NOTE,
    )
    return Alert(kind="test", about="", occurrence=f"{caller.channel} {now:%Y-%m-%dT%H:%M:%S}", at=now, card=card)


def _chosen(wishes: Wishes, kept: Mapping[str, str], kinds: Kinds) -> bool:
    """Somebody looked at the kinds: said to keep them, or changed one."""
    return _KINDS in kept or any(kind in wishes.states for kind in kinds.names)


def _card(watched: int, wishes: Wishes, kinds: Kinds, *, chosen: bool, sent: bool, arrived: bool) -> Card:
    test = "done: it arrived" if arrived else "on its way" if sent else "not sent yet"
    steps = (
        (
            watched > 0,
            ("1. Pick stocks", f"done: {plural(watched, 'stock')} watched" if watched else "write /watch APLD RKLB"),
            Action("How to watch stocks", "help watch"),
        ),
        (
            chosen,
            ("2. Pick kinds of alert", f"{'done' if chosen else 'now'}: {_counted(wishes, kinds)}"),
            Action("Keep all kinds", "start kinds"),
        ),
        (arrived, ("3. Send a test alert", test), Action("Send a test alert", "start test")),
    )
    left = [action for done, _, action in steps if not done]
    return Card(
        title=f"Setting up: {len(steps) - len(left)} of 3 steps done" if left else "This channel is set up",
        lead="Progress is kept; come back any time." if left else "Alerts come here, each once; /alerts changes how.",
        table=Table(("Step", "State"), tuple(row for _, row, _ in steps)),
        actions=(
            *(replace(action, style=Style.PRIMARY) for action in left[:1]),
            *left[1:],
            Action("Choose kinds", "alerts"),
        ),
    )


def _counted(wishes: Wishes, kinds: Kinds) -> str:
    """“2 on and 1 silent”."""
    count = Counter(wishes.state(kind) for kind in kinds.names)
    return listed([f"{count[state]} {state}" for state in State if count[state]])
