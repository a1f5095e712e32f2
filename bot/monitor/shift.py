"""What is told of metrics that came to another state while their pillars stayed where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import Action, Card, Fact
from bot.market.hours import NEW_YORK
from bot.monitor.driver import driver_origins, driver_words
from bot.thesis.balance import balance, stands, states, views
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS, Pillar
from bot.thesis.state import State
from bot.thesis.thesis import Change, Thesis
from bot.thesis_words import headline_words
from bot.words import percent, say, say_n


@dataclass(frozen=True)
class Moved:
    """A metric of a pillar from one known state to another."""

    pillar: Pillar
    metric: Metric
    change: Change

    @property
    def name(self) -> str:
        """The same for the same change, however often it is looked at."""
        return f"{self.metric.name} {self.change.after} since {self.change.since}"

    @property
    def weight(self) -> float:
        """Its part of the whole thesis."""
        return self.pillar.weight * self.metric.weight


@dataclass(frozen=True)
class Shift:
    """Every metric that moved at one look and whose pillar did not."""

    moved: tuple[Moved, ...]
    was: Thesis
    thesis: Thesis
    at: datetime
    why: Mapping[str, str]

    @property
    def today(self) -> date:
        return self.at.astimezone(NEW_YORK).date()


def moved_metrics(before: Thesis, after: Thesis, today: date) -> tuple[Moved, ...]:
    """Metrics that are known and settled on another state than the one they last had.

    What is lost or found again is no change: its pillar or its source is told of that.
    """
    found = []
    for pillar in PILLARS:
        for metric in pillar.metrics:
            was, now = (one.standings.get(metric.name, Standing()) for one in (before, after))
            if State.UNKNOWN in (was.settled, now.state(metric, today)) or was.settled is now.settled:
                continue
            found.append(Moved(pillar, metric, Change(metric.name, was.settled, now.settled, now.since or today)))
    return tuple(found)


def shift_card(what: Shift) -> Card:
    """Each metric by which figures past which level, the pillar it touches, and how the whole stands."""
    told = states(what.thesis, what.today)
    touched = {one.pillar.name for one in what.moved}
    pillars = [one for one in PILLARS if one.name in touched]
    return Card(
        title=_title(what.moved),
        lead=say(
            "No pillar of the small-cap thesis has changed by it. Of six pillars {balance}.", balance=balance(told)
        ),
        facts=(
            *(
                Fact(one.metric.title, driver_words(one.metric, one.change, what.thesis, what.why))
                for one in what.moved
            ),
            *(Fact(say("Pillar: {pillar}", pillar=one.title), _stays(what, one, told[one.name])) for one in pillars),
            Fact(say("Thesis"), headline_words(what.thesis)),
        ),
        origins=driver_origins([one.metric for one in what.moved], what.thesis),
        actions=(
            *(Action(one.title, f"thesis {one.name}") for one in pillars[:2]),
            Action(say("All pillars"), "thesis"),
        ),
        note=say("A metric is one part of a pillar. Information, not advice."),
    )


def _title(moved: Sequence[Moved]) -> str:
    if len(moved) == 1:
        (one,) = moved
        return f"{one.metric.title}: {stands(one.change.before)} → {stands(one.change.after)}"
    return say_n(
        "{n} metric of the small-cap thesis changed", "{n} metrics of the small-cap thesis changed", len(moved)
    )


def _stays(what: Shift, pillar: Pillar, state: State) -> str:
    weight = percent(pillar.weight, digits=0)
    (before,) = (one.score for one in views(what.was, what.was.day or what.today) if one.pillar is pillar)
    (after,) = (one.score for one in views(what.thesis, what.today) if one.pillar is pillar)
    if before is None or after is None:
        return say("stays {state}, with {weight} of the thesis", state=stands(state), weight=weight)
    return say(
        "stays {state}, score {before:+.2f} → {after:+.2f} of -1 to +1, with {weight} of the thesis",
        state=stands(state),
        before=before,
        after=after,
        weight=weight,
    )
