"""What is told of a pillar, or of the headline, that came to another state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.cards import Action, Card, Fact, Form, Origin, Table, Tone
from bot.market.hours import NEW_YORK
from bot.thesis.balance import balance, said, views
from bot.thesis.crossing import crossing
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.state import Headline, State
from bot.thesis.thesis import BAND, ENTER, HEADLINE_CLOSES, Change, Thesis, score
from bot.thesis_look import NO_SOURCE
from bot.thesis_words import figures_words, headline_words, level_words, next_words
from bot.words import day, listed, percent

_ORDER = (State.CHALLENGES, State.NEUTRAL, State.SUPPORTS, Headline.BROKEN, Headline.UNDER_REVIEW, Headline.INTACT)


@dataclass(frozen=True)
class Turn:
    """A pillar (None for the headline) that came from one state to another with these changes of its metrics.

    ``home`` is the state from which it first left, to which a turn may lead back.
    """

    pillar: Pillar | None
    before: str
    after: str
    home: str
    changes: tuple[Change, ...]
    was: Thesis
    thesis: Thesis
    at: datetime
    why: Mapping[str, str]

    @property
    def is_back(self) -> bool:
        return self.after == self.home and self.before != State.UNKNOWN != self.after

    @property
    def today(self) -> date:
        return self.at.astimezone(NEW_YORK).date()

    @property
    def is_lost_or_found(self) -> bool:
        return State.UNKNOWN in (self.before, self.after)


def turn_card(what: Turn) -> Card:
    """From which state to which, by which figures past which levels, and how the whole stands now."""
    return _headline(what) if what.pillar is None else _pillar(what, what.pillar)


def _pillar(what: Turn, pillar: Pillar) -> Card:
    title = f"{pillar.title}: {said(what.before)} → {said(what.after)}"
    return Card(
        title=f"{title}, as before" if what.is_back else title,
        lead=f"A pillar with {percent(pillar.weight, digits=0)} of the small-cap thesis has changed. {_balance(what)}",
        facts=(
            *_drivers(what, pillar),
            *_others(what, pillar),
            Fact("Score of the pillar", _scores(what, pillar)),
            Fact("Thesis", headline_words(what.thesis)),
            *_leadership(what, pillar),
        ),
        origins=_origins(what, pillar),
        actions=(Action(pillar.title, f"thesis {pillar.name}"), Action("All pillars", "thesis")),
        tone=_tone(what),
        note="A pillar that fails is news, and no proof that the thesis has failed. Information, not advice.",
    )


def _headline(what: Turn) -> Card:
    today, rows = what.today, []
    was = {one.pillar.name: one for one in views(what.was, what.was.day or today)}
    for one in views(what.thesis, today):
        score_words = "" if one.score is None else f"{one.score:+.2f}"
        before = said(was[one.pillar.name].state)
        state = said(one.state) if one.state is was[one.pillar.name].state else f"{before} → {said(one.state)}"
        rows.append((f"{one.pillar.title} ({percent(one.pillar.weight, digits=0)})", state, score_words))
    mean = score(views(what.thesis, today))
    number = "not known" if mean is None else f"{mean:+.2f} of -1 to +1"
    title = f"The small-cap thesis: {said(what.before)} → {said(what.after)}"
    return Card(
        title=f"{title}, as before" if what.is_back else title,
        lead=f"{_balance(what)} The weighted score is {number}.",
        facts=(
            Fact("Levels", f"intact from {ENTER:+.2f}, broken from {-ENTER:+.2f}, left {BAND:.2f} back"),
            Fact("Patience", f"{HEADLINE_CLOSES} closes that say the same; to and from not known at once"),
        ),
        table=Table(("Pillar", "State", "Score"), tuple(rows)),
        actions=(Action("All pillars", "thesis"), Action("Claims beside today", "thesis claims")),
        tone=_tone(what),
        note="Measured against fixed levels; no forecast. Information, not advice.",
    )


def _balance(what: Turn) -> str:
    told = {one.pillar.name: one.state for one in views(what.thesis, what.today)}
    return f"Of six pillars {balance(told)}."


def _drivers(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """Each metric that changed with it: figures, their day, and the level they crossed."""
    metrics = {one.name: one for one in pillar.metrics}
    facts = [Fact(metrics[one.name].title, _driver(what, metrics[one.name], one)) for one in what.changes]
    return tuple(facts) or (Fact("Why", "figures of its metrics have grown too old"),)


def _others(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """The states of the metrics that did not move: what the score is made of as well."""
    moved = {one.name for one in what.changes}
    rest = [one for one in pillar.metrics if one.name not in moved]
    told = [
        f"{one.title}: {said(what.thesis.standings.get(one.name, Standing()).state(one, what.today))}" for one in rest
    ]
    return (Fact("Beside it", "; ".join(told)),) if told else ()


def _driver(what: Turn, metric: Metric, change: Change) -> str:
    standing = what.thesis.standings.get(metric.name, Standing())
    moved = f"{said(change.before)} → {said(change.after)}"
    if change.after == State.UNKNOWN:
        of = f"; the newest figure is of {day(standing.as_of)}" if standing.as_of else ""
        return f"{moved}: {what.why.get(metric.name, NO_SOURCE).rstrip('.')}{of}"
    levels = crossing(metric, State(change.before), State(change.after), dict(standing.figures))
    line = f"; {change.after} with {listed([level_words(metric, one) for one in levels])}" if levels else ""
    since = f"; so since {day(change.since)}" if change.since != standing.as_of else ""
    beyond = next_words(metric, standing)
    further = f"; next: {beyond}" if beyond else ""
    return f"{moved}: {figures_words(metric, standing)}{line}{since}{further}"


def _scores(what: Turn, pillar: Pillar) -> str:
    def shown(thesis: Thesis) -> str:
        today = what.today
        one = next(one for one in views(thesis, today) if one.pillar is pillar)
        return "not known" if one.score is None else f"{one.score:+.2f}"

    levels = f"supports from {ENTER:+.2f}, challenges from {-ENTER:+.2f}, left {BAND:.2f} back"
    return f"{shown(what.was)} → {shown(what.thesis)} of -1 to +1; {levels}"


def _leadership(what: Turn, pillar: Pillar) -> tuple[Fact, ...]:
    """What the prices do meanwhile: a pillar failed in March 2026, and small caps went on leading."""
    leads = next(one for one in PILLARS if one.name == "leadership")
    metric = leads.metrics[0]
    standing = what.thesis.standings.get(metric.name, Standing())
    is_known = standing.state(metric, what.today) is not State.UNKNOWN
    if pillar is leads or not is_known:
        return ()
    return (Fact(f"Meanwhile: {metric.title}", f"{standing.settled}: {figures_words(metric, standing)}"),)


def _origins(what: Turn, pillar: Pillar) -> tuple[Origin, ...]:
    told = []
    for metric in pillar.metrics:
        as_of = what.thesis.standings.get(metric.name, Standing()).as_of
        if as_of is not None and any(one.name == metric.name for one in what.changes):
            told.append(Origin(metric.source, datetime.combine(as_of, time(), UTC), Form.DAY))
    return tuple(dict.fromkeys(told))


def _tone(what: Turn) -> Tone:
    if what.is_back or what.is_lost_or_found:
        return Tone.NOTE
    places = [str(one) for one in _ORDER]
    return Tone.CATALYST if places.index(what.after) > places.index(what.before) else Tone.RISK
