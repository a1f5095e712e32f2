"""The thesis: standings of all metrics, the pillars they make, the headline, and what changed since the last look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.thesis.metric import Reading, Standing, step
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.state import Headline, State

ENTER, BAND = 0.30, 0.10  # a score of +-0.30 enters intact or broken (supports or challenges); 0.10 back leaves it
COVERAGE = 0.60  # of the weight must be known, or the whole is unknown
HEADLINE_CLOSES = 5
_NOISE = 1e-9


@dataclass(frozen=True)
class PillarView:
    """A pillar today: ``score`` is the weighted mean of its known metrics, -1 to +1; None under 60 % ``coverage``."""

    pillar: Pillar
    metrics: tuple[tuple[str, State], ...]
    coverage: float
    score: float | None
    state: State


@dataclass(frozen=True)
class Change:
    """A metric, pillar or the headline ("thesis") that moved; ``since`` is the day whose figures began it."""

    name: str
    before: str
    after: str
    since: date


@dataclass(frozen=True)
class Thesis:
    """What is kept between two looks: standings by metric, states of pillars, the headline and its patience."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    pillars: Mapping[str, State] = field(default_factory=dict)
    headline: Headline = Headline.UNKNOWN
    pending: Headline | None = None
    pending_since: date | None = None
    seen: int = 0
    day: date | None = None


def advance(thesis: Thesis, readings: Mapping[str, Reading], today: date) -> tuple[Thesis, tuple[Change, ...]]:
    """The thesis after the close of ``today`` with that close's readings by metric, and what changed, small to large.

    A metric without a reading keeps what it had until that is too old. A day that was looked at changes no headline
    twice, but readings that came late are taken in.
    """
    standings = dict(thesis.standings)
    changes: list[Change] = []
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        before = standings.get(metric.name, Standing())
        reading = readings.get(metric.name)
        after = step(metric, before, reading) if reading is not None else before
        standings[metric.name] = after
        was, now = before.state(metric, thesis.day or today), after.state(metric, today)
        if was is not now:
            since = today if now is State.UNKNOWN else after.since or today
            changes.append(Change(metric.name, was, now, since))
    views = [view(pillar, standings, thesis.pillars.get(pillar.name, State.UNKNOWN), today) for pillar in PILLARS]
    for one in views:
        was = thesis.pillars.get(one.pillar.name, State.UNKNOWN)
        if was is not one.state:
            changes.append(Change(one.pillar.name, was, one.state, today))
    states = {one.pillar.name: one.state for one in views}
    moved = replace(_patient(thesis, score(views), today), standings=standings, pillars=states)
    if moved.headline is not thesis.headline:
        changes.append(Change("thesis", thesis.headline, moved.headline, _began(thesis, today)))
    return moved, tuple(changes)


def view(pillar: Pillar, standings: Mapping[str, Standing], held: State, today: date) -> PillarView:
    """A pillar from its metrics' states; ``held`` is its own state so far, which it leaves by the exit band."""
    states = [(one, standings.get(one.name, Standing()).state(one, today)) for one in pillar.metrics]
    known = [(metric.weight, state.score) for metric, state in states]
    coverage, mean = _mean(known)
    state = State.UNKNOWN if mean is None else _banded(mean, held)
    return PillarView(pillar, tuple((one.name, state) for one, state in states), coverage, mean, state)


def score(views: Sequence[PillarView]) -> float | None:
    """The weighted mean of the known pillars, -1 to +1; None where under 60 % of the weight is known."""
    return _mean([(one.pillar.weight, one.score) for one in views])[1]


def _mean(parts: Sequence[tuple[float, float | None]]) -> tuple[float, float | None]:
    coverage = sum(weight for weight, value in parts if value is not None)
    total = sum(weight * value for weight, value in parts if value is not None)
    return coverage, total / coverage if coverage >= COVERAGE - _NOISE else None


def _banded(mean: float, held: State) -> State:
    if mean >= (ENTER - BAND if held is State.SUPPORTS else ENTER) - _NOISE:
        return State.SUPPORTS
    if mean <= -(ENTER - BAND if held is State.CHALLENGES else ENTER) + _NOISE:
        return State.CHALLENGES
    return State.NEUTRAL


_STATE = {Headline.INTACT: State.SUPPORTS, Headline.BROKEN: State.CHALLENGES}
_HEADLINE = {
    State.SUPPORTS: Headline.INTACT,
    State.NEUTRAL: Headline.UNDER_REVIEW,
    State.CHALLENGES: Headline.BROKEN,
}


def _patient(thesis: Thesis, mean: float | None, today: date) -> Thesis:
    """The headline: at once to and from unknown, otherwise after five closes that say the same."""
    if thesis.day is not None and today <= thesis.day:
        return thesis
    if mean is None:
        return replace(thesis, headline=Headline.UNKNOWN, pending=None, pending_since=None, seen=0, day=today)
    speaks = _HEADLINE[_banded(mean, _STATE.get(thesis.headline, State.NEUTRAL))]
    if speaks is thesis.headline or thesis.headline is Headline.UNKNOWN:
        return replace(thesis, headline=speaks, pending=None, pending_since=None, seen=0, day=today)
    begins = speaks is not thesis.pending
    seen, since = (1, today) if begins else (thesis.seen + 1, thesis.pending_since)
    if seen >= HEADLINE_CLOSES:
        return replace(thesis, headline=speaks, pending=None, pending_since=None, seen=0, day=today)
    return replace(thesis, pending=speaks, pending_since=since, seen=seen, day=today)


def _began(thesis: Thesis, today: date) -> date:
    return thesis.pending_since if thesis.pending is not None and thesis.pending_since is not None else today
