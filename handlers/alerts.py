"""/alerts: how this channel is told of each kind of alert, its quiet hours, its cap; each changed in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from bot.alerts.ports import Held, Outbox, Reason, WishBook
from bot.alerts.wishes import CAP, EDITORS, KIND, QUIET, URGENT, Change, State, Wishes, name_of, unsaid
from bot.cards import Action, Card, Fact, Form, Moment, Table, Value
from bot.clock import Clock
from bot.commands import Arg, Caller, Text, UsageError, command, nearest
from bot.watchers import Kinds
from bot.wishing import changed
from bot.words import clipped, listed, plural

_ROWS = 20
_SETTINGS = (QUIET, CAP, URGENT, EDITORS)
_EXAMPLES = {
    QUIET: "/alerts quiet 22:00-07:00 Europe/Berlin, or /alerts quiet off",
    CAP: "/alerts cap 6, or /alerts cap off",
    URGENT: "/alerts urgent wait, or /alerts urgent pass",
    EDITORS: "/alerts editors me, with others by mention or user id, or /alerts editors anyone",
}
_NONE = Text()


@command("alerts", "How this channel is told: kinds, quiet hours, a cap")
async def alerts(
    what: Annotated[str, Arg("A kind of alert, quiet, cap, urgent, editors or history", "short_interest")] = "",
    value: Annotated[Text, Arg("on, silent, off; hours with a time zone; a number an hour", "silent")] = _NONE,
    *,
    book: WishBook,
    outbox: Outbox,
    kinds: Kinds,
    clock: Clock,
    caller: Caller,
) -> Card:
    word = what.lower()
    if not word:
        wishes = (await book.wishes([caller.channel]))[caller.channel]
        return _settings(wishes, await outbox.held(caller.channel), kinds, clock.now())
    if word == "history":
        return _history(await book.history(caller.channel, _ROWS))
    if word in _SETTINGS:
        if not value:
            return _one(word, await book.word(caller.channel, word))
        return await changed(word, value, book, clock, caller)
    kind, state = _kind_and_state(f"{what} {value}", kinds)
    if not state:
        wishes = (await book.wishes([caller.channel]))[caller.channel]
        return _kind(kind, wishes.state(kind), kinds)
    return await changed(KIND + kind, state, book, clock, caller)


def _kind_and_state(text: str, kinds: Kinds) -> tuple[str, str]:
    """“price past target silent”, “price-past-target”: the kind, and the word after it."""
    words = text.lower().replace("-", "_").split()
    for parted in (len(words), len(words) - 1):
        kind = "_".join(words[:parted])
        if kind in kinds.names:
            return kind, " ".join(words[parted:])
    wrong = clipped(text.strip(), 40)
    near = nearest("_".join(words[:-1]) or words[0], kinds.names) or nearest(words[0], [*kinds.names, *_SETTINGS])
    meant = f"Did you mean {listed(near, 'or')}?" if near else f"There are {listed([*kinds.names, *_SETTINGS])}."
    raise UsageError(f"“{wrong}” is neither a kind of alert with on, silent or off, nor a setting. {meant}")


def _settings(wishes: Wishes, held: Sequence[Held], kinds: Kinds, now: datetime) -> Card:
    heard = [kind for kind in kinds.names if wishes.state(kind) is not State.OFF]
    return Card(
        title="How this channel is told",
        lead=f"{len(heard)} of {plural(len(kinds.names), 'kind')} of alert come here. "
        "Change one with /alerts, its name, and on, silent or off.",
        table=Table(
            ("Kind", "State", "Tells when"),
            tuple((kind, wishes.state(kind).value, kinds.summaries.get(kind, "")) for kind in kinds.names),
        ),
        facts=(
            Fact("Quiet hours", _quiet(wishes, now)),
            Fact("Cap", f"{plural(wishes.cap, 'message')} an hour" if wishes.cap else "off"),
            Fact("Urgent alerts", "pass quiet hours and the cap" if wishes.urgent_pass else "wait like the others"),
            Fact("May change this", listed(wishes.editors, "or") or "anyone here"),
            *((Fact("Held now", _held(wishes, held, now)),) if held else ()),
        ),
        actions=(
            Action("What changed", "alerts history"),
            Action("What is snoozed", "snoozed"),
            Action("Set up", "start"),
        ),
    )


def _quiet(wishes: Wishes, now: datetime) -> Value:
    if wishes.quiet is None:
        return "off"
    until = wishes.quiet_until(now)
    return str(wishes.quiet) if until is None else (f"{wishes.quiet}; now, until ", Moment(until))


def _held(wishes: Wishes, held: Sequence[Held], now: datetime) -> Value:
    until = wishes.quiet_until(now)
    told = f"{plural(len(held), 'alert')}, told "
    if until is not None:
        return (told, Moment(until))
    return f"{told}{'at the next full hour' if all(one.reason is Reason.CAP for one in held) else 'in a moment'}"


def _kind(kind: str, state: State, kinds: Kinds) -> Card:
    return Card(
        title=f"{name_of(KIND + kind).capitalize()} is {state} here",
        lead=f"It tells when {kinds.summaries.get(kind, 'something happens')}.",
        actions=tuple(
            Action(f"Turn it {other}" if other is not State.SILENT else "Make it silent", f"alerts {kind} {other}")
            for other in State
            if other is not state
        ),
    )


def _one(setting: str, word: str) -> Card:
    name, shown = name_of(setting), word or unsaid(setting)
    return Card(title=f"{name[0].upper()}{name[1:]}: {shown}", lead=f"Change it so: {_EXAMPLES[setting]}.")


def _history(changes: Sequence[Change]) -> Card:
    if not changes:
        return Card(title="Nothing was changed here yet", lead="/alerts shows how this channel is told.")
    rows = tuple(
        (
            str(one.number),
            Moment(one.at, Form.TIME),
            name_of(one.setting),
            one.said + (f" (takes back {one.undoes})" if one.undoes else ""),
            one.author,
        )
        for one in changes
    )
    return Card(
        title="What was changed here",
        lead=f"The last {plural(len(changes), 'change')}, the newest first.",
        table=Table(("No.", "When", "Setting", "Change", "By"), rows),
        actions=(Action("Undo the last", "undo"), Action("Show the settings", "alerts")),
    )
