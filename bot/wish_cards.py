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
    shown,
)
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Fact, Form, Moment, Named, Table, Value, pieces, placed
from bot.watchers import Kinds
from bot.wish_dialog import PAGES
from bot.wish_words import first_up, may_change, people_in, told
from bot.words import later, said, say, say_n

_EXAMPLES = {
    QUIET: say("/alerts quiet 22:00-07:00 Europe/Berlin, or /alerts quiet off"),
    DIGESTS: say("/alerts digests 08:30 16:30 America/New_York, or /alerts digests off"),
    CAP: say("/alerts cap 6, or /alerts cap off"),
    URGENT: say("/alerts urgent wait, or /alerts urgent pass"),
    STYLE: say("/alerts style new, or /alerts style threads"),
    MENTION: say("/alerts mention and a person, role or user group by mention or id, or /alerts mention nobody"),
    LOUD: say("/alerts loud all, or /alerts loud urgent"),
    EDITORS: say("/alerts editors me, with others by mention or user id, or /alerts editors anyone"),
}
_CHANGE = {"kinds": later("Change kinds"), "times": later("Change times"), "manner": later("Change manner")}
_STATES = {State.ON: later("on"), State.SILENT: later("silent"), State.OFF: later("off")}
_TURN = {State.ON: later("Turn it on"), State.SILENT: later("Make it silent"), State.OFF: later("Turn it off")}


def settings_card(
    wishes: Wishes, held: Sequence[Held], kinds: Kinds, now: datetime, *, manages: bool | None = None
) -> Card:
    """``manages`` as a Caller is asked it: None where the platform does not say who manages a channel."""
    heard = [kind for kind in kinds.names if wishes.state(kind) is not State.OFF]
    return Card(
        title=say("How this channel is told"),
        lead=say_n(
            "{heard} of {n} kind of alert come here. Change one with /alerts, its name, and on, silent or off.",
            "{heard} of {n} kinds of alert come here. Change one with /alerts, its name, and on, silent or off.",
            len(kinds.names),
            heard=len(heard),
        ),
        table=Table(
            (say("Kind"), say("State"), say("Tells when")),
            tuple((kind, _heard(kind, wishes, kinds), kinds.summaries.get(kind, "")) for kind in kinds.names),
        ),
        facts=(
            Fact(say("Quiet hours"), _quiet(wishes, now)),
            Fact(say("Digests"), str(wishes.digests or say("off"))),
            Fact(
                say("Cap"),
                say_n("{n} message an hour", "{n} messages an hour", wishes.cap) if wishes.cap else say("off"),
            ),
            Fact(
                say("Urgent alerts"),
                say("pass quiet hours and the cap") if wishes.urgent_pass else say("wait like the others"),
            ),
            Fact(say("Follow-ups"), say("new messages") if wishes.apart else say("in the thread of their alert")),
            Fact(say("Mention"), _mention(wishes)),
            Fact(say("May change this"), may_change(wishes, manages=manages)),
            *((Fact(say("Held now"), _held(wishes, held, now)),) if held else ()),
        ),
        actions=(
            *(Action(said(_CHANGE[page]), f"alerts {page}") for page in PAGES),
            Action(say("What changed"), "alerts history"),
            Action(say("What is snoozed"), "snoozed"),
            Action(say("Set up"), "start"),
        ),
    )


def _heard(kind: str, wishes: Wishes, kinds: Kinds) -> str:
    """“on, from 15 %”."""
    state = said(_STATES[wishes.state(kind)])
    if kind not in wishes.least:
        return state
    least = f"{wishes.least[kind]:g} {said(kinds.units.get(kind, ''))}".strip()
    return say("{state}, from {least}", state=state, least=least)


def _mention(wishes: Wishes) -> Value:
    if not wishes.mention:
        return say("nobody")
    template = later("{who}, with all alerts") if wishes.all_mentioned else later("{who}, with urgent alerts")
    return placed(template, who=Named(wishes.mention))


def _quiet(wishes: Wishes, now: datetime) -> Value:
    if wishes.quiet is None:
        return say("off")
    until = wishes.quiet_until(now)
    return (
        str(wishes.quiet)
        if until is None
        else placed(later("{quiet}; now, until {until}"), quiet=str(wishes.quiet), until=Moment(until))
    )


def _held(wishes: Wishes, held: Sequence[Held], now: datetime) -> Value:
    until = wishes.quiet_until(now)
    alerts = say_n("{n} alert", "{n} alerts", len(held))
    if until is not None:
        return placed(later("{alerts}, told {when}"), alerts=alerts, when=Moment(until))
    reasons = {one.reason for one in held}
    if reasons == {Reason.EXPLAINED}:
        return say("{alerts}, told half an hour after the alert that explains them", alerts=alerts)
    if reasons == {Reason.CAP}:
        return say("{alerts}, told at the next full hour", alerts=alerts)
    if reasons == {Reason.CAP, Reason.EXPLAINED}:
        return say("{alerts}, told within the hour", alerts=alerts)
    return say("{alerts}, told in a moment", alerts=alerts)


def kind_card(kind: str, wishes: Wishes, kinds: Kinds) -> Card:
    state, unit = wishes.state(kind), kinds.units.get(kind)
    lead = say("It tells when {summary}.", summary=kinds.summaries.get(kind) or say("something happens"))
    if unit:
        lead = say(
            "{told} /alerts {kind} 15 hears those from 15 {unit} alone, /alerts {kind} every hears every one.",
            told=lead,
            kind=kind,
            unit=said(unit),
        )
    return Card(
        title=say("{name} is {heard} here", name=first_up(name_of(KIND + kind)), heard=_heard(kind, wishes, kinds)),
        lead=lead,
        actions=tuple(Action(said(_TURN[other]), f"alerts {kind} {other}") for other in State if other is not state),
    )


def setting_card(setting: str, word: str) -> Card:
    title, lead = first_up(name_of(setting)), say("Change it so: {example}.", example=_EXAMPLES[setting])
    if word and setting in (MENTION, EDITORS):
        return Card(title=title, lead=lead, facts=(Fact(say("Now"), people_in(setting, word)),))
    return Card(title=f"{title}: {shown(setting, word)}", lead=lead)


def history_card(changes: Sequence[Change]) -> Card:
    if not changes:
        return Card(title=say("Nothing was changed here yet"), lead=say("/alerts shows how this channel is told."))
    rows = tuple(
        (
            str(one.number),
            Moment(one.at, Form.TIME),
            name_of(one.setting),
            _taken_back(one) if one.undoes else told(one),
            one.author,
        )
        for one in changes
    )
    return Card(
        title=say("What was changed here"),
        lead=say_n("The last {n} change, the newest first.", "The last {n} changes, the newest first.", len(changes)),
        table=Table((say("No."), say("When"), say("Setting"), say("Change"), say("By")), rows),
        actions=(Action(say("Undo the last"), "undo"), Action(say("Show the settings"), "alerts show")),
    )


def _taken_back(change: Change) -> Value:
    value, back = told(change), say(" (takes back {number})", number=change.undoes)
    return value + back if isinstance(value, str) else (*pieces(value), back)
