"""What is said about how a channel is told: all of it, one kind, one setting, what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.course import Reason
from bot.alerts.ports import Held
from bot.alerts.setting import (
    CAP,
    DIGESTS,
    EDITORS,
    KIND,
    LOUD,
    MENTION,
    QUIET,
    STYLE,
    URGENT,
    Change,
    State,
    name_of,
    unsaid,
)
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Fact, Form, Moment, Named, Table, Value, pieces
from bot.watchers import Kinds
from bot.wish_dialog import PAGES
from bot.wish_words import may_change, people_in, said
from bot.words import plural

_EXAMPLES = {
    QUIET: "/alerts quiet 22:00-07:00 Europe/Berlin, or /alerts quiet off",
    DIGESTS: "/alerts digests 08:30 16:30 America/New_York, or /alerts digests off",
    CAP: "/alerts cap 6, or /alerts cap off",
    URGENT: "/alerts urgent wait, or /alerts urgent pass",
    STYLE: "/alerts style new, or /alerts style threads",
    MENTION: "/alerts mention and a person, role or user group by mention or id, or /alerts mention nobody",
    LOUD: "/alerts loud all, or /alerts loud urgent",
    EDITORS: "/alerts editors me, with others by mention or user id, or /alerts editors anyone",
}


def settings_card(
    wishes: Wishes, held: Sequence[Held], kinds: Kinds, now: datetime, *, manages: bool | None = None
) -> Card:
    """``manages`` as a Caller is asked it: None where the platform does not say who manages a channel."""
    heard = [kind for kind in kinds.names if wishes.state(kind) is not State.OFF]
    return Card(
        title="How this channel is told",
        lead=f"{len(heard)} of {plural(len(kinds.names), 'kind')} of alert come here. "
        "Change one with /alerts, its name, and on, silent or off.",
        table=Table(
            ("Kind", "State", "Tells when"),
            tuple((kind, _heard(kind, wishes, kinds), kinds.summaries.get(kind, "")) for kind in kinds.names),
        ),
        facts=(
            Fact("Quiet hours", _quiet(wishes, now)),
            Fact("Digests", str(wishes.digests or "off")),
            Fact("Cap", f"{plural(wishes.cap, 'message')} an hour" if wishes.cap else "off"),
            Fact("Urgent alerts", "pass quiet hours and the cap" if wishes.urgent_pass else "wait like the others"),
            Fact("Follow-ups", "new messages" if wishes.apart else "in the thread of their alert"),
            Fact("Mention", _mention(wishes)),
            Fact("May change this", may_change(wishes, manages=manages)),
            *((Fact("Held now", _held(wishes, held, now)),) if held else ()),
        ),
        actions=(
            *(Action(f"Change {page}", f"alerts {page}") for page in PAGES),
            Action("What changed", "alerts history"),
            Action("What is snoozed", "snoozed"),
            Action("Set up", "start"),
        ),
    )


def _heard(kind: str, wishes: Wishes, kinds: Kinds) -> str:
    """“on, from 15 %”."""
    state = wishes.state(kind).value
    return (
        f"{state}, from {wishes.least[kind]:g} {kinds.units.get(kind, '')}".strip() if kind in wishes.least else state
    )


def _mention(wishes: Wishes) -> Value:
    if not wishes.mention:
        return "nobody"
    return (Named(wishes.mention), f", with {'all' if wishes.all_mentioned else 'urgent'} alerts")


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
    reasons = {one.reason for one in held}
    if reasons == {Reason.EXPLAINED}:
        return f"{told}half an hour after the alert that explains them"
    if reasons == {Reason.CAP}:
        return f"{told}at the next full hour"
    return f"{told}{'within the hour' if reasons == {Reason.CAP, Reason.EXPLAINED} else 'in a moment'}"


def kind_card(kind: str, wishes: Wishes, kinds: Kinds) -> Card:
    state, sized = wishes.state(kind), kinds.units.get(kind)
    hint = (
        f" /alerts {kind} 15 hears those from 15 {sized} alone, /alerts {kind} every hears every one." if sized else ""
    )
    return Card(
        title=f"{name_of(KIND + kind).capitalize()} is {_heard(kind, wishes, kinds)} here",
        lead=f"It tells when {kinds.summaries.get(kind, 'something happens')}.{hint}",
        actions=tuple(
            Action(f"Turn it {other}" if other is not State.SILENT else "Make it silent", f"alerts {kind} {other}")
            for other in State
            if other is not state
        ),
    )


def setting_card(setting: str, word: str) -> Card:
    name, lead = name_of(setting), f"Change it so: {_EXAMPLES[setting]}."
    title = f"{name[0].upper()}{name[1:]}"
    if word and setting in (MENTION, EDITORS):
        return Card(title=title, lead=lead, facts=(Fact("Now", people_in(setting, word)),))
    return Card(title=f"{title}: {word or unsaid(setting)}", lead=lead)


def history_card(changes: Sequence[Change]) -> Card:
    if not changes:
        return Card(title="Nothing was changed here yet", lead="/alerts shows how this channel is told.")
    rows = tuple(
        (
            str(one.number),
            Moment(one.at, Form.TIME),
            name_of(one.setting),
            _taken_back(one) if one.undoes else said(one),
            one.author,
        )
        for one in changes
    )
    return Card(
        title="What was changed here",
        lead=f"The last {plural(len(changes), 'change')}, the newest first.",
        table=Table(("No.", "When", "Setting", "Change", "By"), rows),
        actions=(Action("Undo the last", "undo"), Action("Show the settings", "alerts show")),
    )


def _taken_back(change: Change) -> Value:
    told, back = said(change), f" (takes back {change.undoes})"
    return told + back if isinstance(told, str) else (*pieces(told), back)
