"""What a reader sees of the thesis: the states that count, the newest figures, and what those would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.cards import Fact, Form, Moment, Origin
from bot.thesis.balance import stands, views
from bot.thesis.book import Kept
from bot.thesis.counted import foreseen
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import Pillar
from bot.thesis.state import State
from bot.thesis.thesis import PillarView, Thesis
from bot.thesis_look import ThesisLook
from bot.thesis_words import next_words
from bot.words import day, say

ALONE = say(
    "Worked out from the newest figures alone: how long a state has lasted is not counted. Information, not advice."
)
COUNTED = say("A new state counts only after it has lasted for some closes or publications. Information, not advice.")


@dataclass(frozen=True)
class Shown:
    """The newest figures; the thesis whose states are shown; what it would be if today closed on those figures."""

    look: ThesisLook
    thesis: Thesis
    coming: Thesis
    kept: Kept | None

    @property
    def views(self) -> Sequence[PillarView]:
        return views(self.thesis, self.look.today)

    def standing(self, metric: Metric) -> Standing:
        return self.thesis.standings.get(metric.name, Standing())

    def state(self, metric: Metric) -> State:
        return self.standing(metric).state(metric, self.look.today)

    def next(self, metric: Metric) -> Standing:
        """The metric with the newest figures; its state is not the one that counts yet."""
        return self.coming.standings.get(metric.name, Standing())

    @classmethod
    def of(cls, look: ThesisLook, kept: Kept | None, now: datetime) -> Shown:
        """What is kept with what was looked up now; without a kept thesis, the newest figures alone."""
        if kept is None:
            return cls(look, look.thesis, look.thesis, None)
        return cls(look, kept.thesis, foreseen(kept.thesis, look.readings, now), kept)

    @property
    def note(self) -> str:
        return COUNTED if self.kept else ALONE

    def known(self, pillar: Pillar) -> list[Metric]:
        return [one for one in pillar.metrics if self.state(one) is not State.UNKNOWN]

    def notes(self, pillar: Pillar) -> tuple[Fact, ...]:
        """What the figures of its metrics are made of, where that has to be said."""
        told = [(one.title, self.look.notes.get(one.name, "")) for one in pillar.metrics]
        return tuple(Fact(title, note) for title, note in told if note)

    def next_words(self, metric: Metric) -> str:
        """What it takes to change; first of all what has changed already and does not count yet."""
        coming = self.next(metric)
        state = coming.state(metric, self.look.today)
        words = next_words(metric, coming)
        if state in (self.state(metric), State.UNKNOWN):
            return say("would change to {states}", states=words) if coming.pending else words
        return say("would change to {state} if today closed so", state=stands(state))

    @property
    def counted(self) -> tuple[Fact, ...]:
        """Up to which close states are counted, and when that look was."""
        if self.kept is None or self.thesis.day is None:
            return ()
        return (
            Fact(
                say("Counted"),
                (say("up to the close of {day}, looked at ", day=day(self.thesis.day)), Moment(self.kept.at)),
            ),
        )

    def origins(self, pillars: Sequence[Pillar]) -> tuple[Origin, ...]:
        """The sources of the known metrics, with the day of each one's newest figure."""
        told = [
            Origin(self.next(metric).told_by(metric), _midnight(self.next(metric)), Form.DAY)
            for pillar in pillars
            for metric in self.known(pillar)
        ]
        return tuple(dict.fromkeys(told))


def _midnight(standing: Standing) -> datetime:
    if standing.as_of is None:
        raise ValueError("a known metric has the day of its figures")
    return datetime.combine(standing.as_of, time(), UTC)
