"""The thesis of one day, kept short for the picture over time: nobody can buy that history later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.thesis.balance import views
from bot.thesis.metric import Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis, score

VERSION = 1
_LETTERS = {State.SUPPORTS: "s", State.NEUTRAL: "n", State.CHALLENGES: "c", State.UNKNOWN: "u"}
_STATES = {letter: state for state, letter in _LETTERS.items()}


@dataclass(frozen=True)
class Measured:
    """A metric on that day: its state, and its figures with the day they are of."""

    state: State
    as_of: date | None
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Snapshot:
    """What was known on ``day`` (New York) and not later; ``score`` is -1 to +1, None where the headline is unknown."""

    day: date
    headline: Headline
    score: float | None
    pillars: Mapping[str, State]
    metrics: Mapping[str, Measured]


def snapshot(thesis: Thesis, day: date) -> Snapshot:
    """The thesis as it stands on a day; figures to four decimals, missing ones left out."""
    told = views(thesis, day)
    mean = score(told)
    metrics: dict[str, Measured] = {}
    for metric in (one for pillar in PILLARS for one in pillar.metrics):
        standing = thesis.standings.get(metric.name, Standing())
        known = {name: round(value, 4) for name, value in standing.figures if value is not None}
        if known:
            metrics[metric.name] = Measured(standing.state(metric, day), standing.as_of, known)
    return Snapshot(
        day=day,
        headline=thesis.headline,
        score=None if mean is None else round(mean, 4),
        pillars={one.pillar.name: one.state for one in told},
        metrics=metrics,
    )


def dump_snapshot(one: Snapshot) -> str:
    """One line of JSON, about a kilobyte; states are letters."""
    return json.dumps(
        {
            "v": VERSION,
            "day": one.day.isoformat(),
            "thesis": [one.headline, one.score],
            "pillars": {name: _LETTERS[state] for name, state in one.pillars.items()},
            "metrics": {
                name: [_LETTERS[told.state], told.as_of.isoformat() if told.as_of else None, told.figures]
                for name, told in one.metrics.items()
            },
        },
        separators=(",", ":"),
    )


def load_snapshot(text: str) -> Snapshot:
    """What :func:`dump_snapshot` wrote. ValueError for anything else."""
    try:
        told = json.loads(text)
        if told["v"] != VERSION:
            raise ValueError(f"the snapshot was kept by another version ({str(told['v'])[:20]})")
        headline, mean = told["thesis"]
        return Snapshot(
            day=date.fromisoformat(told["day"]),
            headline=Headline(headline),
            score=None if mean is None else float(mean),
            pillars={name: _STATES[letter] for name, letter in told["pillars"].items()},
            metrics={name: _measured(*one) for name, one in told["metrics"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the kept snapshot cannot be read ({type(error).__name__})") from None


def _measured(letter: str, as_of: str | None, figures: Mapping[str, Any]) -> Measured:
    of = None if as_of is None else date.fromisoformat(as_of)
    return Measured(_STATES[letter], of, {name: float(value) for name, value in figures.items()})
