"""A rating's parts in words: figures with their units, factors with what they stand on, flips, missing figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards import Form, Moment, Piece, Value
from bot.market.remedy import Remedy
from bot.rated.phrases import phrase
from bot.rated.ratings import Rated
from bot.rating.flips import Flip
from bot.rating.profile import Absent, Figure
from bot.rating.profile import Value as Known
from bot.rating.rules import read_rules
from bot.rating.scorecard import Evidence, FactorScore, SignalScore
from bot.words import clipped, count, day, later, listed, money, percent, said, say, say_n


def points(number: float) -> str:
    """Points of the score as shown: ``+2.4``, ``-0.3``, ``0.0``."""
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def told(value: Known, unit: str) -> str:
    """A figure's value in its unit: ``$31.20``, ``12.0 %``, ``4.1 million shares``."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str):
        return day(date.fromisoformat(value)) if unit == "date" else said(value.replace("_", " "))
    currency, _, by = unit.partition("/")
    if by == "share":
        return say("{price} a share", price=money(value, currency if currency.isupper() else None))
    if len(unit) == 3 and unit.upper() != unit.lower():
        shown = money(abs(value), unit.upper()) if abs(value) < 1e6 else _large(abs(value), unit.upper())
        return f"-{shown}" if value < 0 else shown
    if unit == "fraction":
        return percent(value)
    if unit == "shares":
        return say("{number} shares", number=count(value))
    if unit == "money":
        return count(value)
    if unit == "months":
        return say("{number:,.1f} months", number=value)
    if unit == "days":
        return say("{number:,.1f} days", number=value)
    return f"{value:,.0f}" if unit == "count" else f"{value:,.2f}"


def _large(amount: float, currency: str) -> str:
    sign = money(0, currency).rstrip("0.")
    return f"{sign}{count(amount)}"


def figure(rated: Rated, name: str) -> Figure | None:
    """A figure the rules could use, or None."""
    kept = rated.profile.figures.get(name)
    return kept if isinstance(kept, Figure) and rated.figures.knows(name) else None


def unit_of(seen: Figure, name: str) -> str:
    """The figure's own unit where it names a currency, else the rule set's."""
    return seen.unit or read_rules().inputs[name].unit


def strongest(factor: FactorScore) -> SignalScore:
    """The signal that moved a factor most in its own direction."""
    way = -1.0 if factor.points < 0 else 1.0
    return max(factor.signals, key=lambda signal: signal.points * way)


def standing_on(rated: Rated, factor: FactorScore) -> Value:
    """What moved a factor most: its figures with their day and source, or what is missing and counts as the worst."""
    signal = strongest(factor)
    if signal.evidence is Evidence.FLOOR:
        reason = said(rated.rating.scorecard.missing[signal.missing[0]])
        return say(
            "{points}: {figures} not known, which counts as the worst ({reason})",
            points=points(factor.points),
            figures=labels(signal.missing),
            reason=reason,
        )
    if not signal.known or signal.evidence is Evidence.STATED:
        return f"{points(factor.points)}: {said(signal.name.replace('_', ' '))}"
    shown = [seen for name in signal.inputs if (seen := figure(rated, name))]
    sources = listed(list(dict.fromkeys(said(seen.source) for seen in shown)))
    oldest = min(seen.as_of for seen in shown)
    told = phrase(f"{factor.name}.{signal.name}", rated.figures)
    return (f"{points(factor.points)}: {told} (", Moment(oldest, Form.DAY), f", {sources})")


def dated(rated: Rated, names: Sequence[str], *, named: bool = True) -> Value:
    """Figures with value, day and source, those of one day and source together; what is not known with its reason."""
    known: dict[tuple[date, str], list[str]] = {}
    days: dict[tuple[date, str], Moment] = {}
    lost: dict[str, list[str]] = {}
    for name in names:
        label, seen = said(read_rules().inputs[name].label), figure(rated, name)
        if seen is None:
            reason = clipped(said(rated.figures.missing.get(name) or later("not given")), 120)
            lost.setdefault(reason, []).append(label if named else "")
        else:
            place = (seen.as_of.date(), said(seen.source))
            shown = told(seen.value, unit_of(seen, name))
            known.setdefault(place, []).append(f"{label} {shown}" if named else shown)
            days.setdefault(place, Moment(seen.as_of, Form.DAY))
    parts: list[Piece] = []
    for place, figures in known.items():
        parts += [f"{'; ' if parts else ''}{', '.join(figures)} (", days[place], f", {place[1]})"]
    for reason, gone in lost.items():
        why = (
            say("{figures} not known: {reason}", figures=listed(gone), reason=reason)
            if named
            else say("not known: {reason}", reason=reason)
        )
        parts.append(f"{'; ' if parts else ''}{why}")
    return tuple(parts)


def labels(names: Sequence[str]) -> str:
    """Inputs by the names people read."""
    known = read_rules().inputs
    return listed([said(known[name].label) for name in names])


def flipped(rated: Rated, flip: Flip) -> str:
    """``price from $31.20 to $35.10 (+12.5 %) → Buy``."""
    seen = figure(rated, flip.input)
    unit = unit_of(seen, flip.input) if seen else flip.unit
    label, now, there, call = said(flip.label), told(flip.now, unit), told(flip.there, unit), said(flip.call)
    if unit != "fraction" and flip.now and abs(flip.there / flip.now - 1) < 10:
        there = f"{there}, {percent(flip.there / flip.now - 1, signed=True)}"
    if flip.there > flip.now:
        return say("{figure} up from {now} to {there}: {call}", figure=label, now=now, there=there, call=call)
    return say("{figure} down from {now} to {there}: {call}", figure=label, now=now, there=there, call=call)


def absent(missing: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is not known, one row for each reason: (labels, reason), the longest list first."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in missing.items():
        by_reason.setdefault(reason, []).append(name)
    return [
        (labels(names), said(reason))
        for reason, names in sorted(by_reason.items(), key=lambda row: (-len(row[1]), row[0]))
    ]


def remedies(lacking: Sequence[Absent]) -> list[str]:
    """What a person can do about missing figures, in sentences; nothing where only time helps."""
    found = []
    filings = [one for one in lacking if one.remedy is Remedy.SET_CONTACT]
    if filings:
        found.append(
            say_n(
                "Set SEC_CONTACT to your name and e-mail and start Minnow again: {n} figure of its filings can then "
                "be read.",
                "Set SEC_CONTACT to your name and e-mail and start Minnow again: {n} figures of its filings can then "
                "be read.",
                len(filings),
            )
        )
    silent = dict.fromkeys(one.reason for one in lacking if one.remedy is Remedy.ASK_AGAIN)
    return [*found, *(say("Ask again later: {reason}", reason=said(reason)) for reason in silent)]
