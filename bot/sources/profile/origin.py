"""Who says a figure and when it was true; what a reader found, and why the rest is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.market.feeds import NoAnswer
from bot.rating.profile import Absent, Figure, Value

Reading = Mapping[str, Figure | Absent]  # by input name of the rule set


@dataclass(frozen=True)
class Origin:
    """``as_of`` is when its figures were true, ``published`` when the world could know them (UTC)."""

    source: str
    as_of: datetime
    published: datetime | None = None

    def figure(self, value: Value, unit: str = "") -> Figure:
        return Figure(as_of=self.as_of, source=self.source, value=value, unit=unit, published=self.published)

    def told(self, value: Value | None, unit: str, otherwise: str | NoAnswer) -> Figure | Absent:
        """The figure, or ``otherwise`` where there is none. Zero is a figure."""
        if value is not None:
            return self.figure(value, unit)
        return unanswered(otherwise) if isinstance(otherwise, NoAnswer) else Absent(otherwise)


def absent(names: tuple[str, ...], reason: str | NoAnswer) -> dict[str, Figure | Absent]:
    """The same reason for each of these inputs."""
    return dict.fromkeys(names, unanswered(reason) if isinstance(reason, NoAnswer) else Absent(reason))


def unanswered(none: NoAnswer) -> Absent:
    """A figure whose source gave no answer: its sentence, and what can be done about it."""
    return Absent(none.sentence, none.remedy)
