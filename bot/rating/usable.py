"""From a Profile to usable Figures: fresh, finite, published, agreed; each figure refused has its reason."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.market import hours
from bot.rating.figures import Figures
from bot.rating.profile import NOT_APPLICABLE, Absent, Figure, Profile, Value
from bot.rating.rules import Input, Rules
from bot.words import filled, later, listed, said, say, say_n

_DAY = timedelta(days=1)
_LONG = 30  # days no session lasts; the calendar need not know what lies further back
_COMPARED = ("price", "shares", "short_shares")  # where two sources can be a split or a class apart


def usable(profile: Profile, rules: Rules) -> Figures:
    """What the rules may use. ValueError for a figure or phrase the rule set does not know."""
    _check_names(profile, rules)
    values: dict[str, Value] = {}
    missing: dict[str, str] = {}
    for name, wanted in rules.inputs.items():
        figure = profile.figures.get(name, Absent(later("not given")))
        reason = _unusable(figure, wanted, profile.at, rules)
        if reason:
            missing[name] = reason
        elif isinstance(figure, Figure):
            values[name] = figure.value
    for name, wanted in rules.inputs.items():
        if wanted.needs and values.get(wanted.needs) == 0 and name in values:  # a vendor sends zeros for "nobody"
            del values[name]
            missing[name] = later("no analyst covers it")
    for name in ("estimate_analysts", "target_analysts"):
        if values.get(name) == 0:
            del values[name]
            missing[name] = later("no analyst covers it")
    return Figures(
        at=profile.at,
        values=values,
        ages={
            name: (profile.at - figure.as_of) / _DAY
            for name, figure in profile.figures.items()
            if isinstance(figure, Figure)
        },
        missing=missing,
        phrases={signal: rules.lexicon[phrase.grade][0] for signal, phrase in profile.phrases.items()},
        conflicts=tuple(_conflicts(profile, values, rules)),
    )


def _check_names(profile: Profile, rules: Rules) -> None:
    unknown = sorted({*profile.figures, *profile.second} - set(rules.inputs))
    if unknown:
        raise ValueError(f"the rule set {rules.id} has no input called {unknown[0]}; its names stand in rules.toml")
    signals = {f"{factor.name}.{signal}" for factor in rules.factors.values() for signal in factor.signals}
    for signal, phrase in profile.phrases.items():
        if signal not in signals:
            raise ValueError(f"the rule set {rules.id} has no signal called {signal}; its names stand in rules.toml")
        if phrase.grade not in rules.lexicon:
            raise ValueError(f"the lexicon has no grade called {phrase.grade}; it has {', '.join(rules.lexicon)}")


def _unusable(figure: Figure | Absent, wanted: Input, at: datetime, rules: Rules) -> str:
    """Why a figure does not count, as it is kept: said where it is shown; empty where it does count."""
    if isinstance(figure, Absent):
        return figure.reason or later("not given")
    if not _fits(figure.value, wanted, rules):
        return later("no usable value")
    if max(figure.as_of, figure.published or figure.as_of) > at:
        return later("not yet published then")
    if figure.expires and figure.expires <= at:
        return later("expired")
    return _stale(figure, wanted, at, rules)


def _fits(value: Value, wanted: Input, rules: Rules) -> bool:
    if value == NOT_APPLICABLE:
        return wanted.may_not_apply
    if wanted.unit == "yes/no":
        return isinstance(value, bool)
    if wanted.unit == "date":
        return isinstance(value, str) and _is_day(value)
    if wanted.unit in rules.categories:
        return isinstance(value, str) and value in rules.categories[wanted.unit]
    if isinstance(value, (bool, str)) or value is None:
        return False
    return math.isfinite(value) and wanted.least <= value <= wanted.most and (value > 0 or not wanted.positive)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _stale(figure: Figure, wanted: Input, at: datetime, rules: Rules) -> str:
    sessions = rules.sessions_fresh.get(wanted.kind)
    age = (at - (figure.published or figure.as_of)) / _DAY  # nobody could have had a newer one before that
    if sessions is not None:
        if age > _LONG:
            return _older(sessions)
        last_good = hours.sessions_after(hours.session_of(figure.as_of), sessions)
        return "" if last_good >= hours.session_of(at) else _older(sessions)
    limit = rules.days_fresh.get(wanted.kind)
    if limit is None or age <= limit:
        return ""
    return filled(later("{age:.0f} days old, the limit is {limit:.0f}"), age=age, limit=limit)


def _older(sessions: int) -> str:
    return say_n("older than {n} session", "older than {n} sessions", sessions)


def _conflicts(profile: Profile, values: Mapping[str, Value], rules: Rules) -> Iterator[tuple[str, str]]:
    """Flag and sentence for each contradiction: currencies that differ, sources too far apart."""
    currencies = sorted(
        {
            figure.unit.split("/")[0]
            for name, figure in profile.figures.items()
            if name in values and rules.inputs[name].unit.startswith("money") and isinstance(figure, Figure)
        }
    )
    if len(currencies) > 1:
        yield (
            "CURRENCIES",
            say(
                "The figures stand in {currencies}.",
                currencies=listed([one or say("no currency") for one in currencies]),
            ),
        )
    for name in _COMPARED:
        other, mine = profile.second.get(name), values.get(name)
        if (
            other is None
            or mine is None
            or isinstance(mine, str)
            or _unusable(other, rules.inputs[name], profile.at, rules)
        ):
            continue
        theirs = float(other.value)
        if abs(theirs - mine) > rules.gates["sources_apart"] * max(abs(theirs), abs(mine)):
            yield (
                "SOURCES_DIFFER",
                say(
                    "Two sources differ on {what}: {ours:,.6g} and {theirs:,.6g}.",
                    what=said(rules.inputs[name].label),
                    ours=mine,
                    theirs=theirs,
                ),
            )
