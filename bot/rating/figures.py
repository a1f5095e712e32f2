"""Figures are the values the rules may use, with their ages, and why the rest is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rating.profile import NOT_APPLICABLE, Value
from bot.words import later


@dataclass(frozen=True)
class Figures:
    """Usable values by input name; ``ages`` in days; ``missing`` says why for the rest, said when it is shown.

    ``phrases`` are scores by signal; ``conflicts`` are sentences on figures that contradict one another.
    """

    at: datetime
    values: Mapping[str, Value]
    ages: Mapping[str, float]
    missing: Mapping[str, str]
    phrases: Mapping[str, float]
    conflicts: tuple[tuple[str, str], ...] = ()

    def knows(self, name: str) -> bool:
        return name in self.values

    def number(self, name: str) -> float:
        """A number that is known. KeyError where it is not."""
        return float(self.values[name])

    def maybe(self, name: str) -> float | None:
        """A number, or None where it is missing or does not apply."""
        value = self.values.get(name)
        return None if value is None or isinstance(value, str) else float(value)

    def word(self, name: str) -> str:
        """A category, or an empty word."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def yes(self, name: str) -> bool:
        """Whether a yes/no is known and yes."""
        return self.values.get(name) is True

    def applies(self, name: str) -> bool:
        return self.word(name) != NOT_APPLICABLE

    def age(self, name: str) -> float:
        """Days since the figure was true."""
        return self.ages.get(name, 0.0)

    def without(self, names: frozenset[str] | set[str]) -> Figures:
        """The same with these figures gone."""
        kept = {name: value for name, value in self.values.items() if name not in names}
        return replace(self, values=kept, missing={**self.missing, **dict.fromkeys(sorted(names), later("set aside"))})

    def having(self, changed: Mapping[str, Value]) -> Figures:
        """The same with these values."""
        return replace(self, values={**self.values, **changed})
