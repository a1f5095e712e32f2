"""Many alerts that waited, as one: the most severe first, and what is not shown is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.alerts.alert import Alert, Severity
from bot.alerts.course import Reason
from bot.alerts.ports import Held
from bot.cards import Action, Card, Moment, Origin, Table, Tone
from bot.words import later, listed, plural, said, say, say_n

KIND = "digest"
SHOWN = 20
NAMED = 3  # in the title
_WHY = {
    Reason.QUIET: later("quiet hours are over"),
    Reason.CAP: later("more came in an hour than this channel takes one by one"),
    Reason.TOGETHER: later("they came at the same moment"),
    Reason.EXPLAINED: later("what was told before them explains them"),
}
_WHY_FIRST = {  # as a sentence begins with it
    Reason.QUIET: later("Quiet hours are over"),
    Reason.CAP: later("More came in an hour than this channel takes one by one"),
    Reason.TOGETHER: later("They came at the same moment"),
    Reason.EXPLAINED: later("What was told before them explains them"),
}
_LOUDEST = (Severity.HIGH, Severity.NORMAL, Severity.QUIET)


def digest(held: Sequence[Held], now: datetime) -> Alert:
    """One alert in place of two or more; it is as severe as the most severe of them, and the same for the same ones.

    It continues the alert that explains all of them, where there is one.
    """
    alerts, because = [one.alert for one in held], {one.because for one in held}
    return Alert(
        kind=KIND,
        about="",
        occurrence=f"{plural(len(held), 'alert')} from {held[0].id}",
        at=now,
        card=_card(alerts, list(dict.fromkeys(one.reason for one in held))),
        severity=min((one.severity for one in alerts), key=_LOUDEST.index),
        size=len(held),
        follows=because.pop() if len(because) == 1 else "",
        tells=tuple(one.fingerprint for one in alerts),
    )


def _card(alerts: Sequence[Alert], reasons: Sequence[Reason]) -> Card:
    ranked = sorted(alerts, key=lambda one: (_LOUDEST.index(one.severity), one.at))
    shown, rest = ranked[:SHOWN], ranked[SHOWN:]
    why = listed([said(_WHY_FIRST[reasons[0]]), *(said(_WHY[one]) for one in reasons[1:])])
    return Card(
        title=_title(_named(ranked), len(alerts), reasons),
        lead=" ".join((f"{why}.", *_more(rest))),
        table=Table(
            (say("Alert"), say("When"), say("What")),
            tuple((one.card.title, Moment(one.at), one.card.lead) for one in shown),
        ),
        origins=_oldest(origin for one in shown for origin in one.card.origins),
        actions=(Action(say("How this channel is told"), "alerts"),),
        tone=_tone(alerts),
        note=say("Information, not advice."),
    )


def _title(names: str, number: int, reasons: Sequence[Reason]) -> str:
    """What they are of, how many, and how they came; those of several reasons have all waited."""
    if list(reasons) == [Reason.TOGETHER]:
        return say_n("{names}: {n} alert at once", "{names}: {n} alerts at once", number, names=names)
    if list(reasons) == [Reason.EXPLAINED]:
        return say_n("{names}: {n} alert held back", "{names}: {n} alerts held back", number, names=names)
    return say_n("{names}: {n} alert that waited", "{names}: {n} alerts that waited", number, names=names)


def _named(ranked: Sequence[Alert]) -> str:
    """“APLD, RKLB and 3 more”: the stocks, and the kinds of what is about none; it is all that a notification shows."""
    names = list(dict.fromkeys(one.about or said(one.kind.replace("_", " ")) for one in ranked))
    if len(names) > NAMED:
        names[NAMED - 1 :] = [say("{others} more", others=len(names) - NAMED + 1)]
    first = listed(names)
    return f"{first[0].upper()}{first[1:]}"


def _more(rest: Sequence[Alert]) -> tuple[str, ...]:
    """“5 more: price past target 3, short interest 2; /alerts shows how to hear less.”; nothing where none is left."""
    if not rest:
        return ()
    kinds = Counter(one.kind.replace("_", " ") for one in rest)
    counted = listed([f"{said(kind)} {number}" for kind, number in kinds.most_common()])
    return (say("{others} more: {counted}; /alerts shows how to hear less.", others=len(rest), counted=counted),)


def _oldest(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """The oldest of each source: no figure that is shown is older."""
    found: dict[str, Origin] = {}
    for one in origins:
        if one.source not in found or one.as_of < found[one.source].as_of:
            found[one.source] = one
    return tuple(found.values())


def _tone(alerts: Sequence[Alert]) -> Tone:
    """The tone that all of them have, a note where they differ."""
    tones = {one.card.tone for one in alerts}
    return tones.pop() if len(tones) == 1 else Tone.NOTE
